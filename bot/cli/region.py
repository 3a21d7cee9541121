"""`cleancall region`: the files of many stations in one picture, on the screen or in a file. It needs no database."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Column
from rich.table import Table as ScreenTable
from rich.text import Text

from bot.cli.exits import DONE, refuse
from bot.cli.reasons import explained
from bot.cli.saving import write_out
from bot.clock import wall_clock
from bot.documents.audit_reading import read_audit
from bot.documents.region_audit_tables import audit_subtitle_of, audit_tables
from bot.documents.region_reading import Reader, read_files
from bot.documents.region_sentences import sentences_of, subtitle_of
from bot.documents.region_tables import all_tables, fault_text
from bot.documents.report_reading import read_report
from bot.documents.report_tables import Table
from bot.domain.calendar import SEOUL
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.figures.region.audit import AuditPicture, AuditReport, audit_picture_of
from bot.domain.figures.region.cards import RegionCard
from bot.domain.figures.region.files import Collected, FileT, StationReport
from bot.domain.figures.region.picture import picture_of
from bot.domain.figures.region.table import Region
from bot.settings.region_file import REGION_FILE, load_region
from bot.texts import Texts
from bot.texts.periods import read_period

Writer = Callable[[RegionCard, Texts], bytes]
AuditWriter = Callable[[AuditPicture, Texts], bytes]
REPORTS = "*.json"
"""What is taken of a folder."""


def write_region(paths: Sequence[Path], table: Path | None, words: str, writer: Writer | None, out: Path | None) -> int:
    """Write the picture of some months: as tables, or as a writer writes it. Files may be named or their folder."""

    def draw(collected: Collected[StationReport], region: Region, period: Period, texts: Texts) -> int:
        card = picture_of(collected, region, period, wall_clock().astimezone(SEOUL))
        if writer is None:
            _show(card, texts)
            return DONE
        return write_out(writer(card, texts), out, texts)

    return _put_together(read_report, "region.no_reports", paths, table, words, draw)


def write_region_audit(
    paths: Sequence[Path], table: Path | None, words: str, writer: AuditWriter | None, out: Path | None
) -> int:
    """Write what came to audit in some months, of audit's files alone."""

    def draw(collected: Collected[AuditReport], region: Region, period: Period, texts: Texts) -> int:
        card = audit_picture_of(collected, region, period, wall_clock().astimezone(SEOUL))
        if writer is None:
            show_tables(audit_subtitle_of(card, texts), audit_tables(card, texts))
            return DONE
        return write_out(writer(card, texts), out, texts)

    return _put_together(read_audit, "region.no_audit_reports", paths, table, words, draw)


def _put_together(
    reader: Reader[FileT],
    none: str,
    paths: Sequence[Path],
    table: Path | None,
    words: str,
    draw: Callable[[Collected[FileT], Region, Period, Texts], int],
) -> int:
    """Read files of one kind and draw them; `none`: the sentence for when there is nothing to draw."""

    def work(texts: Texts) -> int:
        region = _region(table)
        collected = read_files(contents_of(paths, texts), region, reader)
        asked, rest = read_period(words, wall_clock().astimezone(SEOUL).date())
        if rest:
            return refuse(texts.plain("refused.wrong_period", word=rest))
        period = asked or _newest(collected)
        if period is None:
            return refuse("\n".join([texts.plain(none), *_faults(collected, texts)]))
        return draw(collected, region, period, texts)

    return explained(work)


def _region(table: Path | None) -> Region:
    if table is not None:
        return load_region(table)
    here = Path(REGION_FILE)
    return load_region(here) if here.exists() else Region()


def contents_of(paths: Sequence[Path], texts: Texts) -> Iterator[tuple[str, bytes | None]]:
    """Read files, those of folders too. None: it cannot be read."""
    files = [file for path in paths for file in (sorted(path.rglob(REPORTS)) if path.is_dir() else [path])]
    screen = Console(stderr=True)
    said = texts.plain("region.reading", count=len(files))
    for file in track(files, said, console=screen, transient=True, disable=not screen.is_terminal):
        try:
            yield _name_of(file), file.read_bytes()
        except OSError:
            yield _name_of(file), None


def _name_of(file: Path) -> str:
    """Write a file's name so that any screen and sheet can show it: each byte or letter that none can is a mark."""
    name = os.fsencode(file).decode(errors="replace")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)


def _newest(collected: Collected[FileT]) -> Period | None:
    """Choose the newest month that at least half as many stations have as any: one alone says nothing of a region."""
    counts = Counter(each.month for each in collected.reports)
    most = max(counts.values(), default=0)
    newest = max((month for month, count in counts.items() if count * 2 >= most), default=None)
    return None if newest is None else period_with(PeriodKind.MONTH, newest)


def _faults(collected: Collected[FileT], texts: Texts) -> list[str]:
    return [f"{each.file}: {fault_text(each, texts)}" for each in collected.left_out]


def _show(card: RegionCard, texts: Texts) -> None:
    show_tables(subtitle_of(card, texts), all_tables(card, texts), sentences_of(card, texts))


def show_tables(subtitle: str, tables: Iterable[Table], sentences: Iterable[str] = ()) -> None:
    """Show tables on the screen, under a title and sentences."""
    console = Console()
    console.print(subtitle, style="bold", markup=False)
    for sentence in sentences:
        console.print(f"· {sentence}", markup=False)
    for table in tables:
        _show_table(console, table)


def _show_table(console: Console, table: Table) -> None:
    console.print()
    if not table.rows:
        console.print(f"{table.title}: {table.note}", markup=False)
        return
    heads = (Column(head, overflow="fold") for head in table.heads)
    shown = ScreenTable(*heads, title=Text(table.title), caption=Text(table.note))
    for row in table.rows:
        shown.add_row(*(Text(entry.text) for entry in row))  # words of strangers are no markup
    console.print(shown)
