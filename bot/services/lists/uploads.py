"""Dropped files: noted before Slack hears of it, read once, taken up again after a crash, but not for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.announcements import ImportReportNotice
from bot.domain.lists.dropped_files import FIRST_REMINDER, MOST_TRIES
from bot.domain.lists.rows import ListProblem
from bot.services.unit import Unit
from storage.lists import uploads
from storage.lists.tables import Upload

LEASE = timedelta(minutes=5)
"""How long reading a file may take before somebody else takes it up."""
PATIENCE = timedelta(days=3)
"""How long Slack is asked for a file before the uploader is asked to drop it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenUpload:
    """An upload to be read now, or with a `problem` to be refused. `is_last_try`: Slack had time to hand it out."""

    source: str
    file_id: str
    by: str
    problem: ListProblem | None
    is_last_try: bool


def note_upload(
    unit: Unit, *, file_id: str, by: str, in_channel: bool = True, problem: ListProblem | None = None
) -> None:
    """Note a dropped file, unless it is known. In the call channel its uploader is reminded to delete it."""
    upload = Upload(
        source=source_of(file_id),
        file_id=file_id,
        by=by,
        noted_at=unit.now,
        problem=None if problem is None else problem.value,
        remind_at=unit.now + FIRST_REMINDER if in_channel else None,
    )
    uploads.note_upload(unit.session, upload)


def source_of(file_id: str) -> str:
    """Name a file of Slack's as what a list came from."""
    return f"slack:{file_id}"


def take_upload(unit: Unit, *, source: str, lease: timedelta = LEASE) -> TakenUpload | None:
    """Take an upload for reading; None when it is done, or somebody else reads it.

    It is counted before it is read: a file over which the process dies again and again is refused in the end.
    """
    row = uploads.take_upload(unit.session, source, unit.now, taken_before=unit.now - lease)
    if row is None:
        return None
    problem = ListProblem.GIVEN_UP if row.tries > MOST_TRIES else row.problem
    return TakenUpload(
        source=source,
        file_id=row.file_id,
        by=row.by,
        problem=None if problem is None else ListProblem(problem),
        is_last_try=unit.now - row.noted_at > PATIENCE,
    )


def give_back_upload(unit: Unit, *, taken: TakenUpload) -> None:
    """Leave for later what Slack did not hand out."""
    leave_upload(unit, source=taken.source)
    tell_delayed(unit, taken=taken)


def leave_upload(unit: Unit, *, source: str) -> None:
    """Leave a file for whoever starts next: this was no try."""
    uploads.give_back_upload(unit.session, source)


def tell_delayed(unit: Unit, *, taken: TakenUpload) -> None:
    """Tell the uploader that Slack does not hand out a file yet; what comes of it is told in the same message."""
    if taken.problem is None:
        unit.announce(ImportReportNotice(source=taken.source), to=taken.by)


def is_coming(unit: Unit, *, source: str) -> bool:
    """Check whether a dropped file is still to be read."""
    return uploads.is_coming(unit.session, source)


def finish_upload(unit: Unit, *, source: str) -> None:
    """Note that an upload needs no reading any more."""
    uploads.finish_upload(unit.session, source, unit.now)


def uploads_left(unit: Unit, *, lease: timedelta = LEASE) -> Sequence[str]:
    """List uploads that nobody is reading."""
    return uploads.uploads_left(unit.session, taken_before=unit.now - lease)


def note_gone(unit: Unit, *, file_id: str) -> None:
    """Note that a file was deleted: nobody is reminded of it any more."""
    uploads.note_gone(unit.session, file_id, unit.now)


def is_gone(unit: Unit, *, source: str) -> bool:
    """Check whether a dropped file is known to be deleted."""
    return uploads.is_gone(unit.session, source)
