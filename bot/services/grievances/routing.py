"""To whom a grievance goes: the lane's own recipient, else the head, else audit. Never nobody (rule book §5)."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.announcements import GrievanceNotice, GrievancePassedNotice, GrievanceTaskNotice, announcement_of
from bot.domain.grievances.filing import StandIn
from bot.domain.grievances.kinds import GrievanceLane
from bot.domain.notices import NoticeKind
from bot.domain.roles import Role
from bot.services.audit_access import audit_readers, readers_beside, subjects_of
from bot.services.careers import department_now, department_on
from bot.services.people.heads import answering_for, deputies_of, has_account, heads_of, other_heads, reached_instead
from bot.services.people.presence import roster_of
from bot.services.unit import Unit
from storage.calls.tables import Call
from storage.grievances.subjects import subjects_asked
from storage.grievances.tables import Grievance
from storage.keeping.purging import posts_about
from storage.people.queries import reachable_with, staff_by_id, staff_by_slack_id
from storage.people.tables import Staff

DECLINES_BEFORE_SUPERVISOR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who gets it, and why it is not the usual person, where it is not."""

    person: Staff
    stand_in: StandIn | None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom a grievance is about."""

    asked: tuple[Staff, ...]  # the officers who are asked, in their order
    subjects: frozenset[int]  # all whom it is about or may be about
    is_unknown: bool  # it is (also) about somebody who is not known


def about_of(unit: Unit, grievance: Grievance) -> About:
    """Return whom a grievance that was filed is about."""
    asked = [staff_by_id(unit.session, each) for each in subjects_asked(unit.session, grievance.key)]
    return About(
        asked=tuple(person for person in asked if person is not None),
        subjects=frozenset(subjects_of(unit, grievance)),
        is_unknown=grievance.officer_unknown,
    )


def allowed_recipients(
    unit: Unit,
    lane: GrievanceLane,
    about: About,
    call: Call,
    *,
    passed_over: AbstractSet[int] = frozenset(),
    declines: int = 0,
) -> list[Recipient]:
    """List who may get a grievance of the ordinary track, the usual one first. Empty only when nobody has an account.

    The subjects of a complaint about manner are never among them on the head's lane, not even as somebody's deputy.
    While all of them are away, the first has it all the same, unless somebody says that it is not theirs.
    """
    taken = {*passed_over, *(about.subjects if lane is GrievanceLane.HEAD else ())}
    found: list[Recipient] = []
    why: StandIn | None = None
    line = list(_line(unit, lane, about, call, declines))
    for place, person in enumerate(line):
        reached = None if person is None else reached_instead(unit, person)
        if place == 0 and lane is GrievanceLane.HEAD and person is not None and person.id in about.subjects:
            why = StandIn.SUBJECT
        elif place == 0 and reached is not person:
            why = StandIn.AWAY if person and roster_of(unit).is_off(person) else StandIn.UNREACHABLE
        if reached is not None and reached.key not in taken:
            found.append(Recipient(person=reached, stand_in=None if found else why))
            taken.add(reached.key)
    away = (each for each in line if each is not None and each.key not in taken and has_account(each))
    return found or ([] if declines else [Recipient(person=each, stand_in=None) for each in away])


def _line(unit: Unit, lane: GrievanceLane, about: About, call: Call, declines: int) -> Iterator[Staff | None]:
    """In the order they are asked; None where a head is missing, so that the one after is seen to stand in."""
    supervisors = reachable_with(unit.session, Role.SUPERVISOR)
    if declines >= DECLINES_BEFORE_SUPERVISOR:
        yield from supervisors
    elif lane is GrievanceLane.OFFICER and not declines:
        yield from about.asked
    if lane is GrievanceLane.HEAD and about.is_unknown:  # the head may be who is complained of, and so may many
        for role in (Role.AUDIT, Role.SUPERVISOR):
            yield from readers_beside(unit, call.key, about.subjects, is_unknown=True, roles=(role, Role.SUPERVISOR))
        return
    departments = _visited(unit, about, call)
    heads = [head for department in departments for head in heads_of(unit, department)]
    yield from heads
    if not heads:
        yield None
    yield from (deputy for department in departments for deputy in deputies_of(unit, department))
    now = {department_now(unit, each) for each in about.asked} - {*departments}
    yield from (head for department in sorted(now) for head in heads_of(unit, department))
    yield from reachable_with(unit.session, Role.AUDIT)
    yield from supervisors


def _visited(unit: Unit, about: About, call: Call) -> list[str]:
    """Where the officers asked were on the day of the visit; of nobody known, the department on the list."""
    found = dict.fromkeys(department_on(unit, each, call.visited_on) for each in about.asked)
    return list(found) or [unit.department_of(call.department, on=call.visited_on)]


def heads_above(unit: Unit, grievance: Grievance) -> list[Staff]:
    """List who answers for the department of a grievance's holder: neither they nor a subject it is kept from."""
    holder = staff_by_slack_id(unit.session, grievance.recipient or "")
    if holder is None:
        return []
    if Role.HEAD in holder.roles:
        return other_heads(unit, holder)
    kept_from = subjects_of(unit, grievance) if grievance.lane == GrievanceLane.HEAD else set[int]()
    return answering_for(unit, department_now(unit, holder), passing_over={holder.key, *kept_from})


def tell_recipients(unit: Unit, grievance: Grievance, *, held: timedelta = timedelta(0)) -> None:
    """Leave the direct message for whoever has the grievance now; on the audit track at once for every reader."""
    notice = GrievanceNotice(grievance=grievance.key, routings=grievance.routings)
    if grievance.recipient is not None:
        unit.announce(notice, to=grievance.recipient, held=held)
        return
    for reader in audit_readers(unit, grievance):
        unit.announce(notice, to=reader.slack_id or "", for_audit=True)


def tell_operator(unit: Unit, grievance: Grievance, *, held: timedelta = timedelta(0)) -> None:
    """Leave the operator's task, refreshed as the matter moves on; on the audit track there is none."""
    _redraw_reminders(unit, grievance)
    if grievance.recipient is not None:
        unit.announce(GrievanceTaskNotice(grievance=grievance.key), to=grievance.teller, held=held)


def _redraw_reminders(unit: Unit, grievance: Grievance) -> None:
    """Have the reminders that stand drawn again: what was done is offered in none of them."""
    for post in posts_about(
        unit.session, (NoticeKind.GRIEVANCE_REMINDER, NoticeKind.GRIEVANCE_DELAYED), [grievance.key]
    ):
        unit.announce(announcement_of(NoticeKind(post.kind), post.ref), to=post.recipient, for_audit=post.for_audit)


def tell_passed_on(unit: Unit, grievance: Grievance) -> None:
    """Notify the operator, in a message of its own, that somebody else has the grievance now."""
    notice = GrievancePassedNotice(grievance=grievance.key, routings=grievance.routings)
    unit.announce(notice, to=grievance.teller)
