"""Closed periods: what people said in a month, quarter or year, as it stood at its end.

Revision: 0022, after 0021
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "closedperiod",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "first", name=op.f("pk_closedperiod")),
    )
