"""Numbers of matters are drawn at random; those that there are stay valid. What came to audit counts as answered.

Revision: 0018, after 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KEEP_YES = """
    UPDATE grievance SET said_yes = true
    WHERE track = 'audit' AND round = 1
      AND EXISTS (SELECT 1 FROM survey WHERE survey.call_id = grievance.call_id AND survey.money = 'yes')
      AND id = (
        SELECT g.id FROM grievance AS g WHERE g.call_id = grievance.call_id AND g.round = 1
        ORDER BY g.filed_at DESC, g.id DESC LIMIT 1
      )
"""
"""A call opened again had one survey, the last: it belongs to what was filed last."""
COUNT_AS_ANSWERED = """
    UPDATE call SET outcome = 'inquiry_answered'
    WHERE outcome = 'grievance_filed' AND 'audit' = (
      SELECT g.track FROM grievance AS g WHERE g.call_id = call.id AND g.round = 1
      ORDER BY g.filed_at DESC, g.id DESC LIMIT 1
    )
"""

HIDE_NOTICES = """
    UPDATE notice SET for_audit = true
    WHERE recipient IN (SELECT slack_id FROM staff WHERE CAST(roles AS TEXT) LIKE '%"audit"%')
"""


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
    op.create_table(
        "audithold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petitioner_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_phone", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_alternates", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["petitioner_id"], ["petitioner.id"], name=op.f("fk_audithold_petitioner_id_petitioner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audithold")),
        sa.UniqueConstraint("petitioner_id", name=op.f("uq_audithold_petitioner_id")),
    )
    op.create_table(
        "deletion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petitioner_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("is_kept", sa.Boolean(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["petitioner_id"], ["petitioner.id"], name=op.f("fk_deletion_petitioner_id_petitioner")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_deletion_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deletion")),
    )
    op.create_index(op.f("ix_deletion_petitioner_id"), "deletion", ["petitioner_id"], unique=False)
    op.add_column("grievance", sa.Column("unclear_departments", sa.JSON(), nullable=True))
    op.add_column("grievance", sa.Column("said_yes", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("notice", sa.Column("for_audit", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(HIDE_NOTICES)
    op.execute(KEEP_YES)
    op.execute(COUNT_AS_ANSWERED)
