"""How to talk with a petitioner, sealed; and a conversation that was abusive and suspected us.

Revision: 0035, after 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None
oldest_program = "0.13.0"


def upgrade() -> None:
    op.add_column("petitioner", sa.Column("sealed_flags", sa.LargeBinary(), nullable=True))
    op.add_column("attempt", sa.Column("suspects_phishing", sa.Boolean(), nullable=False, server_default=sa.false()))
