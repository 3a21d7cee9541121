"""A grievance as a machine: everything that can happen to it, by the real rules, from every state that can be reached.

The states and moves are those of `domain/grievances`, the days those of its rules. To whom it goes and who may read it
depends on the directory: there the use cases themselves are asked (`Directory`), once for each question.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from functools import cache
from typing import Any, NamedTuple

from bot.domain.calendar import WorkingCalendar
from bot.domain.grievances.delays import (
    Delay,
    DelayKind,
    DelayReason,
    DueDate,
    due_after,
    latest_until,
    problems_with_delay,
)
from bot.domain.grievances.filing import DAYS
from bot.domain.grievances.handing_on import lane_after
from bot.domain.grievances.kinds import Category, GrievanceLane, Kind, Severity, Track
from bot.domain.grievances.states import TRANSITIONS, GrievanceMove, GrievanceState
from bot.domain.people.duty import Duty, DutyNote
from bot.domain.roles import Role
from bot.services.audit_access import audit_readers
from bot.services.desk import Desk
from bot.services.finding import existing_call
from bot.services.grievances.routing import DECLINES_BEFORE_SUPERVISOR, about_of, allowed_recipients
from bot.services.people.heads import reached_instead
from bot.services.unit import Unit
from storage.grievances.queries import add_grievance
from storage.grievances.subjects import add_subjects
from storage.grievances.tables import Grievance
from storage.people.duty import replace_duty
from storage.people.queries import staff_by_id, staff_by_slack_id
from tests.steps.builders import HAN, JUNG, KIM, MONDAY, OH, YOON, seoul
from tests.steps.desks import hire, operator

CHA = "U0CHA"
PEOPLE = (JUNG, YOON, CHA, HAN, OH)
"""An officer, their head, the head's deputy, audit and a supervisor. The operator who filed it is always there."""
OFFICER, HEAD, DEPUTY, AUDIT, SUPERVISOR = range(len(PEOPLE))
DAY, YEAR = timedelta(days=1), timedelta(days=365)
NEVER_DRAWN = 900_000
"""Numbers from here on belong to no matter that a test files."""


class Presence(IntEnum):
    """Whether somebody can be asked."""

    HERE = 0
    AWAY = 1  # all day, and they named nobody
    GONE = 2  # Slack no longer knows them


HERE, AWAY, GONE = Presence
ALL_HERE = (HERE,) * len(PEOPLE)
Presences = tuple[Presence, ...]


class Concern(IntEnum):
    """Whom it is about."""

    OFFICER = 0
    HEAD = 1
    AUDIT = 2  # somebody of the audit office
    UNKNOWN = 3


SUBJECT: Mapping[Concern, int] = {Concern.OFFICER: OFFICER, Concern.HEAD: HEAD, Concern.AUDIT: AUDIT}


class Matter(NamedTuple):
    """A grievance, and who is there: all that decides what can happen next."""

    state: GrievanceState
    track: Track
    lane: GrievanceLane
    concern: Concern
    recipient: int | None
    people: Presences
    day: date
    due: date
    length: int
    refused: tuple[int, ...] = ()  # who said that it is not theirs
    declines: int = 0
    extensions: int = 0
    pauses: int = 0
    round: int = 1
    answered_by: int | None = None
    answered_before: int | None = None  # in the round before


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How far it is explored."""

    rounds: int = 3
    declines: int = 2
    extensions: int = 2
    pauses: int = 2
    missing: int = 2  # people who cannot be asked at once
    ends: bool = True  # a date is moved as little as may be, too, not only as far


class Step(NamedTuple):
    """What happened, and how the matter stands then. `who`: whoever it is about, or did it."""

    move: str
    who: int | None
    after: Matter


def hire_five(desk: Desk) -> None:
    """Hire whoever is not there on a Monday morning."""
    roles = ((YOON, "윤과장", Role.HEAD), (CHA, "차계장", Role.DEPUTY))
    hire(desk, *(operator(who, name=name, department="교통과", roles=[role.value]) for who, name, role in roles))


def numbers_of(unit: Unit) -> list[int]:
    """Return the numbers of the five in the directory."""
    found = (staff_by_slack_id(unit.session, each) for each in PEOPLE)
    return [each.key for each in found if each is not None]


class Directory:
    """The use cases that know people, on a real database: each question is asked once."""

    def __init__(self, unit: Unit, call: int) -> None:
        self._unit = unit
        self._call = existing_call(unit, call)
        self._rows = cache(self._row)
        self._numbers = numbers_of(unit)
        self._is_now = ALL_HERE
        self._drawn = 0
        self.asked = 0
        self.recipients = cache(self._recipients)
        self.readers = cache(self._readers)
        self.reached = cache(self._reached)

    def _recipients(
        self, lane: GrievanceLane, concern: Concern, refused: frozenset[int], declines: int, people: Presences
    ) -> tuple[int, ...]:
        unit = self._with(people)
        passed_over = {self._numbers[each] for each in refused}
        about = about_of(unit, self._rows(concern, None))
        found = allowed_recipients(unit, lane, about, self._call, passed_over=passed_over, declines=declines)
        return tuple(self._numbers.index(each.person.key) for each in found)

    def _readers(self, concern: Concern, answered_before: int | None, people: Presences) -> tuple[int, ...]:
        found = audit_readers(self._with(people), self._rows(concern, answered_before))
        return tuple(self._numbers.index(each.key) for each in found)

    def _row(self, concern: Concern, answered_before: int | None) -> Grievance:
        """Keep a matter about somebody, for the use cases to ask about; with the round before it, if there was one."""
        earlier = None
        if answered_before is not None:
            earlier = self._kept(concern, answered_by=PEOPLE[answered_before])
        row = self._kept(concern, earlier_id=earlier.key if earlier else None)
        subject = SUBJECT.get(concern)
        named = [] if subject is None else [self._numbers[subject]]
        add_subjects(self._unit.session, row.key, named, named)
        return row

    def _kept(self, concern: Concern, **facts: Any) -> Grievance:
        self._drawn += 1
        row = Grievance(
            id=NEVER_DRAWN + self._drawn,
            call_id=self._call.key,
            kind=Kind.ALLEGATION.value,
            category=Category.OTHER.value,
            severity=Severity.S1.value,
            track=Track.AUDIT.value,
            lane=GrievanceLane.AUDIT.value,
            state=GrievanceState.CLOSED.value,
            due_on=MONDAY,
            period_days=7,
            filed_by=KIM,
            filed_at=self._unit.now,
            routed_at=self._unit.now,
            sealed_words=self._unit.secrets.seal("…"),
            officer_unknown=concern is Concern.UNKNOWN,
            **facts,
        )
        add_grievance(self._unit.session, row)
        return row

    def _reached(self, person: int, people: Presences) -> int | None:
        unit = self._with(people)
        member = staff_by_id(unit.session, self._numbers[person])
        found = None if member is None else reached_instead(unit, member)
        return None if found is None else self._numbers.index(found.key)

    def _with(self, people: Presences) -> Unit:
        """Make it so that these people are there, and return a unit that has read nothing yet."""
        self.asked += 1
        for each, (before, now) in enumerate(zip(self._is_now, people, strict=True)):
            if before is not now:
                be(self._unit, self._numbers[each], each, now)
        self._unit.session.flush()
        self._is_now = people
        return replace(self._unit)


def be(unit: Unit, number: int, person: int, now: Presence) -> None:
    """Let one of the five be there or not."""
    member = staff_by_id(unit.session, number)
    assert member is not None
    member.slack_id = None if now is GONE else PEOPLE[person]
    note = DutyNote(first=unit.today, last=unit.today + YEAR, duty=Duty.AWAY, deputy_id=None)
    replace_duty(unit.session, number, [note] if now is AWAY else [])


class Machine:
    """All that can happen to a matter."""

    def __init__(self, directory: Directory, calendar: WorkingCalendar, bounds: Bounds) -> None:
        self._directory = directory
        self._calendar = calendar
        self._bounds = bounds
        self._delays = cache(self._delayed)

    def beginnings(self) -> Iterator[Matter]:
        """List how a matter is filed: on each lane, about each, to each who may get it."""
        for concern in Concern:
            for lane, kind in ((GrievanceLane.OFFICER, Kind.INQUIRY), (GrievanceLane.HEAD, Kind.COMPLAINT_MANNER)):
                for recipient in self._directory.recipients(lane, concern, frozenset(), 0, ALL_HERE):
                    yield self._filed(Track.ORDINARY, lane, concern, kind)._replace(recipient=recipient)
            yield self._filed(Track.AUDIT, GrievanceLane.AUDIT, concern, Kind.ALLEGATION)

    def _filed(self, track: Track, lane: GrievanceLane, concern: Concern, kind: Kind) -> Matter:
        return Matter(
            state=GrievanceState.ROUTED,
            track=track,
            lane=lane,
            concern=concern,
            recipient=None,
            people=ALL_HERE,
            day=MONDAY,
            due=self._calendar.due_in_days(MONDAY, DAYS[kind]),
            length=DAYS[kind],
        )

    def steps(self, matter: Matter) -> Iterator[Step]:
        """List all that can happen next."""
        for move, what in MOVES.items():
            transition = TRANSITIONS[move]
            if matter.state in transition.sources:
                for who, after in what(self, matter):
                    yield Step(move, who, after._replace(state=transition.target))
        yield from self._declined(matter)
        yield from self._again(matter)
        yield from self._time(matter)
        yield from self._people(matter)

    def holders(self, matter: Matter) -> tuple[int, ...]:
        """List who has a matter in hand: its recipient, on the audit track its readers."""
        if matter.track is Track.AUDIT:
            return self._directory.readers(matter.concern, matter.answered_before, matter.people)
        is_there = matter.recipient is not None and matter.people[matter.recipient] is not GONE
        return (matter.recipient,) if is_there and matter.recipient is not None else ()

    def tellers(self, matter: Matter) -> tuple[int | None, ...]:
        """List who speaks with the petitioner: the operator who filed it (None), on the audit track its readers."""
        return self.holders(matter) if matter.track is Track.AUDIT else (None,)

    def acknowledged(self, matter: Matter) -> Iterator[tuple[int | None, Matter]]:
        """By whoever has it."""
        yield from ((who, matter) for who in self.holders(matter))

    def answered(self, matter: Matter) -> Iterator[tuple[int | None, Matter]]:
        """By whoever has it."""
        yield from ((who, matter._replace(answered_by=who)) for who in self.holders(matter))

    def closed(self, matter: Matter) -> Iterator[tuple[int | None, Matter]]:
        """By whoever speaks with the petitioner: told, or withdrawn by them."""
        yield from ((who, matter) for who in self.tellers(matter))

    def delayed(self, matter: Matter) -> Iterator[tuple[int | None, Matter]]:
        """By whoever has it, else by a supervisor who is no subject."""
        who = next(iter(self.holders(matter)), None)
        if who is None and matter.track is Track.ORDINARY:
            is_able = matter.people[SUPERVISOR] is not GONE and SUBJECT.get(matter.concern) != SUPERVISOR
            who = SUPERVISOR if is_able else None
        if who is not None:
            for kind, due in self._delays(matter.due, matter.length, matter.extensions, matter.pauses, matter.day):
                extended = kind is DelayKind.EXTENSION
                yield (
                    who,
                    matter._replace(
                        due=due, extensions=matter.extensions + extended, pauses=matter.pauses + (not extended)
                    ),
                )

    def _delayed(
        self, due: date, length: int, extensions: int, pauses: int, day: date
    ) -> tuple[tuple[DelayKind, date], ...]:
        period, found = DueDate(due_on=due, length=length, extensions=extensions, pauses=pauses), []
        for kind, used, most in (
            (DelayKind.EXTENSION, extensions, self._bounds.extensions),
            (DelayKind.SITE_VISIT, pauses, self._bounds.pauses),
        ):
            latest = latest_until(kind, period, day, self._calendar)
            if latest is None or used >= most:
                continue
            earliest = self._calendar.next_working_day(due) if kind is DelayKind.EXTENSION else day
            for until in {latest, earliest} if self._bounds.ends else {latest}:
                asked = Delay(kind=kind, reason=DelayReason.FACT_CHECK, until=until, consent=True)
                if not problems_with_delay(asked, period, seoul(day, 10), self._calendar):
                    found.append((kind, due_after(asked, period, day, self._calendar)))
        return tuple(found)

    def _declined(self, matter: Matter) -> Iterator[Step]:
        """By the recipient, whom somebody follows at once: the next in line, the first time whomever they named."""
        declines, who = matter.declines + 1, matter.recipient
        declining, routing = TRANSITIONS[GrievanceMove.DECLINE], TRANSITIONS[GrievanceMove.ROUTE]
        is_open = matter.state in declining.sources and declining.target in routing.sources
        if not is_open or matter.track is Track.AUDIT or declines > self._bounds.declines:
            return
        if who is None or not self.holders(matter):
            return
        refused = tuple(sorted({*matter.refused, who}))
        routed = matter._replace(state=routing.target, refused=refused, declines=declines)
        for each in sorted(self._following(routed)):
            yield Step(GrievanceMove.DECLINE, each, routed._replace(recipient=each))

    def _following(self, matter: Matter) -> set[int]:
        asked = (matter.lane, matter.concern, frozenset(matter.refused), matter.declines, matter.people)
        in_line = self._directory.recipients(*asked)
        if matter.declines >= DECLINES_BEFORE_SUPERVISOR:
            return {*in_line[:1]}
        reached = {self._directory.reached(each, matter.people) for each in range(len(PEOPLE))}
        named = {each for each in reached if each is not None and each not in matter.refused}
        return {*in_line[:1]} | (named & {*in_line} if matter.lane is GrievanceLane.HEAD else named)

    def handed_on(self, matter: Matter) -> Iterator[tuple[int | None, Matter]]:
        """By audit, in the first round, as what is none of theirs: as if it were filed now."""
        if matter.track is not Track.AUDIT or matter.round > 1 or not self.holders(matter):
            return
        for kind in (Kind.INQUIRY, Kind.COMPLAINT_MANNER):
            lane = lane_after(kind, Kind.ALLEGATION, None)
            filed = self._filed(Track.ORDINARY, lane, matter.concern, kind)
            for following in self._directory.recipients(lane, matter.concern, frozenset(), 0, matter.people)[:1]:
                yield following, filed._replace(recipient=following, people=matter.people)

    def rerouted(self, matter: Matter) -> Iterator[tuple[int | None, Matter]]:
        """By the bot: nobody who can be reached has it, and somebody else can."""
        if matter.track is Track.AUDIT or self.holders(matter):
            return
        refused = frozenset(matter.refused)
        for each in self._directory.recipients(matter.lane, matter.concern, refused, 0, matter.people)[:1]:
            yield each, matter._replace(recipient=each)

    def _again(self, matter: Matter) -> Iterator[Step]:
        """The petitioner is not satisfied: the next round begins, on the audit track, as if it were Monday."""
        if matter.state is GrievanceState.CLOSED and matter.round < self._bounds.rounds:
            begun = self._filed(Track.AUDIT, GrievanceLane.AUDIT, matter.concern, Kind.ALLEGATION)._replace(
                round=matter.round + 1, answered_before=matter.answered_by, people=matter.people
            )
            yield from (Step("again", who, begun) for who in self.tellers(matter))

    def _time(self, matter: Matter) -> Iterator[Step]:
        """To the day on which it is due, and to the one after."""
        if matter.state is not GrievanceState.CLOSED and matter.day <= matter.due:
            later = matter.due if matter.day < matter.due else matter.due + DAY
            yield Step("time", None, matter._replace(day=later))

    def _people(self, matter: Matter) -> Iterator[Step]:
        """Somebody goes, loses their account, or is here again."""
        missing = sum(each is not HERE for each in matter.people)
        for who, now in enumerate(matter.people):
            for then in Presence:
                if then is not now and (then is HERE or now is not HERE or missing < self._bounds.missing):
                    people = (*matter.people[:who], then, *matter.people[who + 1 :])
                    yield Step(then.name.lower(), who, matter._replace(people=people))


Moves = Callable[[Machine, Matter], Iterator[tuple[int | None, Matter]]]
MOVES: Mapping[GrievanceMove, Moves] = {
    GrievanceMove.ACKNOWLEDGE: Machine.acknowledged,
    GrievanceMove.ANSWER: Machine.answered,
    GrievanceMove.DELAY: Machine.delayed,
    GrievanceMove.HAND_ON: Machine.handed_on,
    GrievanceMove.REROUTE: Machine.rerouted,
    GrievanceMove.CLOSE: Machine.closed,
    GrievanceMove.WITHDRAW: Machine.closed,
}
"""What each move does to a matter, but to decline and to route, which are one; its states are the rules'."""
