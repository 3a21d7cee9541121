"""Indexes for what was found by reading all there was: attempts of a call, re-checks of a period, excluded calls.

SQLite, which plans without statistics, found the attempts of a call by how they ended alone: for each call that a
figure counts it read every suspicion of phishing there ever was.

Revision: 0046, after 0045
"""

from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None
oldest_program = "0.14.0"


def upgrade() -> None:
    op.create_index("ix_attempt_of_call", "attempt", ["call_id", "disposition", "at"])
    op.create_index("ix_attempt_ended", "attempt", ["disposition", "at"])
    op.drop_index("ix_attempt_call_id", "attempt")
    op.drop_index("ix_attempt_disposition", "attempt")
    op.create_index(op.f("ix_recheck_drawn_at"), "recheck", ["drawn_at"])
    op.create_index(op.f("ix_exclusion_call_id"), "exclusion", ["call_id"])
