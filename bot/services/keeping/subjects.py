"""A petitioner's own rights: to hear what is kept of them, and to have it destroyed (개인정보 보호법 §35, §36)."""

import json
from collections.abc import Sequence

from bot.domain.grievances.kinds import Track
from bot.domain.keeping.cards import SubjectCard
from bot.domain.roles import Action
from bot.domain.trail import Event, Purpose, Subject
from bot.services.accusations import tell_of_reason
from bot.services.finding import existing_call
from bot.services.keeping.access_review import looks_from
from bot.services.keeping.contact_data import known_numbers
from bot.services.keeping.deletions import note_deletion
from bot.services.keeping.purging import purge_at_once
from bot.services.permitting import member_who_may, require_reason
from bot.services.unit import Unit
from storage.calls.attempts import attempts_of
from storage.calls.surveys import find_survey
from storage.grievances.tables import Grievance
from storage.keeping.purging import ask_for_purge, calls_of, grievances_of, has_open_business, praise_of
from storage.lists.do_not_call import not_to_be_called
from storage.lists.visits import visits_of
from storage.people.numbers import hashes_of
from storage.people.queries import find_petitioner
from storage.people.tables import Petitioner
from storage.tables import AccessLog
from storage.trail import events_of, looks_at


def see_subject(unit: Unit, *, by: str, number: int) -> SubjectCard:
    """Return what is kept of the petitioner of a call.

    Raises:
        Refused: not a supervisor, or no such call.
    """
    petitioner = _petitioner(unit, by, number)
    call_ids = [call.key for call in calls_of(unit.session, petitioner.key)]
    ordinary = grievances_of(unit.session, call_ids, Track.ORDINARY)
    looks = _looks(unit, call_ids, set().union(*(_tellers(unit, each) for each in ordinary)))
    unit.record(Event.SUBJECT_ASKED, petitioner.key, by=by)
    return SubjectCard(
        number=number,
        visits=sum(len(visits_of(unit.session, each)) for each in call_ids),
        attempts=sum(len(attempts_of(unit.session, each)) for each in call_ids),
        surveys=sum(find_survey(unit.session, each) is not None for each in call_ids),
        praise=len(praise_of(unit.session, call_ids)),
        grievances=len(ordinary),
        looks=len(looks),
        numbers=0 if petitioner.purged_at else len(known_numbers(unit, petitioner)),
        looks_from=looks_from(looks),
        is_excluded=bool(not_to_be_called(unit.session, hashes_of(unit.session, petitioner.key), unit.today)),
        is_purged=petitioner.purged_at is not None,
    )


def _tellers(unit: Unit, grievance: Grievance) -> set[str]:
    """Return who filed a grievance, and who ever stood in for them."""
    handed = events_of(unit.session, Subject.GRIEVANCE, grievance.key)
    stood_in = {json.loads(each.facts).get("to") for each in handed if each.event == Event.GRIEVANCE_HANDED_OVER}
    return {grievance.filed_by, *(str(person) for person in stood_in if person)}


def _looks(unit: Unit, call_ids: list[int], tellers: set[str]) -> Sequence[AccessLog]:
    """List the looks at contact data, but for those of audit: older versions wrote them down as replies."""
    return [
        look
        for look in looks_at(unit.session, call_ids)
        if look.event != Purpose.AUDIT
        and (look.event not in {Purpose.REPLY, Purpose.PROGRESS} or look.actor in tellers)
    ]


def delete_subject(unit: Unit, *, by: str, number: int, reason: str) -> None:
    """Have the data of a call's petitioner destroyed at once, or as soon as nothing of theirs is open.

    What lies with audit stays until audit decides; audit is told in any case, and tells the petitioner what came of it.
    The answer is the same whatever is open: a supervisor must not learn of audit's matters from it (rule book §5).

    Raises:
        Refused: not a supervisor, no reason, or no such call.
    """
    petitioner = _petitioner(unit, by, number)
    require_reason(reason)
    ask_for_purge(unit.session, petitioner.key, unit.now)
    unit.record_with_words(Event.SUBJECT_DELETION, petitioner.key, reason, by=by)
    tell_of_reason(unit, Event.SUBJECT_DELETION, petitioner.key, reason, by=by, call=number)
    note_deletion(unit, petitioner_id=petitioner.key, number=number)
    if petitioner.purged_at is None and not has_open_business(unit.session, petitioner.key):
        purge_at_once(unit, petitioner.key)


def _petitioner(unit: Unit, by: str, number: int) -> Petitioner:
    member_who_may(unit, by, Action.SERVE_SUBJECT)
    return find_petitioner(unit.session, existing_call(unit, number).petitioner_id)
