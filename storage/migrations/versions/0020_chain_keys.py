"""Chains under keys: each row names its key, the noted ends are signed, and the keys of a database are known by ids.

The keys themselves are not here: the next start (`cleancall migrate`) verifies what there is and goes on under a key.
The access log gains from where somebody looked; of what is there already that is not known.

Revision: 0020, after 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for name, default in columns.items():
            op.add_column(table, sa.Column(name, sa.String(), nullable=False, server_default=default))
    op.create_table(
        "keycheck",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_needed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keycheck")),
        sa.UniqueConstraint("kind", "key_id", name=op.f("uq_keycheck_kind_key_id")),
    )


COLUMNS = {
    "trail": {"key_id": ""},
    "accesslog": {"door": "unknown", "place": "", "key_id": ""},
    "chainhead": {"key_id": "", "mac": ""},
}
