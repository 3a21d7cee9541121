"""What the notices show: read when they are sent."""

from bot.domain.cards import PraiseCard, QueueLine
from bot.domain.dispositions import Disposition
from bot.domain.grievance_cards import GrievanceCard, PastStep
from bot.domain.grievances import GrievanceEvent
from bot.domain.refusals import Refused
from bot.services.handling import card_of, own_grievance
from bot.services.looking_up import history_of
from bot.services.replying import see_task
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


def see_routed(unit: Unit, *, grievance_id: int, reader: str) -> GrievanceCard | None:
    """Give a grievance to whoever has it now; None for anybody else, whatever they were once sent."""
    try:
        own_grievance(unit, reader, grievance_id)
    except Refused:
        return None
    return card_of(unit, grievance_id)


def see_filed(unit: Unit, *, grievance_id: int, reader: str) -> GrievanceCard | None:
    """Give a grievance of the ordinary track to the operator who filed it."""
    try:
        return see_task(unit, by=reader, grievance_id=grievance_id)
    except Refused:
        return None


def see_passed_on(unit: Unit, *, grievance_id: int, reader: str) -> tuple[GrievanceCard, PastStep | None] | None:
    """Give a grievance that changed hands and why, to the operator who filed it."""
    card = see_filed(unit, grievance_id=grievance_id, reader=reader)
    if card is None:
        return None
    declined = [step for step in history_of(unit, grievance_id) if step.event is GrievanceEvent.DECLINED]
    return card, declined[-1] if declined else None
