"""Filing a grievance: the second page of the result form (rule book §5)."""

from dataclasses import dataclass, replace

from bot.domain.calls.cards import Recorded
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, Result
from bot.domain.calls.undoing import minutes_to_undo
from bot.domain.grievances.accusations.kinds import Accusation
from bot.domain.grievances.cards import Filed, FilingCard
from bot.domain.grievances.filing import (
    AuditReason,
    Filing,
    FilingField,
    audit_reason,
    due_at,
    due_on,
    filing_from_text,
    filing_to_text,
    lane_of,
    noticed_in,
    period_days_of,
    plain_lane_of,
    track_of,
)
from bot.domain.grievances.kinds import Category, GrievanceLane, Kind, Track
from bot.domain.grievances.states import GrievanceState
from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.domain.trail import Event
from bot.services.audit_access import as_others_count, readers_beside
from bot.services.calls.drafts import (
    drop_half_entered,
    first_page,
    keep_first_page,
    keep_second_page,
    second_page,
)
from bot.services.calls.recording import check_result, close_or_schedule, held_call
from bot.services.careers import departments_since
from bot.services.grievances.numbers import number_for
from bot.services.grievances.routing import About, Recipient, allowed_recipients, tell_operator, tell_recipients
from bot.services.keeping.contact_data import same_person
from bot.services.officers import NamedOfficers, departments_of, officers_of_call, told_apart
from bot.services.people.directory import as_choice, members_with
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.calls.last_results import note_filed
from storage.calls.tables import Call
from storage.grievances.numbers import reserved_number
from storage.grievances.queries import add_grievance, earlier_of
from storage.grievances.subjects import add_subjects
from storage.grievances.tables import Grievance
from storage.people.queries import staff_by_slack_id

MOST_RECIPIENTS = 10
"""Recipients that are offered: more would not be read."""


def begin_filing(unit: Unit, *, by: str, number: int, result: Result, filing: Filing | None = None) -> FilingCard:
    """Keep the first page of the form as a draft, and show where the grievance would go.

    Without a filing the page begins as it was left, or as it was before the result was taken back.

    Raises:
        Refused: not the claimant's.
        FormRefused: the first page breaks a rule.
    """
    call = held_call(unit, by, number)
    check_result(unit, call, result)
    keep_first_page(unit, by, number, result)
    number_for(unit, number)
    return _card(unit, call, by, filing or filing_from_text(second_page(unit, by, number)))


def see_filing(unit: Unit, *, by: str, number: int, filing: Filing) -> FilingCard:
    """Show where the grievance would go with other choices.

    Raises:
        Refused: not the claimant's, or the first page was lost.
    """
    return _card(unit, held_call(unit, by, number), by, filing)


def keep_filing(unit: Unit, *, by: str, number: int, filing: Filing) -> FilingCard:
    """Keep what was entered on the page as it changes, and show where the grievance would go.

    Raises:
        Refused: not the claimant's, or the first page was lost.
    """
    card = see_filing(unit, by=by, number=number, filing=filing)
    keep_second_page(unit, by, number, filing_to_text(filing))
    return card


def file_grievance(unit: Unit, *, by: str, number: int, filing: Filing) -> tuple[Recorded, Filed | None]:
    """Close the call with its drafted result, and bring the grievance on its way. Returns what is told of both.

    Raises:
        FormRefused: kind or category was not chosen, a number that belongs to somebody stands in the wish, or nobody
            said whom it is about.
        Refused: not the claimant's, or the first page was lost.
    """
    call = held_call(unit, by, number)
    kind, category = _checked(filing)
    about = _about(unit, officers_of_call(unit, number), filing)
    if about is None:
        raise FormRefused({FilingField.OFFICER: Reason.OFFICER_MISSING})
    result = _drafted(unit, by, number)
    keep_second_page(unit, by, number, filing_to_text(filing))
    grievance = _new(unit, call, by, result, _Chosen(filing=filing, kind=kind, category=category, about=about))
    recorded = close_or_schedule(unit, call, by, as_others_count(result, Track(grievance.track)), entered=result)
    add_grievance(unit.session, grievance)
    add_subjects(unit.session, grievance.key, [each.key for each in about.asked], sorted(about.subjects))
    drop_half_entered(unit, number)
    note_filed(unit.session, number, grievance.key)
    tell_recipients(unit, grievance, held=unit.station.undo_hold)
    tell_operator(unit, grievance, held=unit.station.undo_hold)
    refresh_home(unit, grievance.recipient or "")
    unit.record(Event.GRIEVANCE_FILED, grievance.key, by=by, call=number, **trail_facts(grievance))
    if grievance.recipient is not None:  # else audit hears of it at once, and nobody else sees that anything waits
        recorded = replace(recorded, undo_minutes=minutes_to_undo(unit.station, tells_others=True))
    return recorded, _filed(unit, grievance)


def _filed(unit: Unit, grievance: Grievance) -> Filed | None:
    """Return what the petitioner is told. On the audit track nothing is shown that was not on the form."""
    recipient = staff_by_slack_id(unit.session, grievance.recipient or "")
    if recipient is None or grievance.track == Track.AUDIT:
        return None
    return Filed(number=grievance.key, due_on=grievance.due_on, due_at=grievance.due_at, recipient=as_choice(recipient))


def trail_facts(grievance: Grievance) -> dict[str, str | None]:
    """What figures are made of, for the trail."""
    return {
        "kind": grievance.kind,
        "category": grievance.category,
        "track": grievance.track,
        "lane": grievance.lane,
        "due_on": grievance.due_on.isoformat(),
        "due_at": grievance.due_at.isoformat() if grievance.due_at else None,
    }


def _checked(filing: Filing) -> tuple[Kind, Category]:
    """Return the kind and category that were chosen.

    Raises:
        FormRefused: one was not, or a number that belongs to somebody stands in the wish.
    """
    if holds_number(filing.wish):
        raise FormRefused({FilingField.WISH: Reason.PERSONAL_NUMBER})
    if filing.kind is None:
        raise FormRefused({FilingField.KIND: Reason.KIND_MISSING})
    if filing.category is None:
        raise FormRefused({FilingField.CATEGORY: Reason.CATEGORY_MISSING})
    return filing.kind, filing.category


def _drafted(unit: Unit, by: str, number: int) -> Result:
    sent_off = first_page(unit, by, number)
    if sent_off is None:
        raise Refused(Reason.OLD_FORM)
    return sent_off


def _about(unit: Unit, named: NamedOfficers, filing: Filing) -> About | None:
    """Return whom it is about: those chosen, else those whom the list names. None: the operator has to say.

    All whom the list names, or may name, are subjects, whoever was chosen.
    """
    chosen = members_with(unit, filing.officers)
    if named.unclear and not chosen and not filing.officer_unknown:
        return None
    may_be = told_apart(unit, named.may_be, [each.key for each in chosen])
    asked = chosen if chosen or filing.officer_unknown else members_with(unit, named.found)
    return About(asked=tuple(asked), subjects=frozenset(may_be), is_unknown=filing.officer_unknown)


def _recipients(unit: Unit, call: Call, lane: GrievanceLane, about: About) -> list[Recipient]:
    return [] if lane is GrievanceLane.AUDIT else allowed_recipients(unit, lane, about, call)


def _card(unit: Unit, call: Call, by: str, filing: Filing) -> FilingCard:
    result, named = _drafted(unit, by, call.key), officers_of_call(unit, call.key)
    lane, about = lane_of(filing, result), _about(unit, named, filing)
    recipients = [] if about is None else _recipients(unit, call, lane, about)
    due = due_on(filing, unit.now, unit.calendar)
    return FilingCard(
        number=call.key,
        filed_as=reserved_number(unit.session, call.key),
        lane=lane,
        reason=audit_reason(filing, result),
        noticed=_shown(unit, call, by, about, noticed_in(filing, result)),
        is_chosen=filing.kind is not None and filing.category is not None,
        recipients=tuple(as_choice(each.person) for each in recipients[:MOST_RECIPIENTS]),
        stand_in=recipients[0].stand_in if recipients else None,
        due_on=due,
        due_at=due_at(filing, unit.now, unit.calendar),
        past_table=unit.calendar.is_past_table(due),
        officers=tuple(as_choice(each) for each in members_with(unit, named.found)),
        unclear=named.unclear,
        is_decided=about is not None,
        is_readable=about is None or lane is not GrievanceLane.AUDIT or _is_readable(unit, call, about),
        earlier=tuple(Category(each.category) for each in earlier_of(unit.session, call.key, same_person(unit, call))),
        entered=filing,
        chosen=tuple(as_choice(each) for each in members_with(unit, filing.officers)),
    )


def _shown(
    unit: Unit, call: Call, by: str, about: About | None, noticed: frozenset[Accusation]
) -> tuple[Accusation, ...]:
    """Return what may be shown of what the words accuse: nothing to an operator who may be concerned."""
    if about is None or about.is_unknown:
        return ()
    people = [*about.asked, *members_with(unit, about.subjects)]
    departments = departments_of(unit, people, call.visited_on)
    member = staff_by_slack_id(unit.session, by)
    is_concerned = member is None or not departments.isdisjoint(departments_since(unit, member, call.visited_on))
    return () if is_concerned else tuple(sorted(noticed))


def _is_readable(unit: Unit, call: Call, about: About) -> bool:
    return bool(readers_beside(unit, call.key, about.subjects, is_unknown=about.is_unknown))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    filing: Filing
    kind: Kind
    category: Category
    about: About


def _new(unit: Unit, call: Call, by: str, result: Result, chosen: _Chosen) -> Grievance:
    filing, about = chosen.filing, chosen.about
    reason, plain_lane = audit_reason(filing, result), plain_lane_of(filing)
    lane = GrievanceLane.AUDIT if reason else plain_lane
    allowed = [each.person for each in _recipients(unit, call, lane, about)]
    recipient = next((person for person in allowed if person.id == filing.recipient_id), next(iter(allowed), None))
    return Grievance(
        id=number_for(unit, call.key),
        call_id=call.key,
        kind=chosen.kind.value,
        category=chosen.category.value,
        severity=filing.gravity.value,
        track=track_of(lane).value,
        lane=lane.value,
        plain_lane=plain_lane.value,
        held_by_words=reason is AuditReason.WORDS,
        state=GrievanceState.ROUTED.value,
        due_on=due_on(filing, unit.now, unit.calendar),
        due_at=due_at(filing, unit.now, unit.calendar),
        period_days=period_days_of(filing),
        filed_by=by,
        filed_at=unit.now,
        routed_at=unit.now,
        officer_unknown=about.is_unknown,
        said_yes=result.disposition is Disposition.ANSWERED and result.money is MoneyAnswer.YES,
        direct_consent=filing.direct_consent,
        recipient=recipient.slack_id if recipient else None,
        sealed_words=unit.secrets.seal(result.words.strip()),
        sealed_wish=unit.secrets.seal_if(filing.wish.strip()),
    )
