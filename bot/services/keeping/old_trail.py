"""Chaining the trail anew without the words of lists that older versions kept in it (rule book §7).

The old chain is verified before its first row is changed, and what was found stands in the first row of the new one.
"""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.keeping.diagnosis import OldTrail
from bot.domain.lists.old_words import TELL_OF_VISITS, ResealedFacts, facts_that_stood, resealed_facts
from bot.domain.trail import SYSTEM, Event, number_in
from bot.services.keeping.old_words import table_names
from bot.services.unit import Unit
from storage.chain_checks import verify_chain
from storage.keeping.resealing import calls_with_words, finished_resealing, resealed_row
from storage.keeping.tables import Resealing
from storage.rechaining import (
    begin_new_chain,
    chain_anew,
    end_new_chain,
    end_of_trail,
    keep_sealed_facts,
    sealed_facts_with_rows,
    trail_rows,
)
from storage.secrets import UnreadableSecret

BATCH = 5000
SALT_BYTES = 16
CALL = re.compile(r"call:\d{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFactsReport:
    """What checking the sealed facts found: how many fit, and the row of the first that does not."""

    rows: int
    unfit_at: int | None


def verify_old_trail(unit: Unit, work: Resealing) -> None:
    """Verify the chain as it stands."""
    report = verify_chain(unit.session, "trail")
    work.old_rows, work.old_head = end_of_trail(unit.session)
    work.broken_at, work.cut_off = report.broken_at, report.cut_off


def look_for_words(unit: Unit, work: Resealing) -> int | None:
    """Look for rows that hold words of lists: a trail without any stays as it is."""
    batch = trail_rows(unit.session, after=work.after, most=BATCH)
    work.holds_words = bool(_without_words(unit, batch))
    return None if work.holds_words or not batch else int(batch[-1]["id"])


def seal_rows(unit: Unit, work: Resealing) -> int | None:
    """Chain a batch of rows anew, with names of tables in the place of words."""
    if not work.holds_words:
        return None
    if work.after is None:
        work.after, work.link = begin_new_chain(unit.session, _found(work), unit.now)
        work.rows = 1
    batch = trail_rows(unit.session, after=work.after, most=BATCH)
    if not batch:
        end_new_chain(unit.session, work.rows, work.link)
        return None
    resealed = _without_words(unit, batch)
    work.link = chain_anew(unit.session, batch, {number: new.shown for number, new in resealed.items()}, work.link)
    work.rows += len(batch)
    _keep_words(unit, {row["id"]: row["subject"] for row in batch if row["id"] in resealed}, resealed)
    return int(batch[-1]["id"])


def see_old_trail(unit: Unit) -> OldTrail | None:
    """Return what was found of the trail before it was chained anew; None when it never was, or long ago."""
    row = resealed_row(unit.session)
    if row is None:
        return None
    facts = json.loads(row.facts)
    return OldTrail(
        at=row.at,
        rows=facts["rows"],
        head=facts["head"],
        broken_at=facts["broken_at"],
        cut_off=facts["cut_off"],
    )


def note_old_trail_again(unit: Unit) -> None:
    """Record what was found of the old chain once more, when the row of it went with older ones behind it."""
    work = finished_resealing(unit.session)
    if work is None or work.finished_at is None or work.finished_at <= unit.now - unit.station.keep_trail:
        return
    if resealed_row(unit.session) is None:
        unit.record(Event.TRAIL_RESEALED, "trail", by=SYSTEM, **_found(work))


def verify_sealed_facts(unit: Unit) -> SealedFactsReport:
    """Check that what rows of the trail once said opens, and fits the digests that stand there."""
    after, sound = 0, 0
    while batch := sealed_facts_with_rows(unit.session, after=after, most=BATCH):
        for row in batch:
            if not _fits(unit, row.sealed_words, row.facts or ""):
                return SealedFactsReport(rows=sound, unfit_at=row.id)
            sound += 1
        after = batch[-1].id
    return SealedFactsReport(rows=sound, unfit_at=None)


def _fits(unit: Unit, sealed: bytes, shown: str) -> bool:
    try:
        return facts_that_stood(unit.secrets.open(sealed), shown) is not None
    except UnreadableSecret:
        return False


def _without_words(unit: Unit, batch: Sequence[Mapping[str, Any]]) -> Mapping[int, ResealedFacts]:
    """Make the new facts of the rows that hold words of lists, by id."""
    names = table_names(unit)
    new = {
        row["id"]: resealed_facts(row["facts"], names, secrets.token_hex(SALT_BYTES))
        for row in batch
        if row["event"] in TELL_OF_VISITS
    }
    return {number: facts for number, facts in new.items() if facts is not None}


def _keep_words(unit: Unit, subjects: Mapping[int, str], resealed: Mapping[int, ResealedFacts]) -> None:
    """Keep what rows said under seal, but for people who were purged: of them the salt goes too."""
    calls = {number: number_in(subject) for number, subject in subjects.items() if CALL.fullmatch(subject)}
    kept = calls_with_words(unit.session, sorted(set(calls.values())))
    keep_sealed_facts(
        unit.session,
        [
            {"id": number, "subject": subjects[number], "sealed_words": unit.secrets.seal(resealed[number].words)}
            for number, call in calls.items()
            if call in kept
        ],
    )


def _found(work: Resealing) -> dict[str, str | int | None]:
    result = "broken" if work.broken_at is not None else "cut_off" if work.cut_off else "sound"
    return {
        "head": work.old_head,
        "rows": work.old_rows,
        "result": result,
        "broken_at": work.broken_at,
        "cut_off": work.cut_off,
    }
