"""Recording how an attempt ended, and what follows: close, promise, retry (rule book §4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.announcements import AbuseNotice
from bot.domain.calls.cards import Recorded, ResultCard
from bot.domain.calls.dispositions import RULES, Disposition, Next, TaskKind, recovered
from bot.domain.calls.results import Result, ResultField, added_to, happened_problem, problems_with
from bot.domain.calls.retries import AttemptMade, counted, next_attempt_at
from bot.domain.calls.states import CallState, Move, Outcome, QueueLane
from bot.domain.calls.undoing import minutes_to_undo
from bot.domain.grievances.filing import needs_filing
from bot.domain.refusals import FormRefused, Reason
from bot.domain.roles import Action, Role
from bot.domain.trail import Event
from bot.services.accusations import tell_of_accusation
from bot.services.calls.cards import visit_line
from bot.services.calls.claiming import LAID_DOWN, held_number, not_yours, window_from
from bot.services.calls.drafts import drop_half_entered, half_entered, keep_half_entered
from bot.services.calls.praise import PraiseState, pass_on_praise
from bot.services.calls.surveys import knows_questions, questions_of_form, store_result, stored_result
from bot.services.calls.undoing import Left, keep_for_undo, stands_before
from bot.services.finding import existing_call, existing_line
from bot.services.officers import officers_of_call
from bot.services.people.directory import as_choice, members_with
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_call, refresh_homes_of
from bot.services.unit import Unit
from storage.calls.attempts import add_attempt, as_history, attempts_of
from storage.calls.codes import end_code
from storage.calls.phonings import note_phoned
from storage.calls.queries import held_by, move_call, touch_call
from storage.calls.tables import Attempt, Call, CallChange, Praise, Task
from storage.calls.tasks import add_task
from storage.lists.do_not_call import register_do_not_call
from storage.lists.visits import visits_of
from storage.people.numbers import hashes_of
from storage.people.queries import slack_ids_with, staff_by_slack_id


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What follows an attempt: closed with an outcome, or tried again at a time."""

    outcome: Outcome | None = None
    next_at: datetime | None = None
    is_uncounted: bool = False  # it was in vain, and came too soon after the one before to be one of the attempts


def open_result_form(unit: Unit, *, by: str, number: int | None, asked: Sequence[str] = ()) -> ResultCard:
    """Return what the result form shows, and note that the claimant is at work.

    `asked`: the questions of a form that is open. A new one asks those of today, unless others were answered already.

    Raises:
        Refused: not the claimant's.
    """
    call = held_call(unit, by, held_number(unit, by, number))
    touch_call(unit.session, call.key, by, unit.now)
    visits = visits_of(unit.session, call.key)
    begun = half_entered(unit, by, call.key)
    praised = begun.praise.officers if begun and begun.praise else officers_of_call(unit, call.key).found
    return ResultCard(
        line=existing_line(unit, call.key),
        visits=tuple(visit_line(unit, visit) for visit in visits),
        attempts=call.attempts,
        most_attempts=unit.station.most_attempts,
        earliest_callback=_earliest_callback(unit),
        officers=tuple(as_choice(each) for each in members_with(unit, praised)),
        half_entered=begun,
        questions=questions_of_form(unit, asked or (begun.scores if begun else ())),
    )


def number_to_record(unit: Unit, *, by: str, number: int | None) -> int:
    """Return which call's result may be recorded: the one named, or the only one held.

    Raises:
        Refused: not the claimant's.
    """
    return held_call(unit, by, held_number(unit, by, number)).key


def keep_result(unit: Unit, *, by: str, number: int, result: Result, asked: Sequence[str] = ()) -> ResultCard:
    """Keep a result half-entered, as it changes, and give what the form shows.

    Raises:
        Refused: not the claimant's.
    """
    held_call(unit, by, number)
    keep_half_entered(unit, by, number, result)
    return open_result_form(unit, by=by, number=number, asked=asked)


def record_result(unit: Unit, *, by: str, number: int | None, result: Result) -> Recorded:
    """Record one attempt and do what follows from it.

    Raises:
        Refused: not the claimant's, or closed already.
        FormRefused: the result breaks a rule; the fields say which.
    """
    call = held_call(unit, by, held_number(unit, by, number))
    check_result(unit, call, result)
    if needs_filing(result):
        raise FormRefused({ResultField.OUTCOME: Reason.FILING_MISSING})
    recorded = close_or_schedule(unit, call, by, result, entered=result)
    if RULES[result.disposition].next is Next.SURVEY:
        tell_of_accusation(unit, call.key, result.words, result.petitioner_view, result.officer_view)
    return recorded


def check_result(unit: Unit, call: Call, result: Result) -> None:
    """Check a result against the rules.

    Raises:
        FormRefused: it breaks some; the fields say which.
    """
    problems = {
        **problems_with(result, unit.now, unit.station, unit.calendar),
        **happened_problem(result, unit.now, call.visited_on),
    }
    if not knows_questions(unit, result.scores):
        problems = {ResultField.DISPOSITION: Reason.BROKEN_FORM}
    if problems:
        raise FormRefused(problems)


def close_or_schedule(unit: Unit, call: Call, by: str, result: Result, *, entered: Result) -> Recorded:
    """Store a checked result of a held call and do what follows from it. `entered`: what the form opens with again."""
    before = stands_before(unit, call, by, entered)
    earlier = [Disposition(attempt.disposition) for attempt in attempts_of(unit.session, call.key)]
    attempt = Attempt(
        call_id=call.key,
        at=result.happened_at or unit.now,
        started_at=None if result.happened_at else call.claimed_at,
        by=by,
        disposition=result.disposition.value,
        warned=result.warned,
        suspects_phishing=result.suspects_phishing and result.disposition is Disposition.ABUSIVE,
        is_inbound=call.came_in is not None,
    )
    add_attempt(unit.session, attempt)
    drop_half_entered(unit, call.key)
    plan = _plan(unit, call, result)
    _follow(unit, call, by, plan, result)
    _note_phoned(unit, call, by, result)
    task, praise = _leave_behind(unit, call, by, result)
    left = Left(attempt=attempt.key, task=task, praise=praise.key if praise else None)
    keep_for_undo(unit, call, by, before, left)
    standing = PraiseState(praise.standing) if praise else None
    return Recorded(
        line=existing_line(unit, call.key),
        disposition=result.disposition,
        outcome=plan.outcome,
        next_at=plan.next_at,
        is_uncounted=plan.is_uncounted,
        task=TaskKind.ADVANCE_SMS if _suspects_beside_abuse(result) else RULES[result.disposition].task,
        praise=None if standing is PraiseState.HELD else standing,  # audit alone is told
        recovered=result.disposition is Disposition.ANSWERED and recovered(earlier),
        undo_minutes=_undo_minutes(unit, result, standing),
        break_minutes=_break_minutes(unit, result),
    )


def _break_minutes(unit: Unit, result: Result) -> int:
    """How long a break is offered after a call that was ended for abuse; entered later, none."""
    if result.disposition is not Disposition.ABUSIVE or result.happened_at is not None:
        return 0
    return int(unit.station.break_after_abuse / timedelta(minutes=1))


def _undo_minutes(unit: Unit, result: Result, praise: PraiseState | None) -> int:
    if result.disposition is Disposition.ABUSIVE:  # supervisors hear of it at once
        return 0
    return minutes_to_undo(unit.station, tells_others=praise is PraiseState.SENT)


def _note_phoned(unit: Unit, call: Call, by: str, result: Result) -> None:
    """Note who phoned and when; a wrong number ends at once that anybody did, and the code (rule book §6)."""
    if result.disposition is Disposition.WRONG_NUMBER:
        end_code(unit.session, call.key)
        return
    member = staff_by_slack_id(unit.session, by)
    note_phoned(unit.session, call.key, result.happened_at or unit.now, staff_id=member.key if member else None)


def held_call(unit: Unit, by: str, number: int) -> Call:
    """Find a call that this operator has claimed.

    Raises:
        Refused: not theirs, closed, or no such call.
    """
    member_who_may(unit, by, Action.RECORD)
    call = existing_call(unit, number)
    if call.state != CallState.CLAIMED or call.claimed_by != by:
        raise not_yours(call)
    return call


def _plan(unit: Unit, call: Call, result: Result) -> FollowUp:
    match RULES[result.disposition].next:
        case Next.SURVEY | Next.CLOSE:
            return FollowUp(outcome=result.final_outcome)
        case Next.PROMISED_TIME:
            return FollowUp(next_at=result.callback_at)
        case _:
            if call.inbound_only:  # they are not to be phoned
                return FollowUp(outcome=Outcome.UNREACHED)
            history = _history(unit, call)
            next_at = next_attempt_at(
                history,
                window_from(unit, call),
                unit.station,
                unit.calendar,
                not_before=unit.now if result.happened_at else None,
            )
            made = AttemptMade(at=result.happened_at or unit.now, disposition=result.disposition)
            if next_at is None:
                return FollowUp(outcome=Outcome.UNREACHED)
            return FollowUp(next_at=next_at, is_uncounted=made not in counted(history, unit.station))


def _history(unit: Unit, call: Call) -> list[AttemptMade]:
    """Return the attempts that count: of a call that was opened again for its petitioner, those since then."""
    attempts = attempts_of(unit.session, call.key)
    return as_history([each for each in attempts if each.is_inbound or call.came_in is None])


def _follow(unit: Unit, call: Call, by: str, plan: FollowUp, result: Result) -> None:
    is_promised = result.disposition is Disposition.CALLBACK_REQUESTED
    ended: CallChange = {
        **LAID_DOWN,
        "last_operator": by,
        "handed_to": None,
        "attempts": len(counted(_history(unit, call), unit.station)),
        "promised": is_promised,
    }
    if call.came_in is None:
        ended["first_tried_at"] = call.first_tried_at or result.happened_at or unit.now
    if plan.next_at is None:
        move, rest = Move.CLOSE, CallChange(outcome=plan.outcome, closed_at=unit.now)
    else:
        lane = QueueLane.PROMISED if is_promised else QueueLane.RETRY
        move, rest = Move.SCHEDULE, CallChange(lane=lane.value, due_at=plan.next_at)
    if not move_call(unit.session, move, call.key, held_by(by), **(ended | rest)):
        raise not_yours(call)
    unit.record(
        Event.CALL_CLOSED if plan.outcome else Event.CALL_SCHEDULED,
        call.key,
        by=by,
        disposition=result.disposition.value,
        outcome=plan.outcome.value if plan.outcome else None,
        next_at=plan.next_at.isoformat() if plan.next_at else None,
        **_facts(call, result),
    )
    refresh_call(unit, call, by)


def _facts(call: Call, result: Result) -> dict[str, str | int | None]:
    """What figures are made of, for the trail: when it happened if entered later, scores, the money question."""
    facts: dict[str, str | int | None] = {} if call.came_in is None else {"inbound": 1}
    if result.happened_at is not None:
        facts["happened_at"] = result.happened_at.isoformat()
    if _suspects_beside_abuse(result):
        facts["suspected"] = 1
    if RULES[result.disposition].next is Next.SURVEY:
        facts |= {f"score_{item}": score for item, score in result.scores.items()}
        facts |= {"same_score": 1} if result.same_score else {}
        facts["money"] = result.money.value if result.money else None
    return facts


def _leave_behind(unit: Unit, call: Call, by: str, result: Result) -> tuple[int | None, Praise | None]:
    """Store what the petitioner said, leave a task, praise and notices. Returns the task and the praise."""
    rule = RULES[result.disposition]
    number = call.key
    if rule.next is Next.SURVEY:
        store_result(unit, number, _with_what_was_said(unit, call, result))
    kind = TaskKind.ADVANCE_SMS if _suspects_beside_abuse(result) else rule.task
    task = None
    if kind is not None:
        task = add_task(unit.session, Task(kind=kind.value, call_id=number, created_at=unit.now))
        refresh_homes_of(unit, Role.OPERATOR)  # it waits for any of them
    if result.disposition is Disposition.REFUSED and result.do_not_call:
        for phone_hash in hashes_of(unit.session, call.petitioner_id):
            register_do_not_call(unit.session, phone_hash, by, unit.now)
        unit.record(Event.PETITIONER_DO_NOT_CALL, number, by=by)
    if result.disposition is Disposition.ABUSIVE:
        for supervisor in slack_ids_with(unit.session, Role.SUPERVISOR):
            unit.announce(AbuseNotice(call=number), to=supervisor)
    if result.praise is not None and rule.next is Next.SURVEY:
        return task, pass_on_praise(unit, call, result.praise)
    return task, None


def _suspects_beside_abuse(result: Result) -> bool:
    """Check whether somebody who was abusive took us for phishing, too: they are sent the advance text."""
    return result.disposition is Disposition.ABUSIVE and result.suspects_phishing


def _with_what_was_said(unit: Unit, call: Call, result: Result) -> Result:
    """Return what a call brought: of one that was opened again for its petitioner, with what it had brought before."""
    before = stored_result(unit, call.key) if call.list_closed_at is not None else None
    return result if before is None else added_to(before, result)


def _earliest_callback(unit: Unit) -> datetime:
    """The next whole half hour that a promise may be made for, as the form's first suggestion."""
    from_now = unit.now.timestamp() + unit.station.attempt_gap.total_seconds()
    half_hour = 30 * 60
    return datetime.fromtimestamp(-(-from_now // half_hour) * half_hour, unit.now.tzinfo)


def was_warned(unit: Unit, *, number: int) -> bool:
    """Check whether the one warning was given before a call was ended for abuse (rule book §4)."""
    abusive = [a for a in attempts_of(unit.session, number) if a.disposition == Disposition.ABUSIVE]
    return any(attempt.warned for attempt in abusive)
