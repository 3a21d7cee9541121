"""Of which grievance a task is, where it follows from one.

Revision: 0036, after 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None
oldest_program = "0.13.0"


def upgrade() -> None:
    op.add_column("task", sa.Column("grievance_id", sa.Integer(), nullable=True))
