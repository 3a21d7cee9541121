"""The survey has versions, and its scores are rows: of existing ones the six items that shipped so far.

Revision: 0039, after 0038
"""

import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None
oldest_program = "0.14.0"

SHIPPED = ("overall", "kindness", "promptness", "fairness", "explanation", "expertise")


def upgrade() -> None:
    versions = op.create_table(
        "surveyversion",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("items", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_surveyversion")),
    )
    if op.get_bind().execute(sa.select(sa.table("call", sa.column("id")).c.id).limit(1)).first() is not None:
        items = [{"name": key, "key": key, "label": "", "sentence": "", "national": None} for key in SHIPPED]
        first = {"number": 1, "began_at": datetime(2000, 1, 1, tzinfo=UTC), "items": json.dumps(items)}
        op.bulk_insert(versions, [first])
    for table, of in (("surveyscore", "call"), ("recheckscore", "recheck")):
        op.create_table(
            table,
            sa.Column(f"{of}_id", sa.Integer(), nullable=False),
            sa.Column("question", sa.String(), nullable=False),
            sa.Column("score", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint([f"{of}_id"], [f"{of}.id"], name=op.f(f"fk_{table}_{of}_id_{of}")),
            sa.PrimaryKeyConstraint(f"{of}_id", "question", name=op.f(f"pk_{table}")),
        )
    _move_scores("survey", "call_id", "surveyscore", "call_id")
    _move_scores("recheck", "id", "recheckscore", "recheck_id")


def _move_scores(old: str, old_key: str, new: str, new_key: str) -> None:
    keys = sa.table(old, sa.column(old_key), *(sa.column(item) for item in SHIPPED))
    scores = sa.table(new, sa.column(new_key), sa.column("question"), sa.column("score"))
    for item in SHIPPED:
        there = sa.select(keys.c[old_key], sa.literal(item), keys.c[item]).where(keys.c[item].is_not(None))
        op.execute(scores.insert().from_select([new_key, "question", "score"], there))
    with op.batch_alter_table(old, schema=None) as batch_op:
        for item in SHIPPED:
            batch_op.drop_column(item)
