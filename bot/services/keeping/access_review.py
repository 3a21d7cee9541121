"""Checking the trail and the access log: unchanged, and read once a month by audit (rule book §7)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from statistics import median

from bot.domain.announcements import AccessReviewNotice
from bot.domain.calendar import SEOUL, is_working_time
from bot.domain.keeping.anchors import short_anchor
from bot.domain.keeping.cards import AccessLine, AccessReview, LooksFrom
from bot.domain.roles import Role
from bot.domain.trail import SYSTEM, Door, Purpose, number_in
from bot.services.careers import department_on
from bot.services.once import take_morning
from bot.services.unit import Unit
from storage.calls.attempts import attempts_of
from storage.calls.boards import has_board_between
from storage.calls.queries import find_call
from storage.chain_checks import ends_of_chains
from storage.people.queries import slack_ids_with, staff_by_slack_id
from storage.tables import AccessLog
from storage.trail import looks_between

REVIEW_JOB = "access_review"
UNUSUAL_TIMES = 3
UNUSUAL_FROM = 20
"""Looks in a month: so many, and so many times the median, are worth a question."""


def review_access_when_due(unit: Unit) -> bool:
    """Send audit last month's review of who looked at contact data, on the first working morning, once."""
    first = unit.today.replace(day=1)
    if not take_morning(unit, REVIEW_JOB, first):
        return False
    last = first - timedelta(days=1)
    month = last.replace(day=1)
    if not has_board_between(unit.session, month, last):  # the centre was not at work yet
        return False
    for person in slack_ids_with(unit.session, Role.AUDIT):
        unit.announce(AccessReviewNotice(month=month), to=person)
    return True


def see_access_review(unit: Unit, *, month: date) -> AccessReview:
    """Return who looked at contact data in a month, and which looks are worth a question."""
    start = datetime.combine(month, time(0), SEOUL)
    end = datetime.combine((month + timedelta(days=31)).replace(day=1), time(0), SEOUL)
    by_person: dict[str, list[AccessLog]] = {}
    words_read: Counter[str] = Counter()
    for look in looks_between(unit.session, start, end):
        looks = by_person.setdefault(look.actor, [])
        if look.event == Purpose.WORDS:
            words_read[look.actor] += 1
        else:
            looks.append(look)
    counts = [len(looks) for person, looks in by_person.items() if looks and person != SYSTEM]
    usual = median(counts) if counts else 0
    lines = [
        replace(_line(unit, person, looks, usual), words_read=words_read[person]) for person, looks in by_person.items()
    ]
    return AccessReview(
        month=month,
        lines=tuple(sorted(lines, key=lambda line: (-line.looks, line.person))),
        ends=tuple(short_anchor(end) for end in ends_of_chains(unit.session) if end),
    )


def _line(unit: Unit, person: str, looks: Sequence[AccessLog], usual: float) -> AccessLine:
    if person == SYSTEM:  # texts that went by themselves: there is nobody to ask
        none = {"off_hours": 0, "without_attempt": 0, "own_unit": 0}
        return AccessLine(person=person, looks=len(looks), is_unusual=False, looks_from=looks_from(looks), **none)
    return AccessLine(
        person=person,
        looks=len(looks),
        off_hours=sum(not is_working_time(look.at, unit.calendar) for look in looks),
        without_attempt=sum(_led_to_nothing(unit, look) for look in looks),
        own_unit=sum(_is_own_unit(unit, look) for look in looks),
        is_unusual=len(looks) >= UNUSUAL_FROM and len(looks) > UNUSUAL_TIMES * usual,
        looks_from=looks_from(looks),
    )


def looks_from(looks: Iterable[AccessLog]) -> tuple[LooksFrom, ...]:
    """Count looks by the door through which they came, and the place, in the order of these."""
    counted = Counter((Door(look.door), look.place) for look in looks)
    order = [*Door]
    return tuple(
        LooksFrom(door=door, place=place, count=count)
        for (door, place), count in sorted(counted.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    )


def _led_to_nothing(unit: Unit, look: AccessLog) -> bool:
    """A claimed call whose number was seen, and which that person did not try to make that day."""
    if look.event != Purpose.CLAIMED_CALL:
        return False
    day = unit.day_of(look.at)
    attempts = attempts_of(unit.session, _call_of(look))
    return not any(attempt.by == look.actor and unit.day_of(attempt.at) == day for attempt in attempts)


def _is_own_unit(unit: Unit, look: AccessLog) -> bool:
    member = staff_by_slack_id(unit.session, look.actor)
    call = find_call(unit.session, _call_of(look))
    return (
        member is not None
        and call is not None
        and unit.department_of(call.department, on=call.visited_on)
        in {department_on(unit, member, day) for day in (call.visited_on, unit.day_of(look.at))}
    )


def _call_of(look: AccessLog) -> int:
    return number_in(look.subject)
