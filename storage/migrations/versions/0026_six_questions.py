"""The sixth question of the survey, and whether one score was entered for all.

Revision: 0026, after 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None
oldest_program = "0.12.0"


def upgrade() -> None:
    op.add_column("survey", sa.Column("expertise", sa.Integer(), nullable=True))
    op.add_column("survey", sa.Column("same_score", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("recheck", sa.Column("expertise", sa.Integer(), nullable=True))
