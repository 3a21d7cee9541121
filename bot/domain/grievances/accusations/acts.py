"""The acts of which the police are accused, made of their patterns (rule book §5).

Patterns meet words without spaces. In them white space says nothing, `~12` is up to twelve letters of the same
sentence, and `<NAME>` is one of the PIECES.
"""

import re
from dataclasses import dataclass
from functools import cache

from bot.domain.grievances.accusations import (
    belittling,
    contact,
    corruption,
    custody,
    dealings,
    dignity,
    evidence,
    force,
    formal,
    rights,
)
from bot.domain.grievances.accusations.kinds import Accusation, Proof
from bot.domain.grievances.accusations.pieces import PIECES


@dataclass(frozen=True, slots=True)
class Act:
    """One way of saying that something was done."""

    accusation: Accusation
    proof: Proof
    pattern: re.Pattern[str]

    @property
    def names_its_doer(self) -> bool:
        """Whoever is named within the words of the act may have done it; else it was done to them."""
        return self.proof is not Proof.SAID and self.accusation not in {Accusation.DISCRIMINATION, Accusation.PRIVACY}


def compiled(written: str) -> re.Pattern[str]:
    """Make a pattern of how it is written."""
    whole = written
    while piece := re.search(r"<([A-Z_]+)>", whole):
        whole = whole.replace(piece[0], f"(?:{PIECES[piece[1]]})")
    return re.compile(re.sub(r"~(\d+)", r"[^.]{0,\1}?", whole), re.VERBOSE)


@cache
def all_acts() -> tuple[Act, ...]:
    """Return every act. The patterns are made when they are first asked for: that takes half a second."""
    return tuple(
        Act(accusation, proof, compiled(written))
        for room in (corruption, dealings, force, dignity, belittling, contact, rights, custody, evidence, formal)
        for accusation, proof, patterns in room.ACTS
        for written in patterns
    )
