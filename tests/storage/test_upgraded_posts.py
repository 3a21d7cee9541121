"""Messages of before it was noted which are done with: those of people whose data are destroyed are."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from bot.domain.notices import NoticeKind
from storage.database import open_database
from storage.migrating import migrate
from storage.tables import Post
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.first_version import fill

AT = seoul(MONDAY, 9)
WORDS, GONE = b"words", b""


def petitioner(number: int, **facts: Any) -> dict[str, Any]:
    """One who was purged, or not."""
    sealed = {"sealed_name": b"", "sealed_phone": b""}
    return {"id": number, "masked_name": "–", **sealed, "phone_hash": str(number), "purged_at": None, **facts}


def call(number: int) -> dict[str, Any]:
    """The call of a petitioner of the same number."""
    place = {"petition_type": "기타", "department": "교통과", "visited_on": MONDAY, "masked_name": "–"}
    counts = {"priority": 0, "visits": 1, "attempts": 1, "promised": False}
    return {"id": number, "petitioner_id": number, "state": "closed", "lane": "new", **place, **counts}


def grievance(number: int, call_id: int, words: bytes) -> dict[str, Any]:
    """A closed one whose words stand, or are destroyed."""
    kind = {"kind": "inquiry", "category": "other", "severity": "s4", "track": "ordinary", "lane": "officer"}
    counts = {"period_days": 7, "extensions": 0, "pauses": 0, "round": 1, "routings": 1, "declines": 0}
    flags = {"held_by_words": False, "officer_unknown": False, "direct_consent": False}
    times = {"due_on": MONDAY, "filed_at": AT, "routed_at": AT, "filed_by": KIM, "state": "closed"}
    return {"id": number, "call_id": call_id, **kind, **counts, **flags, **times, "sealed_words": words}


def praise(number: int, words: bytes) -> dict[str, Any]:
    """Praise of the first call."""
    return {"id": number, "call_id": 1, "standing": "sent", "at": AT, "sealed_words": words}


def posts(*about: tuple[NoticeKind, str]) -> list[dict[str, Any]]:
    """Messages that stand in Slack."""
    return [
        {"kind": kind.value, "ref": ref, "recipient": KIM, "channel": "D1", "ts": "1.0", "digest": ""}
        for kind, ref in about
    ]


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_messages_out_of_which_everything_was_taken_are_known_as_such(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    on_disk = f"sqlite:///{tmp_path / 'old.db'}"
    database = open_database(on_disk if kind == "sqlite" else str(request.getfixturevalue("bare_postgres")))
    migrate(database.writes, to="0042")
    rows = {
        "petitioner": [petitioner(1, purged_at=AT), petitioner(2)],
        "call": [call(1), call(2)],
        "grievance": [grievance(17, 1, GONE), grievance(18, 1, WORDS), grievance(19, 2, WORDS)],
        "praise": [praise(1, GONE), praise(2, WORDS)],
        "post": posts(
            (NoticeKind.CALL_DUE, "1"),
            (NoticeKind.CALL_DUE, "2"),
            (NoticeKind.GRIEVANCE_REMINDER, "17:late:2026-11-23"),
            (NoticeKind.GRIEVANCE_TASK, "18"),
            (NoticeKind.GRIEVANCE, "19"),
            (NoticeKind.PRAISE, "1"),
            (NoticeKind.PRAISE_HELD, "2"),
            (NoticeKind.BOARD_PAGE, "1:1"),
            (NoticeKind.DAY_SUMMARY, "2026-11-23"),
        ),
    }
    fill(database.writes, rows)

    migrate(database.writes)

    with Session(database.writes) as session:
        cleaned = session.execute(
            select(col(Post.kind), col(Post.ref)).where(col(Post.cleaned_at).is_not(None)).order_by(col(Post.id))
        )
        found = [tuple(row) for row in cleaned]
    database.close()
    assert found == [("call.due", "1"), ("grievance.reminder", "17:late:2026-11-23"), ("praise.received", "1")]
