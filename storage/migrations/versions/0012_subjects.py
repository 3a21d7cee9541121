"""Several subjects of one grievance, several officers of one praise; those that were noted go along.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create("grievancesubject", "grievance", sa.Column("place", sa.Integer(), nullable=True))
    _create("praisedofficer", "praise")
    op.execute(
        "INSERT INTO grievancesubject (grievance_id, staff_id, place)"
        " SELECT id, officer_id, 0 FROM grievance WHERE officer_id IS NOT NULL"
    )
    op.execute(
        "INSERT INTO praisedofficer (praise_id, staff_id)"
        " SELECT id, officer_id FROM praise WHERE officer_id IS NOT NULL"
    )
    op.add_column("grievance", sa.Column("officer_unknown", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("UPDATE grievance SET officer_unknown = true WHERE officer_id IS NULL")
    with op.batch_alter_table("grievance", schema=None) as batch_op:
        batch_op.drop_column("officer_id")
    with op.batch_alter_table("praise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_praise_officer_id"))
        batch_op.drop_column("officer_id")


def _create(name: str, about: str, *more: sa.Column[int]) -> None:
    """Create the table of the members of staff that something is about."""
    op.create_table(
        name,
        sa.Column(f"{about}_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        *more,
        sa.ForeignKeyConstraint([f"{about}_id"], [f"{about}.id"], name=op.f(f"fk_{name}_{about}_id_{about}")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f(f"fk_{name}_staff_id_staff")),
        sa.PrimaryKeyConstraint(f"{about}_id", "staff_id", name=op.f(f"pk_{name}")),
    )
