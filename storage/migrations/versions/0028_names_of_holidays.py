"""Names of the holidays that a station adds.

Revision: 0028, after 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None
oldest_program = "0.12.0"


def upgrade() -> None:
    op.add_column("holidaychange", sa.Column("name", sa.String(), nullable=True))
