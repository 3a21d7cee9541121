"""Where somebody's direct messages with the app are: known also when their account is gone.

Revision: 0045, after 0044
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None
oldest_program = "0.14.0"


def upgrade() -> None:
    op.create_table(
        "directchannel",
        sa.Column("slack_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("slack_id", name=op.f("pk_directchannel")),
    )
