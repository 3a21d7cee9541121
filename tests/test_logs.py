"""The log: tokens, keys and numbers that reach it are hidden."""

import contextlib
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.logs import Sparing, set_up_logs

PLANTED = (
    "xoxb-111-222-abcDEF",
    "xapp-1-A0-222-abcdef",
    "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE=",
    "010-0000-1234",
    "01000001234",
    "800101-1234567",
)


@pytest.fixture(autouse=True)
def _logs_as_before() -> Iterator[None]:
    """What these tests set up ends with them."""
    yield
    structlog.reset_defaults()


@contextlib.contextmanager
def _logging_faults(log: Any, planted: str) -> Iterator[None]:
    try:
        yield
    except ValueError:
        log.exception("fault")
        logging.getLogger("slack_sdk").exception("with %s", planted)
        raise


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_does_not_come_out(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # as in a process of its own
    set_up_logs()
    log = structlog.get_logger("test")

    log.warning("request.failed", detail=f"sent {planted} to Slack", call=17)
    with contextlib.suppress(ValueError), _logging_faults(log, planted):
        raise ValueError(planted)
    logging.getLogger("slack_sdk").warning("token %s refused", planted)

    said = capfd.readouterr().err
    assert planted not in said
    assert '"call": 17' in said
    assert said.count("[hidden]") >= 3


def test_our_own_events_are_one_json_object_a_line(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    set_up_logs()

    structlog.get_logger("test").info("notice.sent", notice=3, kind="home")

    assert json.loads(capfd.readouterr().err)["notice"] == 3


def test_what_a_library_says_again_and_again_is_said_after_a_minute_and_ever_less_often() -> None:
    moment, said = 0.0, []
    sparing = Sparing(lambda: moment)

    def say(name: str, words: str, number: int) -> None:
        record = logging.makeLogRecord({"name": name, "msg": words, "args": (number,)})
        if sparing.filter(record):
            said.append(record.getMessage())

    for number in range(1000):
        say("asyncio", "socket.accept() out of system resource\nsocket: %d", number)
        say("slack_sdk", "connection %d failed", number)
    moment = 61.0
    say("asyncio", "socket.accept() out of system resource\nsocket: %d", 1)

    assert said == [
        "socket.accept() out of system resource\nsocket: 0",
        "connection 0 failed",
        "socket.accept() out of system resource\nsocket: 1\n(999 more since)",
    ]
    for second in range(62, 2 * 24 * 3600, 5):
        moment = float(second)
        say("slack_sdk", "connection %d failed", second)
    assert len(said) < 3 + 60
    moment += 2 * 3600
    say("slack_sdk", "connection %d failed", 0)
    say("slack_sdk", "connection %d failed", 1)
    assert len(said) < 3 + 61
