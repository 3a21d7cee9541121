"""One line for one call, the same on the board, in `/queue` and on Home."""

from datetime import date, datetime

from bot.domain.calendar import SEOUL
from bot.domain.calls.cards import BoardCounts, QueueLine
from bot.domain.calls.states import CallState
from bot.texts import Texts
from bot.views.blocks import clip_escaped

LONGEST_NAME = 40
LONGEST_FIELD = 40
"""So that twenty lines with the longest names stay under 13,000 characters of block text (Slack)."""


def call_line(line: QueueLine, texts: Texts, today: date | None = None) -> str:
    """Write a call in one line of mrkdwn: number, masked name, type, department, visit day, state."""
    visits = texts.mrkdwn("board.visits", count=line.visits) if line.visits > 1 else ""
    retry = texts.mrkdwn("board.retry", attempts=line.attempts) if line.attempts else ""
    return (
        texts.mrkdwn(
            "board.line",
            icon=texts.word("state_icon", line.state),
            number=line.number,
            name=clip_escaped(line.masked_name, LONGEST_NAME),
            type=clip_escaped(line.petition_type, LONGEST_FIELD) or "–",
            department=clip_escaped(line.department, LONGEST_FIELD) or "–",
            visited=line.visited_on,
            visits=visits,
            state=STATE_MARK,
        ).replace(STATE_MARK, _state(line, texts, today))
        + retry
    )


STATE_MARK = "\u0001"
"""Stands where the state goes: it holds a mention, which must not be escaped."""


def _state(line: QueueLine, texts: Texts, today: date | None) -> str:
    if line.state is CallState.CLAIMED and line.claimed_by and line.claimed_at:
        return texts.mrkdwn("board.claimed", by=line.claimed_by, since=line.claimed_at)
    if line.state is CallState.SCHEDULED and line.due_at:
        return texts.mrkdwn(f"board.{_due_kind(line, line.due_at, today)}", at=line.due_at)
    return texts.word("state", line.state)


def _due_kind(line: QueueLine, due_at: datetime, today: date | None) -> str:
    if line.promised:
        return "due_promised"
    return "due_today" if due_at.astimezone(SEOUL).date() == today else "due_later"


def kept_for(owner: str | None, texts: Texts) -> str:
    """Write whose a promise or a task is, where somebody else keeps it (mrkdwn)."""
    return "" if owner is None else texts.mrkdwn("duty.kept_for", owner=owner)


def tally_line(tally: BoardCounts, texts: Texts, key: str = "board.tally") -> str:
    """Write how a day stands."""
    return texts.mrkdwn(
        key,
        total=tally.total,
        queued=tally.queued,
        claimed=tally.claimed,
        scheduled=tally.scheduled,
        closed=tally.closed,
    )
