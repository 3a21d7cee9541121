"""Since when nothing is left to be drawn in a message that stands in Slack: after its time it can be forgotten.

Revision: 0043, after 0042
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None
oldest_program = "0.14.0"


CLEANED = {
    ("call.due", "call.called_in", "call.came_in", "accusation.noticed"): (
        "SELECT c.id FROM call c JOIN petitioner p ON p.id = c.petitioner_id WHERE p.purged_at IS NOT NULL"
    ),
    (
        "grievance.routed", "grievance.task", "grievance.passed", "grievance.reminder", "grievance.delayed",
        "grievance.called_in", "grievance.letter",
    ): "SELECT g.id FROM grievance g WHERE length(g.sealed_words) = 0",
    ("praise.received", "praise.held"): "SELECT p.id FROM praise p WHERE length(p.sealed_words) = 0",
}  # fmt: skip
"""Of which kinds messages begin their reference with a number, and which of these have nothing left to be shown."""


def upgrade() -> None:
    op.add_column("post", sa.Column("cleaned_at", Moment(), nullable=True))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    number = "CAST(ref AS INTEGER)" if is_sqlite else "CAST(split_part(ref, ':', 1) AS BIGINT)"
    for kinds, done in CLEANED.items():
        named = ", ".join(f"'{kind}'" for kind in kinds)
        about = f"CASE WHEN kind IN ({named}) THEN {number} END"  # other references begin with no number
        cleaning = sa.text(f"UPDATE post SET cleaned_at = :now WHERE {about} IN ({done})")  # noqa: S608 — our own names
        op.execute(cleaning.bindparams(sa.bindparam("now", datetime.now(UTC), Moment())))
