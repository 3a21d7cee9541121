"""Another number of a petitioner, by whoever has their call: the register and look-ups follow it (rule book §4)."""

from bot.domain.calls.cards import ClaimCard, QueueLine
from bot.domain.calls.numbers import NewNumber, NumberChange, NumberField, number_problems
from bot.domain.keeping.cards import Whose
from bot.domain.keeping.phones import read_phones
from bot.domain.refusals import FormRefused, Reason
from bot.domain.roles import Action
from bot.domain.trail import Event
from bot.services.accusations import tell_of_accusation
from bot.services.calls.claiming import card_of_claim
from bot.services.calls.recording import held_call
from bot.services.finding import existing_line
from bot.services.keeping.contact_data import known_numbers
from bot.services.keeping.key_checks import hash_as_stored
from bot.services.permitting import member_who_may
from bot.services.unit import Unit
from storage.lists.do_not_call import not_to_be_called, register_do_not_call, registration_of
from storage.people.numbers import add_number, drop_number
from storage.people.queries import correct_petitioner, find_petitioner
from storage.people.tables import OtherNumber, Petitioner

RECORDED_AS = {NumberChange.REPLACE: Event.CALL_NUMBER_REPLACED, NumberChange.KEEP: Event.CALL_NUMBER_KEPT}


def begin_number(unit: Unit, *, by: str, number: int) -> QueueLine:
    """Return the call whose petitioner gets another number.

    Raises:
        Refused: not the claimant's.
    """
    held_call(unit, by, number)
    return existing_line(unit, number)


def change_number(unit: Unit, *, by: str, number: int, new: NewNumber) -> ClaimCard:
    """Keep another number of a petitioner, or phone it from now on: the one before stays as alternate.

    Raises:
        FormRefused: it cannot be; the fields say why.
        Refused: not the claimant's.
    """
    call = held_call(unit, by, number)
    petitioner = find_petitioner(unit.session, call.petitioner_id)
    main, *alternates = known_numbers(unit, petitioner)
    problems = number_problems(new, main, alternates)
    if problems or new.change is None or new.whose is None:
        raise FormRefused(problems)
    hash_as_stored(unit)
    phone = read_phones(new.phone).phone or ""
    hashed = unit.secrets.keyed_hash(phone)
    _follow_register(unit, petitioner, hashed)
    if new.change is NumberChange.REPLACE:
        _keep(unit, petitioner, petitioner.phone_hash, main, Whose.OWN, by)
        drop_number(unit.session, petitioner.key, hashed)
        correct_petitioner(unit.session, petitioner.key, sealed_phone=unit.secrets.seal(phone), phone_hash=hashed)
    else:
        _keep(unit, petitioner, hashed, phone, new.whose, by)
    unit.record_with_words(RECORDED_AS[new.change], number, new.why, by=by)
    tell_of_accusation(unit, number, new.why)
    unit.session.expire_all()
    return card_of_claim(unit, member_who_may(unit, by, Action.RECORD), number)


def _keep(unit: Unit, petitioner: Petitioner, hashed: str, phone: str, whose: Whose, by: str) -> None:
    other = OtherNumber(
        petitioner_id=petitioner.key,
        phone_hash=hashed,
        sealed_phone=unit.secrets.seal(phone),
        whose=whose.value,
        by=by,
        at=unit.now,
    )
    add_number(unit.session, other)


def _follow_register(unit: Unit, petitioner: Petitioner, hashed: str) -> None:
    """Let the do-not-call register follow the petitioner; a number that stands there for somebody else is refused."""
    entry = registration_of(unit.session, petitioner.phone_hash)
    is_listed = bool(not_to_be_called(unit.session, [hashed], unit.today))
    if is_listed and entry is None:
        raise FormRefused({NumberField.PHONE: Reason.NUMBER_REGISTERED})
    if entry is not None:
        register_do_not_call(unit.session, hashed, entry.added_by, entry.at, until=entry.until)
