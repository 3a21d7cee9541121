"""Sealing what older versions kept in the open: once, after an upgrade, before anybody is served (rule book §7).

It is done in batches, each of them one transaction: killed, it goes on where it stopped.
"""

from collections.abc import Callable, Mapping, Sequence

from bot.services.desk import Desk
from bot.services.keeping.old_trail import look_for_words, seal_rows, verify_old_trail
from bot.services.keeping.old_words import seal_calls, seal_requests, seal_signals
from bot.services.unit import Unit
from storage.keeping.resealing import WORDS_STOOD_IN, is_resealed, newest_post, unfinished_resealing
from storage.keeping.tables import Resealing
from storage.key_rotation import holds_unreadable, sealed_tables

STEPS: Mapping[str, Callable[[Unit, Resealing], int | None]] = {
    "verify": verify_old_trail,
    "signals": lambda unit, work: seal_signals(unit, work.after or 0),
    "requests": lambda unit, work: seal_requests(unit, work.after or 0),
    "calls": lambda unit, work: seal_calls(unit, work.after or 0),
    "look": look_for_words,
    "trail": seal_rows,
}
"""In this order. Each does a batch and returns the last row that it is done with; None: nothing is left."""
FILES = "files"
"""The last step: when all is sealed the files of the database are written anew."""


class KeysMissing(Exception):
    """Some of what is sealed does not open: with wrong keys nothing more is sealed. `tables`: where it lies."""

    def __init__(self, tables: Sequence[str]) -> None:
        super().__init__(", ".join(tables))
        self.tables = tables


def reseal(desk: Desk, progress: Callable[[str, int], None]) -> None:
    """Seal what is left in the open. `progress` is told, batch by batch, what is being done and how far.

    Raises:
        KeysMissing: with these keys what is sealed already cannot be opened.
        DatabaseBusy: somebody else is at work on the database, or there is no room; the next start goes on.
    """
    if desk.do_now(is_all_sealed):
        return
    desk.do_now(_require_keys)
    while (step := desk.do_now(_do_batch)) != (FILES, 0):
        progress(*step)
    desk.write_anew(WORDS_STOOD_IN)
    desk.do_now(_finish)


def is_all_sealed(unit: Unit) -> bool:
    """Check whether nothing is left in the open of what older versions kept there."""
    return is_resealed(unit.session)


def _require_keys(unit: Unit) -> None:
    closed = [name for name in sealed_tables() if holds_unreadable(unit.session, unit.secrets, name)]
    if closed:
        raise KeysMissing(closed)


def _do_batch(unit: Unit) -> tuple[str, int]:
    """Do a batch of the step that is under way. Returns the step that comes then, and how far it is."""
    work = unfinished_resealing(unit.session)
    if work is None or work.step == FILES:
        return FILES, 0
    last = STEPS[work.step](unit, work)
    if last is None:
        steps = [*STEPS, FILES]
        work.step = steps[steps.index(work.step) + 1]
    work.after = last
    return work.step, last or 0


def _finish(unit: Unit) -> None:
    work = unfinished_resealing(unit.session)
    if work is not None:
        work.finished_at, work.posts_before = unit.now, newest_post(unit.session) + 1
