"""What happens when somebody is away: their claims go back, and others keep their promises and tasks (rule book §4)."""

from datetime import datetime, time, timedelta

from bot.domain.announcements import CallDueNotice
from bot.domain.calendar import SEOUL
from bot.domain.calls.states import CallState
from bot.domain.people.cards import Absence, HandedOver, KeptPromise, NobodyHere
from bot.domain.people.notices import HandedOverNotice, NobodyHereNotice
from bot.domain.roles import Role
from bot.domain.trail import Event
from bot.services.audit_access import subjects_of
from bot.services.calls.claiming import take_claim_back
from bot.services.calls.stand_ins import keeps_promises, keeps_whole_day, operator_known, stand_in_for
from bot.services.grievances.standing_in import hand_matters, matters_kept
from bot.services.people.absences import note_absence, person_meant
from bot.services.people.presence import Roster, operators_here, roster_of
from bot.services.refreshing import refresh_call, refresh_home
from bot.services.unit import Unit
from storage.calls.handing import assigned_tasks, hand_call, hand_task, promised_calls
from storage.calls.queries import claimed_calls
from storage.calls.tables import Call, Task
from storage.grievances.queries import find_grievance
from storage.once import has_run, run_once
from storage.people.queries import slack_ids_with, staff_by_slack_id
from storage.people.tables import Staff
from storage.posts import has_post

JOB = "nobody_here"
NOBODY_AT_ALL = 0
"""No number of a call."""
AWAY = "away"
"""Why a claim was taken back."""


def say_duty(unit: Unit, *, by: str, absence: Absence, person: Staff | None = None) -> tuple[Absence, ...]:
    """Note of some days whether somebody is here, and do at once what follows from it.

    Raises:
        FormRefused: the days or the deputy cannot be.
        Refused: it is not theirs to say.
    """
    noted = note_absence(unit, by=by, absence=absence, person=person)
    member = person or staff_by_slack_id(unit.session, by)
    roster = roster_of(unit)
    if member is not None and member.slack_id is not None and roster.is_away(member):
        _release_claims(unit, member.slack_id)
    hand_over(unit)
    _redraw_nobody_here(unit)
    return noted


def say_duty_of(
    unit: Unit, *, by: str, name: str = "", number: int | None = None, absence: Absence
) -> tuple[Absence, ...]:
    """Note one's own days, or a supervisor somebody else's, by name or number in the directory.

    Raises:
        FormRefused: the days or the deputy cannot be.
        Refused: it is not theirs to say, or nobody or several are of that name.
    """
    return say_duty(unit, by=by, absence=absence, person=person_meant(unit, by=by, name=name, number=number))


def hand_over(unit: Unit) -> int:
    """Give what waits for people who are away to who is here, and back to who is here again. Returns how much."""
    roster = roster_of(unit)
    changed = _release_idle(unit, roster)
    if not unit.station.morning_at <= unit.now.astimezone(SEOUL).time() <= unit.station.promised_until:
        return changed  # nobody is told at night
    changed += sum(hand_promise(unit, roster, call) for call in promised_calls(unit.session, _end_of_day(unit)))
    changed += sum(_hand_task(unit, roster, task) for task in assigned_tasks(unit.session))
    changed += hand_matters(unit, roster)
    if unit.calendar.is_working_day(unit.today) and _has_begun(unit) and not operators_here(unit, roster):
        changed += _tell_nobody_here(unit, NOBODY_AT_ALL)
    return changed


def hand_promise(unit: Unit, roster: Roster, call: Call) -> bool:
    """Give the promise of one call to who will be here at its time, or back to who made it. Returns whether it was.

    Once it is due it stays with whoever heard of it, as long as they are here.
    """
    at = _time_of(unit, call)
    if call.state == CallState.QUEUED and not unit.calendar.is_working_day(unit.today):
        return False
    if call.state == CallState.QUEUED and keeps_promises(unit, roster, call.handed_to or call.last_operator, at):
        return _tell_back_again(unit, call)
    if keeps_promises(unit, roster, call.last_operator, at):
        keeper = None
    elif keeps_promises(unit, roster, call.handed_to, at):
        return False
    else:
        found = stand_in_for(unit, roster, call.last_operator, call.key, at)
        if found is None:
            return bool(_tell_nobody_here(unit, call.key))
        keeper = found.slack_id
    before = call.handed_to
    if keeper == before or not hand_call(unit.session, call, keeper):
        return False
    unit.record(Event.CALL_HANDED_OVER, call.key, to=keeper)
    refresh_call(unit, call, before, keeper, call.last_operator)
    _tell(unit, call.last_operator, before, keeper)
    hears = keeper or call.last_operator
    if hears is not None and call.state == CallState.QUEUED:
        unit.announce(CallDueNotice(call=call.key, at=unit.now), to=hears)
    return True


def _tell_back_again(unit: Unit, call: Call) -> bool:
    """Tell who made a promise that came due while nobody was here that it waits for them; once."""
    job = f"{JOB}:{call.key}"
    missed_it = call.handed_to is None and has_run(unit.session, job, unit.today)
    if not missed_it or not run_once(unit.session, f"{job}:back", unit.today, unit.now):
        return False
    unit.announce(CallDueNotice(call=call.key, at=unit.now), to=call.last_operator or "")
    return True


def see_handed_over(unit: Unit, *, owner: str, reader: str) -> HandedOver:
    """Return what somebody keeps for another just now; no name of a petitioner is in it."""
    calls = [
        KeptPromise(number=call.key, at=call.due_at)
        for call in promised_calls(unit.session, _end_of_day(unit))
        if call.handed_to == reader and call.last_operator == owner
    ]
    tasks = [task for task in assigned_tasks(unit.session) if (task.handed_to, task.assignee) == (reader, owner)]
    return HandedOver(
        owner=owner, calls=tuple(calls), tasks=len(tasks), matters=matters_kept(unit, owner=owner, keeper=reader)
    )


def see_nobody_here(unit: Unit, *, call: int = 0) -> NobodyHere | None:
    """Return which promises nobody can keep, or whether that is so of one call; None once it is settled."""
    roster = roster_of(unit)
    waiting = [
        KeptPromise(number=each.key, at=each.due_at)
        for each in promised_calls(unit.session, _end_of_day(unit))
        if call in {NOBODY_AT_ALL, each.key}
        and not keeps_promises(unit, roster, each.handed_to or each.last_operator, _time_of(unit, each))
    ]
    is_anybody_here = bool(operators_here(unit, roster))
    if not waiting and (is_anybody_here or call != NOBODY_AT_ALL):
        return None
    return NobodyHere(day=unit.today, is_anybody_here=is_anybody_here, calls=tuple(waiting))


def _time_of(unit: Unit, call: Call) -> datetime:
    return max(call.due_at or unit.now, unit.now)


def _hand_task(unit: Unit, roster: Roster, task: Task) -> bool:
    keeper = None
    if not keeps_whole_day(unit, roster, task.assignee):
        if keeps_whole_day(unit, roster, task.handed_to):
            return False
        matter = None if task.grievance_id is None else find_grievance(unit.session, task.grievance_id)
        subjects = () if matter is None else subjects_of(unit, matter)
        found = stand_in_for(unit, roster, task.assignee, task.call_id, unit.now, subjects=subjects)
        keeper = None if found is None else found.slack_id
    before = task.handed_to
    if keeper == before or not hand_task(unit.session, task, keeper):
        return False
    unit.record(Event.TASK_HANDED_OVER, task.call_id, task=task.key, to=keeper)
    for person in (before, keeper, task.assignee):
        if person is not None:
            refresh_home(unit, person)
    _tell(unit, task.assignee, before, keeper)
    return True


def _tell(unit: Unit, owner: str | None, *people: str | None) -> None:
    for person in people:
        if person is not None and owner is not None:
            unit.announce(HandedOverNotice(owner=owner, day=unit.today), to=person)


def _tell_nobody_here(unit: Unit, call: int) -> int:
    if not run_once(unit.session, f"{JOB}:{call}", unit.today, unit.now):
        return 0
    for supervisor in slack_ids_with(unit.session, Role.SUPERVISOR):
        unit.announce(NobodyHereNotice(day=unit.today, call=call), to=supervisor)
    return 1


def _redraw_nobody_here(unit: Unit) -> None:
    """Have what supervisors were told today drawn again: somebody may be here by now."""
    calls = [NOBODY_AT_ALL, *(call.key for call in promised_calls(unit.session, _end_of_day(unit)))]
    for notice in (NobodyHereNotice(day=unit.today, call=call) for call in calls):
        for supervisor in slack_ids_with(unit.session, Role.SUPERVISOR):
            if has_post(unit.session, notice, supervisor):
                unit.announce(notice, to=supervisor)


def _release_claims(unit: Unit, slack_id: str) -> None:
    """Put everything that somebody holds back into the queue: they said that they go."""
    for call in claimed_calls(unit.session):
        if call.claimed_by == slack_id:
            take_claim_back(unit, call, AWAY)


def _release_idle(unit: Unit, roster: Roster) -> int:
    """Put back what somebody has not touched who by now is away: who is on the phone at noon ends that call."""
    idle_since = unit.now - unit.station.idle_nudge
    found = 0
    for call in claimed_calls(unit.session):
        person = operator_known(unit, call.claimed_by)
        is_gone = person is None or roster.is_away(person)
        if is_gone and (call.touched_at is None or call.touched_at <= idle_since):
            found += take_claim_back(unit, call, AWAY)
    return found


def _has_begun(unit: Unit) -> bool:
    local = unit.now.astimezone(SEOUL).time()
    return unit.station.morning_at <= local < unit.station.day_ends_at


def _end_of_day(unit: Unit) -> datetime:
    return datetime.combine(unit.today + timedelta(days=1), time(0), SEOUL)
