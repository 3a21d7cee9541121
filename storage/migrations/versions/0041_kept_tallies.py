"""What was counted of days and months that are over, and which days were changed since, whatever program did it.

Programs that know nothing of it may go on beside it: the database itself notes the days that a change reaches.

Revision: 0041, after 0040
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None
oldest_program = "0.14.0"


@dataclass(frozen=True)
class Watched:
    """A table: the columns that are counted, the days that a row is counted on, and which rows count at all.

    In `days` R is the row, `day(…)` the day in Seoul of a moment.
    """

    table: str
    columns: Sequence[str]
    days: Sequence[str]
    only: str = "TRUE"
    only_new: str = "TRUE"  # which of those that are new


ATTEMPTS = "SELECT day(a.at) FROM attempt a WHERE a.call_id = R.{0}"
VISITS = "SELECT v.visited_on FROM visit v WHERE v.call_id = R.{0}"
CLOSINGS = (
    "SELECT day(c.closed_at) FROM call c WHERE c.id = R.call_id",
    "SELECT day(c.list_closed_at) FROM call c WHERE c.id = R.call_id",
)
MOVED = ("filed_at", "acknowledged_at", "answered_at", "closed_at")
GRIEVANCES = tuple(f"SELECT day(g.{each}) FROM grievance g WHERE g.call_id = R.{{0}}" for each in MOVED)  # noqa: S608 — our own names
OF_CALL = (
    ATTEMPTS.format("id"),
    VISITS.format("id"),
    *(each.format("id") for each in GRIEVANCES),
    *(f"SELECT day(o.at) FROM {each} o WHERE o.call_id = R.id" for each in ("inbound", "praise")),  # noqa: S608 — our own names
    "SELECT day(o.done_at) FROM recheck o WHERE o.call_id = R.id",
    "SELECT day(o.at) FROM remark o WHERE o.subject = 'call:' || R.id",
)
OWN = tuple(f"SELECT day(R.{each})" for each in ("first_tried_at", "closed_at", "list_closed_at"))
ENDS = ("first_tried_at", "outcome", "closed_at", "came_in", "list_outcome", "list_closed_at")
WATCHED = {
    "call": Watched(
        "call",
        (*ENDS, "visits", "is_repeat"),
        ("SELECT R.visited_on", *OWN, VISITS.format("id")),
        only_new="coalesce(R.first_tried_at, R.closed_at, R.list_closed_at) IS NOT NULL",
    ),
    "call_place": Watched(
        "call",
        ("department", "petition_type", "visited_on"),
        ("SELECT R.visited_on", *OWN, *OF_CALL),
        only_new="FALSE",
    ),
    "visit": Watched(
        "visit", ("call_id", "visited_on", "department", "petition_type", "is_inbound"), ("SELECT R.visited_on",)
    ),
    "attempt": Watched(
        "attempt",
        ("call_id", "at", "disposition", "is_inbound", "suspects_phishing"),
        ("SELECT day(R.at)", ATTEMPTS.format("call_id"), VISITS.format("call_id")),
    ),
    "inbound": Watched("inbound", ("call_id", "at"), ("SELECT day(R.at)",)),
    "praise": Watched("praise", ("call_id", "standing", "at"), ("SELECT day(R.at)",)),
    "recheck": Watched("recheck", ("call_id", "done_at", "agrees"), ("SELECT day(R.done_at)",)),
    "survey": Watched("survey", ("call_id", "same_score"), CLOSINGS),
    "surveyscore": Watched(
        "surveyscore",
        ("score",),
        (*CLOSINGS, "SELECT day(g.closed_at) FROM grievance g WHERE g.call_id = R.call_id"),
    ),
    "grievance": Watched(
        "grievance",
        ("call_id", "kind", "track", "due_on", "due_at", "routed_at", *MOVED),
        tuple(f"SELECT day(R.{each})" for each in MOVED),
    ),
    "grievancereply": Watched(
        "grievancereply",
        ("result", "satisfaction"),
        ("SELECT day(g.closed_at) FROM grievance g WHERE g.id = R.grievance_id",),
    ),
    "advancetext": Watched("advancetext", ("in_trial", "state"), (ATTEMPTS.format("call_id"),), "R.in_trial"),
    "remark": Watched("remark", ("event",), ("SELECT day(R.at)",), "R.event = 'call.reopened'"),
}
"""By the names of the triggers. A new call is counted on the day of a visit that comes with it: that is noted once."""


def upgrade() -> None:
    op.create_table(
        "kepttally",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("counted_by", sa.String(), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.Column("hours", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "first", name=op.f("pk_kepttally")),
    )
    op.create_table(
        "changedday",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changedday")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changedday_day", "changedday", ["day", "id"])
    for step in ("acknowledged_at", "answered_at"):
        op.create_index(f"ix_grievance_{step}", "grievance", [step])
    op.create_index("ix_attempt_disposition", "attempt", ["disposition"])
    op.create_index("ix_call_department", "call", ["department", "visited_on"])
    op.create_index("ix_call_petition_type", "call", ["petition_type"])
    op.create_index("ix_call_masked_name", "call", ["masked_name"])
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in ONCE_ON_SQLITE if is_sqlite else ONCE_ON_POSTGRESQL:
        op.execute(statement)
    statements = _of_sqlite if is_sqlite else _of_postgresql
    for name, watched in WATCHED.items():
        for statement in statements(f"{name}_counted", watched):
            op.execute(statement)


ONCE_ON_SQLITE = (
    (
        "CREATE TRIGGER changedday_once AFTER INSERT ON changedday "
        "BEGIN DELETE FROM changedday WHERE day = NEW.day AND id < NEW.id; END"
    ),
)
"""Of a day the last note is enough: it is another one than whoever counts has read."""
ONCE_ON_POSTGRESQL = (
    (
        "CREATE FUNCTION changedday_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF (SELECT c.xmin::text::bigint FROM changedday c WHERE c.day = NEW.day ORDER BY c.id DESC LIMIT 1) "
        "= txid_current() % 4294967296 THEN RETURN NULL; END IF; RETURN NEW; END $$"
    ),
    "CREATE TRIGGER changedday_once BEFORE INSERT ON changedday FOR EACH ROW EXECUTE FUNCTION changedday_once()",
)
"""One of a transaction is enough: transactions must not wait for one another to replace each other's."""


def _noting(watched: Watched, row: str, day: str) -> str:
    """Write how the days are noted that a row is counted on, each once. `day`: how a moment's is told."""
    selected = [re.sub(r"day\(([^)]*)\)", day, each) for each in watched.days]
    if len(selected) == 1 and " FROM " not in selected[0]:  # a list brings a hundred thousand such rows
        one = selected[0].removeprefix("SELECT ")
        sql = f"INSERT INTO changedday (day) SELECT {one} WHERE {one} IS NOT NULL"
    else:
        days = " UNION ".join(selected)
        each_once = f"(SELECT NULL AS day UNION {days}) d"
        sql = f"INSERT INTO changedday (day) SELECT d.day FROM {each_once} WHERE d.day IS NOT NULL"  # noqa: S608
    return f"{sql} AND {watched.only}".replace("R.", f"{row}.")


def _of_sqlite(name: str, watched: Watched) -> Iterator[str]:
    changed = " OR ".join(f"OLD.{each} IS NOT NEW.{each}" for each in watched.columns)
    columns = ", ".join(watched.columns)
    new, old = (_noting(watched, row, r"date(\1, '+9 hours')") for row in ("NEW", "OLD"))
    only_new = watched.only_new.replace("R.", "NEW.")
    on = f"ON {watched.table}"
    yield f"CREATE TRIGGER {name}_anew AFTER UPDATE OF {columns} {on} WHEN {changed} BEGIN {old}; {new}; END"
    yield f"CREATE TRIGGER {name}_first AFTER INSERT {on} WHEN {only_new} BEGIN {new}; END"
    yield f"CREATE TRIGGER {name}_no_more AFTER DELETE {on} BEGIN {old}; END"


def _of_postgresql(name: str, watched: Watched) -> Iterator[str]:
    same = " AND ".join(f"OLD.{each} IS NOT DISTINCT FROM NEW.{each}" for each in watched.columns)
    columns = ", ".join(watched.columns)
    new, old = (
        _noting(watched, row, r"((\1 AT TIME ZONE 'UTC') + interval '9 hours')::date") for row in ("NEW", "OLD")
    )
    only_new = watched.only_new.replace("R.", "NEW.")
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'INSERT' THEN IF {only_new} THEN {new}; END IF; RETURN NULL; END IF; "
        f"IF TG_OP = 'UPDATE' THEN IF {same} THEN RETURN NULL; END IF; {new}; END IF; "
        f"{old}; RETURN NULL; END $$"
    )
    yield (
        f"CREATE TRIGGER {name} AFTER INSERT OR DELETE OR UPDATE OF {columns} ON {watched.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
