"""What the day itself brings: callbacks come due, idle claims are reminded and taken back, the day ends."""

from datetime import date, datetime, time, timedelta

from bot.domain.announcements import CallDueNotice, ClaimIdleNotice, DaySummaryNotice
from bot.domain.calendar import SEOUL
from bot.domain.calls.cards import DaySummary
from bot.domain.calls.dispositions import RULES, Disposition, Reached
from bot.domain.calls.retries import window_end
from bot.domain.calls.states import CallState, Move, Outcome
from bot.domain.trail import Event
from bot.services.calls.claiming import take_claim_back, window_from
from bot.services.calls.rechecks import draw_rechecks, end_rechecks_of_day
from bot.services.calls.stand_ins import keeps_promises
from bot.services.finding import existing_call
from bot.services.handing_over import hand_promise
from bot.services.people.presence import roster_of
from bot.services.refreshing import refresh_call
from bot.services.unit import Unit
from storage.calls.attempts import attempts_between, closed_between, recovered_between
from storage.calls.boards import board_of_day
from storage.calls.codes import free_audit_codes, free_codes
from storage.calls.queries import (
    claimed_calls,
    due_calls,
    idle_claims,
    mark_nudged,
    move_call,
    open_unclaimed,
    tally_of,
)
from storage.calls.tables import Call, CallChange
from storage.grievances.queries import has_open_filing, is_matter_open
from storage.once import has_run, run_once
from storage.trail import count_events

JOB = "day_end"
BATCH = 200
DRAWN_BACK = timedelta(days=7)
"""Promised calls are closed after the end of a day: those are drawn at the next one. Drawn twice is drawn once."""


def bring_due_calls(unit: Unit) -> int:
    """Queue the scheduled calls whose time has come, and tell who talked last, or who keeps it for them.

    Returns how many. A promise never waits for somebody who is away.
    """
    calls = due_calls(unit.session, unit.now, most=BATCH)
    roster = roster_of(unit)
    for call in calls:
        if call.promised:
            hand_promise(unit, roster, call)
        if move_call(unit.session, Move.COME_DUE, call.key, priority=1):
            unit.record(Event.CALL_DUE, call.key)
            due = existing_call(unit, call.key)
            keeper = due.handed_to or due.last_operator
            refresh_call(unit, due, keeper)
            if keeper is not None and keeps_promises(unit, roster, keeper, unit.now):
                unit.announce(CallDueNotice(call=call.key, at=unit.now), to=keeper)
    return len(calls)


def watch_idle_claims(unit: Unit) -> int:
    """Remind claimants of calls long untouched, later take them back. Returns how many were taken back."""
    for call in idle_claims(unit.session, unit.now - unit.station.idle_nudge, nudged=False):
        if mark_nudged(unit.session, call.key, unit.now) and call.claimed_by:
            unit.announce(ClaimIdleNotice(call=call.key, at=unit.now), to=call.claimed_by)
    idle = idle_claims(unit.session, unit.now - unit.station.idle_release, nudged=True)
    long_nudged = [call for call in idle if call.nudged_at and call.nudged_at <= unit.now - _after_nudge(unit)]
    return sum(take_claim_back(unit, call, "idle") for call in long_nudged)


def end_day_when_due(unit: Unit) -> bool:
    """End the working day once: claims go back, calls past their window close, the channel gets its line.

    A claim that was touched lately is left to whoever is at work on it; when it is idle it goes back, too.
    """
    over = unit.now.astimezone(SEOUL).time() >= unit.station.day_ends_at
    if not over or not unit.calendar.is_working_day(unit.today) or has_run(unit.session, JOB, unit.today):
        return False
    if not run_once(unit.session, JOB, unit.today, unit.now):
        return False
    for call in claimed_calls(unit.session):
        if not _is_at_work_on(unit, call):
            take_claim_back(unit, call, "day_end")
    _give_up_past_window(unit)
    end_rechecks_of_day(unit)
    draw_rechecks(unit, _midnight(unit.today) - DRAWN_BACK, unit.now)
    free_codes(unit.session, unit.now - unit.station.code_valid, has_open_filing())
    free_audit_codes(unit.session, unit.now - unit.station.code_valid, is_matter_open())
    unit.announce(DaySummaryNotice(day=unit.today))
    return True


def see_day_summary(unit: Unit, *, day: date) -> DaySummary | None:
    """Count a day; None when no board was posted that day."""
    board = board_of_day(unit.session, day)
    if board is None:
        return None
    start = _midnight(day)
    end = start + timedelta(days=1)
    attempts = attempts_between(unit.session, start, end)
    closed = closed_between(unit.session, start, end)
    tally = tally_of(unit.session, board.key)
    return DaySummary(
        day=day,
        tally=tally,
        attempts=len(attempts),
        contacts=sum(RULES[attempt.disposition].contact is Reached.YES for attempt in attempts),
        closed_today=sum(closed.values()),
        unreached_today=closed.get(Outcome.UNREACHED.value, 0),
        released=count_events(unit.session, Event.CALL_TAKEN_BACK, start, end),
        carried_over=tally.queued + tally.scheduled,
        phishing_suspected=sum(a.disposition is Disposition.PHISHING_SUSPECTED for a in attempts),
        recovered=recovered_between(unit.session, start, end),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), SEOUL)


def _after_nudge(unit: Unit) -> timedelta:
    return unit.station.idle_release - unit.station.idle_nudge


def _is_at_work_on(unit: Unit, call: Call) -> bool:
    return call.touched_at is not None and call.touched_at > unit.now - unit.station.idle_nudge


def _give_up_past_window(unit: Unit) -> None:
    """Close the calls that may not be tried again after today; a promised time is still kept, or made up for."""
    oldest_safe = unit.today - timedelta(days=unit.station.window_working_days)
    for call in open_unclaimed(unit.session, oldest_safe):
        if _is_kept(unit, call) or window_end(window_from(unit, call), unit.station, unit.calendar) > unit.today:
            continue
        given_up: CallChange = {"outcome": Outcome.UNREACHED.value, "closed_at": unit.now, "due_at": None}
        if move_call(unit.session, Move.GIVE_UP, call.key, **given_up):
            unit.record(Event.CALL_CLOSED, call.key, outcome="unreached")
            refresh_call(unit, call)


def _is_kept(unit: Unit, call: Call) -> bool:
    """Check whether a promise is still to be kept: its time is to come, or was today and nobody has phoned yet."""
    is_ahead = call.state == CallState.SCHEDULED or (call.due_at is not None and unit.day_of(call.due_at) == unit.today)
    return call.promised and is_ahead
