"""Checking the trail and the access log: unchanged, and looked at once a month (DOMAIN §7)."""

from bot.services.unit import Unit
from storage.trail import CHAINS, ChainReport, verify_chain


def verify_chains(unit: Unit) -> list[ChainReport]:
    """Check that no row of either chain was changed, moved or taken out."""
    return [verify_chain(unit.session, name) for name in CHAINS]
