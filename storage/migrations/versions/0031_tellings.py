"""What petitioners were told on the way, why due dates were moved, and how content they were with the answer.

Revision: 0031, after 0030
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None
oldest_program = "0.13.0"


def upgrade() -> None:
    op.add_column("grievance", sa.Column("progress_told_at", Moment(), nullable=True))
    op.add_column("grievancereply", sa.Column("consented", sa.Boolean(), nullable=True))
    op.add_column("grievancereply", sa.Column("satisfaction", sa.Integer(), nullable=True))
    op.create_table(
        "grievancedelay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grievance_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("due_before", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["grievance_id"], ["grievance.id"], name=op.f("fk_grievancedelay_grievance_id_grievance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grievancedelay")),
    )
    op.create_index(op.f("ix_grievancedelay_grievance_id"), "grievancedelay", ["grievance_id"], unique=False)
    op.create_table(
        "grievancetelling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grievance_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("was_asked", sa.Boolean(), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grievance_id"], ["grievance.id"], name=op.f("fk_grievancetelling_grievance_id_grievance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grievancetelling")),
    )
    op.create_index(op.f("ix_grievancetelling_grievance_id"), "grievancetelling", ["grievance_id"], unique=False)
