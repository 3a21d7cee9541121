"""Noting how to talk with a petitioner, by whoever has their call (rule book §4)."""

from bot.domain.calls.cards import ClaimCard
from bot.domain.calls.flags import Flag, Flags, flag_problems, flags_to_text
from bot.domain.refusals import FormRefused
from bot.domain.roles import Action
from bot.domain.trail import Event
from bot.services.calls.claiming import card_of_claim
from bot.services.calls.flags import flags_of
from bot.services.calls.recording import held_call
from bot.services.keeping.contact_data import holders_of
from bot.services.permitting import member_who_may
from bot.services.unit import Unit
from storage.calls.queries import raise_call
from storage.lists.visits import visits_of
from storage.people.queries import correct_petitioner


def begin_flags(unit: Unit, *, by: str, number: int) -> Flags:
    """Return what is noted of a call's petitioner.

    Raises:
        Refused: not the claimant's.
    """
    people = holders_of(unit, held_call(unit, by, number)).same
    return flags_of(unit, people, visits_of(unit.session, number))


def note_flags(unit: Unit, *, by: str, number: int, flags: Flags) -> ClaimCard:
    """Note how to talk with a petitioner; whoever needs it is phoned before others (시행령 §8의2).

    Raises:
        FormRefused: nobody speaks for them, or a number stands there.
        Refused: not the claimant's.
    """
    call = held_call(unit, by, number)
    problems = flag_problems(flags)
    if problems:
        raise FormRefused(problems)
    for person in holders_of(unit, call).same:
        correct_petitioner(unit.session, person.key, sealed_flags=unit.secrets.seal(flags_to_text(flags)))
    if Flag.VULNERABLE in flags.which:
        raise_call(unit.session, number, priority=1)
    unit.record(Event.PETITIONER_FLAGGED, number, by=by, flags=len(flags.which))
    unit.session.expire_all()
    return card_of_claim(unit, member_who_may(unit, by, Action.RECORD), number)
