"""What tells a corrected list from one that is known: of a row everything, hashed; of an exclusion its column.

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE petitioner RENAME COLUMN sealed_alternate TO sealed_alternates")
    op.add_column("visit", sa.Column("row_hash", sa.String(), nullable=True))
    op.add_column("exclusion", sa.Column("name_and_day", sa.String(), nullable=True))
    op.add_column("exclusion", sa.Column("has_receipt", sa.Boolean(), nullable=True))
    op.add_column("exclusion", sa.Column("said_in", sa.String(), nullable=True))
    with op.batch_alter_table("exclusion") as exclusion:
        exclusion.add_column(sa.Column("call_id", sa.Integer(), nullable=True))
        exclusion.create_foreign_key("exclusion_call_id_fkey", "call", ["call_id"], ["id"])
    op.add_column("importfile", sa.Column("as_of", sa.Date(), nullable=True))
    op.add_column("importfile", sa.Column("content_hash", sa.String(), nullable=True))
    op.add_column("importfile", sa.Column("edition", sa.Integer(), nullable=True))
    op.create_index("ix_importfile_content_hash", "importfile", ["content_hash"])
