"""A matter that audit handed on, and its twin at the station that was never told of an accusation."""

from dataclasses import dataclass

from bot.domain.grievances.kinds import GrievanceLane, Track
from bot.domain.grievances.states import GrievanceState
from bot.domain.trail import Event
from bot.services.finding import existing_call
from bot.services.grievances.filing import trail_facts
from bot.services.grievances.numbers import number_for
from bot.services.grievances.routing import about_of, allowed_recipients, tell_operator, tell_recipients
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.grievances.queries import add_grievance
from storage.grievances.subjects import add_subjects, subjects_asked, subjects_noted
from storage.grievances.tables import Grievance


@dataclass(frozen=True, kw_only=True)
class HandedOn:
    """A matter that audit handed on, as it stands then: its twin is filed at the same moment."""

    matter: Grievance
    words: str
    subjects: tuple[list[int], list[int]]  # who is asked, and whom the list names beside them


def subjects_of_matter(unit: Unit, matter: Grievance) -> tuple[list[int], list[int]]:
    """Return who is asked about a matter, and whom the list names beside them."""
    asked = subjects_asked(unit.session, matter.key)
    return asked, sorted(subjects_noted(unit.session, matter.key) - set(asked))


def file_twin(unit: Unit, handed_on: HandedOn) -> None:
    """File a matter as the form would: the twin of one that audit handed on."""
    kept = {"call_id", "kind", "category", "severity", "lane", "plain_lane", "period_days", "filed_by"}
    filed = Grievance(
        id=number_for(unit, handed_on.matter.call_id),
        **handed_on.matter.model_dump(include={*kept, "officer_unknown", "direct_consent"}),
        track=Track.ORDINARY.value,
        state=GrievanceState.ROUTED.value,
        due_on=unit.calendar.due_in_days(unit.today, handed_on.matter.period_days),
        filed_at=unit.now,
        routed_at=unit.now,
        sealed_words=unit.secrets.seal(handed_on.words),
    )
    add_grievance(unit.session, filed)
    add_subjects(unit.session, filed.key, *handed_on.subjects)
    call = existing_call(unit, filed.call_id)
    filed.recipient = allowed_recipients(unit, GrievanceLane(filed.lane), about_of(unit, filed), call)[
        0
    ].person.slack_id
    unit.session.flush()
    unit.record(Event.GRIEVANCE_FILED, filed.key, by=filed.filed_by, call=filed.call_id, **trail_facts(filed))
    tell_recipients(unit, filed)
    tell_operator(unit, filed)
    refresh_home(unit, filed.recipient or "")
