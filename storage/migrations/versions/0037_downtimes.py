"""Times in which a system was down.

Revision: 0037, after 0036
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None
oldest_program = "0.13.0"


def upgrade() -> None:
    op.create_table(
        "downtime",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_downtime")),
        sa.UniqueConstraint("began_at", name=op.f("uq_downtime_began_at")),
    )
