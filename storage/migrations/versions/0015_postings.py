"""A member of staff keeps every department they left, with its days; until now it was the last one alone.

Revision: 0015, after 0014
"""

import json
from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

STAFF = sa.table(
    "staff",
    sa.column("id", sa.Integer),
    sa.column("former_department", sa.String),
    sa.column("moved_on", sa.Date),
    sa.column("postings", sa.JSON),
)


def upgrade() -> None:
    op.add_column("staff", sa.Column("postings", sa.JSON(), server_default=json.dumps([]), nullable=False))
    connection = op.get_bind()
    moved = sa.select(STAFF.c.id, STAFF.c.former_department, STAFF.c.moved_on).where(STAFF.c.former_department != "")
    for staff_id, department, moved_on in connection.execute(moved).all():
        last = None if moved_on is None else (moved_on - timedelta(days=1)).isoformat()
        posting = {"department": department, "first": None, "last": last}
        connection.execute(sa.update(STAFF).where(STAFF.c.id == staff_id).values(postings=[posting]))
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_column("former_department")
