"""Keys of a database: noted when it is opened, and chains without key verified and put under one."""

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import delete, text, update

from bot.clock import MovableClock
from bot.domain.keeping.diagnosis import InstallationFault
from bot.services.desk import Desk
from bot.services.keeping.diagnosis import verify_chains
from bot.services.keeping.key_checks import (
    WrongKeys,
    has_keys_to_note,
    note_new_keys,
    require_keyed_chains,
    require_keys,
)
from bot.services.unit import Unit
from storage.secrets import Secrets
from storage.statements import count_rows
from storage.tables import AccessLog, ChainHead, KeyCheck, Trail
from tests.steps.desks import in_session, open_morning
from tests.steps.old_databases import forget_keys, tamper


def test_keys_are_noted_once_and_those_of_another_database_refused(desk: Desk, clock: MovableClock) -> None:
    open_morning(desk, clock)
    before = desk.do_now(has_keys_to_note)
    desk.do_now(note_new_keys)

    after = desk.do_now(has_keys_to_note)
    desk.do_now(require_keys)
    desk.secrets = Secrets([Fernet.generate_key().decode()])

    assert (before, after) == (True, False)
    with pytest.raises(WrongKeys) as refused:
        desk.do_now(require_keys)
    assert (refused.value.fault, refused.value.facts) == (InstallationFault.KEYS_FOREIGN, {"name": "DATA_KEYS"})


@pytest.mark.parametrize(
    ("statements", "result", "broken_at", "cut_off"),
    [
        ((), "sound", None, 0),
        (("UPDATE trail SET actor = 'U0LEE' WHERE id in (2, 3)",), "broken", 2, 0),
        (("DELETE FROM trail WHERE id > 4",), "cut_off", None, 10),
        (("DELETE FROM trail", "UPDATE chainhead SET rows = 0, hash = ''"), "emptied", None, 0),
    ],
)
def test_a_trail_of_before_keys_goes_on_under_one_and_what_was_wrong_is_told(
    morning: Desk, statements: tuple[str, ...], result: str, broken_at: int | None, cut_off: int
) -> None:
    tamper(_url(morning))
    morning.do_now(forget_keys)
    rows = morning.do_now(lambda unit: unit.session.execute(text("SELECT count(*) FROM trail")).scalar_one())
    tamper(_url(morning), *statements)

    morning.do_now(note_new_keys)

    report = morning.do_now(verify_chains)[0]
    found = report.before_keys
    assert report.is_sound, report
    assert found is not None
    assert (found.result, found.broken_at, found.cut_off) == (result, broken_at, cut_off and rows - 4)
    tamper(_url(morning), "UPDATE trail SET actor = 'U0OH' WHERE id = (SELECT min(id) FROM trail)")
    assert not morning.do_now(verify_chains)[0].is_sound


def _url(desk: Desk) -> str:
    return desk.do_now(lambda unit: unit.session.get_bind().engine.url.render_as_string(hide_password=False))


def test_a_database_cannot_be_made_to_look_as_if_it_never_had_keys(morning: Desk) -> None:
    morning.do_now(note_new_keys)
    tamper(_url(morning))

    def forget_everything(unit: Unit) -> None:
        forget_keys(unit)
        unit.session.execute(delete(Trail))
        unit.session.execute(update(ChainHead).values(rows=0, hash="", key_id="", mac=""))

    morning.do_now(forget_everything)

    for check in (require_keys, require_keyed_chains):  # by what is sealed, and by who is in the directory
        with pytest.raises(WrongKeys) as refused:
            morning.do_now(check)
        assert refused.value.fault is InstallationFault.KEYS_FORGOTTEN


def test_a_new_database_gets_signed_ends_and_no_row(desk: Desk) -> None:
    desk.do_now(require_keyed_chains)
    desk.do_now(note_new_keys)

    assert [in_session(desk, count_rows, each) for each in (Trail, AccessLog, KeyCheck)] == [0, 0, 3]
    assert all(each.is_sound for each in desk.do_now(verify_chains))
