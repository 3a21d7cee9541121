"""A petitioner asked for deletion: audit decides of what it holds, and alone tells them the result."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.results import MoneyAnswer
from bot.domain.notices import NoticeKind
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.domain.roles import Role
from bot.services.desk import Desk
from bot.services.grievances import cards, replying
from bot.services.keeping import deletions, subjects
from bot.services.keeping.purging import purge_at_night
from tests.steps.builders import HAN, KIM, MONDAY, OH, TUESDAY, seoul, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import hire, operator, phone
from tests.steps.grievances import bring_grievance
from tests.steps.rows import told


def delete_accuser(desk: Desk, *, closed: bool) -> None:
    """The petitioner of call 1, who accused 정교통, has their data destroyed."""
    bring_grievance(desk, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))
    if closed:
        desk.do_now(replying.withdraw, by=HAN, grievance_id=1, words="괜찮아졌다")
    desk.do_now(subjects.delete_subject, by=OH, number=1, reason="본인 요청")


def test_audit_is_told_of_every_deletion_and_can_phone_to_tell_the_result(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2)
    morning.do_now(subjects.delete_subject, by=OH, number=2, reason="본인 요청")
    card = morning.do_now(deletions.see_deletion, deletion_id=1, reader=HAN)
    contact = morning.do_now(deletions.reveal_to_tell, by=HAN, deletion_id=1)

    done = morning.do_now(deletions.note_told, by=HAN, deletion_id=1)
    clock.set(seoul(TUESDAY, 3))
    morning.do_now(purge_at_night)

    assert told(morning, NoticeKind.DELETION) == [HAN]
    assert card is not None
    assert (card.is_purged, card.matters, card.may_phone) == (True, (), True)
    assert contact.phone == "010-0000-1002"
    assert done.is_told
    with pytest.raises(Refused) as gone:
        morning.do_now(deletions.reveal_to_tell, by=HAN, deletion_id=1)
    assert gone.value.reason is Reason.DELETION_OVER
    assert morning.do_now(deletions.see_deletion, deletion_id=1, reader=OH) is None


def test_what_lies_with_audit_stays_until_audit_decides(morning: Desk, clock: MovableClock) -> None:
    delete_accuser(morning, closed=True)
    clock.set(seoul(MONDAY + timedelta(days=20), 3))
    morning.do_now(purge_at_night)
    before = morning.do_now(cards.card_of, grievance_id=1).words

    card = morning.do_now(deletions.destroy, by=HAN, deletion_id=1)

    assert before == GRIEVANCE_RESULT.words
    assert (card.is_kept, card.matters) == (False, ())
    assert morning.do_now(cards.card_of, grievance_id=1).words == ""
    with pytest.raises(Refused):
        morning.do_now(deletions.keep, by=HAN, deletion_id=1, reason="수사 중")


def test_an_open_matter_is_not_destroyed_and_can_be_kept_with_a_reason(morning: Desk) -> None:
    delete_accuser(morning, closed=False)

    with pytest.raises(Refused) as refused:
        morning.do_now(deletions.destroy, by=HAN, deletion_id=1)
    with pytest.raises(FormRefused):
        morning.do_now(deletions.keep, by=HAN, deletion_id=1, reason=" ")
    card = morning.do_now(deletions.keep, by=HAN, deletion_id=1, reason="수사 중")

    assert refused.value.reason is Reason.MATTER_OPEN
    assert (card.is_kept, card.matters, card.may_destroy) == (True, (1,), False)


def test_whoever_of_audit_may_not_know_of_the_matter_sees_a_deletion_as_any_other(morning: Desk) -> None:
    hire(morning, operator("U0MIN", name="민감찰", department="교통과", roles=[Role.AUDIT.value]))

    delete_accuser(morning, closed=True)

    seen = [morning.do_now(deletions.see_deletion, deletion_id=1, reader=who) for who in (HAN, "U0MIN", OH, KIM)]
    assert [None if each is None else each.matters for each in seen] == [(1,), (), None, None]


def test_a_supervisor_whom_a_matter_was_left_to_is_told_of_its_deletion(morning: Desk) -> None:
    hire(morning, operator(HAN, name="한감사", department="교통과", roles=[Role.AUDIT.value]))

    delete_accuser(morning, closed=False)

    seen = [morning.do_now(deletions.see_deletion, deletion_id=1, reader=who) for who in (HAN, OH)]
    assert told(morning, NoticeKind.DELETION) == [HAN, OH]
    assert [None if each is None else each.matters for each in seen] == [(), (1,)]
