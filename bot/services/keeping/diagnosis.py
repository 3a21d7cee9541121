"""Looking at how the installation stands, for `cleancall doctor`; nothing is changed."""

from bot.domain.keeping.diagnosis import InstallationState
from bot.domain.roles import Role
from bot.services.keeping.old_trail import see_old_trail
from bot.services.unit import Unit
from storage.key_rotation import holds_unreadable, sealed_tables
from storage.outbox import outbox_health
from storage.people.queries import oldest_kept, slack_ids_with
from storage.secrets import UnreadableSecret
from storage.trail import CHAINS, ChainReport, verify_chain


def see_installation(unit: Unit) -> InstallationState:
    """Return what the database tells of the installation."""
    health = outbox_health(unit.session)
    return InstallationState(
        keys=unit.secrets.count,
        unreadable=[name for name in sealed_tables() if holds_unreadable(unit.session, unit.secrets, name)],
        numbers_are_known=_numbers_are_known(unit),
        oldest_due=health.oldest_due,
        failed=health.failed,
        people={role: len(slack_ids_with(unit.session, role)) for role in Role},
        last_holiday_known=unit.calendar.last_day,
        old_trail=see_old_trail(unit),
    )


def _numbers_are_known(unit: Unit) -> bool:
    """The key that makes the look-up hashes is the last of DATA_KEYS: another one knows nobody again."""
    oldest = oldest_kept(unit.session)
    try:
        return oldest is None or unit.secrets.keyed_hash(unit.secrets.open(oldest.sealed_phone)) == oldest.phone_hash
    except UnreadableSecret:  # told as a key that is missing
        return True


def verify_chains(unit: Unit) -> list[ChainReport]:
    """Check that no row of either chain was changed, moved or taken out."""
    return [verify_chain(unit.session, name) for name in CHAINS]
