"""Keys at every door: those of another database, a missing one, or a wrong order are refused (rule book §7).

A database knows its keys by ids. Of one that knows none yet, of an older version, what is stored tells.
"""

from bot.domain.keeping.diagnosis import InstallationFault
from bot.domain.keeping.key_checks import KeyFault, KeyKind, key_fault
from bot.domain.refusals import Fact
from bot.services.unit import Unit
from storage.chain_checks import breaks_before_keys
from storage.chaining import TRAIL, Facts, chains_without_key, put_under_key
from storage.key_checks import has_key_checks, has_staff, hash_keys_held, keys_against_data, known_keys, note_keys

FAULTS = {
    KeyFault.FOREIGN: InstallationFault.KEYS_FOREIGN,
    KeyFault.LEFT_OUT: InstallationFault.KEYS_LEFT_OUT,
    KeyFault.OUT_OF_PLACE: InstallationFault.KEYS_OUT_OF_PLACE,
}


class WrongKeys(Exception):
    """The keys that are set do not fit to the database: what is wrong, with the facts of its sentence."""

    def __init__(self, fault: InstallationFault, **facts: Fact) -> None:
        super().__init__(fault.value)
        self.fault, self.facts = fault, facts


def require_keys(unit: Unit) -> None:
    """Check the keys, in a database of whatever version; nothing is changed.

    Raises:
        WrongKeys: they are not those of the database, or stand in a wrong order.
    """
    if not has_key_checks(unit.session):
        _require_by_data(unit, has_chain_key=False)
        return
    for kind in KeyKind:
        fault = key_fault(unit.secrets.ids(kind), known_keys(unit.session, kind))
        if fault is not None:
            derived = kind in unit.secrets.derived
            raise WrongKeys(InstallationFault.KEY_NOT_DERIVED if derived else FAULTS[fault], name=kind.variable)
    has_chain_key = bool(known_keys(unit.session, KeyKind.TRAIL))
    if not has_chain_key or not known_keys(unit.session, KeyKind.DATA):
        _require_by_data(unit, has_chain_key=has_chain_key)


def _require_by_data(unit: Unit, *, has_chain_key: bool) -> None:
    found = keys_against_data(unit.session, unit.secrets)
    if found.unreadable:
        raise WrongKeys(InstallationFault.KEY_MISSING, tables=", ".join(found.unreadable))
    if not found.numbers_are_known:
        if KeyKind.HASH in unit.secrets.derived:
            raise WrongKeys(InstallationFault.HASH_KEY_MOVED)
        raise WrongKeys(InstallationFault.KEYS_FOREIGN, name=KeyKind.HASH.variable)
    if found.is_marked and not has_chain_key:
        raise WrongKeys(InstallationFault.KEYS_FORGOTTEN)


def require_keyed_chains(unit: Unit) -> None:
    """Check that the chains of a database of this version have a key: `cleancall migrate` alone gives them one.

    Raises:
        WrongKeys: they never had one, or what told of it was taken out.
    """
    heads = chains_without_key(unit.session)
    has_history = any(head.rows for head in heads) or has_staff(unit.session)
    if heads and (has_history or known_keys(unit.session, KeyKind.TRAIL)):
        raise WrongKeys(InstallationFault.KEYS_FORGOTTEN)


def has_keys_to_note(unit: Unit) -> bool:
    """Check whether the database does not know a data key yet, its first hash key, or a key of its chains."""
    known = {each.id for each in known_keys(unit.session, KeyKind.DATA)}
    is_hashed = bool(known_keys(unit.session, KeyKind.HASH))
    return not (known.issuperset(unit.secrets.ids(KeyKind.DATA)) and is_hashed) or bool(
        chains_without_key(unit.session)
    )


def hash_as_stored(unit: Unit) -> None:
    """Hash with the keys that the database was hashed with: another process may have put a newer one to use."""
    held = hash_keys_held(unit.session)
    if held:
        unit.secrets.hash_with(held)


def note_new_keys(unit: Unit) -> None:
    """Note the keys of which the database does not know yet; chains that have none are verified and go on under one."""
    note_keys(unit.session, KeyKind.DATA, unit.secrets.ids(KeyKind.DATA)[::-1], unit.now)
    if not known_keys(unit.session, KeyKind.HASH):
        note_keys(unit.session, KeyKind.HASH, unit.secrets.ids(KeyKind.HASH)[-1:], unit.now)
    if not known_keys(unit.session, KeyKind.TRAIL):
        for head in chains_without_key(unit.session):
            rows, facts = _found(unit, head.chain, head.rows, head.hash)
            put_under_key(unit.session, head.chain, facts, unit.now, rows=rows)


def _found(unit: Unit, chain: str, noted: int, end: str) -> tuple[int, Facts | None]:
    """Verify a chain without key: how many rows it has, and what is to be said of it; nothing of one without rows."""
    rows, breaks = breaks_before_keys(unit.session, chain)
    cut_off = max(0, noted - rows)
    is_emptied = chain == TRAIL and not rows and has_staff(unit.session)
    if not rows and not cut_off and not is_emptied:
        return 0, None
    result = "broken" if breaks else "cut_off" if cut_off else "emptied" if is_emptied else "sound"
    return rows, {
        "head": end,
        "rows": rows,
        "result": result,
        "broken_at": breaks[0] if breaks else None,
        "breaks": len(breaks),
        "cut_off": cut_off,
    }
