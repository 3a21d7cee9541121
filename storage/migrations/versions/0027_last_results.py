"""Results that may be taken back, and numbers of matters that are spent with them.

Revision: 0027, after 0026
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None
oldest_program = "0.12.0"


def upgrade() -> None:
    op.create_table(
        "lastresult",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("praise_id", sa.Integer(), nullable=True),
        sa.Column("grievance_id", sa.Integer(), nullable=True),
        sa.Column("sealed_before", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_lastresult_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lastresult")),
        sa.UniqueConstraint("call_id", name=op.f("uq_lastresult_call_id")),
    )
    op.create_index(op.f("ix_lastresult_at"), "lastresult", ["at"], unique=False)
    op.add_column("drawnnumber", sa.Column("is_spent", sa.Boolean(), nullable=False, server_default=sa.false()))
