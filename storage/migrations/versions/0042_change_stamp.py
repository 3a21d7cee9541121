"""A stamp that is another one after each change of what seldom changes: the directory, holidays, down-times.

The database itself changes it, whatever program changed the rows, so that a process may keep what it read of them for
as long as the stamp is the same. It is drawn at random: one that was taken back with its transaction never comes again.

Revision: 0042, after 0041
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None
oldest_program = "0.14.0"

WATCHED = ("staff", "holidaychange", "downtime")


def upgrade() -> None:
    op.create_table(
        "changestamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changestamp")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _of_sqlite() if is_sqlite else _of_postgresql():
        op.execute(statement)


def _drawing(number: str) -> str:
    anew = "ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp"
    return f"INSERT INTO changestamp (id, stamp) VALUES (1, {number}) {anew}"  # noqa: S608 — our own words


def _of_sqlite() -> Iterator[str]:
    for table in WATCHED:
        for move in ("INSERT", "UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_stamped_{move.lower()} AFTER {move} ON {table} "
                f"BEGIN {_drawing('random()')}; END"
            )


def _of_postgresql() -> Iterator[str]:
    """Hold the stamp before any row of these tables: whoever changes several of them waits for nobody who waits."""
    works = {"hold": "PERFORM 1 FROM changestamp FOR UPDATE", "draw": _drawing("(random() * 2 ^ 53)::bigint")}
    for name, work in works.items():
        yield (
            f"CREATE FUNCTION {name}_stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {work}; RETURN NULL; END $$"
        )
    for table in WATCHED:
        on = f"INSERT OR UPDATE OR DELETE ON {table} FOR EACH"
        yield f"CREATE TRIGGER {table}_holds_stamp BEFORE {on} STATEMENT EXECUTE FUNCTION hold_stamp()"
        yield f"CREATE TRIGGER {table}_stamped AFTER {on} ROW EXECUTE FUNCTION draw_stamp()"
