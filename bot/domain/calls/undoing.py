"""Taking a result back: how long, and how the call stood before it (rule book §4)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.calls.drafts import result_from_text, result_to_text
from bot.domain.calls.results import Result
from bot.domain.station import Station

MINUTE = timedelta(minutes=1)


def may_be_undone(recorded_at: datetime, now: datetime, station: Station) -> bool:
    """Check whether a result may be taken back still, as far as time goes: its last second counts."""
    return now - recorded_at <= station.undo_within


def minutes_to_undo(station: Station, *, tells_others: bool) -> int:
    """Return for how many minutes a new result may be taken back: while a notice of it is held, if it has one."""
    left = min(station.undo_within, station.undo_hold) if tells_others else station.undo_within
    return left // MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """An entry of the do-not-call register."""

    by: str
    at: datetime
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPhoning:
    """Somebody of ours phoned about a call: their number in the directory, and the grievance it was about."""

    staff_id: int | None
    grievance_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """How a call stood before a result, and what was entered as that result."""

    entered: Result
    second_page: str  # what was entered there, as text; empty where nothing was filed
    lane: str
    promised: bool
    attempts: int
    first_tried_at: datetime | None
    last_operator: str | None
    code: str | None
    phonings: tuple[PastPhoning, ...]
    survey: Result | None  # what an earlier conversation brought, of a call that was opened again
    registered: Registered | None  # of the number that is phoned
    registered_apart: Mapping[str, Registered | None] = field(default_factory=dict)  # of others that differ, by hash

    def registration_before(self, phone_hash: str) -> Registered | None:
        """Return the entry that a number had."""
        return self.registered_apart.get(phone_hash, self.registered)


def before_to_text(before: Before) -> str:
    """Write down how a call stood, so that it can be kept sealed."""
    facts: dict[str, Any] = {
        name: getattr(before, name) for name in ("lane", "promised", "attempts", "last_operator", "code")
    }
    apart = {number: _entry_written(entry) for number, entry in before.registered_apart.items()}
    facts |= {"second_page": before.second_page} if before.second_page else {}
    facts |= {"registered_apart": apart} if apart else {}  # programs before 0.16 do not know it
    facts |= {
        "entered": result_to_text(before.entered),
        "survey": None if before.survey is None else result_to_text(before.survey),
        "first_tried_at": _written(before.first_tried_at),
        "phonings": [[each.staff_id, each.grievance_id, each.at.isoformat()] for each in before.phonings],
        "registered": _entry_written(before.registered),
    }
    return json.dumps(facts, ensure_ascii=False)


def before_from_text(text: str) -> Before:
    """Read what `before_to_text` wrote."""
    facts = json.loads(text)
    first_tried_at, survey = facts["first_tried_at"], facts["survey"]
    return Before(
        **{
            "second_page": "",
            **facts,
            "entered": result_from_text(facts["entered"]),
            "survey": None if survey is None else result_from_text(survey),
            "first_tried_at": None if first_tried_at is None else datetime.fromisoformat(first_tried_at),
            "phonings": tuple(
                PastPhoning(staff_id=staff_id, grievance_id=grievance_id, at=datetime.fromisoformat(at))
                for staff_id, grievance_id, at in facts["phonings"]
            ),
            "registered": _entry_read(facts["registered"]),
            "registered_apart": {
                number: _entry_read(entry) for number, entry in facts.get("registered_apart", {}).items()
            },
        }
    )


def _entry_written(entry: Registered | None) -> list[Any] | None:
    return None if entry is None else [entry.by, entry.at.isoformat(), _written(entry.until)]


def _entry_read(entry: list[Any] | None) -> Registered | None:
    if entry is None:
        return None
    by, at, until = entry
    return Registered(by=by, at=datetime.fromisoformat(at), until=date.fromisoformat(until) if until else None)


def _written(moment: date | None) -> str | None:
    return None if moment is None else moment.isoformat()
