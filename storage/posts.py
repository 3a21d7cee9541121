"""The posts: where the messages of our notices stand in Slack, one for each notice and recipient (decision 4)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, select
from sqlmodel import Session, col

from bot.domain.notices import Announcement
from storage.columns import table_of
from storage.statements import insert_or_update
from storage.tables import DirectChannel, Post

POSTS = table_of(Post).c
DIRECT = table_of(DirectChannel).c


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Where a message of ours stands in Slack, and the digest of what it shows."""

    channel: str
    ts: str
    digest: str

    @property
    def at(self) -> datetime:
        """When it was posted: Slack's own id begins with it."""
        return datetime.fromtimestamp(float(self.ts), UTC)


def find_post(session: Session, what: Announcement, recipient: str) -> Posted | None:
    """Find where somebody's message of a notice stands in Slack."""
    query = select(POSTS.channel, POSTS.ts, POSTS.digest).where(*_is_message(what, recipient))
    row = session.execute(query).first()
    return None if row is None else Posted(channel=row.channel, ts=row.ts, digest=row.digest)


def has_post(session: Session, what: Announcement, recipient: str) -> bool:
    """Check whether somebody's message of a notice stands in Slack."""
    return find_post(session, what, recipient) is not None


def is_used(session: Session, channel: str) -> bool:
    """Check whether messages of ours stand in a channel."""
    return session.execute(select(col(Post.id)).where(col(Post.channel) == channel).limit(1)).first() is not None


def keep_post(session: Session, what: Announcement, recipient: str, posted: Posted, *, for_audit: bool) -> None:
    """Keep where somebody's message of a notice stands now."""
    key = {"kind": what.kind.value, "ref": what.ref, "recipient": recipient}
    change = {"channel": posted.channel, "ts": posted.ts, "digest": posted.digest, "for_audit": for_audit}
    insert_or_update(session, Post, key, change)


def forget_post(session: Session, what: Announcement, recipient: str) -> None:
    """Forget a message that somebody deleted, so that it is posted anew."""
    session.execute(delete(table_of(Post)).where(*_is_message(what, recipient)))


def direct_channel(session: Session, slack_id: str) -> str | None:
    """Return where somebody's direct messages with the app are; None: they were never opened."""
    return session.execute(select(DIRECT.channel).where(DIRECT.slack_id == slack_id)).scalar()


def keep_direct_channel(session: Session, slack_id: str, channel: str) -> None:
    """Keep where somebody's direct messages are, before the first of them is posted."""
    insert_or_update(session, DirectChannel, {"slack_id": slack_id}, {"channel": channel})


def _is_message(what: Announcement, recipient: str) -> tuple[ColumnElement[bool], ...]:
    return POSTS.kind == what.kind.value, POSTS.ref == what.ref, POSTS.recipient == recipient
