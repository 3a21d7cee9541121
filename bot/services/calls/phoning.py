"""Whoever phones: whom, as who, and with what code. From then on the call is verified as theirs (rule book §6)."""

import secrets
from collections.abc import Callable

from bot.domain.calls.cards import PhoneCard
from bot.domain.calls.verification import DIGITS
from bot.domain.trail import Purpose
from bot.services.calls.cards import caller_of
from bot.services.keeping.contact_data import Holders, reveal_contact
from bot.services.unit import Unit
from storage.calls.codes import set_code
from storage.calls.phonings import note_phoned
from storage.calls.tables import Call
from storage.people.tables import Staff

ASKED_IN = {Purpose.CLAIMED_CALL, Purpose.INBOUND}
"""The conversations that have a survey."""
DRAWS = 800
"""How many codes are drawn before giving up: enough until nearly all of the million are live."""


class NoCodeLeft(Exception):
    """Every verification code belongs to a live call."""


def phone_card(
    unit: Unit, call: Call, holders: Holders, member: Staff, purpose: Purpose, *, about: int | None = None
) -> PhoneCard:
    """Show somebody whom to phone, and log it. `about`: the grievance that they phone about, beside the call itself."""
    code = code_of_call(unit, call)
    note_phoned(unit.session, call.key, unit.now, staff_id=member.key, grievance_id=about)
    return PhoneCard(
        contact=reveal_contact(unit, call, holders, member, purpose),
        caller=caller_of(unit, member),
        code=code,
        purpose=purpose,
        survey=unit.station.survey if purpose in ASKED_IN else (),
    )


def code_of_call(unit: Unit, call: Call) -> str:
    """Return the code of a call; a new one where it has none."""
    return call.code or drawn_code(lambda code: set_code(unit.session, call.key, code))


def new_code() -> str:
    """Draw a code."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def drawn_code(take: Callable[[str], str | None]) -> str:
    """Draw codes until one can be taken; random, so that nothing personal is in it.

    Raises:
        NoCodeLeft: nearly all of them are live.
    """
    for _ in range(DRAWS):
        taken = take(new_code())
        if taken is not None:
            return taken
    raise NoCodeLeft
