"""Lists of staff that hold from a day to come.

Revision: 0034, after 0033
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None
oldest_program = "0.13.0"


def upgrade() -> None:
    op.create_table(
        "stafforder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sealed_people", sa.LargeBinary(), nullable=False),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stafforder")),
        sa.UniqueConstraint("day", name=op.f("uq_stafforder_day")),
    )
