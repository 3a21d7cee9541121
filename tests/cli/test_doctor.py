"""`cleancall doctor`: a healthy installation is told well; every planted fault is named, with what to do."""

import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import text

from bot.cli.doctor import LEAST_FREE, examine, line_of, next_step
from bot.demo.guide import CHANNEL
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.domain.announcements import DaySummaryNotice
from bot.domain.keeping.diagnosis import ADVICE, Finding, InstallationFault
from bot.domain.trail import SYSTEM, Event
from bot.sandbox import Member
from bot.services.desk import Desk
from bot.services.keeping.keys import turn_chains
from bot.services.unit import Unit
from bot.serving.opening import open_desk, upgraded_desk
from bot.settings import load_station
from bot.texts import LOCALES, load_texts
from tests.steps.builders import HAN, KIM, MONDAY, seoul, visitor
from tests.steps.desks import bring_list, hire, operator
from tests.steps.processes import free_port


@pytest.fixture
async def station(sample_database: SampleDatabase) -> AsyncIterator[SampleStation]:
    """An installation at 08:00 of a Monday, its directory loaded, the bot stopped."""
    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database) as installed:
        yield installed


def desk_of(station: SampleStation) -> Desk:
    """A desk on the installation's database."""
    return open_desk(station.settings, load_station(station.settings.station_file), station.clock)


def change(station: SampleStation, statement: str, **facts: str) -> None:
    """Change rows as no use case would."""

    def run(unit: Unit) -> None:
        unit.session.execute(text(statement), facts)

    desk = desk_of(station)
    desk.do_now(run)
    desk.close()


def leave_notice(station: SampleStation) -> None:
    """Leave a notice that nobody will send."""
    desk = desk_of(station)
    desk.do_now(lambda unit: unit.announce(DaySummaryNotice(day=date(2026, 11, 23))))
    desk.close()


def bring(station: SampleStation) -> None:
    """Import a visitor, so that something is sealed."""
    desk = desk_of(station)
    bring_list(desk, [visitor(1)])
    desk.close()


def _upgrade_beyond_this_program(station: SampleStation) -> None:
    change(station, "UPDATE oldestprogram SET version = '99.0.0'")
    change(station, "UPDATE alembic_version SET version_num = '9999'")


def change_settings(station: SampleStation, **facts: object) -> None:
    """Change the installation's settings."""
    station.settings = station.settings.model_copy(update=facts)


def is_empty(folder: Path) -> bool:
    """Whether nothing is in a folder."""
    return not any(folder.iterdir())


def faults(findings: Iterable[Finding]) -> set[InstallationFault]:
    """What is wrong."""
    return {finding.fault for finding in findings if finding.fault is not None}


async def test_a_healthy_installation_yields_nothing_but_ticks(station: SampleStation) -> None:
    bring(station)

    findings = await examine(station.settings, station.clock)

    lines = [line_of(finding, load_texts("ko")) for finding in findings]
    assert len(lines) == 17
    assert [line for line in lines if not line.startswith("✔")] == []
    assert "직원 9명이" in lines[-1]
    assert "cleancall run" in next_step(findings, load_texts("ko"))


async def test_a_bot_at_work_is_not_disturbed(station: SampleStation) -> None:
    await station.start_bot()

    first, second = [faults(await examine(station.settings, station.clock)) for _ in range(2)]

    assert (first, second) == (set(), set())
    assert station.sandbox.slack.line.is_connected


Plant = Callable[[SampleStation], object]


def _drop_scope(station: SampleStation) -> None:
    station.sandbox.workspace.manifest["oauth_config"]["scopes"]["bot"].remove("files:read")


def _set_channel(**facts: object) -> Plant:
    def plant(station: SampleStation) -> None:
        for name, value in facts.items():
            setattr(station.sandbox.workspace.channels[CHANNEL], name, value)

    return plant


def _replace_keys(station: SampleStation) -> None:
    bring(station)
    change_settings(station, data_keys=[Fernet.generate_key().decode()])


def _append_key(station: SampleStation) -> None:
    bring(station)
    change_settings(station, data_keys=[*station.settings.data_keys, Fernet.generate_key().decode()])


def _use_another_trail_key(station: SampleStation) -> None:
    used = station.settings.trail_keys
    change_settings(station, trail_keys=[Fernet.generate_key().decode(), *used])
    desk = desk_of(station)
    desk.do_now(turn_chains)
    desk.close()
    change_settings(station, trail_keys=used)


def _leave_notice_long_ago(station: SampleStation) -> None:
    leave_notice(station)
    station.clock.advance(timedelta(minutes=20))


def _fail_notice(station: SampleStation) -> None:
    leave_notice(station)
    change(station, "UPDATE notice SET state = 'failed', error = 'user_disabled'")


def _begin_sealing(station: SampleStation) -> None:
    change(
        station,
        "INSERT INTO resealing (step, link, rows, old_head, old_rows, cut_off, holds_words)"
        " VALUES ('calls', '', 0, '', 0, 0, false)",
    )


def _chain_anew(**found: int | None) -> Plant:
    def plant(station: SampleStation) -> None:
        desk = desk_of(station)
        facts = {"rows": 9, "head": "", "broken_at": None, "cut_off": 0, **found}
        desk.do_now(lambda unit: unit.record(Event.TRAIL_RESEALED, "trail", by=SYSTEM, **facts))
        desk.close()

    return plant


def _dismiss(role: str) -> Plant:
    return lambda station: change(station, "UPDATE staff SET active = false WHERE roles LIKE :role", role=f"%{role}%")


def _move_file(station: SampleStation) -> None:
    change_settings(station, database_url=f"sqlite:///{station.folder / 'elsewhere.db'}")


def _spoil_file(station: SampleStation) -> None:
    spoiled = station.folder / "spoiled.db"
    spoiled.write_bytes(b"not a database, and long enough to be read as one" * 100)
    change_settings(station, database_url=f"sqlite:///{spoiled}")


def _change_account(**facts: Any) -> Plant:
    def plant(station: SampleStation) -> None:
        members = station.sandbox.workspace.members
        members[HAN] = replace(members[HAN], **facts)

    return plant


def _take_port(station: SampleStation) -> None:
    taken = socket.create_server(("127.0.0.1", 0))
    _OPEN.append(taken)
    change_settings(station, health_port=taken.getsockname()[1])


_OPEN: list[socket.socket] = []


@pytest.fixture(autouse=True)
def _no_port_stays_open() -> Iterator[None]:
    yield
    while _OPEN:
        _OPEN.pop().close()


def _in_folder(name: str) -> Plant:
    def plant(station: SampleStation) -> None:
        (station.folder / "folder.db").mkdir()
        change_settings(station, database_url=f"sqlite:///{station.folder / name}")

    return plant


FAULTS: dict[InstallationFault, Plant] = {
    InstallationFault.SLACK_AWAY: lambda station: station.sandbox.fault({"down": True}),
    InstallationFault.BOT_REFUSED: lambda station: station.sandbox.slack.revoked.add(station.sandbox.bot_token),
    InstallationFault.APP_REFUSED: lambda station: change_settings(station, slack_app_token=SecretStr("xapp-1-wrong")),
    InstallationFault.SCOPE_MISSING: _drop_scope,
    InstallationFault.CHANNEL_REFUSED: lambda station: change_settings(station, call_channel="C0NOWHERE"),
    InstallationFault.CHANNEL_SHARED: _set_channel(is_ext_shared=True),
    InstallationFault.CHANNEL_PUBLIC: _set_channel(is_private=False),
    InstallationFault.CHANNEL_ARCHIVED: _set_channel(is_archived=True),
    InstallationFault.TABLE_ENDS: lambda station: station.clock.set(seoul(MONDAY.replace(year=2035), 8)),
    InstallationFault.DATABASE_AWAY: lambda station: change_settings(
        station, database_url="postgresql://127.0.0.1:1/x"
    ),
    InstallationFault.DATABASE_DAMAGED: _spoil_file,
    InstallationFault.DATABASE_MISSING: _move_file,
    InstallationFault.DATABASE_NEWER: _upgrade_beyond_this_program,
    InstallationFault.NOT_MIGRATED: lambda station: change(station, "UPDATE alembic_version SET version_num = '0003'"),
    InstallationFault.NOT_SEALED: _begin_sealing,
    InstallationFault.TRAIL_BROKEN: _chain_anew(broken_at=3),
    InstallationFault.TRAIL_CUT_OFF: _chain_anew(cut_off=2),
    InstallationFault.KEYS_FOREIGN: _replace_keys,
    InstallationFault.KEYS_OUT_OF_PLACE: _append_key,
    InstallationFault.KEY_NOT_DERIVED: lambda station: change_settings(station, hash_key=[]),
    InstallationFault.KEYS_LEFT_OUT: _use_another_trail_key,
    InstallationFault.NOTICE_STUCK: _leave_notice_long_ago,
    InstallationFault.NOTICE_FAILED: _fail_notice,
    InstallationFault.NOBODY: _dismiss(""),
    InstallationFault.NO_OPERATOR: _dismiss("operator"),
    InstallationFault.NO_SUPERVISOR: _dismiss("supervisor"),
    InstallationFault.NO_AUDIT: _dismiss("audit"),
    InstallationFault.NO_OFFICER: _dismiss("officer"),
    InstallationFault.NO_HEAD: _dismiss("head"),
    InstallationFault.NO_SWITCHBOARD: _dismiss("switchboard"),
    InstallationFault.ACCOUNT_UNKNOWN: lambda station: station.sandbox.workspace.members.pop(HAN),
    InstallationFault.ACCOUNT_CLOSED: _change_account(deleted=True),
    InstallationFault.ACCOUNT_BOT: _change_account(is_bot=True),
    InstallationFault.ACCOUNT_GUEST: _change_account(is_ultra_restricted=True),
    InstallationFault.ACCOUNT_OUTSIDER: _change_account(is_stranger=True),
    InstallationFault.NOT_IN_CHANNEL: lambda station: station.sandbox.workspace.channels[CHANNEL].members.discard(KIM),
    InstallationFault.PORT_TAKEN: _take_port,
    InstallationFault.PROXY_CLOSED: lambda station: change_settings(
        station, https_proxy=SecretStr(f"http://127.0.0.1:{free_port()}")
    ),
    InstallationFault.FOLDER_MISSING: _in_folder("nowhere/cleancall.db"),
    InstallationFault.FOLDER_CLOSED: _in_folder("folder.db"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_is_named_and_nothing_else(station: SampleStation, fault: InstallationFault) -> None:
    planted = FAULTS[fault](station)
    if isinstance(planted, Awaitable):
        await planted

    findings = await examine(station.settings, station.clock)

    assert faults(findings) == {fault}
    wrong = [line_of(finding, load_texts("ko")) for finding in findings if finding.fault]
    assert all(line.startswith("✘") and line.endswith(("다.", "오.", "표)")) for line in wrong), wrong
    assert len(wrong) == 1, "each thing is said once"
    for locale in LOCALES:
        assert next_step(findings, load_texts(locale)).count("\n") == 0
        assert "cleancall doctor" in next_step(findings, load_texts(locale))


async def test_names_that_no_table_knows_are_told_as_advice_and_never_shown(station: SampleStation) -> None:
    desk = desk_of(station)
    bring_list(desk, [visitor(1, 담당부서="행복과", 민원종류="무엇인가", 담당자="경위 아무개")])
    station.sandbox.workspace.add_member(Member(id="U0NEW", name="new", real_name="새사람"))
    hire(desk, operator("U0NEW", staff_no="9001", name="새사람", department="희망과", roles=["officer"]))
    desk.close()

    findings = await examine(station.settings, station.clock)

    lines = [line_of(finding, load_texts(locale)) for finding in findings if finding.fault for locale in ("ko", "en")]
    elsewhere = {InstallationFault.KEYS_NOT_WRITTEN, InstallationFault.SCOPE_UNUSED, InstallationFault.HEADLESS}
    assert faults(findings) == set(ADVICE) - elsewhere
    assert [line[0] for line in lines] == ["△"] * 8
    assert "최근 90일 방문 1건 가운데 1건은 표에 없는 부서" in lines[0]
    assert not any(word in line for line in lines for word in ("행복과", "무엇인가", "아무개", "희망과", "새사람"))


async def test_a_wrong_clock_is_told_in_seconds(station: SampleStation) -> None:
    findings = await examine(station.settings, lambda: station.clock() - timedelta(minutes=3))

    assert faults(findings) == {InstallationFault.CLOCK_OFF}
    assert any(re.search("1(79|80)초", line_of(finding, load_texts("ko"))) for finding in findings)


async def test_a_full_disk_is_told(station: SampleStation) -> None:
    assert faults(await examine(station.settings, station.clock, least_free=LEAST_FREE**2)) == {
        InstallationFault.DISK_FULL
    }


async def test_scopes_that_an_older_version_asked_for_are_told_as_advice(station: SampleStation) -> None:
    station.sandbox.workspace.manifest["oauth_config"]["scopes"]["bot"] += ["users:read.email", "channels:read"]

    findings = await examine(station.settings, station.clock)

    assert [line_of(each, load_texts("ko"))[:60] for each in findings if each.is_advice] == [
        "△ 쓰지 않는 권한(scope)이 앱에 있습니다: channels:read, users:read.email."
    ]


async def test_keys_that_no_setting_holds_are_asked_for(station: SampleStation, tmp_path: Path) -> None:
    change_settings(station, database_url=f"sqlite:///{tmp_path / 'new.db'}", hash_key=[], trail_keys=[])
    upgraded_desk(station.settings, load_station(station.settings.station_file), station.clock).close()

    findings = await examine(station.settings, station.clock)

    lines = [line_of(finding, load_texts("ko")) for finding in findings if finding.is_advice]
    assert [line.partition(" `")[0] for line in lines] == ["△ HASH_KEY, TRAIL_KEYS가 설정에 없어"]


async def test_nothing_is_changed_by_looking(station: SampleStation, tmp_path: Path) -> None:
    change_settings(station, database_url=f"sqlite:///{tmp_path / 'none.db'}")

    await examine(station.settings, station.clock)

    assert is_empty(tmp_path)


@pytest.mark.long
async def test_postgresql_is_examined_before_and_after_it_is_migrated(
    station: SampleStation, bare_postgres: str, postgres_url: str
) -> None:
    change_settings(station, database_url=bare_postgres)
    before = faults(await examine(station.settings, station.clock))
    change_settings(station, database_url=postgres_url)
    after = faults(await examine(station.settings, station.clock))

    assert (before, after) == ({InstallationFault.NOT_MIGRATED}, {InstallationFault.NOBODY})


async def test_the_ports_of_a_bot_at_work_are_its_own(station: SampleStation) -> None:
    change_settings(station, health_port=free_port())
    await station.start_bot()

    assert faults(await examine(station.settings, station.clock)) == set()
