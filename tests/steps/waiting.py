"""Lists that wait: without a phone column that anybody would know, or hardly readable."""

from collections.abc import Sequence

from bot.domain.lists.cards import ImportReport
from bot.services.desk import Desk
from bot.services.lists.importing import import_upload
from bot.services.lists.preparing import PreparedList, prepare_list
from bot.services.lists.reports import see_import
from bot.services.lists.uploads import note_upload, source_of
from tests.steps.builders import KIM, csv_list, visitor


def unknown_phones(rows: Sequence[dict[str, str]]) -> bytes:
    """Return a list whose phone column has a head that says nothing."""
    return csv_list(rows, "utf-8").replace("연락처".encode(), "확인란".encode(), 1)


def hardly_readable(good: int, bad: int) -> bytes:
    """Return a list of new people of whom so many have a phone, and so many have none."""
    rows = [visitor(20 + number) for number in range(good + bad)]
    return csv_list([*rows[:good], *(row | {"연락처": "없음"} for row in rows[good:])])


def prepared_of(desk: Desk, data: bytes) -> PreparedList:
    """Read a list."""
    return prepare_list(data, "명단.csv", today=desk.today, station=desk.station, secrets=desk.secrets)


def drop_list(desk: Desk, data: bytes, file_id: str = "F0LIST", by: str = KIM) -> ImportReport:
    """Drop a list, as Slack does it; return its report."""
    desk.do_now(note_upload, file_id=file_id, by=by)
    source = source_of(file_id)
    desk.do_now(import_upload, prepared=prepared_of(desk, data), data=data, by=by, source=source)
    report = desk.do_now(see_import, source=source)
    assert report is not None
    return report
