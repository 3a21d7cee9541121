"""Which improvement a task is to tell of. It was told by the moment at which both were written.

Revision: 0040, after 0039
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None
oldest_program = "0.14.0"


def upgrade() -> None:
    op.add_column("task", sa.Column("improvement_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE task SET improvement_id ="
        " (SELECT min(improvement.id) FROM improvement WHERE improvement.done_at = task.created_at)"
        " WHERE kind = 'tell_improved'"
    )
