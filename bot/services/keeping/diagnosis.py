"""Looking at how the installation stands, for `cleancall doctor`; nothing is changed."""

from bot.domain.keeping.accounts import Account
from bot.domain.keeping.anchors import AnchorVerdict, read_anchor
from bot.domain.keeping.diagnosis import NAMES_OF_DAYS, InstallationState, KeysWrong, NamesUnknown
from bot.domain.roles import Role
from bot.services.keeping.key_checks import WrongKeys, hash_as_stored, require_keys
from bot.services.keeping.old_trail import see_old_trail
from bot.services.officers import officers_of_visit
from bot.services.permitting import roles_of
from bot.services.unit import Unit
from storage.chain_checks import ChainReport, find_anchor, verify_chain
from storage.chaining import CHAINS
from storage.key_rotation import holds_unreadable, sealed_tables
from storage.lists.names import newest_visits, visits_by_name
from storage.outbox import outbox_health
from storage.people.queries import active_staff, oldest_kept, slack_ids_with
from storage.secrets import UnreadableSecret

OFFICERS_OF = 1000
"""The newest visits whose officers are compared with the directory: opening them takes a tenth of a second."""


def see_installation(unit: Unit) -> InstallationState:
    """Return what the database tells of the installation."""
    hash_as_stored(unit)
    health = outbox_health(unit.session)
    unreadable = [name for name in sealed_tables() if holds_unreadable(unit.session, unit.secrets, name)]
    return InstallationState(
        keys=unit.secrets.count,
        unreadable=unreadable,
        numbers_are_known=_numbers_are_known(unit),
        keys_not_written=[kind.variable for kind in unit.secrets.derived],
        keys_wrong=_keys_wrong(unit),
        oldest_due=health.oldest_due,
        failed=health.failed,
        people={role: len(slack_ids_with(unit.session, role)) for role in Role},
        last_holiday_known=unit.calendar.last_day,
        old_trail=see_old_trail(unit),
        names=NamesUnknown() if unreadable else _names_unknown(unit),
        headless=_headless(unit),
    )


def see_accounts(unit: Unit) -> list[Account]:
    """List the active members of the directory who have a Slack account."""
    return [
        Account(staff_no=person.staff_no, roles=roles_of(person), slack_id=person.slack_id)
        for person in active_staff(unit.session)
        if person.slack_id is not None
    ]


def _headless(unit: Unit) -> list[str]:
    """List the departments of the tables that people visited lately, and whose head and deputy nobody can reach."""
    visited = {name for name, _ in visits_by_name(unit.session, unit.today - NAMES_OF_DAYS) if unit.knows(name)}
    led = {
        unit.department_of(person.department)
        for person in active_staff(unit.session)
        if person.slack_id is not None and {Role.HEAD, Role.DEPUTY} & roles_of(person)
    }
    return sorted({unit.department_of(name) for name in visited} - led)


def _names_unknown(unit: Unit) -> NamesUnknown:
    """Count what no table knows. Officers' cells are opened to compare them with the directory; nobody sees them."""
    since = unit.today - NAMES_OF_DAYS
    visits = visits_by_name(unit.session, since)
    types = {each.name for each in unit.station.petition_types}
    elsewhere = [person.department for person in active_staff(unit.session) if not unit.knows(person.department)]
    officers = [officers_of_visit(unit, each) for each in newest_visits(unit.session, since, most=OFFICERS_OF)]
    with_officer = [each for each in officers if each.cell]
    return NamesUnknown(
        visits=visits.total(),
        other_departments=sum(n for (name, _), n in visits.items() if name and not unit.knows(name)),
        other_types=sum(n for (_, name), n in visits.items() if name not in types),
        people=len(elsewhere),
        units=len(set(elsewhere)),
        with_officer=len(with_officer),
        officers_unknown=sum(not each.may_be for each in with_officer),
    )


def _keys_wrong(unit: Unit) -> KeysWrong | None:
    try:
        require_keys(unit)
    except WrongKeys as error:
        return KeysWrong(fault=error.fault, facts=error.facts)
    return None


def _numbers_are_known(unit: Unit) -> bool:
    """The key that makes the look-up hashes is the last of DATA_KEYS: another one knows nobody again."""
    oldest = oldest_kept(unit.session)
    try:
        return oldest is None or unit.secrets.keyed_hash(unit.secrets.open(oldest.sealed_phone)) == oldest.phone_hash
    except UnreadableSecret:  # told as a key that is missing
        return True


def see_anchor(unit: Unit, *, words: str) -> AnchorVerdict:
    """Look for the row that an anchor from outside is of."""
    anchor = read_anchor(words)
    return AnchorVerdict.MISSING if anchor is None else find_anchor(unit.session, anchor)


def verify_chains(unit: Unit) -> list[ChainReport]:
    """Check that no row of either chain was changed, moved or taken out."""
    return [verify_chain(unit.session, name) for name in CHAINS]
