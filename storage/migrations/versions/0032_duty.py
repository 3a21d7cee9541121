"""Several absences of one person, half days, duty; who keeps the promises and tasks of somebody who is away; breaks.

Revision: 0032, after 0031
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None
oldest_program = "0.13.0"

STAFF = sa.table(
    "staff",
    sa.column("id", sa.Integer),
    sa.column("away_from", sa.Date),
    sa.column("away_until", sa.Date),
    sa.column("deputy_id", sa.Integer),
)


def upgrade() -> None:
    noted = op.create_table(
        "notedduty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_notedduty_staff_id_staff")),
        sa.ForeignKeyConstraint(["deputy_id"], ["staff.id"], name=op.f("fk_notedduty_deputy_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notedduty")),
    )
    op.create_index(op.f("ix_notedduty_staff_id"), "notedduty", ["staff_id"], unique=False)
    op.create_index(op.f("ix_notedduty_last"), "notedduty", ["last"], unique=False)
    connection = op.get_bind()
    away = sa.select(STAFF.c.id, STAFF.c.away_from, STAFF.c.away_until, STAFF.c.deputy_id)
    for staff_id, first, last, deputy_id in connection.execute(away.where(STAFF.c.away_until.is_not(None))).all():
        values = {"staff_id": staff_id, "first": first or last, "last": last, "duty": "away", "deputy_id": deputy_id}
        connection.execute(sa.insert(noted).values(**values))
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_staff_deputy_id_staff"), type_="foreignkey")
        batch_op.drop_column("away_from")
        batch_op.drop_column("away_until")
        batch_op.drop_column("deputy_id")
        batch_op.add_column(sa.Column("break_until", Moment(), nullable=True))
    for table in ("call", "task", "grievance"):
        op.add_column(table, sa.Column("handed_to", sa.String(), nullable=True))
        op.create_index(op.f(f"ix_{table}_handed_to"), table, ["handed_to"], unique=False)
