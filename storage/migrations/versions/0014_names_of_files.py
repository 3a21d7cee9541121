"""Names of files and sheets are kept sealed. Of earlier reports the names, and heads of columns, are destroyed.

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OPEN = ("file_name", "dropped_columns")
REPORTS = sa.table("importfile", sa.column("id", sa.Integer), sa.column("report", sa.JSON))


def upgrade() -> None:
    op.add_column("importfile", sa.Column("sealed_names", sa.LargeBinary(), nullable=True))
    connection = op.get_bind()
    for row in connection.execute(sa.select(REPORTS.c.id, REPORTS.c.report)).all():
        kept = {name: fact for name, fact in row.report.items() if name not in OPEN}
        connection.execute(sa.update(REPORTS).where(REPORTS.c.id == row.id).values(report=kept))
