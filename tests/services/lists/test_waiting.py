"""Lists that wait: what holds of them at once, who may import them after all, and when they are forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.calls.missing_lists import ListState
from bot.domain.calls.states import CallState
from bot.domain.lists.cards import ImportReport
from bot.domain.lists.waiting import WaitReason
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.services.calls.missing_list import list_state
from bot.services.desk import Desk
from bot.services.keeping.purging import drop_old_rows
from bot.services.lists.importing import import_visits, import_waiting, import_watched
from bot.services.lists.reports import see_import
from bot.services.lists.waiting import open_waiting, waiting_id_of
from bot.services.unit import Unit
from storage.calls.tables import Call
from storage.lists.tables import Exclusion, WaitingList
from storage.statements import count_rows
from tests.steps.builders import JUNG, KIM, LEE, MONDAY, OH, TUESDAY, csv_list, seoul, visitor
from tests.steps.desks import bring_list, open_morning
from tests.steps.rows import call_row, told
from tests.steps.waiting import drop_list, hardly_readable, prepared_of, unknown_phones

SOURCE = "slack:F0LIST"
NEW = [visitor(number) for number in range(11, 14)]


@pytest.fixture
def at_work(desk: Desk, clock: MovableClock) -> Desk:
    """A Monday morning with three calls."""
    open_morning(desk, clock)
    return desk


def counts(desk: Desk) -> tuple[int, int]:
    """How many calls and exclusions there are."""
    return desk.do_now(lambda unit: (count_rows(unit.session, Call), count_rows(unit.session, Exclusion)))


def waiting_id(desk: Desk, source: str = SOURCE) -> int:
    """The id of a list that waits."""
    found = desk.do_now(waiting_id_of, source=source)
    assert found is not None
    return found


def import_anyway(desk: Desk, by: str = KIM, source: str = SOURCE) -> ImportReport:
    """Press the button."""
    waited = desk.do_now(open_waiting, by=by, waiting_id=waiting_id(desk, source))
    return desk.do_now(import_waiting, prepared=prepared_of(desk, waited.data), waited=waited, by=by)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (unknown_phones(NEW), WaitReason.NO_PHONE_COLUMN),
        (hardly_readable(1, 9), WaitReason.MOSTLY_BAD),
        (csv_list([visitor(number, 방문일시="언젠가") for number in range(11, 22)]), WaitReason.MOSTLY_BAD),
    ],
    ids=["no phone column", "no phones", "rejected"],
)
def test_a_list_that_waits_makes_no_calls_and_nobody_known(at_work: Desk, data: bytes, reason: WaitReason) -> None:
    report = drop_list(at_work, data)

    assert (report.waiting, report.added) == (reason, 0)
    assert counts(at_work) == (3, 0)
    assert told(at_work, NoticeKind.IMPORT_REPORT) == [KIM]
    assert at_work.do_now(list_state, day=TUESDAY) is ListState.WAITS


@pytest.mark.parametrize(
    "data",
    [
        hardly_readable(2, 8),
        hardly_readable(0, 9),
        csv_list([visitor(number, 비고="가정폭력 피해자") for number in range(11, 30)]),
        csv_list([visitor(1), visitor(2, 담당부서="수사과", 담당자="최형사")] * 6),
        csv_list([]),
    ],
    ids=["four fifths", "nine rows", "victims", "known", "empty"],
)
def test_a_list_that_is_is_merely_thin_does_not_wait(at_work: Desk, data: bytes) -> None:
    assert not drop_list(at_work, data).waiting
    assert at_work.do_now(waiting_id_of, source=SOURCE) is None


def test_a_corrected_list_calls_everybody_of_the_one_that_waits(at_work: Desk) -> None:
    drop_list(at_work, unknown_phones(NEW))

    corrected = drop_list(at_work, csv_list(NEW), "F1LIST")

    assert (corrected.added, corrected.known) == (3, 0)


def test_exclusions_hold_at_once_also_for_who_stands_in_the_queue(at_work: Desk) -> None:
    rows = [visitor(1, 비고="연락 거부"), visitor(11, 비고="스토킹 피해"), visitor(12)]

    report = drop_list(at_work, unknown_phones(rows))

    assert report.waiting
    assert report.excluded == {"refused_contact": 1, "victim_protection": 1}
    assert report.withdrawn == 1
    assert call_row(at_work, 1).state == CallState.CLOSED
    assert counts(at_work) == (3, 2)


def test_whoever_dropped_a_list_imports_it_anyway_once(at_work: Desk) -> None:
    drop_list(at_work, hardly_readable(1, 9))
    waited = at_work.do_now(open_waiting, by=KIM, waiting_id=waiting_id(at_work))

    report = import_anyway(at_work)

    with pytest.raises(Refused) as twice:
        at_work.do_now(import_waiting, prepared=prepared_of(at_work, waited.data), waited=waited, by=KIM)
    assert waited.data == hardly_readable(1, 9)
    assert (report.waiting, report.excluded) == ("", {"no_phone": 9})
    assert at_work.do_now(see_import, source=SOURCE) == report
    assert twice.value.reason is Reason.LIST_NOT_WAITING
    assert counts(at_work)[1] == 9


@pytest.mark.parametrize(("by", "reason"), [(JUNG, Reason.NOT_ALLOWED), ("U9NEW", Reason.NOT_STAFF)])
def test_who_may_not_import_may_not_press_the_button(at_work: Desk, by: str, reason: Reason) -> None:
    drop_list(at_work, unknown_phones(NEW))

    with pytest.raises(Refused) as refused:
        import_anyway(at_work, by)

    assert refused.value.reason is reason


def test_a_watched_list_that_waits_is_shown_to_supervisors_who_import_it(at_work: Desk) -> None:
    data = unknown_phones(NEW)
    report = at_work.do_now(import_watched, prepared=prepared_of(at_work, data), data=data, source="folder:1")
    shown = told(at_work, NoticeKind.LIST_WAITS)

    after = import_anyway(at_work, OH, "folder:1")

    assert (report.waiting, after.waiting) == (WaitReason.NO_PHONE_COLUMN, "")
    assert shown == [OH]
    assert not told(at_work, NoticeKind.IMPORT_REPORT)
    assert LEE not in told(at_work, NoticeKind.LIST_WAITS)


def test_a_forced_list_does_not_wait_and_a_dry_run_tells_that_it_would(at_work: Desk) -> None:
    prepared = prepared_of(at_work, unknown_phones(NEW))
    dry = at_work.do_now(import_visits, prepared=prepared, by="admin", source="a", dry_run=True)

    forced = at_work.do_now(import_visits, prepared=prepared, by="admin", source="a", force=True)

    assert dry.waiting
    assert (forced.waiting, forced.excluded) == ("", {"no_phone": 3})


def test_a_list_that_waits_is_sealed_and_forgotten_after_a_week(at_work: Desk, clock: MovableClock) -> None:
    drop_list(at_work, unknown_phones(NEW))
    kept = at_work.do_now(rows_that_wait)
    clock.set(seoul(MONDAY, 12) + timedelta(days=7))
    pressed = waiting_id(at_work)

    dropped = at_work.do_now(drop_old_rows)

    with pytest.raises(Refused) as too_late:
        at_work.do_now(open_waiting, by=KIM, waiting_id=pressed)
    assert not any("남궁".encode() in row or b"010-0000" in row or "명단".encode() in row for row in kept)
    assert dropped == 1
    assert too_late.value.reason is Reason.LIST_NOT_WAITING
    assert at_work.do_now(rows_that_wait) == []


def rows_that_wait(unit: Unit) -> list[bytes]:
    """What is kept of lists that wait."""
    rows = unit.session.execute(select(WaitingList)).scalars()
    return [part for row in rows for part in (row.sealed_file, row.sealed_name) if part is not None]


def test_a_list_brought_by_hand_later_is_known_where_it_waited_with_exclusions(at_work: Desk) -> None:
    drop_list(at_work, unknown_phones([visitor(11, 비고="스토킹 피해"), visitor(12)]))

    again = bring_list(at_work, [visitor(11, 비고="스토킹 피해"), visitor(12)])

    assert (again.added, again.known) == (1, 1)
