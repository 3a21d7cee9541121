"""How often a dropped file was taken for reading, and whether it still stands in the call channel.

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("upload", sa.Column("problem", sa.String(), nullable=True))
    op.add_column("upload", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("upload", sa.Column("remind_at", Moment(), nullable=True))
    op.add_column("upload", sa.Column("gone_at", Moment(), nullable=True))
    op.create_index("ix_upload_remind_at", "upload", ["remind_at"])
    op.create_index("ix_upload_file_id", "upload", ["file_id"])
