"""Importing: idempotent, merging, excluding, all or nothing."""

from datetime import timedelta

from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.services.calls import claiming, recording
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.tables import Call
from storage.lists.tables import Visit
from tests.steps.builders import KIM, visitor
from tests.steps.desks import bring_list, hire, operator


def calls(desk: Desk) -> list[tuple[int | None, int]]:
    """Every call with the number of its visits."""

    def read(unit: Unit) -> list[tuple[int | None, int]]:
        return [(call.id, call.visits) for call in unit.session.execute(select(Call)).scalars()]

    return desk.do_now(read)


def test_the_same_list_twice_adds_nothing(desk: Desk) -> None:
    rows = [visitor(1), visitor(2, 비고="스토킹"), visitor(3, 접수번호="")]
    bring_list(desk, rows)

    again = bring_list(desk, rows)

    assert (again.added, again.known) == (0, 3)
    assert len(calls(desk)) == 2


def test_two_visits_of_one_person_make_one_call(desk: Desk) -> None:
    bring_list(desk, [visitor(1), visitor(2, 연락처="010-0000-1001", 성명="남궁민수")])

    report = bring_list(desk, [visitor(3, 연락처="+82 10-0000-1001", 성명="남궁 민수님")])

    assert report.merged == 1
    assert calls(desk) == [(1, 3)]


def test_a_petitioner_called_in_the_last_thirty_days_is_left_in_peace(desk: Desk, clock: MovableClock) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(1)])
    desk.do_now(claiming.claim_call, by=KIM, number=1)
    desk.do_now(recording.record_result, by=KIM, number=1, result=Result(disposition=Disposition.REFUSED))
    clock.advance(timedelta(days=7))

    report = bring_list(desk, [visitor(2, 성명="남궁민수", 연락처="010-0000-1001", 방문일시="2026-11-27")])

    assert report.excluded == {"recently_called": 1}


def test_who_asked_not_to_be_called_never_is(desk: Desk, clock: MovableClock) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(1)])
    desk.do_now(claiming.claim_call, by=KIM, number=1)
    result = Result(disposition=Disposition.REFUSED, do_not_call=True)
    desk.do_now(recording.record_result, by=KIM, number=1, result=result)
    clock.advance(timedelta(days=60))

    report = bring_list(desk, [visitor(2, 연락처="010-0000-1001", 방문일시="2027-01-20")])

    assert report.excluded == {"do_not_call": 1}


def test_a_visit_too_long_ago_is_counted_as_such(desk: Desk) -> None:
    assert bring_list(desk, [visitor(1, 방문일시="2026-11-02")]).excluded == {"window_over": 1}


def test_a_dry_run_tells_and_changes_nothing(desk: Desk) -> None:
    report = bring_list(desk, [visitor(1)], dry_run=True)

    assert (report.added, report.dry_run) == (1, True)
    assert not calls(desk)


def test_what_is_stored_of_a_person_is_sealed(desk: Desk) -> None:
    bring_list(desk, [visitor(1, 비고="영어 통역 필요")])

    def read(unit: Unit) -> list[Visit]:
        return list(unit.session.execute(select(Visit)).scalars())

    [visit] = desk.do_now(read)
    assert visit.sealed_note is not None
    assert desk.secrets.open(visit.sealed_note) == "영어 통역 필요"
