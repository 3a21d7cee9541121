"""Letters: who gets one, what stands in it, that its making is logged, and when there is none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.announcements import announcement_of
from bot.domain.calls.results import MoneyAnswer
from bot.domain.grievances.delays import Delay, DelayKind, DelayReason
from bot.domain.grievances.letters import LetterKind, LetterNotice
from bot.domain.grievances.replies import CloseResult
from bot.domain.grievances.tellings import Method, Telling, TellingKind
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.domain.station import Reveal
from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.grievances import delays, handling, letters, replying, tellings
from bot.services.grievances.history import history_of
from bot.services.grievances.undoing import say_mistaken
from bot.services.keeping import purging
from bot.services.unit import Unit
from storage.tables import Notice, Post
from tests.steps.builders import HAN, JUNG, KIM, LEE, MONDAY, OH, seoul, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.grievances import BY_AUDIT, EXPLAINED, bring_grievance
from tests.steps.rows import purposes, told

LATER = date(2026, 12, 4)
LONGER = Delay(
    kind=DelayKind.EXTENSION, reason=DelayReason.FACT_CHECK, until=LATER, consent=False, words="현장을 다시 봐야 함"
)
PROGRESS = Telling(kind=TellingKind.PROGRESS, method=Method.PHONE, told_on=MONDAY, words="조사 중임")


def refused(desk: Desk, by: str, letter: LetterKind) -> Reason | None:
    """Ask for a letter; return why there is none."""
    try:
        desk.do_now(letters.ask_for_letter, by=by, grievance_id=1, letter=letter)
    except Refused as error:
        return error.reason
    return None


def asked_of(desk: Desk) -> tuple[LetterNotice, bool]:
    """Return the letter that waits last, and whether it is for audit."""

    def read(unit: Unit) -> tuple[LetterNotice, bool]:
        rows = unit.session.execute(select(Notice)).scalars()
        last = [row for row in rows if row.kind == NoticeKind.LETTER][-1]
        notice = announcement_of(NoticeKind.LETTER, last.ref)
        assert isinstance(notice, LetterNotice)
        return notice, last.for_audit

    return desk.do_now(read)


def test_each_letter_can_be_had_once_there_is_something_to_write(morning: Desk) -> None:
    bring_grievance(morning)
    at_first = [refused(morning, KIM, each) for each in LetterKind]
    morning.do_now(tellings.record_telling, by=KIM, grievance_id=1, telling=PROGRESS)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    morning.do_now(delays.delay_grievance, by=JUNG, grievance_id=1, delay=LONGER)

    progress = morning.do_now(letters.make_letter, grievance_id=1, letter=LetterKind.PROGRESS)
    extension = morning.do_now(letters.make_letter, grievance_id=1)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")
    answered = morning.do_now(letters.make_letter, grievance_id=1)
    rejected = replace(EXPLAINED, result=CloseResult.REJECTED, remedy="이의신청 안내", method=Method.PAPER)
    morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=rejected)
    closed = morning.do_now(letters.make_letter, grievance_id=1)

    assert at_first == [Reason.NO_SUCH_LETTER] * 3
    assert (progress.kind, progress.words, progress.addressee) == (LetterKind.PROGRESS, "조사 중임", "남궁민수")
    assert (extension.kind, extension.reason) == (LetterKind.EXTENSION, DelayReason.FACT_CHECK)
    assert (extension.due_before, extension.due_on, extension.words) == (date(2026, 12, 1), LATER, LONGER.words)
    assert (answered.words, answered.result, answered.handler) == ("설명드림", None, "교통과 경위 정교통")
    assert (closed.result, closed.words, closed.remedy) == (CloseResult.REJECTED, "설명함", "이의신청 안내")
    assert purposes(morning) == ["call.claimed", *["grievance.letter"] * 4]
    assert [step.event for step in morning.do_now(history_of, 1)].count(Event.GRIEVANCE_LETTER) == 4


def test_it_goes_to_who_filed_it_alone_and_stands_in_the_access_log(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")

    others = {refused(morning, by, LetterKind.REPLY) for by in (LEE, JUNG, OH, HAN, "U0NOBODY")}
    assert refused(morning, KIM, LetterKind.REPLY) is None
    notice, for_audit = asked_of(morning)

    assert others == {Reason.GRIEVANCE_NOT_YOURS, Reason.NOT_ALLOWED, Reason.NOT_STAFF}
    assert told(morning, NoticeKind.LETTER) == [KIM]
    assert not for_audit
    assert purposes(morning) == ["call.claimed", "grievance.letter"]
    assert morning.do_now(letters.see_letter, notice=notice, reader=KIM) is not None
    assert morning.do_now(letters.see_letter, notice=notice, reader=LEE) is None


def test_of_an_audit_matter_audit_alone_has_letters_made(morning: Desk) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))
    morning.do_now(handling.answer, by=HAN, grievance_id=1, words="조사했습니다")

    by_others = [refused(morning, by, LetterKind.REPLY) for by in (KIM, OH)]
    with pytest.raises(Refused) as at_the_command_line:
        morning.do_now(letters.make_letter, grievance_id=1)
    with pytest.raises(Refused) as of_none:
        morning.do_now(letters.make_letter, grievance_id=99)
    assert refused(morning, HAN, LetterKind.REPLY) is None
    notice, for_audit = asked_of(morning)
    morning.do_now(replying.record_reply, by=HAN, grievance_id=1, reply=BY_AUDIT)

    assert by_others == [Reason.GRIEVANCE_NOT_YOURS] * 2
    assert at_the_command_line.value.reason is of_none.value.reason is Reason.NO_SUCH_GRIEVANCE
    assert for_audit
    assert purposes(morning) == ["call.claimed", "grievance.audit"]
    assert morning.do_now(letters.see_letter, notice=notice, reader=HAN) is not None
    assert morning.do_now(letters.see_letter, notice=notice, reader=KIM) is None


def test_a_letter_that_stands_in_slack_is_taken_out_when_its_words_are_destroyed(
    morning: Desk, clock: MovableClock
) -> None:
    bring_grievance(morning)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")
    refused(morning, KIM, LetterKind.REPLY)
    notice, _ = asked_of(morning)
    morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=EXPLAINED)

    def stands(unit: Unit) -> None:
        stands_at = Post(kind="grievance.letter", ref=notice.ref, recipient=KIM, channel="D1", ts="F1", digest="")
        unit.session.add(stands_at)
        unit.session.execute(Notice.__table__.delete())  # type: ignore[attr-defined]

    morning.do_now(stands)
    clock.set(seoul(MONDAY + timedelta(days=91), 12))
    morning.do_now(purging.purge)

    assert told(morning, NoticeKind.LETTER) == [KIM]
    assert morning.do_now(letters.see_letter, notice=notice, reader=KIM) is None
    assert refused(morning, KIM, LetterKind.REPLY) is Reason.NO_SUCH_LETTER


def test_a_withdrawn_matter_has_no_letter_and_a_link_station_writes_the_name_by_hand(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")
    refused(morning, KIM, LetterKind.REPLY)
    notice, _ = asked_of(morning)
    morning.station = replace(morning.station, reveal=Reveal.LINK, reveal_url="https://cleancall.example")

    card = morning.do_now(letters.see_letter, notice=notice, reader=KIM)
    on_paper = morning.do_now(letters.make_letter, grievance_id=1)
    morning.do_now(replying.withdraw, by=KIM, grievance_id=1, words="괜찮아졌다")

    assert card is not None
    assert (card.addressee, on_paper.addressee) == ("", "남궁민수")
    assert refused(morning, KIM, LetterKind.REPLY) is Reason.NO_SUCH_LETTER


def test_of_what_was_entered_by_mistake_there_is_no_letter(morning: Desk) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))
    morning.do_now(handling.answer, by=HAN, grievance_id=1, words="조사했습니다")
    answered = refused(morning, HAN, LetterKind.REPLY)
    notice, _ = asked_of(morning)
    morning.do_now(say_mistaken, by=KIM, number=1)

    morning.do_now(replying.close_mistaken, by=HAN, grievance_id=1)

    assert answered is None
    assert refused(morning, HAN, LetterKind.REPLY) is Reason.NO_SUCH_LETTER
    assert morning.do_now(letters.see_letter, notice=notice, reader=HAN) is None
