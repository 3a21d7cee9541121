"""Of which grievance a task is, where it follows from one.

Revision: 0028, after 0036
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0036"
branch_labels = None
depends_on = None
oldest_program = "0.13.0"


def upgrade() -> None:
    op.add_column("task", sa.Column("grievance_id", sa.Integer(), nullable=True))
