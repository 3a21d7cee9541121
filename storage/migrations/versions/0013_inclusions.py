"""Whom a supervisor lets be called although a list speaks against it.

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visit", sa.Column("is_included", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("exclusion", sa.Column("lifted_at", Moment(timezone=True), nullable=True))
