"""Somebody who writes the database file and knows everything but the keys is found by the check of the chains."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.clock import MovableClock
from bot.domain.keeping.anchors import AnchorVerdict, read_anchor, short_anchor
from bot.domain.keeping.key_checks import KeyKind
from bot.domain.trail import Event, Purpose
from bot.services.desk import Desk
from bot.services.keeping.diagnosis import see_anchor, verify_chains
from bot.services.keeping.keys import turn_chains
from bot.services.keeping.purging import drop_old_rows
from bot.services.unit import Unit
from storage.chain_checks import breaks_before_keys, ends_of_chains, find_anchor
from storage.chaining import head_words, link_hash, signed_link
from storage.secrets import Secrets
from storage.tables import ChainHead
from storage.trail import record_access
from tests.steps.desks import make_desk

OLD, NEW, FORGERS = (Fernet.generate_key().decode() for _ in range(3))


def write(unit: Unit, first: int, rows: int) -> None:
    """Write events and looks."""
    for number in range(first, first + rows):
        unit.record(Event.CALL_CLAIMED, number, by="U0KIM")
        record_access(unit.session, number, Purpose.CLAIMED_CALL, actor="U0KIM", at=unit.now)


@pytest.fixture
def turned(sqlite_url: str, clock: MovableClock) -> Desk:
    """Four rows under one key, and after the turn to another three under that."""
    desk = make_desk(sqlite_url, clock, OLD)
    desk.do_now(write, 1, 4)
    desk.secrets = Secrets([OLD], trail_keys=[NEW, *desk.secrets.listed[KeyKind.TRAIL]])
    desk.do_now(turn_chains)
    desk.do_now(write, 5, 2)
    return desk


def change(unit: Unit, *statements: str) -> None:
    """Do what the owner of the file can: the triggers come off first."""
    for table in ("trail", "accesslog"):
        for verb in ("update", "delete"):
            unit.session.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{verb}"))
    for statement in statements:
        unit.session.execute(text(statement))


def sign_anew(unit: Unit, secrets: Secrets | None, *, with_key_ids: bool = True) -> None:
    """Chain the trail anew from its beginning, with other keys under the same names, or as before there were keys."""
    keys, link = secrets.chain_keys if secrets else None, ""
    for number, row in enumerate(unit.session.execute(text("SELECT * FROM trail ORDER BY id")).mappings().all(), 1):
        told = {**row, "at": _utc(row["at"])}
        if keys is None:
            link, key = link_hash(link, told), ""
        else:
            key = row["key_id"] if with_key_ids else keys.newest
            link = signed_link(keys, keys.newest, "trail", number, link, told)
        change(unit, f"UPDATE trail SET hash = '{link}', key_id = '{key}' WHERE id = {row['id']}")  # noqa: S608
    rows = unit.session.execute(text("SELECT count(*) FROM trail")).scalar_one()
    head = unit.session.get_one(ChainHead, "trail")
    head.rows, head.hash = rows, link
    if keys is None:
        head.key_id = head.mac = ""
    else:
        head.key_id = head.key_id if with_key_ids else keys.newest
        head.mac = keys.sign(keys.newest, head_words(head, rows=rows, link=link))


def _utc(stored: str) -> object:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


DELETE_LAST = ("DELETE FROM trail WHERE id = 7",)
NOTE_END = "UPDATE chainhead SET rows = 6, hash = (SELECT hash FROM trail WHERE id = 6) WHERE chain = 'trail'"
COLUMNS = "at, actor, event, subject, facts, key_id, hash"
COPIED = f"INSERT INTO trail ({COLUMNS}) SELECT {COLUMNS} FROM"
NO_HEAD = "UPDATE chainhead SET rows = 0, hash = '', key_id = '', mac = ''"
TAMPERINGS: dict[str, Callable[[Unit], None]] = {
    "a row changed": lambda unit: change(unit, "UPDATE trail SET actor = 'U0LEE' WHERE id = 2"),
    "a row moved in time": lambda unit: change(unit, "UPDATE trail SET at = '2026-11-01' WHERE id = 2"),
    "a look from elsewhere": lambda unit: change(unit, "UPDATE accesslog SET door = 'page' WHERE id = 2"),
    "a row under another key's name": lambda unit: change(
        unit, "UPDATE trail SET key_id = (SELECT key_id FROM trail WHERE id = 7) WHERE id = 2"
    ),
    "a row dropped in the middle": lambda unit: change(unit, "DELETE FROM trail WHERE id = 3"),
    "the turn dropped": lambda unit: change(unit, "DELETE FROM trail WHERE id = 5"),
    "rows dropped at the end": lambda unit: change(unit, *DELETE_LAST),
    "rows dropped at the end, and the end noted": lambda unit: change(unit, *DELETE_LAST, NOTE_END),
    "a row copied to the end": lambda unit: change(
        unit, f"{COPIED} trail WHERE id = 7", "UPDATE chainhead SET rows = 8 WHERE chain = 'trail'"
    ),
    "a look copied into the trail": lambda unit: change(unit, f"{COPIED} accesslog WHERE id = 7"),
    "the beginning called too old": lambda unit: change(
        unit,
        "UPDATE chainhead SET dropped_rows = 2, dropped_to = 2, "
        "dropped_hash = (SELECT hash FROM trail WHERE id = 2) WHERE chain = 'trail'",
        "DELETE FROM trail WHERE id < 3",
    ),
    "all rewritten under the names of the keys": lambda unit: sign_anew(unit, Secrets([FORGERS])),
    "all rewritten under a key of one's own": lambda unit: sign_anew(unit, Secrets([FORGERS]), with_key_ids=False),
    "all rewritten as before there were keys": lambda unit: sign_anew(unit, None),
    "emptied": lambda unit: change(unit, "DELETE FROM trail", "DELETE FROM accesslog", NO_HEAD),
    "a row put into an emptied trail": lambda unit: change(
        unit, f"{COPIED} trail WHERE id = 1", "DELETE FROM trail WHERE id < 8"
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_whatever_is_done_without_the_keys_is_found(turned: Desk, name: str) -> None:
    assert all(each.is_sound for each in turned.do_now(verify_chains))

    turned.do_now(TAMPERINGS[name])

    reports = turned.do_now(verify_chains)
    turned.close()
    assert not all(each.is_sound for each in reports), reports


def test_an_anchor_is_found_too_old_or_missing(turned: Desk, clock: MovableClock) -> None:
    trail, looks = turned.do_now(lambda unit: [short_anchor(end) for end in ends_of_chains(unit.session)])
    plain = read_anchor(turned.do_now(lambda unit: unit.session.get_one(ChainHead, "trail").hash.partition("-")[2]))
    assert plain is not None

    def verdicts() -> list[AnchorVerdict]:
        typed = (trail, looks, trail.replace("T", "A"), "T99-12345678")
        return [turned.do_now(see_anchor, words=words) for words in typed]

    before = verdicts()
    clock.advance(timedelta(days=1200))
    turned.do_now(write, 7, 1)
    turned.do_now(drop_old_rows)
    after = verdicts()
    bare = turned.do_now(lambda unit: find_anchor(unit.session, plain))

    found, old, missing = AnchorVerdict.FOUND, AnchorVerdict.TOO_OLD, AnchorVerdict.MISSING
    assert before == [found, found, missing, missing]
    assert after == [old, old, old, missing]
    assert bare is old  # the last that was dropped is noted
    turned.close()


def test_with_an_old_key_alone_the_trail_is_not_rewritten(turned: Desk) -> None:
    turned.do_now(lambda unit: sign_anew(unit, Secrets([OLD])))

    report = turned.do_now(verify_chains)[0]
    turned.close()
    assert (report.broken_at, report.has_false_end) == (5, True)


def test_a_chain_under_keys_that_are_not_listed_any_more_is_not_sound(turned: Desk) -> None:
    turned.secrets = Secrets([OLD], trail_keys=[NEW])

    report = turned.do_now(verify_chains)[0]
    turned.close()
    assert report.broken_at == 1


def test_of_a_chain_without_key_every_row_that_does_not_fit_is_found(turned: Desk) -> None:
    def spoil(unit: Unit) -> tuple[int, list[int]]:
        sign_anew(unit, None)
        change(unit, "UPDATE trail SET actor = 'U0LEE' WHERE id in (2, 4)", "DELETE FROM trail WHERE id = 7")
        return breaks_before_keys(unit.session, "trail")

    assert turned.do_now(spoil) == (6, [2, 4])
    turned.close()
