"""Filing a grievance: the second page of the result form (DOMAIN §5)."""

from bot.domain.cards import FilingCard, Recorded
from bot.domain.drafts import result_from_text, result_to_text
from bot.domain.grievances import Filing, GrievanceLane, GrievanceState, due_on, lane_of, track_of
from bot.domain.refusals import Reason, Refused
from bot.domain.results import Result
from bot.services.recording import check_result, close_or_schedule, held_call, known_officer, line_of
from bot.services.routing import choose_recipient, tell_recipients
from bot.services.unit import Unit
from storage.grievance_tables import Grievance
from storage.grievances import drop_draft, find_draft, keep_draft
from storage.results import visits_of
from storage.staff import staff_by_id
from storage.tables import Call, Staff
from storage.trail import record


def begin_filing(unit: Unit, *, by: str, number: int, result: Result, filing: Filing) -> FilingCard:
    """Keep the first page of the form as a draft, and show where the grievance would go.

    Raises:
        Refused: not the claimant's.
        FormRefused: the first page breaks a rule.
    """
    call = held_call(unit, by, number)
    check_result(unit, result)
    keep_draft(unit.session, number, by, unit.now, unit.secrets.seal(result_to_text(result)))
    return _card(unit, call, result, filing)


def see_filing(unit: Unit, *, by: str, number: int, filing: Filing) -> FilingCard:
    """Show where the grievance would go with other choices.

    Raises:
        Refused: not the claimant's, or the first page was lost.
    """
    return _card(unit, held_call(unit, by, number), _drafted(unit, by, number), filing)


def file_grievance(unit: Unit, *, by: str, number: int, filing: Filing) -> Recorded:
    """Close the call with its drafted result, and bring the grievance on its way.

    Raises:
        Refused: not the claimant's, or the first page was lost.
    """
    call = held_call(unit, by, number)
    result = _drafted(unit, by, number)
    recorded = close_or_schedule(unit, call, by, result)
    grievance = _new(unit, call, by, result, filing)
    unit.session.add(grievance)
    unit.session.flush()
    drop_draft(unit.session, number)
    tell_recipients(unit, grievance)
    record(
        unit.session,
        "grievance.filed",
        f"grievance:{grievance.id}",
        actor=by,
        at=unit.now,
        call=number,
        lane=grievance.lane,
        due_on=grievance.due_on.isoformat(),
    )
    return recorded


def _drafted(unit: Unit, by: str, number: int) -> Result:
    draft = find_draft(unit.session, number, by)
    if draft is None:
        raise Refused(Reason.OLD_FORM)
    return result_from_text(unit.secrets.open(draft.sealed_result))


def _officer(unit: Unit, call: Call, filing: Filing) -> Staff | None:
    """The one chosen; else the visit's, when the directory knows exactly one of that name."""
    if filing.officer_id is not None:
        return staff_by_id(unit.session, filing.officer_id)
    visits = visits_of(unit.session, call.id or 0)
    known = known_officer(unit, visits[-1].officer_name if visits else "")
    return None if known is None else staff_by_id(unit.session, known.id)


def _card(unit: Unit, call: Call, result: Result, filing: Filing) -> FilingCard:
    lane = lane_of(filing, result)
    officer = _officer(unit, call, filing)
    chosen = None if lane is GrievanceLane.AUDIT else choose_recipient(unit, lane, officer, call)
    person = chosen.person if chosen else None
    visits = visits_of(unit.session, call.id or 0)
    return FilingCard(
        line=line_of(unit, call),
        lane=lane,
        recipient=f"{person.unit} {person.rank} {person.name}" if person else None,
        is_stand_in=bool(chosen and chosen.is_stand_in and lane is GrievanceLane.OFFICER),
        due_on=due_on(filing, unit.today, unit.calendar),
        officer=known_officer(unit, visits[-1].officer_name if visits else ""),
    )


def _new(unit: Unit, call: Call, by: str, result: Result, filing: Filing) -> Grievance:
    lane = lane_of(filing, result)
    officer = _officer(unit, call, filing)
    chosen = None if lane is GrievanceLane.AUDIT else choose_recipient(unit, lane, officer, call)
    return Grievance(
        call_id=call.id or 0,
        kind=filing.kind.value,
        category=filing.category.value,
        severity=filing.severity.value,
        track=track_of(lane).value,
        lane=lane.value,
        state=GrievanceState.ROUTED.value,
        due_on=due_on(filing, unit.today, unit.calendar),
        filed_by=by,
        filed_at=unit.now,
        routed_at=unit.now,
        officer_id=officer.id if officer else None,
        direct_consent=filing.direct_consent and lane is not GrievanceLane.AUDIT,
        recipient=chosen.person.slack_id if chosen else None,
        sealed_words=unit.secrets.seal(result.words.strip()),
        sealed_wish=unit.secrets.seal_if(filing.wish.strip()),
    )
