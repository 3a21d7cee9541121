"""Watching factors: a weekly control chart of department × category; what is unusual goes to the supervisors."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.domain.figures.control_chart import BASELINE_WEEKS, ControlChart, control_chart_of
from bot.domain.figures.periods import PeriodKind, period_with
from bot.domain.figures.signal_cards import SignalCard, SignalField, SignalsCard
from bot.domain.grievances.kinds import Category
from bot.domain.keeping.personal_numbers import checked
from bot.domain.refusals import Reason, Stale
from bot.domain.trail import Event
from bot.services.accusations import tell_of_reason
from bot.services.audit_access import sees_audit
from bot.services.figures.improvements import lines_of_open, new_signal, show_signal, signal_card
from bot.services.figures.naming import naming_of
from bot.services.once import take_morning
from bot.services.unit import Unit
from storage.calls.boards import first_board_day
from storage.figures.factors import weekly_counts
from storage.figures.signals import SignalState, add_signal, decide_signal, find_signal, new_signals
from storage.figures.tables import Signal

JOB = "factor_watch"
SHOWN = 10
WEEK = timedelta(days=7)


def watch_factors_when_due(unit: Unit) -> int:
    """Judge last week on the first working morning of a week, once. Returns how many signals there are."""
    monday = period_with(PeriodKind.WEEK, unit.today).first
    if not take_morning(unit, JOB, monday):
        return 0
    return sum(_raise(unit, signal) for signal in _unusual(unit, monday - WEEK))


def see_signals(unit: Unit, *, by: str) -> SignalsCard:
    """Show what nobody has decided about, and what is being improved.

    Raises:
        Refused: not theirs to see.
    """
    sees_audit(unit, by)
    signals = tuple(signal_card(unit, signal) for signal in new_signals(unit.session, most=SHOWN))
    return SignalsCard(signals=signals, improvements=lines_of_open(unit))


def see_signal(unit: Unit, *, signal_id: int) -> SignalCard | None:
    """Return a signal as it stands now."""
    signal = find_signal(unit.session, signal_id)
    return None if signal is None else signal_card(unit, signal)


def begin_decision(unit: Unit, *, by: str, signal_id: int) -> SignalCard:
    """Return what the forms show.

    Raises:
        Refused: not a supervisor.
        Stale: it was decided.
    """
    return signal_card(unit, new_signal(unit, by, signal_id))


def dismiss_signal(unit: Unit, *, by: str, signal_id: int, reason: str) -> SignalCard:
    """Decide that nothing is to be done, with a reason.

    Raises:
        FormRefused: no reason, or with a number that belongs to somebody.
        Stale: it was decided.
    """
    words = checked(reason, SignalField.REASON, Reason.REASON_MISSING)
    signal = new_signal(unit, by, signal_id)
    if not decide_signal(unit.session, signal_id, SignalState.DISMISSED, by, unit.now):
        raise Stale(Reason.SIGNAL_DECIDED)
    unit.record_with_words(Event.SIGNAL_DISMISSED, signal_id, words, by=by)
    tell_of_reason(unit, Event.SIGNAL_DISMISSED, signal_id, words, by=by)
    show_signal(unit, signal_id)
    return signal_card(unit, signal)


def _unusual(unit: Unit, week: date) -> Iterator[Signal]:
    """Find what was unusual in a week, of the weeks in which the centre was at work."""
    began = first_board_day(unit.session)
    if began is None:
        return
    first = max(week - BASELINE_WEEKS * WEEK, period_with(PeriodKind.WEEK, began).first)
    weeks = (week - first) // WEEK
    for (department, category), counts in weekly_counts(unit.session, first, week, naming_of(unit)).items():
        past = [counts[first + n * WEEK] for n in range(weeks)]
        chart = control_chart_of(counts[week], past)
        if chart.is_unusual:
            yield _signal(week, department, category, chart)


def _signal(week: date, department: str, category: Category, chart: ControlChart) -> Signal:
    return Signal(
        week=week,
        department=department,
        category=category.value,
        count=chart.count,
        mean=chart.mean,
        limit=chart.limit,
        weeks=chart.weeks,
        state=SignalState.NEW.value,
    )


def _raise(unit: Unit, signal: Signal) -> bool:
    signal_id = add_signal(unit.session, signal)
    if signal_id is None:
        return False
    unit.record(
        Event.SIGNAL_RAISED, signal_id, week=signal.week.isoformat(), category=signal.category, count=signal.count
    )
    show_signal(unit, signal_id)
    return True
