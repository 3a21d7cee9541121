"""A member of staff belongs to a department, as a visit does.

Revision: 0008, after 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE staff RENAME COLUMN unit TO department")
    op.execute("ALTER TABLE staff RENAME COLUMN former_unit TO former_department")
