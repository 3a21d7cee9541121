"""A way through the grievance machine, gone again by the use cases on a database: there, and no further."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from types import TracebackType
from typing import Any, Self

from bot.clock import MovableClock
from bot.domain.calendar import SEOUL
from bot.domain.grievances.delays import Delay, DelayKind, DelayReason, due_after, latest_until
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.handing_on import HandOn
from bot.domain.grievances.kinds import Category, GrievanceLane, Kind
from bot.domain.grievances.states import GrievanceMove
from bot.domain.refusals import Refused, Stale
from bot.services.calls.claiming import claim_call
from bot.services.grievances import delays, filing, handing_on, handling, replying, rerouting
from bot.services.grievances.cards import period_so_far
from bot.services.grievances.finding import existing_grievance
from bot.services.unit import Unit
from storage.grievances.queries import last_round, of_call
from storage.grievances.tables import Grievance
from tests.steps.builders import KIM, MONDAY
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import make_desk
from tests.steps.grievance_machine import (
    PEOPLE,
    SUBJECT,
    Bounds,
    Machine,
    Matter,
    Presence,
    Step,
    be,
    hire_five,
    numbers_of,
)
from tests.steps.grievances import EXPLAINED

WHY = "소관이 아님"
MORNING = time(9, 40)
MOST_DECLINES = Bounds().declines
PRESENT: Mapping[str, Presence] = {each.name.lower(): each for each in Presence}


class TakenBackError(Exception):
    """What was tried is not to be kept."""


class Replay:
    """A station on which a way is gone again."""

    def __init__(self, url: str, call: int) -> None:
        self._clock = MovableClock(datetime.combine(MONDAY, MORNING, SEOUL))
        self._desk = make_desk(url, self._clock)
        self._call = call
        self._grievance = 0
        self._same_days = True  # false once a period began on another day than Monday

    def __enter__(self) -> Self:
        """Open the station."""
        hire_five(self._desk)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self._desk.close()

    def go(self, path: Sequence[Step], machine: Machine) -> None:
        """Go a way, compare each place, and try at its end what everybody may do."""
        before = path[0].after
        self._file(before)
        for step in path[1:]:
            self._do(before, step)
            before = step.after
            self._compare(before, [each.move for each in path])
        self._try_everything(before, machine)

    def _file(self, matter: Matter) -> None:
        kinds = {
            GrievanceLane.OFFICER: (Kind.INQUIRY, Category.OTHER),
            GrievanceLane.HEAD: (Kind.COMPLAINT_MANNER, Category.RUDENESS),
            GrievanceLane.AUDIT: (Kind.ALLEGATION, Category.OTHER),
        }
        kind, category = kinds[matter.lane]
        numbers = self._desk.do_now(numbers_of)
        subject = SUBJECT.get(matter.concern)
        chosen = Filing(
            kind=kind,
            category=category,
            officers=() if subject is None else (numbers[subject],),
            officer_unknown=subject is None,
            recipient_id=None if matter.recipient is None else numbers[matter.recipient],
        )
        facts: dict[str, Any] = {"by": KIM, "number": self._call, "filing": chosen}
        self._desk.do_now(claim_call, by=KIM, number=self._call)
        self._desk.do_now(filing.begin_filing, **facts, result=GRIEVANCE_RESULT)
        self._desk.do_now(filing.file_grievance, **facts)
        [filed] = self._desk.do_now(lambda unit: of_call(unit.session, self._call))
        self._grievance = filed.key
        self._numbers = numbers

    def _do(self, before: Matter, step: Step) -> None:
        after, who = step.after, KIM if step.who is None else PEOPLE[step.who]
        match step.move:
            case "time":
                due = self._row().due_on
                self._set_day(due if self._clock().astimezone(SEOUL).date() < due else due + (after.day - before.due))
            case "away" | "gone" | "here":
                person, now = step.who or 0, PRESENT[step.move]
                self._desk.do_now(be, number=self._numbers[person], person=person, now=now)
            case "again":
                self._same_days &= self._clock().astimezone(SEOUL).date() == MONDAY
                self._as(who, replying.take_up_again, words="아직 불만")
                self._grievance = self._desk.do_now(lambda unit: last_round(unit.session, self._grievance))
            case GrievanceMove.REROUTE:
                assert self._desk.do_now(rerouting.find_new_recipients) == 1
            case GrievanceMove.HAND_ON:
                self._same_days &= self._clock().astimezone(SEOUL).date() == MONDAY
                self._as(self._somebody(), handing_on.hand_on, choice=handed_to(after.lane))
            case GrievanceMove.DELAY:
                self._as(who, delays.delay_grievance, delay=self._desk.do_now(self._delay, before=before, after=after))
            case GrievanceMove.DECLINE:
                named = None if after.declines > 1 else self._numbers[after.recipient or 0]
                self._as(PEOPLE[before.recipient or 0], rerouting.decline, reason=WHY, named=named)
            case move:
                self._as(who, DEEDS[GrievanceMove(move)], **self._reply(move))

    def _as(self, who: str, use_case: Callable[..., Any], **facts: Any) -> None:
        self._desk.do_now(use_case, by=who, grievance_id=self._grievance, **facts)

    def _somebody(self) -> str:
        """Return somebody who may act on the audit track."""
        return next(each for each in PEOPLE if self._may(each, handing_on.begin_handing_on))

    def _reply(self, move: str) -> dict[str, Any]:
        match move:
            case GrievanceMove.ANSWER:
                return {"words": "확인함"}
            case GrievanceMove.WITHDRAW:
                return {"words": "취하함"}
            case GrievanceMove.CLOSE:
                return {"reply": replace(EXPLAINED, told_on=self._clock().astimezone(SEOUL).date())}
            case _:
                return {}

    def _delay(self, unit: Unit, before: Matter, after: Matter) -> Delay:
        kind = DelayKind.EXTENSION if after.extensions > before.extensions else DelayKind.SITE_VISIT
        period = period_so_far(existing_grievance(unit, self._grievance))
        asked = [
            Delay(kind=kind, reason=DelayReason.FACT_CHECK, until=until, consent=True)
            for until in (latest_until(kind, period, unit.today, unit.calendar), unit.today, after.due)
        ]
        fitting = (each for each in asked if due_after(each, period, unit.today, unit.calendar) == after.due)
        return next(fitting, asked[0])

    def _set_day(self, day: date) -> None:
        self._clock.set(datetime.combine(day, MORNING, SEOUL))

    def _row(self) -> Grievance:
        return self._desk.do_now(existing_grievance, grievance_id=self._grievance)

    def _compare(self, matter: Matter, path: Sequence[str]) -> None:
        row = self._row()
        recipient = None if matter.recipient is None else PEOPLE[matter.recipient]
        seen = (row.state, row.track, row.lane, row.recipient, row.round, row.extensions, row.pauses)
        meant = (matter.state, matter.track, matter.lane, recipient, matter.round, matter.extensions, matter.pauses)
        assert seen == meant, path
        assert row.due_on == matter.due or not self._same_days, path

    def _try_everything(self, matter: Matter, machine: Machine) -> None:
        offered: dict[str, set[str]] = {}
        for step in machine.steps(matter):
            who = PEOPLE[matter.recipient or 0] if step.move == GrievanceMove.DECLINE else step.who
            offered.setdefault(step.move, set()).add(
                KIM if who is None else who if isinstance(who, str) else PEOPLE[who]
            )
        for move, deed in DEEDS.items():
            facts = self._reply(move)
            if move is GrievanceMove.DECLINE:
                facts = {"reason": WHY, "named": self._nameable(matter, machine)}
                if matter.declines == MOST_DECLINES:  # the machine goes no further
                    continue
            may = {each for each in (KIM, *PEOPLE) if self._may(each, deed, **facts)}
            assert may == offered.get(move, set()), (move, matter)

    def _nameable(self, matter: Matter, machine: Machine) -> int | None:
        """Return somebody whom the recipient may name; None: the next in line follows."""
        declined = (each.after for each in machine.steps(matter) if each.move == GrievanceMove.DECLINE)
        after = next((each for each in declined if each.declines == 1), None)
        return None if after is None else self._numbers[after.recipient or 0]

    def _may(self, who: str, use_case: Callable[..., Any], **facts: Any) -> bool:
        """Try what somebody may do, and take it back."""

        def attempt(unit: Unit) -> None:
            use_case(unit, by=who, grievance_id=self._grievance, **facts)
            raise TakenBackError

        try:
            self._desk.do_now(attempt)
        except TakenBackError:
            return True
        except (Refused, Stale):
            return False
        raise AssertionError


def handed_to(lane: GrievanceLane) -> HandOn:
    """Return what audit says of a matter that goes to a lane."""
    kind = Kind.COMPLAINT_MANNER if lane is GrievanceLane.HEAD else Kind.INQUIRY
    return HandOn(reason="감사 사안 아님", kind=kind, category=Category.OTHER)


DEEDS: Mapping[GrievanceMove, Callable[..., Any]] = {
    GrievanceMove.ACKNOWLEDGE: handling.acknowledge,
    GrievanceMove.ANSWER: handling.answer,
    GrievanceMove.DECLINE: rerouting.decline,
    GrievanceMove.CLOSE: replying.record_reply,
    GrievanceMove.WITHDRAW: replying.withdraw,
}
