"""Forgetting messages that stand in Slack and that nobody draws anew any more."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import delete, exists, select
from sqlmodel import Session, col

from bot.domain.announcements import BoardPageNotice
from bot.domain.notices import NoticeKind
from storage.calls.tables import Board, Call
from storage.people.tables import Petitioner
from storage.statements import CHUNK, changed_rows
from storage.tables import Post


def note_cleaned(session: Session, posts: Sequence[Post], at: datetime) -> None:
    """Note of some messages that nothing of a petitioner is to be taken out of them again."""
    for post in posts:
        post.cleaned_at = at
        session.add(post)


def forget_posts(session: Session, before: datetime, *, kinds: Collection[NoticeKind], most: int) -> int:
    """Forget so many messages: those of some kinds that were posted before a moment, and those cleaned before it."""
    is_old = col(Post.kind).in_([each.value for each in kinds]) & (col(Post.ts) < _as_ts(before))
    found = select(col(Post.id)).where(is_old | (col(Post.cleaned_at) < before)).limit(most)
    return _forget(session, list(session.execute(found).scalars()))


def forget_board_posts(session: Session, before: date, *, most: int) -> int:
    """Forget so many messages of boards before a day, but for those on which a name may still stand."""
    posts = select(col(Post.id), col(Post.ref)).where(col(Post.kind) == NoticeKind.BOARD_PAGE.value)
    boards = {post: BoardPageNotice.read(ref).board for post, ref in session.execute(posts)}
    done = _done_boards(session, sorted({*boards.values()}), before)
    return _forget(session, [post for post, board in boards.items() if board in done][:most])


def _done_boards(session: Session, boards: Sequence[int], before: date) -> set[int]:
    named = exists().where(
        col(Call.board_id) == col(Board.id),
        col(Call.petitioner_id) == col(Petitioner.id),
        col(Petitioner.purged_at).is_(None),
    )
    done: set[int] = set()
    for first in range(0, len(boards), CHUNK):
        query = select(col(Board.id)).where(col(Board.id).in_(boards[first : first + CHUNK]), col(Board.day) < before)
        done.update(each for each in session.execute(query.where(~named)).scalars() if each is not None)
    return done


def _as_ts(at: datetime) -> str:
    """Write a moment as Slack's ids begin: text that compares as the moments do."""
    return f"{at.timestamp():.6f}"


def _forget(session: Session, posts: Sequence[int | None]) -> int:
    return sum(
        changed_rows(
            session,
            delete(Post)
            .where(col(Post.id).in_(posts[first : first + CHUNK]))
            .execution_options(synchronize_session=False),
        )
        for first in range(0, len(posts), CHUNK)
    )
