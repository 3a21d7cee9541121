"""Files dropped into the call channel: noted before Slack hears of it, read once, taken up again after a crash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.services.unit import Unit
from storage.lists import uploads

LEASE = timedelta(minutes=2)
"""How long reading a file may take before somebody else takes it up."""
PATIENCE = timedelta(minutes=10)
"""How long Slack is asked for a file before the uploader is told that it could not be fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenUpload:
    """An upload to be read now. `is_last_try`: Slack has had time enough to hand it out."""

    file_id: str
    by: str
    is_last_try: bool


def note_upload(unit: Unit, *, source: str, file_id: str, by: str) -> None:
    """Note a dropped file, unless it is known."""
    uploads.note_upload(unit.session, source, file_id, by, unit.now)


def take_upload(unit: Unit, *, source: str, lease: timedelta = LEASE) -> TakenUpload | None:
    """Take an upload for reading; None when it is done, or somebody else reads it."""
    row = uploads.take_upload(unit.session, source, unit.now, taken_before=unit.now - lease)
    if row is None:
        return None
    return TakenUpload(file_id=row.file_id, by=row.by, is_last_try=unit.now - row.noted_at > PATIENCE)


def finish_upload(unit: Unit, *, source: str) -> None:
    """Note that an upload needs no reading any more."""
    uploads.finish_upload(unit.session, source, unit.now)


def uploads_left(unit: Unit, *, lease: timedelta = LEASE) -> Sequence[str]:
    """List uploads that nobody is reading."""
    return uploads.uploads_left(unit.session, taken_before=unit.now - lease)
