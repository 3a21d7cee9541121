"""Other numbers of petitioners: hashed, so that look-ups and the register find them.

Revision: 0030, after 0029
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None
oldest_program = "0.13.0"


def upgrade() -> None:
    op.create_table(
        "othernumber",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petitioner_id", sa.Integer(), nullable=False),
        sa.Column("phone_hash", sa.String(), nullable=False),
        sa.Column("sealed_phone", sa.LargeBinary(), nullable=False),
        sa.Column("whose", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["petitioner_id"], ["petitioner.id"], name=op.f("fk_othernumber_petitioner_id_petitioner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_othernumber")),
    )
    op.create_index(op.f("ix_othernumber_petitioner_id"), "othernumber", ["petitioner_id"], unique=False)
    op.create_index(op.f("ix_othernumber_phone_hash"), "othernumber", ["phone_hash"], unique=False)
