"""Numbers of matters are drawn at random; those that there are stay valid.

Revision: 0021, after 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drawnnumber",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_drawnnumber_call_id_call")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_drawnnumber")),
    )
    op.create_index(op.f("ix_drawnnumber_call_id"), "drawnnumber", ["call_id"], unique=False)
