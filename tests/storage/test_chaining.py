"""Rows of the chains: signed one after the other, from their first, under the key that the chain goes on with."""

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.domain.keeping.key_checks import KeyKind
from bot.domain.trail import Door, Event, Origin, Purpose
from bot.services.desk import Desk
from bot.services.keeping.diagnosis import verify_chains
from bot.services.keeping.keys import turn_chains
from bot.services.unit import Unit
from storage.chain_keys import ChainKeyMissing
from storage.chaining import ChainWithoutKey, signed_link
from storage.secrets import Secrets
from storage.tables import AccessLog, Trail
from storage.trail import record_access
from tests.steps.builders import KIM
from tests.steps.old_databases import forget_keys, tamper


def write(unit: Unit) -> None:
    """Write an event and a look."""
    unit.record(Event.CALL_CLAIMED, 17, by=KIM)
    origin = Origin(door=Door.COMMAND_LINE, place="host/user")
    record_access(unit.session, 17, Purpose.CLAIMED_CALL, actor=KIM, at=unit.now, origin=origin)


def test_each_row_is_signed_with_the_one_before_its_number_and_from_where(desk: Desk) -> None:
    for _ in range(2):
        desk.do_now(write)

    keys = desk.secrets.chain_keys
    for name, table in (("trail", Trail), ("access_log", AccessLog)):
        rows = desk.do_now(lambda unit, of=table: unit.session.execute(select(of).order_by(of.id)).scalars().all())  # type: ignore[misc]
        links = [
            signed_link(keys, row.key_id, name, number, before, row.model_dump())
            for number, (row, before) in enumerate(zip(rows, ["", rows[0].hash], strict=True), 1)
        ]
        assert [row.hash for row in rows] == links
        assert links[1].startswith(f"{name[0]}2-")


def test_a_chain_goes_on_under_a_new_key_behind_a_row_that_both_sign(desk: Desk) -> None:
    old, new = desk.secrets, Fernet.generate_key().decode()
    desk.do_now(write)
    desk.secrets = Secrets(old.listed[KeyKind.DATA], trail_keys=[new, *old.listed[KeyKind.TRAIL]])
    desk.do_now(write)  # listed, and not turned to yet

    turned = [desk.do_now(turn_chains) for _ in range(2)]
    desk.do_now(write)

    rows = desk.do_now(lambda unit: unit.session.execute(select(Trail).order_by(Trail.id)).scalars().all())  # type: ignore[arg-type]
    first, second = desk.secrets.ids(KeyKind.TRAIL)
    assert turned == [True, False]
    assert [row.key_id for row in rows] == [second, second, first, first]
    assert [row.event for row in rows] == ["call.claimed", "call.claimed", "chain.keyed", "call.claimed"]
    assert all(each.is_sound for each in desk.do_now(verify_chains))
    desk.secrets = old
    with pytest.raises(ChainKeyMissing):
        desk.do_now(write)


def test_nothing_is_written_behind_rows_that_no_key_signed(desk: Desk) -> None:
    desk.do_now(write)
    tamper(desk.do_now(lambda unit: unit.session.get_bind().engine.url.render_as_string(hide_password=False)))
    desk.do_now(forget_keys)

    with pytest.raises(ChainWithoutKey):
        desk.do_now(write)
