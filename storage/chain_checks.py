"""Checking the chains: whoever changes, moves, copies or takes out a row without having the keys is found."""

import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, col

from bot.domain.keeping.anchors import Anchor, AnchorVerdict
from bot.domain.trail import Event
from storage.chain_keys import ChainKeys
from storage.chaining import CHAINS, LETTERS, chain_keys, had_key, head_words, link_hash, signed_link, turn_words
from storage.columns import table_of
from storage.tables import ChainHead

AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeKeys:
    """What was found of a chain's rows when it went on under a key, from then on the first of which has one."""

    at: datetime
    rows: int
    head: str
    result: str  # sound, broken, cut_off, emptied
    broken_at: int | None
    breaks: int
    cut_off: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """What checking a chain found: how many rows are sound, and the id of the first that is not."""

    chain: str
    rows: int
    broken_at: int | None  # a row that was changed, or before which one is missing or moved
    cut_off: int  # rows missing at the end
    has_false_end: bool = False  # its noted end was written by somebody without the keys
    end: str = ""  # the hash of its last row
    before_keys: BeforeKeys | None = None

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong, but for what was wrong already before the chain had a key."""
        return self.broken_at is None and not self.cut_off and not self.has_false_end


@dataclass(slots=True)
class _Walk:
    """Where the check of a chain has come to."""

    chain: str
    keys: ChainKeys
    link: str
    number: int
    key: str | None = None  # of the row before; "": it had none
    breaks: list[int] = field(default_factory=list)  # rows that do not fit, before the chain had a key
    before_keys: BeforeKeys | None = None

    def fits(self, row: Mapping[str, Any]) -> bool:
        """Go on to the next row. False: it does not fit to those before."""
        before, self.number = self.link, self.number + 1
        self.link = row["hash"]
        if not row["key_id"] and not self.key:
            self.key = ""
            if not hmac.compare_digest(link_hash(before, row), row["hash"]):
                self.breaks.append(row["id"])
            return True
        if not self._is_signed(before, row):
            return False
        is_turned = self.key == row["key_id"] or self._turns(before, row)
        self.key = row["key_id"]
        return is_turned

    def _is_signed(self, before: str, row: Mapping[str, Any]) -> bool:
        return row["key_id"] in self.keys and hmac.compare_digest(
            signed_link(self.keys, row["key_id"], self.chain, self.number, before, row), row["hash"]
        )

    def _turns(self, before: str, row: Mapping[str, Any]) -> bool:
        """Check the row by which a chain goes on under another key: both sign it, where there was one before."""
        facts = json.loads(row["facts"]) if row["event"] == Event.CHAIN_KEYED else {}
        if not self.key and "result" in facts:
            self.before_keys = _found_then(row, facts)
        if self.key is None:  # nothing is kept of what was before
            return True
        words = turn_words(self.chain, self.number, before, row["key_id"])
        return "result" in facts if not self.key else self.keys.fits(self.key, words, facts.get("proof"))

    @property
    def broken_at(self) -> int | None:
        """The first row of before the keys that does not fit; None: all fit but for what was told when it got a key."""
        then = self.before_keys
        if then is not None and self.breaks and (self.breaks[0], len(self.breaks)) == (then.broken_at, then.breaks):
            return None
        return self.breaks[0] if self.breaks else None


def verify_chain(session: Session, name: str) -> ChainReport:
    """Sign a chain anew from its beginning, and compare its end with what was noted of it."""
    head = session.execute(select(ChainHead).where(col(ChainHead.chain) == name)).scalar_one()
    noted_rows, noted_hash = head.rows, head.hash  # read first: what is written meanwhile only makes the chain longer
    false_end = _has_false_end(session, head)
    walk = _Walk(name, chain_keys(session), head.dropped_hash, head.dropped_rows)
    broken_at = None
    for row in _rows_of(session, name, after=head.dropped_to):
        if not walk.fits(row) or (walk.number == noted_rows and walk.link != noted_hash):
            broken_at = row["id"]
            break
    kept = walk.number - head.dropped_rows - (broken_at is not None)
    if broken_at is None:
        broken_at = walk.broken_at
    return ChainReport(
        chain=name,
        rows=kept,
        broken_at=broken_at,
        cut_off=0 if broken_at is not None else max(0, noted_rows - walk.number),
        has_false_end=false_end or (bool(head.key_id) and walk.key == ""),
        end=walk.link,
        before_keys=walk.before_keys,
    )


def breaks_before_keys(session: Session, name: str) -> tuple[int, list[int]]:
    """Check a chain that has no key yet: how many rows it has, dropped ones counted, and the ids of those unfit."""
    head = session.execute(select(ChainHead).where(col(ChainHead.chain) == name)).scalar_one()
    walk = _Walk(name, chain_keys(session), head.dropped_hash, head.dropped_rows)
    for row in _rows_of(session, name, after=head.dropped_to):
        walk.fits(row)
        if walk.number == head.rows and walk.link != head.hash and row["id"] not in walk.breaks:
            walk.breaks.append(row["id"])
    return walk.number, walk.breaks


def find_anchor(session: Session, anchor: Anchor) -> AnchorVerdict:
    """Look for the row that an anchor is of: in the chain that it names, else in both."""
    chains = [name for name, letter in LETTERS.items() if anchor.letter in {letter, ""}]
    places = [f"{anchor.letter}{anchor.number}-"] if anchor.letter else ["", "%-"]
    for name in chains:
        table = table_of(CHAINS[name])
        patterns = [table.c.hash.like(f"{place}{anchor.digits}%") for place in places]
        if session.execute(select(table.c.id).where(or_(*patterns)).limit(1)).first() is not None:
            return AnchorVerdict.FOUND
    heads = session.execute(select(ChainHead).where(col(ChainHead.chain).in_(chains))).scalars().all()
    if anchor.number is None:
        is_old = any(head.dropped_hash.rpartition("-")[2].startswith(anchor.digits) for head in heads)
    else:
        is_old = all(anchor.number <= head.dropped_rows for head in heads)
    return AnchorVerdict.TOO_OLD if is_old else AnchorVerdict.MISSING


def ends_of_chains(session: Session) -> Sequence[str]:
    """Return how the chains end now, as they are noted: hashes, "" of one without rows."""
    ends = {head.chain: head.hash for head in session.execute(select(ChainHead)).scalars()}
    return [ends[name] for name in CHAINS]


def _has_false_end(session: Session, head: ChainHead) -> bool:
    """Check the signature of a chain's noted end. Without one it stands only where no key was ever used."""
    if head.key_id:
        words = head_words(head, rows=head.rows, link=head.hash)
        return not chain_keys(session).fits(head.key_id, words, head.mac)
    return had_key(session)


def _rows_of(session: Session, name: str, *, after: int) -> Iterator[Mapping[str, Any]]:
    table = table_of(CHAINS[name])
    names = table.c.keys()
    while True:
        query = select(table).where(table.c.id > after).order_by(table.c.id).limit(AT_ONCE)
        found = session.execute(query).all()
        yield from (dict(zip(names, row, strict=True)) for row in found)
        if len(found) < AT_ONCE:
            return
        after = found[-1].id


def _found_then(row: Mapping[str, Any], facts: Mapping[str, Any]) -> BeforeKeys:
    told = {name: facts[name] for name in ("rows", "head", "result", "broken_at", "breaks", "cut_off")}
    return BeforeKeys(at=row["at"], **told)
