"""Calls that nobody made a list of: who came in by themselves, and closed calls that were opened again for it.

Revision: 0029, after 0028
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None
oldest_program = "0.13.0"


def upgrade() -> None:
    op.create_table(
        "inbound",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("outcome_before", sa.String(), nullable=True),
        sa.Column("closed_before", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_inbound_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound")),
    )
    op.create_index(op.f("ix_inbound_at"), "inbound", ["at"], unique=False)
    op.create_index(op.f("ix_inbound_call_id"), "inbound", ["call_id"], unique=False)
    op.add_column("call", sa.Column("came_in", sa.String(), nullable=True))
    op.add_column("call", sa.Column("came_at", Moment(), nullable=True))
    op.add_column("call", sa.Column("inbound_only", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("call", sa.Column("list_outcome", sa.String(), nullable=True))
    op.add_column("call", sa.Column("list_closed_at", Moment(), nullable=True))
    op.create_index(op.f("ix_call_list_closed_at"), "call", ["list_closed_at"], unique=False)
    op.add_column("attempt", sa.Column("is_inbound", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("visit", sa.Column("is_inbound", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("visit", sa.Column("no_visit", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.alter_column("import_id", existing_type=sa.Integer(), nullable=True)
