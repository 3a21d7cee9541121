"""What is with audit for its words alone, and where it goes if it is handed on.

Revision: 0021, after 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("grievance", sa.Column("plain_lane", sa.String(), nullable=True))
    op.add_column("grievance", sa.Column("held_by_words", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("grievance", sa.Column("promised_on", sa.Date(), nullable=True))
    op.add_column("grievance", sa.Column("brought_at", sa.DateTime(timezone=True), nullable=True))
