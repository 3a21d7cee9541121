"""Who phoned about a call, codes of audit's own, extensions in the directory, and misses counted in one row each.

Codes of four digits are taken back: at a busy station every second guess would have hit one. Who was told one is
found by their number, and whoever phones next says a new one. What is known of who phoned is carried over; looks at
the number of a call with an audit matter are not, for they may be audit's.

Revision: 0019, after 0018
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KNOWN = """
INSERT INTO phoning (call_id, staff_id, at)
SELECT call_id, staff_id, max(phoned_at) FROM (
  SELECT attempt.call_id AS call_id, staff.id AS staff_id, attempt.at AS phoned_at
    FROM attempt JOIN staff ON staff.slack_id = attempt."by"
  UNION ALL
  SELECT call.id, staff.id, call.claimed_at
    FROM call JOIN staff ON staff.slack_id = call.claimed_by WHERE call.claimed_at IS NOT NULL
  UNION ALL
  SELECT call.id, staff.id, accesslog.at
    FROM accesslog
    JOIN staff ON staff.slack_id = accesslog.actor
    JOIN call ON accesslog.subject = 'call:' || call.id
   WHERE accesslog.event IN ('recheck', 'grievance.reply', 'grievance.progress', 'grievance.direct_call')
     AND NOT EXISTS (SELECT 1 FROM grievance WHERE grievance.call_id = call.id AND grievance.track = 'audit')
) AS known
GROUP BY call_id, staff_id
"""


def upgrade() -> None:
    op.add_column("staff", sa.Column("extension", sa.String(), nullable=True))
    op.drop_table("wrongcode")
    op.create_table(
        "lookupguard",
        sa.Column("by", sa.String(), primary_key=True),
        *(sa.Column(name, Moment(), nullable=True) for name in ("first", "second", "third", "fourth", "fifth")),
    )
    op.create_table(
        "phoning",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("call_id", sa.Integer(), sa.ForeignKey("call.id"), nullable=False),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=True),
        sa.Column("grievance_id", sa.Integer(), sa.ForeignKey("grievance.id"), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.UniqueConstraint("call_id", "staff_id"),
    )
    op.create_table(
        "auditcode",
        sa.Column("grievance_id", sa.Integer(), sa.ForeignKey("grievance.id"), primary_key=True),
        sa.Column("code", sa.String(), nullable=False, unique=True),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.execute(KNOWN)
    op.execute("UPDATE call SET code = NULL")
