"""Since when nothing is left to be drawn in a message that stands in Slack: after its time it can be forgotten.

Revision: 0043, after 0042
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None
oldest_program = "0.14.0"


def upgrade() -> None:
    op.add_column("post", sa.Column("cleaned_at", Moment(), nullable=True))
