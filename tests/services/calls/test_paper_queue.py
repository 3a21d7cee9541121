"""When Slack is away: the day's list on paper, and results entered later with the time they happened."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.results import ResultField
from bot.domain.calls.states import CallState
from bot.domain.figures.figures import Count, Wait, added
from bot.domain.figures.periods import PeriodKind, period_with
from bot.domain.refusals import FormRefused, Reason
from bot.domain.roles import ADMIN
from bot.domain.trail import Event, Subject
from bot.services.calls import claiming, recording, supervising
from bot.services.calls.paper_queue import print_queue
from bot.services.calls.verification import look_up
from bot.services.desk import Desk
from bot.services.keeping import access_review, diagnosis
from bot.services.unit import Unit
from bot.texts import load_texts
from bot.views.keeping import answers
from storage.calls.attempts import attempts_of
from storage.trail import events_of
from tests.steps.builders import KIM, MONDAY, TUESDAY, seoul, with_
from tests.steps.calls import MISS
from tests.steps.desks import phone
from tests.steps.figures import tallies_of, trail_of
from tests.steps.figures_from_trail import Recount
from tests.steps.rows import call_row, reveals


def test_the_paper_list_holds_what_may_be_called_today_and_every_row_is_logged(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=2)

    lines = morning.do_now(print_queue, by=ADMIN)

    assert [(line.number, line.contact.phone) for line in lines] == [(1, "010-0000-1001"), (3, "010-0000-1003")]
    assert reveals(morning)[1:] == [("admin", "call:1"), ("admin", "call:3")]


def test_a_call_from_paper_is_the_centres_until_it_is_entered(morning: Desk) -> None:
    line, *_ = morning.do_now(print_queue, by=ADMIN)
    from_paper = morning.do_now(look_up, by="U0OH", words=line.code)

    phone(morning, line.number, MISS)
    entered = morning.do_now(look_up, by="U0OH", words=line.code)

    assert (from_paper.genuine, from_paper.name, from_paper.put_through) == (True, "", None)
    assert (entered.name, entered.put_through) == ("상담KIM", KIM)


def test_who_asked_not_to_be_called_is_not_on_paper(morning: Desk) -> None:
    morning.do_now(supervising.exclude_petitioner, by="U0OH", number=1, until=None, reason="전화로 요청")

    assert [line.number for line in morning.do_now(print_queue, by=ADMIN)] == [2, 3]


def test_what_is_retried_later_today_is_on_paper(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    morning.do_now(recording.record_result, by=KIM, number=1, result=MISS)

    assert 1 in [line.number for line in morning.do_now(print_queue, by=ADMIN)]


def test_a_later_entry_counts_from_when_it_happened_and_is_not_retried_in_the_past(
    morning: Desk, clock: MovableClock
) -> None:
    clock.set(seoul(TUESDAY, 9, 40))
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    happened = seoul(MONDAY, 10, 0)

    recorded = morning.do_now(recording.record_result, by=KIM, number=1, result=with_(MISS, happened_at=happened))

    assert recorded.next_at == seoul(TUESDAY, 13, 10)
    assert morning.do_now(lambda unit: attempts_of(unit.session, 1)[0].at) == happened
    assert call_row(morning).state == CallState.SCHEDULED


def test_the_trail_tells_both_times(morning: Desk, clock: MovableClock) -> None:
    happened = clock() - timedelta(minutes=20)
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    morning.do_now(recording.record_result, by=KIM, number=1, result=with_(MISS, happened_at=happened))

    def read(unit: Unit) -> str:
        return "".join(
            row.facts for row in events_of(unit.session, Subject.CALL, 1) if row.event == Event.CALL_SCHEDULED
        )

    assert f'"happened_at": "{happened.isoformat()}"' in morning.do_now(read)
    assert all(report.broken_at is None for report in morning.do_now(diagnosis.verify_chains))


@pytest.mark.parametrize(
    ("off", "reason"),
    [(timedelta(minutes=1), Reason.HAPPENED_IN_FUTURE), (-timedelta(days=4), Reason.HAPPENED_BEFORE_VISIT)],
)
def test_a_time_that_cannot_be_is_refused_at_its_field(
    morning: Desk, clock: MovableClock, off: timedelta, reason: Reason
) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    with pytest.raises(FormRefused) as refused:
        morning.do_now(recording.record_result, by=KIM, number=1, result=with_(MISS, happened_at=clock() + off))

    assert refused.value.errors == {ResultField.HAPPENED_AT: reason}
    assert call_row(morning).state == CallState.CLAIMED


def test_audits_monthly_review_names_the_paper_list_without_a_mention(morning: Desk) -> None:
    morning.do_now(print_queue, by=ADMIN)

    review = morning.do_now(access_review.see_access_review, month=MONDAY.replace(day=1))

    drawn = str(answers.access_review(review, load_texts("ko").of_station(morning.station)))
    assert "종이 목록" in drawn
    assert "조회 3회" in drawn
    assert "<@admin>" not in drawn


def test_a_result_from_paper_counts_on_the_day_of_the_call_as_the_trail_tells_too(
    morning: Desk, clock: MovableClock
) -> None:
    monday = period_with(PeriodKind.DAY, MONDAY)
    clock.set(seoul(TUESDAY, 9, 40))
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    happened = seoul(MONDAY, 14, 30)

    morning.do_now(recording.record_result, by=KIM, number=1, result=with_(MISS, happened_at=happened))

    counted = added(tallies_of(morning, monday).values())
    told = added(Recount(trail_of(morning), monday, morning.calendar).tallies.values())
    assert counted.counts[Count.ATTEMPTS] == told.counts[Count.ATTEMPTS] == 1
    assert counted.hours[Wait.FIRST_ATTEMPT] == pytest.approx(told.hours[Wait.FIRST_ATTEMPT])
