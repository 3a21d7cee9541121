"""What figures are made of: first attempts, repeated visits, when grievances moved; signals, improvements, re-checks.

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("call", sa.Column("first_tried_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("call", sa.Column("is_repeat", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("attempt", sa.Column("started_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("grievance", sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("grievance", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    _tell_what_is_known()
    for table, column in INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    _create_signal()
    _create_improvement()
    _create_recheck()


INDEXED = (
    ("call", "first_tried_at"),
    ("call", "visited_on"),
    ("visit", "visited_on"),
    ("grievance", "filed_at"),
    ("grievance", "closed_at"),
    ("praise", "at"),
    ("remark", "at"),
)


def _tell_what_is_known() -> None:
    """Fill the new columns from the attempts and the trail."""
    op.execute("UPDATE call SET first_tried_at = (SELECT MIN(attempt.at) FROM attempt WHERE attempt.call_id = call.id)")
    for column, event in (("acknowledged_at", "grievance.acknowledge"), ("answered_at", "grievance.answer")):
        op.execute(
            f"UPDATE grievance SET {column} = (SELECT MAX(trail.at) FROM trail WHERE trail.event = '{event}'"  # noqa: S608 — our own names
            " AND trail.subject = 'grievance:' || grievance.id)"
        )


def _create_signal() -> None:
    op.create_table(
        "signal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("mean", sa.Float(), nullable=False),
        sa.Column("limit", sa.Float(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
        sa.UniqueConstraint("week", "department", "category", name=op.f("uq_signal_week_department_category")),
    )
    op.create_index(op.f("ix_signal_state"), "signal", ["state"], unique=False)


def _create_improvement() -> None:
    op.create_table(
        "improvement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_improvement_owner_id_staff")),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.id"], name=op.f("fk_improvement_signal_id_signal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement")),
        sa.UniqueConstraint("signal_id", name=op.f("uq_improvement_signal_id")),
    )


def _create_recheck() -> None:
    op.create_table(
        "recheck",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("first_operator", sa.String(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ITEMS),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_recheck_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recheck")),
        sa.UniqueConstraint("call_id", name=op.f("uq_recheck_call_id")),
    )
    op.create_index(op.f("ix_recheck_state"), "recheck", ["state"], unique=False)
    op.create_index(op.f("ix_recheck_done_at"), "recheck", ["done_at"], unique=False)


ITEMS = ("overall", "kindness", "promptness", "fairness", "explanation")
