"""Old rows of the chains may go once it is noted where the chain begins now.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CHAINS = {"trail": "trail", "access_log": "accesslog"}


def upgrade() -> None:
    with op.batch_alter_table("chainhead", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dropped_rows", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("dropped_to", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("dropped_hash", sa.String(), nullable=False, server_default=""))
    for chain, table in CHAINS.items():
        for statement in _keeps_what_is_in_the_chain(chain, table):
            op.execute(statement)


def _keeps_what_is_in_the_chain(chain: str, table: str) -> list[str]:
    """DELETE is still refused, but for rows before the noted beginning."""
    beginning = f"(SELECT dropped_to FROM chainhead WHERE chain = '{chain}')"  # noqa: S608 — our own names
    if op.get_bind().dialect.name == "sqlite":
        return [
            f"DROP TRIGGER {table}_no_delete",
            (
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN OLD.id > {beginning} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            ),
        ]
    return [
        (
            f"CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF TG_OP = 'DELETE' AND OLD.id <= {beginning} THEN RETURN OLD; END IF; "
            f"RAISE EXCEPTION '{table} is append-only'; END $$"
        )
    ]
