"""What the notices show: read when they are sent."""

from bot.domain.cards import PraiseCard, QueueLine
from bot.domain.dispositions import Disposition
from bot.services.unit import Unit
from storage.calls import find_call, find_line
from storage.results import attempts_of, find_praise
from storage.staff import staff_by_id


def see_line(unit: Unit, *, number: int) -> QueueLine | None:
    """Give one call as everybody may see it."""
    return find_line(unit.session, number)


def see_praise(unit: Unit, *, praise_id: int) -> PraiseCard | None:
    """Give praise with its words: for the officer, or held back for audit. Nothing of the petitioner."""
    praise = find_praise(unit.session, praise_id)
    call = None if praise is None else find_call(unit.session, praise.call_id)
    if praise is None or call is None:
        return None
    officer = None if praise.officer_id is None else staff_by_id(unit.session, praise.officer_id)
    return PraiseCard(
        number=praise.call_id,
        words=unit.secrets.open(praise.sealed_words),
        petition_type=call.petition_type,
        visited_on=call.visited_on,
        officer=f"{officer.unit} {officer.rank} {officer.name}" if officer else None,
    )


def was_warned(unit: Unit, *, number: int) -> bool:
    """Tell whether the one warning was given before a call was ended for abuse (DOMAIN §4)."""
    abusive = [a for a in attempts_of(unit.session, number) if a.disposition == Disposition.ABUSIVE]
    return any(attempt.warned for attempt in abusive)
