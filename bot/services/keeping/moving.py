"""Moving everything to another database: every row is there, or nothing is (rule book §7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.keeping.places import moved_to
from bot.domain.refusals import Reason, Refused
from bot.domain.trail import Event
from bot.services.unit import Unit
from storage.chain_checks import ChainReport
from storage.keeping.places import note_place
from storage.keeping.replicas import bots_since
from storage.key_checks import keys_against_data
from storage.moving import Progress, Target, chains_at, copy_rows, differing_tables, hold_still, keys_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What stands at the target now: how many tables and rows, and what verifying both chains found there."""

    tables: int
    rows: int
    chains: Sequence[ChainReport]


def is_at_work(unit: Unit, *, since: datetime) -> bool:
    """Check whether a bot has said since a moment that it runs on this database."""
    return bots_since(unit.session, since)


def move_database(unit: Unit, *, target: Target, progress: Progress) -> Moved:
    """Copy everything into an empty database, compare, verify, and mark this one as moved: no bot goes on here.

    The target is committed before this one: what breaks off before leaves it empty, and what breaks off between leaves
    two, of which the moved one is refused as a target.

    Raises:
        Refused: the target fails, or what stands there is not what stands here.
    """
    hold_still(unit.session.connection())
    unit.record(Event.DATABASE_MOVED)
    note_place(unit.session, moved_to(target.name), unit.now)
    unit.settle()
    sums = copy_rows(unit.session.connection(), target, progress)
    wrong = differing_tables(target, sums, progress)
    if not wrong and keys_at(target, unit.secrets) != keys_against_data(unit.session, unit.secrets):
        wrong = ["keycheck"]
    if wrong:
        raise Refused(Reason.TARGET_DIFFERS, target=target.name, tables=", ".join(wrong))
    chains = chains_at(target, unit.secrets)
    target.commit()
    return Moved(tables=len(sums), rows=sum(each.rows for each in sums.values()), chains=chains)
