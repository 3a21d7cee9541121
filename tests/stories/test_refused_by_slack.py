"""Slack refuses us, not what we bring: everything waits, nothing fails, and it goes on by itself when all is right."""

import asyncio
from typing import Any

import pytest
from pydantic import SecretStr

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.domain.keeping.diagnosis import InstallationFault
from bot.registry import SCOPES
from bot.serving.opening import CannotStart, open_desk
from bot.settings import load_station
from storage.outbox import OutboxHealth, outbox_health
from tests.steps.builders import HAN, KIM, MONDAY, OH, TUESDAY, seoul
from tests.steps.crew import until
from tests.steps.desks import in_session
from tests.steps.readiness import found_by_doctor, told_by_readyz
from tests.steps.slack import open_monday

CLAIMED = "통화 중 *1*"


def health(station: SampleStation) -> OutboxHealth:
    """How the outbox stands."""
    return in_session(station.desk, outbox_health, with_audits=True)


@pytest.mark.parametrize(
    ("lost", "regained", "error"),
    [
        ({"app": "uninstalled"}, {"app": "installed"}, "account_inactive"),
        ({"token": "revoked"}, {"token": "given back"}, "token_revoked"),
    ],
    ids=["uninstalled", "revoked"],
)
async def test_nothing_fails_while_our_token_is_refused(
    socket_station: SampleStation, lost: dict[str, str], regained: dict[str, str], error: str
) -> None:
    kim = await open_monday(socket_station)
    await kim.types("/claim 1")
    await socket_station.sandbox.fault(lost)

    await socket_station.move_clock(to=seoul(MONDAY, 17, 0))
    told = await told_by_readyz(socket_station, 503)
    found = await found_by_doctor(socket_station)
    waiting = health(socket_station)
    await socket_station.sandbox.fault(regained)
    await kim.waits_to_see("맡은 지 오래되었습니다", where="direct")
    await socket_station.sandbox.fault({"channel": CHANNEL, "bot": "invited"})
    ready = await told_by_readyz(socket_station, 200)

    assert told["refused"]["token"] == error
    assert InstallationFault.BOT_REFUSED in found
    assert waiting.waiting > 0
    assert (waiting.failed, health(socket_station).failed) == (0, 0)
    assert "refused" not in ready


SHARED, PUBLIC, REFUSED, ARCHIVED = (
    InstallationFault.CHANNEL_SHARED,
    InstallationFault.CHANNEL_PUBLIC,
    InstallationFault.CHANNEL_REFUSED,
    InstallationFault.CHANNEL_ARCHIVED,
)


@pytest.mark.parametrize(
    ("wrong", "right", "fault", "words"),
    [
        ({"is_ext_shared": True}, {"is_ext_shared": False}, SHARED, "공유되어 있거나"),
        ({"is_private": False}, {"is_private": True}, PUBLIC, "공개되어 있습니다"),
        ({"bot": "removed"}, {"bot": "invited"}, REFUSED, "channel_not_found"),
        ({"is_archived": True}, {"is_archived": False}, ARCHIVED, "보관되어 있습니다"),
    ],
    ids=["shared", "public", "removed", "archived"],
)
async def test_nothing_is_shown_in_a_channel_that_is_not_ours_alone_and_direct_messages_go_on(
    socket_station: SampleStation, wrong: dict[str, Any], right: dict[str, Any], fault: InstallationFault, words: str
) -> None:
    kim = await open_monday(socket_station)
    oh = socket_station.person(OH)
    await socket_station.sandbox.fault({"channel": CHANNEL, **wrong})

    await kim.types("/claim 1")
    await socket_station.move_clock(to=seoul(MONDAY, 10, 30))
    await kim.waits_to_see("맡은 지 오래되었습니다", where="direct")
    await oh.waits_to_see(words, where="direct")
    told = await told_by_readyz(socket_station, 503)
    found = await found_by_doctor(socket_station)
    meanwhile = [shown.words for shown in (await kim.sees()).channel]
    await socket_station.sandbox.fault({"channel": CHANNEL, **right})

    await kim.waits_to_see(CLAIMED, where="channel")
    assert not any(CLAIMED in words for words in meanwhile)
    assert list(told["refused"]) == ["channel"]
    assert fault in found
    assert sum(words in shown.words for shown in (await oh.sees()).direct) == 1
    assert (await told_by_readyz(socket_station, 200))["failed"] == 0


async def test_a_board_that_was_refused_at_half_past_eight_is_posted_once_the_bot_is_invited(
    socket_station: SampleStation,
) -> None:
    kim = socket_station.person(KIM)
    await socket_station.sandbox.fault({"channel": CHANNEL, "bot": "removed"})

    await socket_station.move_clock(to=seoul(MONDAY, 8, 30))
    for person in (OH, HAN):
        await socket_station.person(person).waits_to_see("대기열을 올리지 않고 있습니다", where="direct")
    waiting = health(socket_station)
    await socket_station.sandbox.fault({"channel": CHANNEL, "bot": "invited"})

    seen = await kim.waits_to_see("청렴콜 대기열", where="channel")
    assert "청렴콜 대기열" in seen.words
    assert (waiting.failed, health(socket_station).failed) == (0, 0)


async def test_without_the_scope_to_look_at_it_the_channel_waits_alone(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await socket_station.sandbox.fault({"scopes": [scope for scope in SCOPES if scope != "groups:read"]})

    await kim.types("/claim 1")
    await socket_station.person(OH).waits_to_see("missing_scope", where="direct")
    meanwhile = [shown.words for shown in (await kim.sees()).channel]
    await socket_station.sandbox.fault({"scopes": list(SCOPES)})

    await kim.waits_to_see(CLAIMED, where="channel")
    assert not any(CLAIMED in words for words in meanwhile)


async def test_a_restart_while_the_channel_is_wrong_keeps_out_of_it_and_brings_the_rest(
    socket_station: SampleStation,
) -> None:
    kim = await open_monday(socket_station)
    await kim.types("/claim 1")
    await kim.waits_to_see(CLAIMED, where="channel")
    await socket_station.stop_bot()
    await socket_station.sandbox.fault({"channel": CHANNEL, "is_ext_shared": True})

    await socket_station.start_bot()
    await socket_station.move_clock(to=seoul(MONDAY, 10, 30))
    await kim.waits_to_see("맡은 지 오래되었습니다", where="direct")
    await kim.types("/release 1")
    told = await told_by_readyz(socket_station, 503)
    meanwhile = [shown.words for shown in (await kim.sees()).channel]
    await socket_station.sandbox.fault({"channel": CHANNEL, "is_ext_shared": False})

    await kim.waits_to_see("통화 중 *0*", where="channel")
    assert told["refused"] == {"channel": "channel_shared"}
    assert any(CLAIMED in words for words in meanwhile)


async def test_a_new_call_channel_gets_todays_queue_and_the_old_one_nothing(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await socket_station.stop_bot()
    workspace = socket_station.sandbox.workspace
    old = workspace.channels[CHANNEL]
    workspace.add_channel(id="C0NEW", name="새 채널", members=old.members, is_private=True)
    await socket_station.sandbox.fault({"channel": CHANNEL, "bot": "removed"})
    socket_station.settings = socket_station.settings.model_copy(update={"call_channel": "C0NEW"})

    await socket_station.start_bot()
    await kim.types("/claim 1", channel="C0NEW")
    await kim.waits_to_see(CLAIMED, where="channel")
    await socket_station.move_clock(to=seoul(TUESDAY, 8, 30))
    await kim.waits_to_see("11월 24일(화) 청렴콜 대기열", where="channel")

    await until(lambda: not health(socket_station).waiting)
    boards = [each.text for each in workspace.channels["C0NEW"].messages.values() if "청렴콜 대기열" in each.text]
    assert [text.split(")")[0] for text in boards] == ["11월 23일(월", "11월 24일(화"]
    assert not any(CLAIMED in str(each.blocks) for each in old.messages.values())
    assert health(socket_station).failed == 0


async def test_an_inactive_account_that_is_not_ours_stops_nobody_else(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await kim.types("/claim 1")
    inactive = {"fault": "refused", "method": "chat.postMessage", "error": "account_inactive", "times": 2}
    await socket_station.sandbox.fault(inactive)

    await socket_station.move_clock(to=seoul(MONDAY, 10, 30))

    await kim.waits_to_see("맡은 지 오래되었습니다", where="direct")
    assert (await told_by_readyz(socket_station, 200))["failed"] == 0


async def test_what_says_nothing_of_a_message_does_not_fail_it(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await kim.types("/claim 1")
    for error in ("message_limit_exceeded", "missing_scope", "accesslimited", "a_word_of_next_year"):
        await socket_station.sandbox.fault({"fault": "refused", "method": "chat.postMessage", "error": error})

    await socket_station.move_clock(to=seoul(MONDAY, 10, 30))

    await kim.waits_to_see("맡은 지 오래되었습니다", where="direct")
    assert health(socket_station).failed == 0


async def test_the_day_goes_on_while_a_started_bot_waits_for_slack(sample_database: SampleDatabase) -> None:
    async with sample_station(seoul(MONDAY, 8, 31), database=sample_database) as station:
        await station.sandbox.fault({"token": "revoked"})
        starting = asyncio.create_task(station.start_bot())
        desk = open_desk(station.settings, load_station(station.settings.station_file), station.clock)
        await until(lambda: bool(in_session(desk, outbox_health).waiting))
        desk.close()
        station.clock.set(seoul(MONDAY, 15))
        await station.sandbox.fault({"token": "given back"})
        await starting

        await station.person(KIM).waits_to_see("청렴콜 대기열", where="channel")


@pytest.mark.parametrize(
    ("token", "fault"),
    [
        ({"slack_bot_token": SecretStr("xoxb-wrong")}, InstallationFault.BOT_REFUSED),
        ({"slack_app_token": SecretStr("xapp-1-wrong")}, InstallationFault.APP_REFUSED),
    ],
    ids=["bot", "app"],
)
async def test_a_token_that_slack_never_knew_ends_the_bot_at_its_start(
    sample_database: SampleDatabase, token: dict[str, SecretStr], fault: InstallationFault
) -> None:
    async with sample_station(seoul(MONDAY, 8, 30), database=sample_database) as station:
        station.settings = station.settings.model_copy(update=token)

        with pytest.raises(CannotStart) as refused:
            await station.start_bot()

    assert refused.value.fault is fault


async def test_a_passing_error_at_the_first_look_at_the_channel_does_not_end_the_bot(
    sample_database: SampleDatabase,
) -> None:
    async with sample_station(seoul(MONDAY, 8, 30), database=sample_database) as station:
        await station.sandbox.fault({"fault": "internal_error", "method": "conversations.info"})

        await station.start_bot()

        await station.person(KIM).waits_to_see("청렴콜 대기열", where="channel")
