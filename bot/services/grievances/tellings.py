"""Telling the petitioner on the way: of a later due date, and how it stands (rule book §5)."""

from collections.abc import Mapping
from datetime import date, datetime, time

from bot.domain.calendar import SEOUL
from bot.domain.calls.dispositions import TaskKind
from bot.domain.grievances.cards import GrievanceCard, GrievanceViewer, TellingCard
from bot.domain.grievances.delays import DelayReason
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import GrievanceState
from bot.domain.grievances.tellings import Telling, TellingKind, problems_with_telling
from bot.domain.refusals import FormRefused, Reason, Refused, Stale
from bot.domain.trail import Event
from bot.services.accusations import tell_of_accusation
from bot.services.calls.tasks import end_task
from bot.services.grievances.cards import card_of, matter_of
from bot.services.grievances.replying import to_reply
from bot.services.grievances.routing import tell_operator, tell_recipients
from bot.services.unit import Unit
from storage.grievances.queries import of_call
from storage.grievances.tables import Grievance, GrievanceDelay, GrievanceTelling
from storage.grievances.tellings import add_telling, last_delay, note_progress_told, times_moved

RECORDED_AS: Mapping[TellingKind, Event] = {
    TellingKind.DELAY: Event.GRIEVANCE_TOLD_DELAY,
    TellingKind.PROGRESS: Event.GRIEVANCE_TOLD_PROGRESS,
}
TASKS: Mapping[TellingKind, TaskKind] = {
    TellingKind.DELAY: TaskKind.TELL_DELAY,
    TellingKind.PROGRESS: TaskKind.TELL_STANDING,
}
EVENING = time(18)


def begin_telling(unit: Unit, *, by: str, grievance_id: int, kind: TellingKind) -> TellingCard:
    """Return what the form starts with.

    Raises:
        Refused: not theirs, closed, or the due date was never moved.
    """
    grievance = _to_tell(unit, by, grievance_id)
    delay = _delay_told(unit, grievance, kind)
    return TellingCard(
        id=grievance_id,
        kind=kind,
        today=unit.today,
        due_on=grievance.due_on,
        reason=reason_of(delay),
        words=unit.secrets.open_if(delay.sealed_words) if delay else "",
        matter=matter_of(unit, grievance, GrievanceViewer.FILER),
    )


def record_telling(unit: Unit, *, by: str, grievance_id: int, telling: Telling) -> GrievanceCard:
    """Keep what the petitioner was told. Of how it stands, the next 30 days count from then.

    Raises:
        FormRefused: no words, a number that belongs to somebody, or a day that cannot be.
        Refused: as beginning it.
        Stale: it was closed meanwhile.
    """
    grievance = _to_tell(unit, by, grievance_id)
    delay = _delay_told(unit, grievance, telling.kind)
    since = unit.day_of(delay.at if delay else grievance.filed_at)
    problems = problems_with_telling(telling, since, unit.today)
    if problems:
        raise FormRefused(problems)
    if telling.kind is TellingKind.PROGRESS and not note_progress_told(
        unit.session, grievance_id, _moment(unit, telling.told_on)
    ):
        raise Stale(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    _keep(unit, by, grievance, telling)
    if grievance.track == Track.ORDINARY:
        end_task(unit, TASKS[telling.kind], grievance)
        tell_of_accusation(unit, grievance.call_id, telling.words)
    tell_operator(unit, grievance)
    if grievance.track == Track.AUDIT:
        tell_recipients(unit, grievance)
    return card_of(unit, grievance_id, GrievanceViewer.FILER)


def reason_of(delay: GrievanceDelay | None) -> DelayReason | None:
    """Return why a due date was moved; of a site visit, and as long as it was not, there is no reason."""
    return DelayReason(delay.reason) if delay and delay.reason in set(DelayReason) else None


def to_be_told(unit: Unit, *, number: int, by: str) -> int | None:
    """Find the grievance of a call of which its operator is to tell something on the way. None: of none, or several."""
    from_call = [
        each.key
        for each in of_call(unit.session, number)
        if by in {each.filed_by, each.handed_to}
        and each.track == Track.ORDINARY
        and each.state != GrievanceState.CLOSED
    ]
    return from_call[0] if len(from_call) == 1 else None


def _keep(unit: Unit, by: str, grievance: Grievance, telling: Telling) -> None:
    kept = GrievanceTelling(
        grievance_id=grievance.key,
        at=unit.now,
        by=by,
        kind=telling.kind.value,
        method=telling.method.value,
        told_on=telling.told_on,
        due_on=grievance.due_on,
        was_asked=telling.was_asked,
        sealed_words=unit.secrets.seal(telling.words.strip()),
    )
    add_telling(unit.session, kept)
    unit.record(
        RECORDED_AS[telling.kind],
        grievance.key,
        by=by,
        method=telling.method.value,
        told_on=telling.told_on.isoformat(),
        asked=int(telling.was_asked),
    )


def _to_tell(unit: Unit, by: str, grievance_id: int) -> Grievance:
    grievance = to_reply(unit, by, grievance_id)
    if grievance.state == GrievanceState.CLOSED:
        raise Refused(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    return grievance


def _delay_told(unit: Unit, grievance: Grievance, kind: TellingKind) -> GrievanceDelay | None:
    """Find the later due date that is told; None of how it stands, and where an older version moved it."""
    if kind is TellingKind.PROGRESS:
        return None
    if not times_moved(unit.session, grievance):
        raise Refused(Reason.NOTHING_TO_TELL, number=grievance.key)
    return last_delay(unit.session, grievance)


def _moment(unit: Unit, day: date) -> datetime:
    """The moment from which days count: of an earlier day its evening."""
    return unit.now if day == unit.today else datetime.combine(day, EVENING, SEOUL)
