"""Hashing every hash once more, with a newer key: what was hashed is not needed, and equal stays equal.

So the do-not-call register, exclusions and lists of people whose data were destroyed go on working, of whom nothing is
left but the hash; and nothing is left that the earlier key alone would make again. In return all keys are kept.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, select
from sqlmodel import Session

from storage.columns import Row, table_of
from storage.lists.tables import DoNotCall, Exclusion, ImportFile, Visit
from storage.people.tables import OtherNumber, Petitioner
from storage.secrets import Secrets

HASHED: Mapping[type[Row], Sequence[str]] = {
    Petitioner: ["phone_hash"],
    OtherNumber: ["phone_hash"],
    DoNotCall: ["phone_hash"],
    Visit: ["known_as", "row_hash"],
    Exclusion: ["known_as", "name_and_day"],
    ImportFile: ["content_hash"],
}
"""Every column that holds a keyed hash."""
PURGED = "purged:"
"""How the hash of somebody begins whose number was destroyed: it is none."""
AT_ONCE = 5000


def hash_anew(session: Session, secrets: Secrets, key_id: str) -> int:
    """Hash all hashes with one more key. Returns of how many rows."""
    return sum(_of_table(session, secrets, key_id, rows, columns) for rows, columns in HASHED.items())


def _of_table(session: Session, secrets: Secrets, key_id: str, rows: type[Row], columns: Sequence[str]) -> int:
    table, after, done = table_of(rows), 0, 0
    change = table.update().where(table.c.id == bindparam("of"))
    change = change.values({column: bindparam(f"new_{column}") for column in columns})
    query = select(table.c.id, *(table.c[column] for column in columns)).order_by(table.c.id).limit(AT_ONCE)
    while found := session.execute(query.where(table.c.id > after)).all():
        new = [
            {"of": row.id, **{f"new_{column}": _anew(secrets, key_id, getattr(row, column)) for column in columns}}
            for row in found
        ]
        session.connection().execute(change, new)
        after, done = found[-1].id, done + len(found)
    return done


def _anew(secrets: Secrets, key_id: str, hashed: str | None) -> str | None:
    return hashed if hashed is None or hashed.startswith(PURGED) else secrets.hashed_anew(hashed, key_id)
