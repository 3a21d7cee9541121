"""A message is forgotten when it is old and nothing is left to be drawn in it."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlmodel import Session, col

from bot.domain.notices import CALL_CHANNEL, NoticeKind
from bot.services.desk import Desk
from storage.keeping.old_posts import forget_board_posts, forget_posts, note_cleaned
from storage.keeping.purging import posts_about
from storage.people.tables import Petitioner
from storage.tables import Post
from tests.steps.builders import KIM, MONDAY, TUESDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 3)
OLD, YOUNG = NOW - timedelta(days=91), NOW - timedelta(days=89)
LIMIT = NOW - timedelta(days=90)


def post(session: Session, kind: NoticeKind, ref: str, at: datetime = OLD, to: str = KIM) -> None:
    """Have a message stand in Slack since a moment."""
    ts = f"{at.timestamp():.6f}"
    session.add(Post(kind=kind.value, ref=ref, recipient=to, channel="D1", ts=ts, digest=""))
    session.flush()


def standing(session: Session) -> list[str]:
    return list(session.execute(select(col(Post.ref)).order_by(col(Post.id))).scalars())


def test_of_what_is_shown_once_the_old_go_so_many_at_a_time(morning: Desk) -> None:
    for nth, at in enumerate((OLD, OLD, OLD, LIMIT, YOUNG)):
        in_session(morning, post, NoticeKind.WEEKLY_DIGEST, str(nth), at)

    forgotten = [in_session(morning, forget_posts, LIMIT, kinds=[NoticeKind.WEEKLY_DIGEST], most=2) for _ in range(3)]

    assert forgotten == [2, 1, 0]
    assert in_session(morning, standing) == ["3", "4"]


def test_what_shows_words_stands_however_old_until_they_were_taken_out_of_it_long_ago(morning: Desk) -> None:
    for ref in ("17", "17:2", "18"):
        in_session(morning, post, NoticeKind.GRIEVANCE, ref)

    def clean(session: Session, at: datetime) -> None:
        note_cleaned(session, posts_about(session, [NoticeKind.GRIEVANCE.value], [17]), at)

    in_session(morning, clean, LIMIT)
    at_once = in_session(morning, forget_posts, LIMIT, kinds=[], most=9)
    in_session(morning, clean, OLD)
    later = in_session(morning, forget_posts, LIMIT, kinds=[], most=9)

    assert (at_once, later) == (0, 2)
    assert in_session(morning, standing) == ["18"]


def test_a_board_is_forgotten_when_its_day_is_past_and_nobody_on_it_has_a_name_left(morning: Desk) -> None:
    for ref in ("1:1", "1:2"):
        in_session(morning, post, NoticeKind.BOARD_PAGE, ref, NOW, CALL_CHANNEL)

    def purge(session: Session, petitioner_id: int) -> None:
        session.execute(update(Petitioner).where(col(Petitioner.id) == petitioner_id).values(purged_at=NOW))

    for petitioner_id in (1, 2):
        in_session(morning, purge, petitioner_id)
    named = in_session(morning, forget_board_posts, TUESDAY, most=9)
    in_session(morning, purge, 3)
    today = in_session(morning, forget_board_posts, MONDAY, most=9)
    past = [in_session(morning, forget_board_posts, TUESDAY, most=1) for _ in range(3)]

    assert (named, today, past) == (0, 0, [1, 1, 0])
    assert in_session(morning, standing) == []
