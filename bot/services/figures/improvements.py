"""Improvements: what is done about a signal, by whom, until when, and whether it helped (rule book §8)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.announcements import ImprovementEffectNotice, ImprovementNotice, ImprovementReminderNotice, SignalNotice
from bot.domain.figures.hiding import SMALLEST_CELL
from bot.domain.figures.periods import PeriodKind, period_with
from bot.domain.figures.signal_cards import Effect, ImprovementLine, SignalCard, SignalField
from bot.domain.grievances.kinds import Category
from bot.domain.keeping.personal_numbers import checked
from bot.domain.refusals import FormRefused, Reason, Refused, Stale
from bot.domain.roles import Action, Role
from bot.domain.trail import Event, Subject
from bot.services.accusations import tell_of_reason
from bot.services.figures.naming import naming_of
from bot.services.figures.thanking import leave_thanks
from bot.services.once import take_working_time
from bot.services.permitting import member_who_may, roles_of
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.figures.factors import weekly_counts
from storage.figures.signals import (
    SignalState,
    add_improvement,
    decide_signal,
    done_improvements,
    find_improvement,
    find_signal,
    finish_improvement,
    improvement_on,
    open_improvements,
)
from storage.figures.tables import Improvement, Signal
from storage.people.queries import slack_ids_with, staff_by_id
from storage.trail import add_remark, remarks_on

WEEK = timedelta(days=7)
WEEKS_BEFORE, WEEKS_AFTER = 8, 4
EFFECT_AFTER = WEEKS_AFTER * WEEK
REMINDERS, EFFECTS = "improvement_reminders", "improvement_effects"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementPlan:
    """What a supervisor wants done: by whom (directory id), until when, and what."""

    owner_id: int | None
    due_on: date | None
    words: str


def existing_signal(unit: Unit, signal_id: int) -> Signal:
    """Find a signal, as it stands now.

    Raises:
        Refused: there is none.
    """
    signal = find_signal(unit.session, signal_id)
    if signal is None:
        raise Refused(Reason.OLD_BUTTON)
    return signal


def new_signal(unit: Unit, by: str, signal_id: int) -> Signal:
    """Find a signal that a supervisor may decide about.

    Raises:
        Refused: not a supervisor, or no such signal.
        Stale: it was decided.
    """
    member_who_may(unit, by, Action.DECIDE_SIGNAL)
    signal = existing_signal(unit, signal_id)
    if signal.state != SignalState.NEW:
        raise Stale(Reason.SIGNAL_DECIDED)
    return signal


def improve(unit: Unit, *, by: str, signal_id: int, plan: ImprovementPlan) -> SignalCard:
    """Make an improvement of a signal: its owner is told, reminded, and asked to say when it is done.

    Raises:
        FormRefused: no owner who can be reached, no day ahead, no words, or a number that belongs to somebody.
        Stale: it was decided.
    """
    words = checked(plan.words, SignalField.WORDS, Reason.REASON_MISSING)
    signal = new_signal(unit, by, signal_id)
    owner = None if plan.owner_id is None else staff_by_id(unit.session, plan.owner_id)
    if owner is None or owner.slack_id is None or not owner.active:
        raise FormRefused({SignalField.OWNER: Reason.OWNER_WRONG})
    if plan.due_on is None or plan.due_on < unit.today:
        raise FormRefused({SignalField.DUE_ON: Reason.DUE_DAY_WRONG})
    if not decide_signal(unit.session, signal_id, SignalState.IMPROVING, by, unit.now):
        raise Stale(Reason.SIGNAL_DECIDED)
    improvement = Improvement(
        signal_id=signal_id,
        owner_id=owner.key,
        due_on=plan.due_on,
        made_by=by,
        made_at=unit.now,
        sealed_words=unit.secrets.seal(words),
    )
    add_improvement(unit.session, improvement)
    unit.record(Event.IMPROVEMENT_MADE, improvement.key, by=by, signal=signal_id, owner=owner.key)
    add_remark(
        unit.session,
        Event.IMPROVEMENT_MADE,
        improvement.key,
        by=by,
        at=unit.now,
        sealed_words=improvement.sealed_words,
    )
    tell_of_reason(unit, Event.IMPROVEMENT_MADE, improvement.key, words, by=by)
    unit.announce(ImprovementNotice(improvement=improvement.key), to=owner.slack_id)
    show_signal(unit, signal_id)
    return signal_card(unit, signal)


def finish(unit: Unit, *, by: str, improvement_id: int) -> ImprovementLine:
    """Say that an improvement is done: its owner, or a supervisor.

    Raises:
        Refused: somebody else's.
        Stale: it is done already.
    """
    member = member_who_may(unit, by, Action.DO_IMPROVEMENT)
    improvement = find_improvement(unit.session, improvement_id)
    if improvement is None or (improvement.owner_id != member.id and Role.SUPERVISOR not in roles_of(member)):
        raise Refused(Reason.IMPROVEMENT_NOT_YOURS)
    if not finish_improvement(unit.session, improvement_id, unit.now):
        raise Stale(Reason.IMPROVEMENT_DONE)
    unit.record(Event.IMPROVEMENT_DONE, improvement_id, by=by)
    leave_thanks(unit, improvement)
    owner = staff_by_id(unit.session, improvement.owner_id)
    if owner is not None and owner.slack_id is not None:
        unit.announce(ImprovementNotice(improvement=improvement_id), to=owner.slack_id)
    show_signal(unit, improvement.signal_id)
    return line_of(unit, improvement)


def remind_of_improvements(unit: Unit) -> int:
    """Remind owners a working day before, and every working day after, with the supervisors; once a day."""
    if not take_working_time(unit, REMINDERS, unit.today):
        return 0
    due = open_improvements(unit.session, due_by=unit.calendar.next_working_day(unit.today))
    for improvement in due:
        owner = staff_by_id(unit.session, improvement.owner_id)
        late_to = slack_ids_with(unit.session, Role.SUPERVISOR) if improvement.due_on < unit.today else []
        told = {*late_to, owner.slack_id if owner else None} - {None}
        for person in sorted(each for each in told if each):
            unit.announce(ImprovementReminderNotice(improvement=improvement.key, day=unit.today), to=person)
    return len(due)


def tell_effects_when_due(unit: Unit) -> int:
    """Report to the supervisors, once, whether what was done four to five weeks ago helped."""
    monday = period_with(PeriodKind.WEEK, unit.today).first
    if not take_working_time(unit, EFFECTS, monday):
        return 0
    until = period_with(PeriodKind.WEEK, monday - EFFECT_AFTER).start
    done = done_improvements(unit.session, until - WEEK, until)
    for improvement in done:
        for supervisor in slack_ids_with(unit.session, Role.SUPERVISOR):
            unit.announce(ImprovementEffectNotice(improvement=improvement.key), to=supervisor)
    return len(done)


def see_improvement(unit: Unit, *, improvement_id: int) -> ImprovementLine | None:
    """Return an improvement as it stands now."""
    improvement = find_improvement(unit.session, improvement_id)
    return None if improvement is None else line_of(unit, improvement)


def show_signal(unit: Unit, signal_id: int) -> None:
    """Show the supervisors a signal as it stands, in the message that they have of it."""
    for supervisor in slack_ids_with(unit.session, Role.SUPERVISOR):
        unit.announce(SignalNotice(signal=signal_id), to=supervisor)
        refresh_home(unit, supervisor)


def signal_card(unit: Unit, signal: Signal) -> SignalCard:
    """Make the card of a signal, with what was decided about it."""
    remarks = remarks_on(unit.session, Subject.SIGNAL, signal.key)
    improvement = improvement_on(unit.session, signal.key)
    return SignalCard(
        id=signal.key,
        week=signal.week,
        department=unit.department_of(signal.department, on=signal.week),
        category=Category(signal.category),
        count=signal.count - signal.count % SMALLEST_CELL,
        mean=round(signal.mean),
        weeks=signal.weeks,
        state=signal.state,
        decided_by=signal.decided_by,
        reason=unit.secrets.open(remarks[-1].sealed_words) if remarks else "",
        improvement=None if improvement is None else line_of(unit, improvement),
    )


def lines_of_open(unit: Unit) -> tuple[ImprovementLine, ...]:
    """List what is being improved, and what was done lately with its effect."""
    lately = done_improvements(unit.session, unit.now - 3 * EFFECT_AFTER, unit.now)
    return tuple(line_of(unit, each) for each in [*open_improvements(unit.session), *lately])


def line_of(unit: Unit, improvement: Improvement) -> ImprovementLine:
    """Make the line of an improvement."""
    signal = existing_signal(unit, improvement.signal_id)
    owner = staff_by_id(unit.session, improvement.owner_id)
    done_on = None if improvement.done_at is None else unit.day_of(improvement.done_at)
    return ImprovementLine(
        id=improvement.key,
        signal=signal.key,
        department=unit.department_of(signal.department, on=signal.week),
        category=Category(signal.category),
        words=unit.secrets.open(improvement.sealed_words),
        owner=f"{owner.rank} {owner.name}" if owner else "–",
        owner_id=owner.slack_id if owner else None,
        due_on=improvement.due_on,
        done_on=done_on,
        days_late=max(0, ((done_on or unit.today) - improvement.due_on).days),
        effect=None if done_on is None else _effect(unit, signal, done_on),
    )


def _effect(unit: Unit, signal: Signal, done_on: date) -> Effect:
    """Compare the eight weeks up to the signal with the first four whole weeks after it was done."""
    first = signal.week - (WEEKS_BEFORE - 1) * WEEK
    after = period_with(PeriodKind.WEEK, done_on).first + WEEK
    is_over = period_with(PeriodKind.WEEK, unit.today).first >= after + WEEKS_AFTER * WEEK
    naming = naming_of(unit)
    key = (unit.department_of(signal.department, on=signal.week), Category(signal.category))
    before = weekly_counts(unit.session, first, signal.week, naming).get(key, Counter())
    since = weekly_counts(unit.session, after, after + (WEEKS_AFTER - 1) * WEEK, naming).get(key, Counter())
    is_small = is_over and 0 < since.total() < SMALLEST_CELL
    return Effect(
        before=round(before.total() / WEEKS_BEFORE),
        after=round(since.total() / WEEKS_AFTER) if is_over and not is_small else None,
        is_small=is_small,
    )
