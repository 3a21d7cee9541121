"""Texts that tell petitioners that we will phone.

Revision: 0038, after 0037
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None
oldest_program = "0.13.0"


def upgrade() -> None:
    op.create_table(
        "advancetext",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("asked_as", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("in_trial", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failing_since", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_advancetext_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advancetext")),
        sa.UniqueConstraint("call_id", "occasion", name=op.f("uq_advancetext_call_id_occasion")),
        sa.UniqueConstraint("asked_as", name=op.f("uq_advancetext_asked_as")),
    )
    op.create_index("ix_advancetext_line", "advancetext", ["state", "due_at"])
