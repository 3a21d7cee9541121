"""The ports of the advance text, each against what it really talks to."""

import asyncio
import csv
import fcntl
import os
import stat
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
import structlog

from bot.delivery.text_ports import CommandPort, FilePort, HttpPort, TextPort, add_line, delete_old_files, port_of
from bot.domain.calls.advance_texts import OutgoingText, TextFate
from bot.domain.station_tables import NO_SMS, Sms, SmsPort
from tests.steps.builders import FRIDAY, MONDAY
from tests.steps.gateway import Faults, Gateway, gateway_at_work
from tests.steps.processes import free_port

WORDS = "[한빛경찰서] 안녕하십니까."
TOKEN = "sms-token-0000"


def a_text(key: str = "a1b2") -> OutgoingText:
    """Return a text to be handed over."""
    return OutgoingText(id=1, of_try=1, asked_as=key, number="01000001001")


def rows_of(folder: Path, name: str = f"advance-texts-{MONDAY}.csv") -> list[list[str]]:
    """Read a day's file as the station's text system would."""
    with (folder / name).open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def modes_of(folder: Path) -> list[int]:
    """Return who may read the files of a folder."""
    return [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()]


@pytest.fixture
def no_mask() -> Iterator[None]:
    """Let everybody read and write what does not say otherwise."""
    mask = os.umask(0)
    yield
    os.umask(mask)


@pytest.mark.usefixtures("no_mask")
async def test_a_file_has_each_text_once_and_nobody_else_reads_it(tmp_path: Path) -> None:
    port = FilePort(tmp_path)

    fates = [await port.send(a_text(key), WORDS, MONDAY) for key in ("k1", "k2", "k1")]

    assert fates == [TextFate.SENT] * 3
    assert rows_of(tmp_path) == [
        ["number", "text", "key"],
        ["01000001001", WORDS, "k1"],
        ["01000001001", WORDS, "k2"],
    ]
    assert modes_of(tmp_path) == [0o600]


async def test_a_file_that_was_broken_off_is_gone_on_with(tmp_path: Path) -> None:
    file = tmp_path / f"advance-texts-{MONDAY}.csv"
    file.write_text("number,text,key\r\n0100000", encoding="utf-8")

    add_line(file, a_text(), WORDS)

    assert rows_of(tmp_path)[-1] == ["01000001001", WORDS, "a1b2"]


@pytest.mark.parametrize("begun", ["0100000,안".encode()[:-1], "0100000,안녕,zz\r\n".encode("cp949")])
async def test_a_file_that_is_not_utf_8_any_more_is_gone_on_with(tmp_path: Path, begun: bytes) -> None:
    file = tmp_path / f"advance-texts-{MONDAY}.csv"
    file.write_bytes(b"number,text,key\r\n" + begun)
    port = FilePort(tmp_path)

    fates = [await port.send(a_text(), WORDS, MONDAY) for _ in range(2)]

    lines = file.read_bytes().splitlines()
    assert fates == [TextFate.SENT] * 2
    assert [line for line in lines if b"a1b2" in line] == [lines[-1]] == [f"01000001001,{WORDS},a1b2".encode()]


async def test_a_file_that_another_program_holds_is_tried_again(tmp_path: Path) -> None:
    file = tmp_path / f"advance-texts-{MONDAY}.csv"
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        fate = await asyncio.wait_for(FilePort(tmp_path, seconds=0.2).send(a_text(), WORDS, MONDAY), 5)

    assert (fate, file.stat().st_size) == (TextFate.LATER, 0)
    assert await FilePort(tmp_path).send(a_text(), WORDS, MONDAY) is TextFate.SENT


async def test_a_file_that_is_fetched_while_we_wait_for_it_gets_no_line_that_nobody_reads(tmp_path: Path) -> None:
    file = tmp_path / f"advance-texts-{MONDAY}.csv"
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        sending = asyncio.create_task(FilePort(tmp_path, seconds=5).send(a_text(), WORDS, MONDAY))
        await asyncio.sleep(0.1)
        file.unlink()

    assert await sending is TextFate.LATER
    assert not file.exists()


async def test_a_folder_that_is_not_there_is_tried_again(tmp_path: Path) -> None:
    assert await FilePort(tmp_path / "gone").send(a_text(), WORDS, MONDAY) is TextFate.LATER


async def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / f"advance-texts-{MONDAY}.csv").symlink_to(tmp_path / "elsewhere")

    assert await FilePort(tmp_path).send(a_text(), WORDS, MONDAY) is TextFate.LATER


def test_files_of_the_days_before_are_deleted_and_nothing_else(tmp_path: Path) -> None:
    for day in (FRIDAY, MONDAY):
        add_line(tmp_path / f"advance-texts-{day}.csv", a_text(), WORDS)
    (tmp_path / "other.csv").touch()

    assert delete_old_files(tmp_path, MONDAY) == (1, 0)
    assert sorted(each.name for each in tmp_path.iterdir()) == [f"advance-texts-{MONDAY}.csv", "other.csv"]


def a_program(folder: Path, script: str) -> tuple[str, ...]:
    """Write a program of the station's."""
    file = folder / "sms"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o700)
    return (str(file), str(folder / "out"))


async def test_a_program_gets_number_and_words_on_its_input_and_none_of_our_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_KEYS", "secret")
    command = a_program(tmp_path, 'echo "$*" >"$1"; env >>"$1"; cat >>"$1"')

    fate = await CommandPort(command, 10).send(a_text(), WORDS, MONDAY)

    said = (tmp_path / "out").read_text(encoding="utf-8")
    arguments, *lines = said.splitlines()
    assert fate is TextFate.SENT
    assert "0100000" not in arguments
    assert lines[-2:] == ["01000001001", WORDS]
    assert "CLEANCALL_TEXT_KEY=a1b2" in lines
    assert "secret" not in said


@pytest.mark.parametrize(
    ("script", "fate"),
    [
        ("exit 0", TextFate.SENT),
        ("exit 1", TextFate.LATER),
        ("exit 65", TextFate.REFUSED),
        ("kill -9 $$", TextFate.UNSURE),
        ("sh -c 'kill -9 $$'; exit $?", TextFate.UNSURE),  # how a shell says that its program was ended: 137
        ("exit 127", TextFate.LATER),
        ("exit 255", TextFate.LATER),
        ("sleep 9 & wait", TextFate.UNSURE),
    ],
)
async def test_what_a_program_says_is_what_became_of_the_text(tmp_path: Path, script: str, fate: TextFate) -> None:
    assert await CommandPort(a_program(tmp_path, script), 0.3).send(a_text(), WORDS, MONDAY) is fate


async def test_a_program_that_is_not_there_or_reads_nothing_does_no_harm(tmp_path: Path) -> None:
    nobody = CommandPort((str(tmp_path / "gone"),), 1)
    deaf = CommandPort(a_program(tmp_path, "exec <&-; exit 0"), 5)

    fates = [await port.send(a_text(), WORDS * 9999, MONDAY) for port in (nobody, deaf)]

    assert fates == [TextFate.LATER, TextFate.SENT]


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    """A gateway at work."""
    async with gateway_at_work(token=TOKEN) as at_work:
        yield at_work


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """What requests are made with."""
    async with aiohttp.ClientSession() as opened:
        yield opened


def http(session: aiohttp.ClientSession, gateway: Gateway, token: str = TOKEN) -> HttpPort:
    """Return the port to a gateway."""
    return HttpPort(session, Sms(port=SmsPort.HTTP, url=gateway.address, timeout_seconds=1), token, None)


async def test_a_gateway_is_asked_with_number_words_key_and_token(
    session: aiohttp.ClientSession, gateway: Gateway
) -> None:
    assert await http(session, gateway).send(a_text(), WORDS, MONDAY) is TextFate.SENT
    assert gateway.asked == [{"key": "a1b2", "to": "01000001001", "text": WORDS}]
    assert await http(session, gateway, "wrong").send(a_text("k2"), WORDS, MONDAY) is TextFate.LATER


@pytest.mark.parametrize(
    ("faults", "fates", "asked"),
    [
        (Faults(status=503, times=1), [TextFate.LATER, TextFate.SENT], 2),
        (Faults(status=429, times=1), [TextFate.LATER, TextFate.SENT], 2),
        (Faults(status=302, times=1), [TextFate.LATER, TextFate.SENT], 2),
        (Faults(status=422, times=1), [TextFate.REFUSED], 1),
        (Faults(seconds=2, times=1), [TextFate.LATER, TextFate.SENT], 2),
        (Faults(cut=True), [TextFate.LATER, TextFate.SENT], 2),
        (Faults(twice=True), [TextFate.SENT, TextFate.SENT], 2),
    ],
)
async def test_a_gateway_that_fails_is_asked_again_under_the_same_key(
    session: aiohttp.ClientSession, gateway: Gateway, faults: Faults, fates: list[TextFate], asked: int
) -> None:
    gateway.faults = faults
    sms = Sms(port=SmsPort.HTTP, url=gateway.address, timeout_seconds=1)
    port = HttpPort(session, sms, TOKEN, None)
    port.timeout = aiohttp.ClientTimeout(total=0.3)

    found = [await port.send(a_text(), WORDS, MONDAY) for _ in fates]

    assert (found, len(gateway.asked)) == (fates, asked)
    assert len(gateway.sent) == (0 if fates == [TextFate.REFUSED] else 1)


async def test_a_gateway_that_is_not_there_is_asked_again(session: aiohttp.ClientSession) -> None:
    nobody = Gateway(address="http://127.0.0.1:9/texts")

    assert await http(session, nobody).send(a_text(), WORDS, MONDAY) is TextFate.LATER


async def test_a_station_has_the_port_that_it_chose(session: aiohttp.ClientSession, tmp_path: Path) -> None:
    chosen = [
        NO_SMS,
        Sms(port=SmsPort.FILE, folder=str(tmp_path)),
        Sms(port=SmsPort.COMMAND, command=("/bin/true",)),
        Sms(port=SmsPort.HTTP, url="https://sms.example.kr/"),
    ]

    ports = [type(port_of(sms, session)) for sms in chosen]

    assert ports == [type(None), FilePort, CommandPort, HttpPort]
    await asyncio.sleep(0)


async def test_the_log_says_why_a_text_was_not_taken_and_nothing_of_it(
    tmp_path: Path, gateway: Gateway, session: aiohttp.ClientSession
) -> None:
    closed = Sms(port=SmsPort.HTTP, url=f"http://127.0.0.1:{free_port()}/", timeout_seconds=1)
    strange = Sms(port=SmsPort.HTTP, url=gateway.address, timeout_seconds=1)
    ports: list[TextPort] = [
        FilePort(tmp_path / "gone"),
        CommandPort((str(tmp_path / "gone"),), 1),
        CommandPort(("/bin/sh", "-c", "exit 77"), 5),
        CommandPort(("/bin/sh", "-c", "exec sleep 9"), 0.2),
        HttpPort(session, closed, TOKEN, None),
        HttpPort(session, strange, "another-token", None),
    ]

    with structlog.testing.capture_logs() as logged:
        fates = [await port.send(a_text(), WORDS, MONDAY) for port in ports]

    assert TextFate.SENT not in fates
    assert [(each["text"], each["why"]) for each in logged] == [
        (1, "FileNotFoundError"),
        (1, "FileNotFoundError"),
        (1, "status 77"),
        (1, "TimeoutError"),
        (1, "ClientConnectorError"),
        (1, "status 401"),
    ]
    assert "0100000" not in str(logged)
