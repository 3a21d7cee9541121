"""An accusation in any field of any form is told to audit, and to nobody else."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.clock import MovableClock
from bot.domain.announcements import ReasonAccusesNotice
from bot.domain.calls.results import MoneyAnswer, PraiseGiven
from bot.domain.calls.states import Outcome
from bot.domain.notices import NoticeKind
from bot.domain.roles import Role
from bot.domain.trail import Event
from bot.services.accusations import see_accusation, see_reason
from bot.services.calls import supervising
from bot.services.desk import Desk
from bot.services.grievances import handling, replying, rerouting
from bot.services.keeping import subjects
from bot.services.lists.including import include_visitor
from tests.steps.builders import BAEK, HAN, JUNG, KIM, OH, visitor, with_
from tests.steps.calls import SATISFIED
from tests.steps.desks import bring_list, hire, operator, phone
from tests.steps.grievances import EXPLAINED, bring_grievance
from tests.steps.rows import told

SAID = "담당 형사가 돈을 요구했습니다"
GLAD = with_(SATISFIED, scores={"overall": 5}, money=MoneyAnswer.NO)


def in_survey(desk: Desk) -> None:
    """Write it in the survey's own words."""
    phone(desk, 1, with_(GLAD, words=SAID))


def in_views(desk: Desk) -> None:
    """Write it among what both say of a misunderstanding."""
    cleared = with_(GLAD, outcome=Outcome.MISUNDERSTANDING_CLEARED, petitioner_view=SAID, officer_view="오해")
    phone(desk, 1, cleared)


def in_reopening(desk: Desk) -> None:
    """Write it as the reason why a call is opened again."""
    phone(desk, 1, GLAD)
    desk.do_now(supervising.reopen_call, by=OH, number=1, reason=SAID)


def in_exclusion(desk: Desk) -> None:
    """Write it as the reason why somebody is not called."""
    desk.do_now(supervising.exclude_petitioner, by=OH, number=1, until=None, reason=SAID)


def in_decline(desk: Desk) -> None:
    """Write it as the reason why it is not theirs."""
    bring_grievance(desk)
    desk.do_now(rerouting.decline, by=JUNG, grievance_id=1, reason=SAID)


def in_answer(desk: Desk) -> None:
    """Write it in the answer."""
    bring_grievance(desk)
    desk.do_now(handling.answer, by=JUNG, grievance_id=1, words=SAID)


def in_reply(desk: Desk) -> None:
    """Write it in what the petitioner was told."""
    bring_grievance(desk)
    desk.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명했습니다")
    desk.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=replace(EXPLAINED, words=SAID))


def in_withdrawal(desk: Desk) -> None:
    """Write it in the words with which the petitioner withdraws."""
    bring_grievance(desk)
    desk.do_now(replying.withdraw, by=KIM, grievance_id=1, words=f"{SAID}. 그래서 그만두겠습니다")


FIELDS = (in_survey, in_views, in_reopening, in_exclusion, in_decline, in_answer, in_reply, in_withdrawal)


@pytest.mark.parametrize("write", FIELDS)
def test_whatever_field_it_stands_in_audit_alone_is_told(morning: Desk, write: Callable[[Desk], None]) -> None:
    write(morning)

    assert told(morning, NoticeKind.ACCUSATION) == [HAN]


def in_inclusion(desk: Desk) -> tuple[Event, int]:
    """Write it as the reason why a visitor of whom nothing is kept may be called."""
    note = bring_list(desk, [visitor(7, 비고="만 17세")]).protected[0]
    desk.do_now(include_visitor, by=OH, exclusion=note.exclusion, reason=SAID)
    return Event.VISITOR_INCLUDED, note.exclusion


def in_deletion(desk: Desk) -> tuple[Event, int]:
    """Write it as the reason why a petitioner's data are destroyed."""
    desk.do_now(subjects.delete_subject, by=OH, number=1, reason=SAID)
    return Event.SUBJECT_DELETION, 1


@pytest.mark.parametrize("write", [in_inclusion, in_deletion])
def test_of_a_reason_without_a_call_audit_is_told_and_reads_it(
    morning: Desk, clock: MovableClock, write: Callable[[Desk], tuple[Event, int]]
) -> None:
    event, key = write(morning)

    notice = ReasonAccusesNotice(key=key, event=event.value, at=clock().replace(microsecond=0))
    cards = {who: morning.do_now(see_reason, notice=notice, reader=who) for who in (HAN, OH)}
    assert told(morning, NoticeKind.REASON_ACCUSES) == [HAN]
    card = cards[HAN]
    assert card is not None
    assert card.words == SAID
    assert cards[OH] is None


@pytest.mark.parametrize("author", [BAEK, OH])
def test_whoever_writes_a_reason_about_a_call_audit_is_told(morning: Desk, author: str) -> None:
    hire(morning, operator(BAEK, name="백감독", roles=[Role.SUPERVISOR.value]))

    morning.do_now(subjects.delete_subject, by=author, number=1, reason=SAID)

    assert told(morning, NoticeKind.REASON_ACCUSES) == [HAN]


def test_audit_reads_the_words_and_nobody_else_does(morning: Desk, clock: MovableClock) -> None:
    in_survey(morning)
    moment = clock().replace(microsecond=0)

    cards = {
        who: morning.do_now(see_accusation, number=1, at=moment, reader=who) for who in (HAN, OH, KIM, JUNG, "U0NOBODY")
    }
    card = cards.pop(HAN)
    assert card is not None
    assert card.words == SAID
    assert not any(cards.values())


def test_the_form_is_answered_the_same(morning: Desk) -> None:
    accusing = phone(morning, 1, with_(GLAD, words=SAID))
    plain = phone(morning, 2, with_(GLAD, words="친절했습니다"))

    assert (accusing.outcome, accusing.praise, accusing.task) == (plain.outcome, plain.praise, plain.task)


def test_praise_that_accuses_is_held_back(morning: Desk) -> None:
    phone(morning, 1, with_(GLAD, praise=PraiseGiven(words=SAID)))

    assert told(morning, NoticeKind.PRAISE_HELD) == [HAN]
    assert not told(morning, NoticeKind.PRAISE)
