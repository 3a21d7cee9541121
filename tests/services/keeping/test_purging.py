"""What may no longer be kept is destroyed; what is counted stays; what is needed is not touched."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, PraiseGiven, Result
from bot.domain.calls.states import Outcome
from bot.domain.refusals import Refused
from bot.domain.roles import Role
from bot.services.calls import claiming, recording
from bot.services.calls.praise import see_praise
from bot.services.desk import Desk
from bot.services.grievances import cards, filing, handling, replying
from bot.services.grievances.history import look_up_grievance
from bot.services.keeping import purging
from bot.services.keeping.diagnosis import verify_chains
from bot.services.unit import Unit
from storage.calls.tables import Attempt, Call, SurveyScore
from storage.grievances.tables import Grievance, GrievanceSubject
from storage.outbox import count_as_shown
from storage.posts import Posted
from storage.requests import note_request
from storage.tables import Notice, Post
from tests.steps.builders import HAN, JUNG, KIM, MONDAY, seoul, visitor
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.deliveries import note_sent, take_notice
from tests.steps.desks import bring_list, hire, in_session, operator
from tests.steps.grievances import EXPLAINED, QUESTION, bring_grievance
from tests.steps.rows import petitioner_names

GLAD = Result(
    disposition=Disposition.ANSWERED,
    outcome=Outcome.SATISFIED,
    money=MoneyAnswer.NO,
    scores={"overall": 5},
    words="고마웠다",
    praise=PraiseGiven(words="친절했다"),
)


def figures(unit: Unit) -> tuple[int, int, int, list[int | None]]:
    """What figures are made of."""
    count = [unit.session.execute(select(func.count()).select_from(table)).scalar_one() for table in (Call, Attempt)]
    scores = [row.score for row in unit.session.execute(select(SurveyScore)).scalars()]
    return count[0], count[1], unit.session.execute(select(func.count()).select_from(Grievance)).scalar_one(), scores


def test_contact_data_goes_after_thirty_days_and_figures_stay(morning: Desk, clock: MovableClock) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=2)
    morning.do_now(recording.record_result, by=KIM, number=2, result=GLAD)
    before = morning.do_now(figures)
    clock.set(seoul(MONDAY + timedelta(days=29), 12))
    early = morning.do_now(purging.purge)
    clock.set(seoul(MONDAY + timedelta(days=31), 12))

    planned = morning.do_now(purging.purge, dry_run=True)
    untouched = petitioner_names(morning)
    done = morning.do_now(purging.purge)
    again = morning.do_now(purging.purge)

    assert (early.petitioners, planned.petitioners, done.petitioners, again.petitioners) == (0, 1, 1, 0)
    assert "" not in untouched
    assert sum(name == "" for name in petitioner_names(morning)) == 1
    assert morning.do_now(figures) == before
    praise = morning.do_now(see_praise, praise_id=1)
    assert praise is not None
    assert praise.words == ""
    assert all(each.broken_at is None for each in morning.do_now(verify_chains))


def test_an_open_grievance_keeps_what_it_needs_and_a_closed_one_for_ninety_days(
    morning: Desk, clock: MovableClock
) -> None:
    bring_grievance(morning)
    clock.set(seoul(MONDAY + timedelta(days=200), 12))
    while_open = morning.do_now(purging.purge)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")
    reply = EXPLAINED
    morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=reply)
    clock.advance(timedelta(days=89))
    too_early = morning.do_now(purging.purge)
    clock.advance(timedelta(days=2))

    done = morning.do_now(purging.purge)

    assert (while_open.petitioners, too_early.petitioners) == (0, 0)
    assert (done.petitioners, done.calls, done.grievances) == (1, 1, 1)
    assert morning.do_now(cards.card_of, grievance_id=1).words == ""


def test_at_night_it_is_done_by_itself_and_by_day_it_is_not(morning: Desk, clock: MovableClock) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=2)
    morning.do_now(recording.record_result, by=KIM, number=2, result=GLAD)
    clock.set(seoul(MONDAY + timedelta(days=40), 12))
    by_day = morning.do_now(purging.purge_at_night)
    clock.set(seoul(MONDAY + timedelta(days=41), 3))

    assert by_day == 0
    assert morning.do_now(purging.purge_at_night) == 1


@pytest.mark.parametrize(
    ("hour", "minute", "is_night"), [(1, 59, False), (2, 0, True), (5, 59, True), (6, 0, False), (14, 0, False)]
)
def test_the_night_is_from_two_to_six(
    morning: Desk, clock: MovableClock, hour: int, minute: int, *, is_night: bool
) -> None:
    clock.set(seoul(MONDAY, hour, minute))

    assert morning.do_now(purging.is_night) is is_night


def test_requests_that_slack_will_not_bring_again_are_forgotten_at_night(morning: Desk, clock: MovableClock) -> None:
    def note(unit: Unit) -> bool:
        return note_request(unit.session, "trigger:1", unit.now)

    noted = [morning.do_now(note), morning.do_now(note)]
    clock.set(seoul(MONDAY + timedelta(days=6), 3))
    morning.do_now(purging.purge_at_night)
    after_six_days = morning.do_now(note)
    clock.set(seoul(MONDAY + timedelta(days=8), 3))
    morning.do_now(purging.purge_at_night)

    assert noted == [True, False]
    assert not after_six_days
    assert morning.do_now(note)


def test_what_was_shown_is_forgotten_at_night_and_what_waits_is_not(morning: Desk, clock: MovableClock) -> None:
    def notices(unit: Unit) -> int:
        found: int = unit.session.execute(select(func.count()).select_from(Notice)).scalar_one()
        return found

    shown = in_session(morning, count_as_shown)
    clock.set(seoul(MONDAY + timedelta(days=91), 2))
    morning.do_now(claiming.claim_call, by=KIM, number=2)
    before = morning.do_now(notices)
    morning.do_now(purging.purge_at_night)

    assert shown > 0
    assert 0 < morning.do_now(notices) <= before - shown


def test_messages_are_forgotten_when_nothing_is_left_to_be_taken_out_of_them(
    morning: Desk, clock: MovableClock
) -> None:
    bring_grievance(morning)
    for number in (2, 3):
        morning.do_now(claiming.claim_call, by=KIM, number=number)
        morning.do_now(recording.record_result, by=KIM, number=number, result=GLAD)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")
    deliver(morning)
    clock.set(seoul(MONDAY + timedelta(days=150), 3))
    morning.do_now(purging.purge_at_night)
    while_open = in_session(morning, standing)
    morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=EXPLAINED)
    deliver(morning)
    clock.set(seoul(MONDAY + timedelta(days=241), 3))
    morning.do_now(purging.purge_at_night)
    drawn_anew = deliver(morning)
    when_cleaned = in_session(morning, standing)
    clock.set(seoul(MONDAY + timedelta(days=332), 3))
    morning.do_now(purging.purge_at_night)

    assert {"grievance.routed", "grievance.task"} <= while_open & when_cleaned & drawn_anew
    assert "board.page" in while_open
    assert not in_session(morning, standing)
    assert not deliver(morning)


def standing(session: Session) -> set[str]:
    """Of which kinds messages stand in Slack."""
    return {*session.execute(select(col(Post.kind))).scalars()}


def deliver(desk: Desk) -> set[str]:
    """Deliver what waits. Returns of which kinds it was."""
    kinds = set()
    while (sending := take_notice(desk)) is not None:
        kinds.add(sending.kind.value)
        note_sent(desk, sending, Posted(channel="C", ts=f"{desk.now().timestamp():.6f}", digest=""))
    return kinds


def test_an_accusation_stays_hidden_from_whom_the_list_named_when_its_words_are_gone(
    morning: Desk, clock: MovableClock
) -> None:
    hire(morning, operator("U0MIN", name="민감찰", department="경무과", roles=[Role.AUDIT.value]))
    bring_list(morning, [visitor(9, 담당부서="민원실", 담당자="민감찰 외 1명")])
    accused = replace(QUESTION, officer_unknown=True)
    morning.do_now(claiming.claim_call, by=KIM, number=4)
    result = replace(GRIEVANCE_RESULT, money=MoneyAnswer.YES)
    morning.do_now(filing.begin_filing, by=KIM, number=4, result=result, filing=accused)
    morning.do_now(filing.file_grievance, by=KIM, number=4, filing=accused)
    in_session(morning, lambda session: session.execute(delete(GrievanceSubject)))  # filed before they were noted
    morning.do_now(replying.withdraw, by=HAN, grievance_id=1, words="괜찮아졌다")
    clock.set(seoul(MONDAY + timedelta(days=100), 12))

    done = morning.do_now(purging.purge)

    assert done.grievances == 0  # of audit's matters nobody is told
    assert morning.do_now(cards.card_of, grievance_id=1).words == ""
    with pytest.raises(Refused):
        morning.do_now(look_up_grievance, by="U0MIN", grievance_id=1)
    assert morning.do_now(look_up_grievance, by=HAN, grievance_id=1).card is not None


def test_an_accusation_stays_hidden_from_the_unit_that_the_list_named_when_its_words_are_gone(
    morning: Desk, clock: MovableClock
) -> None:
    hire(morning, operator("U0MIN", name="민감찰", department="수사과", roles=[Role.AUDIT.value]))
    bring_list(morning, [visitor(9, 담당부서="민원실", 담당자="수사과")])
    accused = replace(QUESTION, officer_unknown=True)
    morning.do_now(claiming.claim_call, by=KIM, number=4)
    result = replace(GRIEVANCE_RESULT, money=MoneyAnswer.YES)
    morning.do_now(filing.begin_filing, by=KIM, number=4, result=result, filing=accused)
    morning.do_now(filing.file_grievance, by=KIM, number=4, filing=accused)
    clock.set(seoul(MONDAY + timedelta(days=50), 12))

    done = morning.do_now(purging.purge)

    assert done.petitioners == 1
    with pytest.raises(Refused):
        morning.do_now(look_up_grievance, by="U0MIN", grievance_id=1)
    assert morning.do_now(look_up_grievance, by=HAN, grievance_id=1).card is not None
