"""Lists that wait until somebody says that they are meant so, sealed.

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waitinglist",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("source", sa.String(), nullable=False, unique=True),
        sa.Column("brought_by", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_file", sa.LargeBinary(), nullable=True),
    )
    op.create_index("ix_waitinglist_at", "waitinglist", ["at"])
