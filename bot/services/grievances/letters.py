"""Letters to petitioners, for who replies and at the command line; their making is logged (rule book §5, §7)."""

from dataclasses import replace

from bot.domain.grievances.downtimes import STOPPED
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.letters import LetterCard, LetterKind, LetterNotice
from bot.domain.grievances.replies import NOT_TOLD, CloseResult, reply_texts
from bot.domain.grievances.states import GrievanceState
from bot.domain.grievances.tellings import TellingKind
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import ADMIN
from bot.domain.station import Reveal
from bot.domain.trail import Event, Purpose
from bot.services.finding import existing_call
from bot.services.grievances.replying import handler_of, to_reply
from bot.services.grievances.tellings import reason_of
from bot.services.keeping.contact_data import addressee_of, log_letter
from bot.services.unit import Unit
from storage.grievances.queries import find_grievance, find_reply
from storage.grievances.tables import Grievance
from storage.grievances.tellings import last_delay, last_telling, times_moved
from storage.people.queries import staff_by_slack_id


def ask_for_letter(unit: Unit, *, by: str, grievance_id: int, letter: LetterKind) -> None:
    """Have a letter brought to whoever speaks with the petitioner, by direct message, and log it.

    Raises:
        Refused: not theirs, or there is nothing to write yet, or no more.
    """
    grievance = to_reply(unit, by, grievance_id)
    _letter_of(unit, grievance, letter)
    _log(unit, grievance, letter, by)
    notice = LetterNotice(grievance=grievance_id, letter=letter, at=unit.now)
    unit.announce(notice, to=by, for_audit=grievance.track == Track.AUDIT)


def see_letter(unit: Unit, *, notice: LetterNotice, reader: str) -> LetterCard | None:
    """Return a letter for whoever asked for it and may still have it; None: it is no longer theirs, or destroyed.

    Where contact data do not go through Slack, the name is left to be written in by hand.
    """
    try:
        card = _letter_of(unit, to_reply(unit, reader, notice.grievance), notice.letter)
    except Refused:
        return None
    return replace(card, addressee="") if unit.station.reveal is Reveal.LINK else card


def make_letter(unit: Unit, *, grievance_id: int, letter: LetterKind | None = None) -> LetterCard:
    """Make a letter at the command line, and log it. Without a kind: what the petitioner is to be told next.

    A matter of audit is answered as what does not exist.

    Raises:
        Refused: there is no such grievance, or nothing to write yet, or no more.
    """
    grievance = find_grievance(unit.session, grievance_id)
    if grievance is None or grievance.track == Track.AUDIT:
        raise Refused(Reason.NO_SUCH_GRIEVANCE, number=grievance_id)
    asked = letter or _usual(unit, grievance)
    card = _letter_of(unit, grievance, asked)
    _log(unit, grievance, asked, ADMIN)
    return card


def _usual(unit: Unit, grievance: Grievance) -> LetterKind:
    if grievance.state in {GrievanceState.ANSWERED, GrievanceState.CLOSED}:
        return LetterKind.REPLY
    return LetterKind.EXTENSION if times_moved(unit.session, grievance) else LetterKind.PROGRESS


def _log(unit: Unit, grievance: Grievance, letter: LetterKind, by: str) -> None:
    purpose = Purpose.AUDIT if grievance.track == Track.AUDIT else Purpose.LETTER
    log_letter(unit, existing_call(unit, grievance.call_id), by, purpose)
    unit.record(Event.GRIEVANCE_LETTER, grievance.key, by=by, letter=letter.value)


def _letter_of(unit: Unit, grievance: Grievance, letter: LetterKind) -> LetterCard:
    """Make a letter of what is kept.

    Raises:
        Refused: there is nothing to write.
    """
    card = None
    name = addressee_of(unit, existing_call(unit, grievance.call_id), for_audit=grievance.track == Track.AUDIT)
    if name:
        match letter:
            case LetterKind.REPLY:
                card = _reply(unit, grievance)
            case LetterKind.EXTENSION:
                card = _extension(unit, grievance)
            case LetterKind.PROGRESS:
                card = _progress(unit, grievance)
    if card is None:
        raise Refused(Reason.NO_SUCH_LETTER, number=grievance.key)
    return replace(card, addressee=name)


def _reply(unit: Unit, grievance: Grievance) -> LetterCard | None:
    """What was recorded; before that, the answer as it stands."""
    reply = find_reply(unit.session, grievance.key)
    if reply is None:
        if grievance.state != GrievanceState.ANSWERED:
            return None
        return replace(_begun(unit, grievance, LetterKind.REPLY), words=unit.secrets.open_if(grievance.sealed_answer))
    if reply.result in NOT_TOLD:
        return None
    said = reply_texts(unit.secrets.open(reply.sealed_texts))
    return replace(
        _begun(unit, grievance, LetterKind.REPLY),
        words=said["words"],
        result=CloseResult(reply.result),
        remedy=said["remedy"],
        handler=said["handler"],
        contact=said["contact"],
    )


def _extension(unit: Unit, grievance: Grievance) -> LetterCard | None:
    if not times_moved(unit.session, grievance):
        return None
    delay = last_delay(unit.session, grievance)
    return replace(
        _begun(unit, grievance, LetterKind.EXTENSION),
        words=unit.secrets.open_if(delay.sealed_words) if delay else "",
        reason=reason_of(delay),
        is_downtime=delay is not None and delay.kind == STOPPED,
        due_before=delay.due_before if delay else None,
        due_on=delay.due_on if delay else grievance.due_on,
    )


def _progress(unit: Unit, grievance: Grievance) -> LetterCard | None:
    told = last_telling(unit.session, grievance, TellingKind.PROGRESS)
    if told is None:
        return None
    return replace(_begun(unit, grievance, LetterKind.PROGRESS), words=unit.secrets.open(told.sealed_words))


def _begun(unit: Unit, grievance: Grievance, letter: LetterKind) -> LetterCard:
    """What every letter says: to whom, about what, by whom."""
    holder = staff_by_slack_id(unit.session, grievance.answered_by or grievance.recipient or "")
    return LetterCard(
        kind=letter,
        number=grievance.key,
        station=unit.station.name,
        office=unit.station.office,
        main_number=unit.station.main_number,
        made_at=unit.now,
        addressee="",
        filed_on=unit.day_of(grievance.brought_at or grievance.filed_at),
        asked=unit.secrets.open(grievance.sealed_words),
        handler=handler_of(holder),
        contact=unit.station.main_number,
        due_on=grievance.due_on,
        words="",
    )
