"""Messages that stand in Slack for audit: what follows them is told to nobody else.

Revision: 0023, after 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("post", sa.Column("for_audit", sa.Boolean(), nullable=False, server_default=sa.false()))
    post = sa.table("post", *(sa.column(name, sa.String()) for name in ("kind", "ref", "recipient")), _for_audit())
    notice = sa.table("notice", *(sa.column(name, sa.String()) for name in ("kind", "ref", "recipient")), _for_audit())
    same = sa.and_(*(post.c[name] == notice.c[name] for name in ("kind", "ref", "recipient")))
    op.execute(sa.update(post).where(sa.exists().where(same, notice.c.for_audit)).values(for_audit=sa.true()))


def _for_audit() -> sa.ColumnClause[bool]:
    return sa.column("for_audit", sa.Boolean())
