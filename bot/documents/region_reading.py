"""Reading the files of a region's stations: each is checked by its station's key, and named where it is left out."""

from collections.abc import Callable, Iterable

from bot.documents.report_signature import is_signed, is_signed_by
from bot.domain.figures.region.files import Collected, FileFault, FileT, LeftOut, collect
from bot.domain.figures.region.table import Region

Reader = Callable[[str, bytes], FileT | LeftOut]


def read_files(files: Iterable[tuple[str, bytes | None]], region: Region, reader: Reader[FileT]) -> Collected[FileT]:
    """Read files of one kind by their names; None instead of bytes: it could not be read."""
    reports: list[FileT] = []
    left_out: list[LeftOut] = []
    for name, written in files:
        read = _read(name, written, region, reader)
        if isinstance(read, LeftOut):
            left_out.append(read)
        else:
            reports.append(read)
    unchecked = {each.file for each in reports if not region.keys.get(each.station)}
    return collect(reports, left_out=left_out, unchecked=unchecked)


def _read(name: str, written: bytes | None, region: Region, reader: Reader[FileT]) -> FileT | LeftOut:
    if written is None:
        return LeftOut(file=name, fault=FileFault.UNREADABLE)
    read = reader(name, written)
    if isinstance(read, LeftOut):
        return read
    if not region.knows(read.station):
        return LeftOut(file=name, fault=FileFault.UNKNOWN_STATION, facts={"station": read.station})
    key = region.keys.get(read.station)
    if key and not is_signed(written):
        return LeftOut(file=name, fault=FileFault.UNSIGNED, facts={"station": read.station})
    if key and not is_signed_by(written, key):
        return LeftOut(file=name, fault=FileFault.FORGED, facts={"station": read.station})
    return read
