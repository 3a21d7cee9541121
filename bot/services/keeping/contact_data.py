"""The only room that opens contact data. Whoever is shown a number is written into the access log (rule book §7)."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from bot.domain.keeping.cards import Contact, Whose
from bot.domain.keeping.names import name_key
from bot.domain.keeping.phones import format_phone, has_mobile
from bot.domain.lists.listed_words import ListedWords, listed_words_from_text
from bot.domain.station import Reveal
from bot.domain.trail import NOBODY, SYSTEM, Door, Event, Origin, Purpose
from bot.services.finding import existing_call
from bot.services.unit import Unit
from storage.calls.attempts import people_tried
from storage.calls.tables import Attempt, Call
from storage.keeping.audit_holds import held_contact
from storage.keeping.reveals import add_ticket, is_open, use_ticket
from storage.keeping.tables import RevealTicket
from storage.lists.names import sealed_words
from storage.people.numbers import other_numbers
from storage.people.queries import find_petitioner, sealed_names
from storage.people.tables import OtherNumber, Petitioner, Staff
from storage.trail import record_access, record_words_read

LINK_LIVES = timedelta(seconds=60)


def reveal_contact(unit: Unit, call: Call, holders: "Holders", to: Staff, purpose: Purpose) -> Contact:
    """Open a petitioner's name and number for the person who is to phone, and log it; or give a page that does."""
    reader = to.slack_id or to.staff_no
    if unit.station.reveal is Reveal.LINK:
        return _ticket(unit, call, reader, purpose)
    return _open(unit, call, holders, reader, purpose)


def reveal_for_paper(unit: Unit, call: Call, by: str) -> Contact:
    """Open a petitioner's name and number for the day's list on paper, and log it: a page that opens once is no use."""
    return _open(unit, call, holders_of(unit, call), by, Purpose.PAPER)


def log_letter(unit: Unit, call: Call, by: str, purpose: Purpose) -> None:
    """Log that somebody has a letter made to a petitioner, with the name in it."""
    record_access(unit.session, call.key, purpose, actor=by, at=unit.now, origin=unit.origin)


def addressee_of(unit: Unit, call: Call, *, for_audit: bool) -> str:
    """Open the name for a letter whose making was logged; "" when it was destroyed."""
    petitioner = find_petitioner(unit.session, call.petitioner_id)
    held = held_contact(unit.session, petitioner.key) if for_audit else None
    return unit.secrets.open((held or petitioner).sealed_name)


def name_key_of(unit: Unit, sealed_name: bytes) -> str:
    """Return the key of a name, to be compared and shown to nobody; "" when it was destroyed."""
    return name_key(unit.secrets.open(sealed_name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """Whose the number of a call is."""

    same: tuple[Petitioner, ...]  # who is the petitioner of the call, in whatever list: the oldest first
    mine: Petitioner  # the one of them whose call it is
    others: tuple[OtherNumber, ...]  # of this one
    is_shared: bool  # it is somebody else's too
    tried: tuple[Attempt, ...]  # with the petitioner: for the call, or ended for abuse; the oldest first


def holders_of(unit: Unit, call: Call) -> Holders:
    """Find whose the number of a call is: of the same name it is one person (rule book §3, One person)."""
    holders = people_tried(unit.session, call)
    names = {each.person.key: name_key_of(unit, each.person.sealed_name) for each in holders} if holders[1:] else {}
    same = [each for each in holders if names.get(each.person.key) == names.get(call.petitioner_id)]
    tried = sorted((attempt for each in same for attempt in each.attempts), key=attrgetter("at", "id"))
    mine = next(each for each in same if each.person.key == call.petitioner_id)
    return Holders(
        same=tuple(each.person for each in same),
        mine=mine.person,
        others=tuple(mine.others),
        is_shared=len(same) < len(holders),
        tried=tuple(tried),
    )


def same_person(unit: Unit, call: Call) -> list[int]:
    """List the petitioners who are the one of a call: the same number and the same name."""
    return [each.key for each in holders_of(unit, call).same]


def may_open(unit: Unit, *, token: str) -> bool:
    """Check whether a one-time page can still be opened; looking changes nothing."""
    return is_open(unit.session, token, unit.now)


def open_page(unit: Unit, *, token: str, pin: str) -> Contact | None:
    """Open a one-time page: once, within 60 s, with its number; None ever after, and for anybody else."""
    ticket = use_ticket(unit.session, token, pin, unit.now)
    if ticket is None:
        unit.record(Event.REVEAL_REFUSED, by=NOBODY)
        return None
    call = existing_call(unit, ticket.call_id)
    return _open(unit, call, holders_of(unit, call), ticket.by, Purpose(ticket.purpose))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedVisit:
    """What a list said of a visit, and the keyed hash of whose it was."""

    words: ListedWords
    day: date
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedWords:
    """The words of visits, and the names of all petitioners, which must not stand in what is shown of them."""

    visits: tuple[OpenedVisit, ...]
    names: tuple[str, ...]


def open_words(unit: Unit, *, since: date, by: str) -> OpenedWords:
    """Open what lists said of the visits since a day, to count words, and log it; whose they were is never shown."""
    sealed = sealed_words(unit.session, since)
    record_words_read(unit.session, visits=len(sealed), actor=by, at=unit.now, origin=unit.origin)
    visits = (
        OpenedVisit(
            words=listed_words_from_text(unit.secrets.open_if(each.sealed_listed)), day=each.day, person=each.person
        )
        for each in sealed
    )
    return OpenedWords(visits=tuple(visits), names=tuple(map(unit.secrets.open, sealed_names(unit.session))))


def _ticket(unit: Unit, call: Call, reader: str, purpose: Purpose) -> Contact:
    token, pin = secrets.token_urlsafe(32), f"{secrets.randbelow(10_000):04}"
    ticket = RevealTicket(
        token_hash="",
        call_id=call.key,
        by=reader,
        purpose=purpose.value,
        pin=pin,
        expires_at=unit.now + LINK_LIVES,
    )
    add_ticket(unit.session, token, ticket)
    link = f"{unit.station.reveal_url.rstrip('/')}/reveal/{token}"
    return Contact(name=call.masked_name, phone="", link=link, pin=pin)


def _open(unit: Unit, call: Call, holders: Holders, reader: str, purpose: Purpose) -> Contact:
    petitioner = holders.mine
    held = held_contact(unit.session, petitioner.key) if purpose is Purpose.AUDIT else None
    kept = held or petitioner
    record_access(unit.session, call.key, purpose, actor=reader, at=unit.now, origin=unit.origin)
    phone, listed = unit.secrets.open(kept.sealed_phone), unit.secrets.open_if(kept.sealed_alternates).split()
    noted = [] if held else _opened(unit, holders.others)
    chosen = [number for number, whose in noted if whose == Whose.CHOSEN]
    alternates = dict.fromkeys([*listed, *(number for number, _ in noted)])
    return Contact(
        name=unit.secrets.open(kept.sealed_name),
        phone=format_phone(phone),
        alternates=tuple(format_phone(each) for each in alternates if each not in {phone, *chosen}),
        chosen=tuple(map(format_phone, chosen)),
    )


def number_for_text(unit: Unit, call: Call, by: str, *, is_new_look: bool) -> str:
    """Open a petitioner's number to hand it over with the advance text, and log it, once for each text that is asked.

    `by`: SYSTEM, or who asked for it by a click.
    """
    if is_new_look:
        origin = Origin(door=Door.BOT if by == SYSTEM else Door.CLICK)
        record_access(unit.session, call.key, Purpose.ADVANCE_TEXT, actor=by, at=unit.now, origin=origin)
    return unit.secrets.open(find_petitioner(unit.session, call.petitioner_id).sealed_phone)


def may_get_text(unit: Unit, call: Call) -> bool:
    """Check whether the number of a call's petitioner can get a text; it is shown to nobody."""
    return has_mobile(unit.secrets.open(find_petitioner(unit.session, call.petitioner_id).sealed_phone))


def known_numbers(unit: Unit, petitioner: Petitioner) -> list[str]:
    """Return all numbers of a petitioner, the one that is phoned first: to be compared and kept, shown to nobody."""
    phone, listed = unit.secrets.open(petitioner.sealed_phone), unit.secrets.open_if(petitioner.sealed_alternates)
    others = _opened(unit, other_numbers(unit.session, petitioner.key))
    return list(dict.fromkeys([phone, *listed.split(), *(number for number, _ in others)]))


def _opened(unit: Unit, numbers: Iterable[OtherNumber]) -> list[tuple[str, str | None]]:
    return [(unit.secrets.open(each.sealed_phone), each.whose) for each in numbers]
