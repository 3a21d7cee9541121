"""Plain questions that are answered at once: due at a time, not on a day.

Revision: 0033, after 0032
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None
oldest_program = "0.13.0"


def upgrade() -> None:
    op.add_column("grievance", sa.Column("due_at", Moment(), nullable=True))
