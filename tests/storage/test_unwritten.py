"""What use cases that share a commit leave to its end: each goes on with what those before it left."""

from sqlmodel import Session

from bot.domain.announcements import BoardPageNotice
from bot.domain.notices import CALL_CHANNEL
from bot.domain.trail import Event
from storage.chaining import PENDING, TRAIL
from storage.outbox import UNWRITTEN, announce, has_announced
from storage.trail import record
from storage.unwritten import go_on_with, left_by
from tests.steps.builders import KIM, MONDAY, seoul

NOW = seoul(MONDAY, 9)


def leave(session: Session, page: int) -> None:
    """Leave an event and a notice."""
    record(session, Event.CALL_CLAIMED, page, actor=KIM, at=NOW, facts={})
    announce(session, BoardPageNotice(board=1, page=page), to=CALL_CHANNEL, now=NOW, due_at=NOW, for_audit=False)


def test_what_is_left_goes_on_to_the_next_and_what_that_adds_is_not_the_others() -> None:
    first, second, third = Session(), Session(), Session()
    leave(first, 1)
    left = left_by(first)

    for session in (second, third):
        go_on_with(session, left)
        leave(session, 2)

    assert [len(each.info[PENDING][TRAIL]) for each in (first, second, third)] == [1, 2, 2]
    assert [len(each.info[UNWRITTEN]) for each in (first, second, third)] == [1, 2, 2]
    assert has_announced(third)
    assert not has_announced(Session())
