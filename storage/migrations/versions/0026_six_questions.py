"""The sixth question of the survey, and whether one score was entered for all.

Revision: 0026, after 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("survey", sa.Column("expertise", sa.Integer(), nullable=True))
    op.add_column("survey", sa.Column("same_score", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("recheck", sa.Column("expertise", sa.Integer(), nullable=True))
