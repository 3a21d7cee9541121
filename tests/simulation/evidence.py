"""What an invariant may look at: the rows, the trail, what stands in Slack, and what was done and seen."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, bindparam, select, text

from bot.domain.calls.states import TRANSITIONS as CALL_MOVES
from bot.domain.calls.states import CallState, Move
from bot.domain.grievances.states import TRANSITIONS as GRIEVANCE_MOVES
from bot.domain.grievances.states import GrievanceMove, GrievanceState
from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.unit import Unit
from bot.serving.opening import secrets_of
from bot.settings import load_calendar, load_station
from storage.calls.tables import Call
from storage.columns import table_of
from storage.database import open_database
from storage.grievances.tables import Grievance
from storage.people.tables import Petitioner
from storage.tables import Trail
from tests.simulation.scene import Scene


@dataclass(slots=True)
class Told:
    """A call or a grievance as the trail tells it."""

    state: str
    owner: str | None = None
    due_on: str | None = None
    closings: int = 0


@dataclass
class Walk:
    """The trail, read row by row as it grows. `wrong`: what it tells that no rule allows, by invariant."""

    calls: dict[int, Told] = field(default_factory=dict)
    grievances: dict[int, Told] = field(default_factory=dict)
    last: int = 0
    events: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def read(self, row: Trail | Row[*tuple[Any, ...]]) -> None:
        """Read the next row."""
        self.last = row.id or 0
        self.events[row.event] += 1
        kind, _, number = row.subject.partition(":")
        facts = json.loads(row.facts)
        if kind == "call" and row.event.startswith("call."):
            self._call(int(number), row, facts)
        if kind == "grievance":
            self._grievance(int(number), row, facts)

    def _says(self, invariant: str, words: str) -> None:
        self.wrong.setdefault(invariant, []).append(words)

    def _call(self, number: int, row: Trail | Row[*tuple[Any, ...]], facts: Mapping[str, Any]) -> None:
        if row.event == Event.CALL_MADE or (row.event == Event.CALL_CAME_IN and not facts["again"]):
            self.calls[number] = Told(CallState.QUEUED)
        told = self.calls[number]
        move = _move_of(row.event, facts, told.state)
        if move is None:
            return
        if told.state not in CALL_MOVES[move].sources:
            self._says("legal states only", f"call {number}: {row.event} when {told.state} (trail {row.id})")
        if row.event in OWNERS_OWN and _is_owners(row.event, facts) and told.owner != row.actor:
            self._says("one owner at a time", f"call {number}: {row.event} by {row.actor}, owner {told.owner}")
        if move is Move.CLAIM and told.owner is not None:
            self._says("one owner at a time", f"call {number} is {told.owner}'s and claimed by {row.actor}")
        told.state = CALL_MOVES[move].target
        told.owner = row.actor if told.state == CallState.CLAIMED else None

    def _grievance(self, number: int, row: Trail | Row[*tuple[Any, ...]], facts: Mapping[str, Any]) -> None:
        if row.event == Event.GRIEVANCE_UNDONE:
            self.grievances.pop(number, None)
            return
        if row.event in {Event.GRIEVANCE_FILED, Event.GRIEVANCE_AGAIN}:
            self.grievances[number] = Told(GrievanceState.ROUTED, due_on=facts["due_on"])
            return
        told = self.grievances[number]
        told.due_on = facts.get("due_on", told.due_on) if row.event in MOVES_DUE else told.due_on
        told.closings += row.event == Event.GRIEVANCE_CLOSED
        move = _grievance_move_of(row.event, facts, told.state)
        if move is None:
            return
        if told.state not in GRIEVANCE_MOVES[move].sources:
            self._says("legal states only", f"grievance: {row.event} when {told.state} (trail {row.id})")
        told.state = GRIEVANCE_MOVES[move].target


OWNERS_OWN = {Event.CALL_RELEASED, Event.CALL_SCHEDULED, Event.CALL_CLOSED}
MOVES_DUE = {
    Event.GRIEVANCE_EXTENDED, Event.GRIEVANCE_PAUSED, Event.GRIEVANCE_STOPPED, Event.GRIEVANCE_RESUMED,
}  # fmt: skip
"""The events by which a due date moves (rule book §5)."""
SIMPLE = {
    Event.CALL_CLAIMED: Move.CLAIM,
    Event.CALL_SCHEDULED: Move.SCHEDULE,
    Event.CALL_DUE: Move.COME_DUE,
    Event.CALL_REOPENED: Move.REOPEN,
    Event.CALL_CALLED_IN: Move.CALL_IN,
    Event.CALL_READMITTED: Move.READMIT,
    Event.CALL_UNDONE: Move.UNDO,
}
GRIEVANCES = {
    Event.GRIEVANCE_ACKNOWLEDGED: GrievanceMove.ACKNOWLEDGE,
    Event.GRIEVANCE_ANSWERED: GrievanceMove.ANSWER,
    Event.GRIEVANCE_DECLINED: GrievanceMove.DECLINE,
    Event.GRIEVANCE_EXTENDED: GrievanceMove.DELAY,
    Event.GRIEVANCE_PAUSED: GrievanceMove.DELAY,
    Event.GRIEVANCE_HANDED_ON: GrievanceMove.HAND_ON,
}


def _is_owners(event: str, facts: Mapping[str, Any]) -> bool:
    """Check whether an event is something that the owner alone may do: not when a rule closes a call."""
    return event != Event.CALL_CLOSED or facts.get("disposition") is not None


def _move_of(event: str, facts: Mapping[str, Any], state: str) -> Move | None:
    match event:
        case Event.CALL_RELEASED | Event.CALL_TAKEN_BACK if state == CallState.CLOSED:
            return None  # it was closed in the same moment
        case Event.CALL_RELEASED | Event.CALL_TAKEN_BACK if facts.get("next_at"):
            return Move.SCHEDULE  # it was claimed before its time
        case Event.CALL_RELEASED:
            return Move.WITHDRAW if facts.get("closed_again") else Move.RELEASE
        case Event.CALL_TAKEN_BACK:
            return Move.RELEASE
        case Event.CALL_CLOSED if facts.get("disposition"):
            return Move.CLOSE
        case Event.CALL_CLOSED:
            return Move.WITHDRAW if state == CallState.CLAIMED else Move.GIVE_UP
        case Event.CALL_CAME_IN:
            return Move.TAKE_IN if facts["again"] else Move.CLAIM
    return SIMPLE.get(Event.read(event))


def _grievance_move_of(event: str, facts: Mapping[str, Any], state: str) -> GrievanceMove | None:
    match event:
        case Event.GRIEVANCE_ROUTED:
            return GrievanceMove.ROUTE if state == GrievanceState.OPEN else GrievanceMove.REROUTE
        case Event.GRIEVANCE_CLOSED:
            return GrievanceMove.WITHDRAW if facts["result"] == "withdrawn" else GrievanceMove.CLOSE
    return GRIEVANCES.get(Event.read(event))


_CALL, _GRIEVANCE, _TRAIL = table_of(Call).c, table_of(Grievance).c, table_of(Trail).c
CALLS_NOW = select(_CALL.id.label("key"), _CALL.state, _CALL.claimed_by, _CALL.petitioner_id)
GRIEVANCES_NOW = select(
    _GRIEVANCE.id.label("key"),
    *(_GRIEVANCE[name] for name in ("call_id", "round", "state", "track", "due_on", "sealed_words")),
)
TRAIL_SINCE = (
    select(_TRAIL.id, _TRAIL.event, _TRAIL.subject, _TRAIL.actor, _TRAIL.facts)
    .where(_TRAIL.id > bindparam("last"))
    .order_by(_TRAIL.id)
)
VERSION = text("PRAGMA data_version")
"""Another as soon as anybody else has committed anything to a SQLite file."""


@dataclass
class Evidence:
    """Everything there is to look at. The rows are read anew by `read`; a killed bot's file is another one."""

    scene: Scene
    walk: Walk = field(default_factory=Walk)
    calls: Sequence[Row[*tuple[Any, ...]]] = ()
    grievances: Sequence[Row[*tuple[Any, ...]]] = ()
    _desk: Desk | None = None
    _deaths: int = 0
    _version: int | None = None  # of the rows that were read last

    @property
    def desk(self) -> Desk:
        """Return a desk for looking at the rows."""
        universe = self.scene.universe
        if self._desk is None or self._deaths != universe.deaths:
            self.close()
            settings = universe.station.settings
            secrets = secrets_of(settings)
            database = open_database(settings.database_url)
            station = load_station(settings.station_file)
            self._desk = Desk(database, secrets, station, load_calendar(), universe.station.clock)
            self._deaths, self._version = universe.deaths, None
        return self._desk

    def read(self) -> None:
        """Read what has changed."""
        self.desk.look_now(self._read)

    def _read(self, unit: Unit) -> None:
        ask = unit.session.connection().execute
        version = ask(VERSION).scalar_one()
        if version == self._version:
            return
        for row in ask(TRAIL_SINCE, {"last": self.walk.last}):
            self.walk.read(row)
        self.calls, self.grievances = ask(CALLS_NOW).all(), ask(GRIEVANCES_NOW).all()
        self._version = version

    def rows(self, table: type[Any]) -> Sequence[Any]:
        """Read all rows of a table."""
        return self.desk.look_now(lambda unit: unit.session.execute(select(table)).scalars().all())

    def calls_of_numbers(self) -> dict[str, set[int]]:
        """Return the calls of each number that is not destroyed yet."""
        found: dict[str, set[int]] = {}
        petitioners = {each.id: each for each in self.rows(Petitioner)}
        for call in self.calls:
            petitioner = petitioners[call.petitioner_id]
            if petitioner.purged_at is None:
                numbers = [petitioner.sealed_phone, petitioner.sealed_alternates]
                opened = " ".join(self.desk.secrets.open_if(each) for each in numbers if each)
                for number in opened.split():
                    found.setdefault(number, set()).add(call.key)
        return found

    def marks(self) -> Iterator[tuple[str, str, str]]:
        """Return channel, ts and opaque id of every message of ours that stands in Slack."""
        for channel in self.scene.slack.workspace.channels.values():
            for ts, message in channel.messages.items():
                if message.metadata:
                    yield channel.id, ts, str(message.metadata["event_payload"]["id"])

    def close(self) -> None:
        """Let go of the rows."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None
