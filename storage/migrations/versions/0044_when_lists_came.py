"""An index of when lists came: every tick and every page of the board asks for those of the last days.

Revision: 0044, after 0043
"""

from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None
oldest_program = "0.14.0"


def upgrade() -> None:
    op.create_index(op.f("ix_importfile_at"), "importfile", ["at"])
