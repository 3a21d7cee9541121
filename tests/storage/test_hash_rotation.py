"""Hashing once more: every keyed hash, whoever's it is; nothing else."""

from collections.abc import Sequence

from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlmodel import Session, col

from bot.domain.keeping.key_checks import KeyKind
from bot.services.desk import Desk
from storage.columns import table_of
from storage.hash_rotation import HASHED, PURGED, hash_anew
from storage.people.tables import Petitioner
from storage.schema import SCHEMA
from storage.secrets import Secrets
from tests.steps.desks import in_session


def test_every_column_that_holds_a_hash_is_known() -> None:
    of_files = {("revealticket", "token_hash"), ("chainhead", "dropped_hash")}
    named = {
        (table.name, column.name)
        for table in SCHEMA.sorted_tables
        for column in table.columns
        if column.name.endswith("_hash") or column.name in {"known_as", "name_and_day"}
    }

    assert named - of_files == {(table_of(rows).name, column) for rows, columns in HASHED.items() for column in columns}


def test_what_was_equal_stays_equal_and_is_found_by_both_keys_together(morning: Desk) -> None:
    old = morning.secrets
    both = Secrets(old.listed[KeyKind.DATA], hash_keys=[Fernet.generate_key().decode(), *old.listed[KeyKind.HASH]])
    new_id, old_id = both.ids(KeyKind.HASH)
    before = in_session(morning, _hashes)

    rows = in_session(morning, hash_anew, both, new_id)

    after = in_session(morning, _hashes)
    assert rows > 3
    assert after == [both.hashed_anew(each, new_id) for each in before]
    assert before[0] == both.keyed_hash("01000001001")  # as long as the database is not known to be hashed with both
    both.hash_with([old_id, new_id])
    assert after[0] == both.keyed_hash("01000001001")
    both.hash_with([old_id, "nobody's"])
    assert both.hashed_with == [old_id, new_id]


def test_of_somebody_who_was_purged_there_is_nothing_to_hash(morning: Desk) -> None:
    gone = f"{PURGED}1"
    in_session(morning, lambda session: session.execute(table_of(Petitioner).update().values(phone_hash=gone)))

    in_session(morning, hash_anew, morning.secrets, morning.secrets.ids(KeyKind.HASH)[0])

    assert {*in_session(morning, _hashes)} == {gone}


def _hashes(session: Session) -> Sequence[str]:
    return session.execute(select(col(Petitioner.phone_hash)).order_by(col(Petitioner.id))).scalars().all()
