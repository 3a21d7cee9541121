"""Which version of the program may use these tables: an older one than that refuses, a younger one goes on.

Revision: 0025, after 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None
oldest_program = "0.12.0"


def upgrade() -> None:
    op.create_table(
        "oldestprogram",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oldestprogram")),
    )
