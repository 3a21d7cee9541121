"""${message}

Revision: ${up_revision}, after ${down_revision}
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None
oldest_program = ""  # of the revision before where this only adds; what no program uses since then may be taken away


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
