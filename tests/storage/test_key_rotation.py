"""Sealing anew, batch by batch."""

from cryptography.fernet import Fernet

from bot.clock import MovableClock
from bot.services.desk import Desk
from storage.key_rotation import holds_unreadable, reseal_batch, sealed_tables
from storage.secrets import Secrets
from tests.steps.desks import in_session, open_morning


def test_every_table_with_sealed_columns_is_known(desk: Desk) -> None:
    assert {"petitioner", "survey", "grievance", "remark", "draft"} <= set(sealed_tables())
    assert not {"trail", "notice", "staff"} & set(sealed_tables())
    assert not any(in_session(desk, holds_unreadable, desk.secrets, name) for name in sealed_tables())


def test_a_table_is_sealed_anew_in_batches_that_can_be_repeated(desk: Desk, clock: MovableClock) -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    desk.secrets = Secrets([old])
    open_morning(desk, clock)
    both, alone = Secrets([new, old]), Secrets([new])
    before = in_session(desk, holds_unreadable, alone, "petitioner")

    batches = [in_session(desk, reseal_batch, both, "petitioner", after=after, most=2) for after in (0, 2, 3, 0)]

    assert batches == [(2, 2), (3, 1), (3, 0), (2, 0)]
    assert (before, in_session(desk, holds_unreadable, alone, "petitioner")) == (True, False)
