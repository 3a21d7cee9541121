"""What a list said in its own words of a visit's purpose, department and officer: sealed, beside the names of tables.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visit", sa.Column("sealed_listed", sa.LargeBinary(), nullable=True))
