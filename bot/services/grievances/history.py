"""Looking a grievance up by its number: its card and history, for whoever may see it (rule book §7)."""

import json
from datetime import date
from typing import TypedDict

from bot.domain.grievances.cards import GrievanceCard, GrievanceFile, GrievanceViewer, PastStep
from bot.domain.grievances.tellings import Method
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action
from bot.domain.trail import Event, Subject
from bot.services.audit_access import may_read_audit
from bot.services.grievances.cards import card_of, grievance_line, may_be_delayed
from bot.services.grievances.delays import may_delay
from bot.services.grievances.handling import kept_answer
from bot.services.grievances.replying import see_filed
from bot.services.grievances.viewers import viewer_of
from bot.services.permitting import member_who_may
from bot.services.unit import Unit
from storage.grievances.queries import find_grievance
from storage.grievances.tables import Grievance
from storage.tables import Trail
from storage.trail import events_of, remarks_on


def look_up_grievance(unit: Unit, *, by: str, grievance_id: int) -> GrievanceFile:
    """Show a grievance and what happened to it.

    Raises:
        Refused: it is none of their business, or there is none: the two are not told apart (rule book §5).
    """
    member = member_who_may(unit, by, Action.SEE_GRIEVANCE)
    grievance = find_grievance(unit.session, grievance_id)
    standing = None if grievance is None else viewer_of(unit, member, grievance)
    if grievance is None or standing is None:
        raise Refused(Reason.GRIEVANCE_NOT_YOURS, number=grievance_id)
    line, slack_id = grievance_line(unit, grievance, standing), member.slack_id or ""
    if standing is GrievanceViewer.HEAD:
        return GrievanceFile(standing=standing, line=line, card=None, history=(), may_delay=False, draft="")
    return GrievanceFile(
        standing=standing,
        line=line,
        card=card_of(unit, grievance_id, standing),
        history=_history_for(unit, slack_id, grievance),
        may_delay=may_delay(unit, by, grievance) and may_be_delayed(unit, grievance),
        draft=kept_answer(unit, by, grievance_id),
    )


def history_of(unit: Unit, grievance_id: int) -> tuple[PastStep, ...]:
    """Return what happened to a grievance, oldest first, with the reasons that were given."""
    reasons = {
        (each.event, each.at): unit.secrets.open(each.sealed_words)
        for each in remarks_on(unit.session, Subject.GRIEVANCE, grievance_id)
    }
    return tuple(
        PastStep(
            at=each.at,
            event=Event.read(each.event),
            by=each.actor,
            words=reasons.get((each.event, each.at), ""),
            **_how_told(each),
        )
        for each in events_of(unit.session, Subject.GRIEVANCE, grievance_id)
    )


class _HowTold(TypedDict, total=False):
    method: Method
    told_on: date


def _how_told(step: Trail) -> _HowTold:
    """Read how and when the petitioner was told, of an event that says so."""
    facts = json.loads(step.facts)
    if facts.get("method") not in set(Method) or not facts.get("told_on"):
        return {}
    return {"method": Method(facts["method"]), "told_on": date.fromisoformat(facts["told_on"])}


def _history_for(unit: Unit, slack_id: str, grievance: Grievance) -> tuple[PastStep, ...]:
    """What came before audit handed it on is for audit alone: for everybody else it was filed then."""
    history = history_of(unit, grievance.key)
    handed_on = [at for at, step in enumerate(history) if step.event is Event.GRIEVANCE_HANDED_ON]
    return history if not handed_on or may_read_audit(unit, slack_id, grievance) else history[handed_on[-1] + 1 :]


def see_passed_on(unit: Unit, *, grievance_id: int, reader: str) -> tuple[GrievanceCard, PastStep | None] | None:
    """Return a grievance that changed hands and why, for the operator who filed it."""
    card = see_filed(unit, grievance_id=grievance_id, reader=reader)
    if card is None:
        return None
    declined = [step for step in history_of(unit, grievance_id) if step.event is Event.GRIEVANCE_DECLINED]
    return card, declined[-1] if declined else None
