"""What older versions kept in the open is to be sealed: how far that has come, and what a row of the trail once said.

The sealing itself needs the keys and the station's tables: `cleancall migrate` does it after this (a start on SQLite).

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

HOLD_WORDS = ("call", "visit", "importfile", "signal", "notice", "trail")


def upgrade() -> None:
    op.create_table(
        "sealedfacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealedfacts")),
    )
    op.create_index(op.f("ix_sealedfacts_subject"), "sealedfacts", ["subject"], unique=False)
    op.create_table(
        "resealing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("old_head", sa.String(), nullable=False),
        sa.Column("old_rows", sa.Integer(), nullable=False),
        sa.Column("broken_at", sa.Integer(), nullable=True),
        sa.Column("cut_off", sa.Integer(), nullable=False),
        sa.Column("holds_words", sa.Boolean(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("posts_before", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resealing")),
    )
    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
        batch_op.drop_constraint(op.f("uq_signal_week_department_category"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_signal_week_department_category_part"), ["week", "department", "category", "part"]
        )
    holds_something = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in HOLD_WORDS)  # noqa: S608 — our own names
    op.execute(
        'INSERT INTO resealing (id, step, link, "rows", old_head, old_rows, cut_off, holds_words) '
        f"SELECT 1, 'verify', '', 0, '', 0, 0, false WHERE {holds_something}"
    )
