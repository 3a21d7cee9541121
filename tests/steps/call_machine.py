"""A call as a machine: everything that can happen to it, by the real rules, from every state that can be reached."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.calls.dispositions import RULES, Disposition, Next
from bot.domain.calls.retries import AttemptMade, counted, next_attempt_at, promise_problem, window_end
from bot.domain.calls.states import TRANSITIONS, CallState, Move, Outcome
from bot.domain.station import Station
from tests.steps.builders import FRIDAY, MONDAY, seoul

EACH_NEXT = (Disposition.NO_ANSWER, Disposition.BUSY, Disposition.PHISHING_SUSPECTED, Disposition.WILL_CALL_BACK)
"""One disposition for each way on which it goes on."""
ENDS = (Outcome.SATISFIED, Outcome.GRIEVANCE_FILED)
BY_LIST = {Outcome.INELIGIBLE}


class Call(NamedTuple):
    """A call, and what time it is."""

    state: CallState
    now: datetime
    outcome: Outcome | None = None
    attempts: tuple[AttemptMade, ...] = ()
    due: datetime | None = None
    is_promised: bool = False
    is_excluded: bool = False  # phoned only at a time that they asked for
    is_fresh: bool = False  # the result was entered now, and may be taken back
    opened: int = 0  # how often it came back


class Happened(NamedTuple):
    """What happened, and how the call stands then."""

    move: str
    after: Call


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBounds:
    """How far it is explored."""

    dispositions: tuple[Disposition, ...] = EACH_NEXT
    results: int = 3
    promises: int = 1
    opened: int = 1


class CallMachine:
    """All that can happen to a call of somebody who came on Friday."""

    def __init__(self, station: Station, calendar: WorkingCalendar, bounds: CallBounds) -> None:
        self.station, self.calendar, self._bounds = station, calendar, bounds
        self.last_day = window_end(FRIDAY, station, calendar)

    def beginning(self) -> Call:
        """Return the call as the list brings it."""
        return Call(CallState.QUEUED, seoul(MONDAY, 9, 30))

    def steps(self, call: Call) -> Iterator[Happened]:
        """List all that can happen next."""
        yield from self._moved(call)
        if call.state is CallState.CLAIMED and len(call.attempts) < self._bounds.results:
            yield from self._results(call)
        yield from self._waits(call)

    def _moved(self, call: Call) -> Iterator[Happened]:
        """List what people do, and the bot, as far as a move may start here."""
        comes_back = call.opened < self._bounds.opened
        queued = call._replace(outcome=None, due=None, is_promised=False, is_fresh=False)
        opened = queued._replace(opened=call.opened + 1)
        excluded = queued._replace(outcome=Outcome.INELIGIBLE, is_excluded=True)
        claimed = queued._replace(due=call.due, is_promised=call.is_promised) if is_ahead(call) else queued
        can_happen = {
            Move.CLAIM: (not call.is_excluded or call.is_promised, claimed),
            Move.RELEASE: (not call.is_excluded and not is_ahead(call), queued),  # else it waits
            Move.SCHEDULE: (is_ahead(call), call._replace(is_fresh=False)),  # laid down before its time
            Move.COME_DUE: (is_due(call), call._replace(is_fresh=False)),
            Move.GIVE_UP: (True, excluded),  # by a supervisor; at the end of the window see `_waits`
            Move.WITHDRAW: (True, excluded),
            Move.READMIT: (comes_back and call.outcome in BY_LIST, opened._replace(is_excluded=False)),
            Move.REOPEN: (comes_back and not call.is_excluded, opened),
            Move.TAKE_IN: (comes_back, opened),
            Move.CALL_IN: (comes_back and call.outcome in {None, Outcome.UNREACHED}, opened),
            Move.UNDO: (call.is_fresh, queued._replace(attempts=call.attempts[:-1])),
        }
        for move, (is_able, after) in can_happen.items():
            if is_able and call.state in TRANSITIONS[move].sources:
                yield Happened(move, after._replace(state=TRANSITIONS[move].target))

    def _results(self, call: Call) -> Iterator[Happened]:
        """List what a conversation or an attempt can come to."""
        for disposition in self._bounds.dispositions:
            made = (*call.attempts, AttemptMade(at=call.now, disposition=disposition))
            tried = call._replace(attempts=made, due=None, is_promised=False, is_fresh=True)
            if RULES[disposition].next is Next.CLOSE:
                yield self._closed(tried, RULES[disposition].outcome)
                continue
            at = None if call.is_excluded else next_attempt_at(made, FRIDAY, self.station, self.calendar)
            yield self._closed(tried, Outcome.UNREACHED) if at is None else self._scheduled(tried, at)
        answered = AttemptMade(at=call.now, disposition=Disposition.ANSWERED)
        for outcome in ENDS:
            done = call._replace(attempts=(*call.attempts, answered), due=None, is_promised=False, is_fresh=True)
            yield self._closed(done, outcome)
        asked = AttemptMade(at=call.now, disposition=Disposition.CALLBACK_REQUESTED)
        promised = sum(each.disposition is Disposition.CALLBACK_REQUESTED for each in call.attempts)
        for at in self._promises(call.now) if promised < self._bounds.promises else ():
            kept = call._replace(attempts=(*call.attempts, asked), is_fresh=True, is_promised=True)
            yield self._scheduled(kept, at)

    def _promises(self, now: datetime) -> Iterator[datetime]:
        """List the first and the last moment that may be promised, of those at the edges of days."""
        last = self.calendar.add_working_days(now.date(), self.station.window_working_days)
        for at in (seoul(self.calendar.next_working_day(now.date()), 9, 30), seoul(last, 20), seoul(last, 20, 1)):
            if promise_problem(at, now, self.station, self.calendar) is None:
                yield at

    def _closed(self, call: Call, outcome: Outcome | None) -> Happened:
        return Happened(Move.CLOSE, call._replace(state=TRANSITIONS[Move.CLOSE].target, outcome=outcome))

    def _scheduled(self, call: Call, at: datetime) -> Happened:
        return Happened(Move.SCHEDULE, call._replace(state=TRANSITIONS[Move.SCHEDULE].target, due=at))

    def _waits(self, call: Call) -> Iterator[Happened]:
        """To the end of the half day, to the time that was chosen, to the end of the day, to the next morning."""
        later = call._replace(is_fresh=False)
        if call.state is CallState.CLOSED or is_due(call):  # what is due comes at once
            return
        ends = (datetime.combine(call.now.date(), end, SEOUL) for _, end in self.station.calling_hours)
        for at in (next((end for end in ends if end > call.now), None), call.due):
            if at is not None and at > call.now:
                yield Happened("wait", later._replace(now=at))
        if call.state is CallState.CLAIMED:
            yield self._laid_down(later)
        else:
            yield self._morning(later)

    def _laid_down(self, call: Call) -> Happened:
        """End a claim with its day; who is not to be phoned does not wait in the queue."""
        evening = datetime.combine(call.now.date(), self.station.day_ends_at, SEOUL)
        later = call._replace(now=max(evening, call.now))
        if is_ahead(later):
            return Happened("evening", later._replace(state=TRANSITIONS[Move.SCHEDULE].target))
        move = Move.WITHDRAW if call.is_excluded else Move.RELEASE
        outcome = Outcome.INELIGIBLE if call.is_excluded else None
        after = later._replace(state=TRANSITIONS[move].target, outcome=outcome, due=None, is_promised=False)
        return Happened("evening", after)

    def _morning(self, call: Call) -> Happened:
        """Let a day end, and the call with its window, but for a time that was promised."""
        was_today = call.due is not None and call.due.date() == call.now.date()
        is_kept = call.is_promised and (call.state is CallState.SCHEDULED or was_today)
        if is_kept or self.last_day > call.now.date():
            next_day = self.calendar.next_working_day(call.now.date())
            return Happened("wait", call._replace(now=seoul(next_day, 9, 30)))
        over = call._replace(outcome=Outcome.UNREACHED, due=None, is_promised=False)
        return Happened(Move.GIVE_UP, over._replace(state=TRANSITIONS[Move.GIVE_UP].target))

    def half_of(self, at: datetime) -> tuple[date, bool]:
        """Return the day of a moment, and whether it is its afternoon."""
        local = at.astimezone(SEOUL)
        return local.date(), local.time() >= time(12)

    def keeps_its_distance(self, call: Call) -> bool:
        """Check a time that the bot chose: hours, window, distance, and where the last chance falls."""
        at, used = call.due, counted(call.attempts, self.station)
        assert at is not None
        last, local = call.attempts[-1].at, at.astimezone(SEOUL)
        spread = {self.half_of(each.at) for each in used}
        is_last = len(used) == self.station.most_attempts - 1
        days, halves = {day for day, _ in spread}, {half for _, half in spread}
        return (
            self.station.may_call_at(at)
            and self.calendar.is_working_day(local.date())
            and local.date() <= self.last_day
            and at - last >= timedelta(minutes=45)
            and len(used) < self.station.most_attempts
            and not (is_last and len(days) == 1 and self.half_of(at)[0] in days)
            and not (is_last and len(halves) == 1 and self.half_of(at)[1] in halves)
        )


def is_ahead(call: Call) -> bool:
    """Check whether a time that was chosen or promised is to come."""
    return call.due is not None and call.due > call.now


def is_due(call: Call) -> bool:
    """Check whether a call is to come back into the queue now."""
    return call.state is CallState.SCHEDULED and call.due is not None and call.now >= call.due


def in_order(attempts: tuple[AttemptMade, ...]) -> bool:
    """Check that time goes on."""
    return all(before.at <= after.at for before, after in pairwise(attempts))
