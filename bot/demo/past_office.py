"""What else is done in the sample past: second calls, signals decided, improvements finished, tasks done."""

from datetime import timedelta
from functools import partial

from bot.demo.past_calls import operators_on
from bot.demo.past_world import SUPERVISOR, Past, dice, weighed, world
from bot.demo.timetable import Timetable
from bot.domain.calls.rechecks import RecheckOutcome
from bot.domain.refusals import Refused
from bot.services.calls.rechecks import claim_recheck, rechecks_for, record_recheck
from bot.services.calls.tasks import do_task
from bot.services.figures.improvements import ImprovementPlan, finish, improve
from bot.services.figures.signals import dismiss_signal
from bot.services.people.heads import heads_of
from bot.services.unit import Unit
from storage.calls.surveys import scores_of
from storage.calls.tasks import open_tasks
from storage.figures.signals import new_signals, open_improvements
from storage.figures.tables import Signal
from storage.people.queries import staff_by_slack_id

RECHECK_OUTCOMES = {RecheckOutcome.ANSWERED: 76.0, RecheckOutcome.NOT_REACHED: 18.0, RecheckOutcome.REFUSED: 6.0}
RECHECK_MINUTES = (3.0, 8.0)
HEARS = {0: 80.0, 1: 9.0, -1: 7.0, -2: 4.0}
"""By how much the second score of an item differs."""
LOWEST, HIGHEST = 1, 5
SIGNALS_SHOWN, TASKS_DONE = 10, 50
IMPROVED_WITHIN, DONE_AFTER = 10, 6
"""Working days that an improvement is given, and that it takes."""


def recheck_calls(unit: Unit, timetable: Timetable) -> None:
    """Have each operator on duty phone one of the others' petitioners again."""
    for operator in operators_on(unit.today):
        member = staff_by_slack_id(unit.session, operator)
        lines = [] if member is None else rechecks_for(unit, member)
        if lines:
            _claim(unit, timetable, operator, lines[0].id)


def _claim(unit: Unit, timetable: Timetable, operator: str, recheck_id: int) -> None:
    try:
        card = claim_recheck(unit, by=operator, recheck_id=recheck_id)
    except Refused:  # the petitioner is not to be called any more
        return
    number = card.line.call
    until = unit.now + timedelta(minutes=dice("recheck", number).uniform(*RECHECK_MINUTES))
    timetable.at(until, partial(_record, operator=operator, recheck_id=recheck_id, number=number))


def _record(unit: Unit, *, operator: str, recheck_id: int, number: int) -> None:
    random = dice("recheck", number, unit.today)
    scores: dict[str, int] = {
        question: max(LOWEST, min(HIGHEST, score + weighed(random, HEARS)))
        for question, score in scores_of(unit.session, number).items()
    }
    outcome = weighed(random, RECHECK_OUTCOMES)
    record_recheck(unit, by=operator, recheck_id=recheck_id, outcome=outcome, scores=scores)


def supervise(unit: Unit, past: Past) -> None:
    """Decide about new signals, and finish the improvements that took their time."""
    for signal in new_signals(unit.session, most=SIGNALS_SHOWN):
        _decide(unit, past, signal)
    for improvement in open_improvements(unit.session):
        taken = unit.calendar.working_days_between(unit.day_of(improvement.made_at), unit.today) - 1
        if taken >= DONE_AFTER:
            line = finish(unit, by=SUPERVISOR, improvement_id=improvement.key)
            past.improved.add((line.department, line.category))


def _decide(unit: Unit, past: Past, signal: Signal) -> None:
    """Improve what a burst was behind; by chance alone the rest came to it."""
    was_burst = any((each.department, each.category) == (signal.department, signal.category) for each in past.bursts)
    heads = heads_of(unit, signal.department)
    signal_id, words = signal.key, world().words
    if was_burst and heads:
        due_on = unit.calendar.add_working_days(unit.today, IMPROVED_WITHIN)
        plan = ImprovementPlan(owner_id=heads[0].id, due_on=due_on, words=words["improvement"])
        improve(unit, by=SUPERVISOR, signal_id=signal_id, plan=plan)
    else:
        dismiss_signal(unit, by=SUPERVISOR, signal_id=signal_id, reason=words["dismissed"])


def do_tasks(unit: Unit) -> None:
    """Do what was to be done by hand: text messages, interpreters, news of a later date."""
    for operator in operators_on(unit.today):
        for task in open_tasks(unit.session, operator, most=TASKS_DONE):
            do_task(unit, by=operator, task_id=task.id)
