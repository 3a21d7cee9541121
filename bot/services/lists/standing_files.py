"""Files that still stand in the call channel: uploaders are reminded, at the end of the day supervisors are told."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.announcements import FilesLeftNotice, FilesStandNotice
from bot.domain.calendar import SEOUL, is_working_time
from bot.domain.lists.dropped_files import REMIND_EVERY, StandingFile
from bot.domain.roles import Role
from bot.services.unit import Unit
from storage.lists.tables import Upload
from storage.lists.uploads import put_off_reminder, standing_files
from storage.once import has_run, run_once
from storage.people.queries import slack_ids_with

JOB = "files_left"


def files_to_look_for(unit: Unit) -> Sequence[StandingFile]:
    """List the files of which Slack is to be asked whether they still stand, before anybody is told of them."""
    standing = standing_files(unit.session)
    due = {upload.by for upload in standing if _is_reminder_due(unit, upload)}
    left = _left_today(unit, standing) if _is_day_over(unit) else []
    return [_as_standing(upload) for upload in standing if upload.by in due or upload in left]


def remind_of_files(unit: Unit) -> int:
    """Remind uploaders whose turn it is, and after the end of the day tell supervisors once. Returns how many."""
    standing = standing_files(unit.session)
    reminded = 0
    for person in sorted({upload.by for upload in standing if _is_reminder_due(unit, upload)}):
        if put_off_reminder(unit.session, person, unit.now, unit.now + REMIND_EVERY):
            unit.announce(FilesStandNotice(at=unit.now), to=person)
            reminded += 1
    if _is_day_over(unit) and _left_today(unit, standing) and run_once(unit.session, JOB, unit.today, unit.now):
        for supervisor in slack_ids_with(unit.session, Role.SUPERVISOR):
            unit.announce(FilesLeftNotice(day=unit.today), to=supervisor)
    return reminded


def see_files_of(unit: Unit, *, by: str) -> Sequence[StandingFile]:
    """Return the files of one uploader that still stand."""
    return [_as_standing(upload) for upload in standing_files(unit.session) if upload.by == by]


def see_files_left(unit: Unit, *, day: date) -> Sequence[StandingFile]:
    """Return the files that still stand after a day."""
    end = _end_of(unit, day)
    return [_as_standing(upload) for upload in standing_files(unit.session) if upload.noted_at < end]


def _is_reminder_due(unit: Unit, upload: Upload) -> bool:
    is_due = upload.remind_at is not None and upload.remind_at <= unit.now
    return is_due and is_working_time(unit.now, unit.calendar)


def _is_day_over(unit: Unit) -> bool:
    is_over = unit.now >= _end_of(unit, unit.today) and unit.calendar.is_working_day(unit.today)
    return is_over and not has_run(unit.session, JOB, unit.today)


def _left_today(unit: Unit, standing: Sequence[Upload]) -> list[Upload]:
    return [upload for upload in standing if upload.noted_at < _end_of(unit, unit.today)]


def _end_of(unit: Unit, day: date) -> datetime:
    return datetime.combine(day, unit.station.day_ends_at, SEOUL)


def _as_standing(upload: Upload) -> StandingFile:
    return StandingFile(file_id=upload.file_id, by=upload.by, dropped_at=upload.noted_at)
