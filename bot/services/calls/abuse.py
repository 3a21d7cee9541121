"""Who was abusive more than once, for supervisors: the decree has them protect their people (시행령 §4)."""

from collections import defaultdict

from bot.domain.calls.cards import AbuseLine
from bot.domain.roles import Action
from bot.services.keeping.contact_data import name_key_of
from bot.services.permitting import member_who_may
from bot.services.unit import Unit
from storage.calls.attempts import AbusiveCall, abusive_calls

REPEATED = 2
MOST_SHOWN = 20


def see_repeated_abuse(unit: Unit, *, by: str) -> tuple[AbuseLine, ...]:
    """List the petitioners, masked, with whom several conversations were ended for abuse, the latest first.

    Raises:
        Refused: not a supervisor.
    """
    member_who_may(unit, by, Action.SEE_ABUSE)
    people: dict[tuple[str, str], list[AbusiveCall]] = defaultdict(list)
    for each in abusive_calls(unit.session):
        people[each.phone_hash, name_key_of(unit, each.sealed_name)].append(each)
    repeated = [_line(calls) for calls in people.values() if len(calls) >= REPEATED]
    return tuple(sorted(repeated, key=lambda line: line.last_at, reverse=True)[:MOST_SHOWN])


def _line(calls: list[AbusiveCall]) -> AbuseLine:
    return AbuseLine(
        masked_name=calls[-1].masked_name,
        calls=tuple(dict.fromkeys(each.call_id for each in calls)),
        times=len(calls),
        warned=sum(bool(each.warned) for each in calls),
        last_at=max(each.at for each in calls),
    )
