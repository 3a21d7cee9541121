"""`cleancall demo` as somebody who tries it sees it: an address, or a sentence."""

import asyncio
import os
import re
import socket
import sys
from pathlib import Path

import aiohttp
import pytest

from tests.steps.crew import until
from tests.steps.processes import ROOT, cleancall, running_process
from tests.steps.workers import RUNS_COMMANDS

DEMO = [sys.executable, "-m", "bot", "demo", "--port", "0"]


@pytest.mark.long
@pytest.mark.waits
async def test_the_address_is_the_last_that_is_said(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}

    async with running_process(DEMO, tmp_path, environment) as process, aiohttp.ClientSession() as session:
        assert process.stdout is not None
        said: list[str] = []
        async with asyncio.timeout(60):
            while not said or "?as=" not in said[-1]:
                said.append((await process.stdout.readline()).decode())
        address, log = re.search(r"http://127.0.0.1:\d+", said[-1]), re.search(r"/\S+demo.log", "".join(said))
        assert address is not None
        assert log is not None
        await session.post(f"{address[0]}/people/U0KIM/command", json={"channel": "C0CALLS", "text": "/claim"})
        await until(lambda: "board.page" in noted(log[0]).rpartition("bot.started")[2])
        more = asyncio.create_task(process.stdout.read(1))
        await asyncio.wait({more}, timeout=0.2)
        is_more = more.done()
        more.cancel()

    assert not [line for line in said if line.startswith("{")]
    assert not is_more


def noted(log: str) -> str:
    """What the bot has written into its log."""
    return Path(log).read_text(encoding="utf-8")


@pytest.mark.long
@RUNS_COMMANDS
def test_a_port_that_cannot_be_had_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = cleancall(dict(os.environ), tmp_path, "demo", "--port", port)
    too_high = cleancall(dict(os.environ), tmp_path, "demo", "--port", "99999")

    assert (refused.returncode, too_high.returncode) == (1, 2)
    assert (len(refused.stderr.splitlines()), refused.stdout) == (1, "")
    assert f"포트 {port}에서" in refused.stderr
    assert "Traceback" not in refused.stderr + too_high.stderr
    assert len(too_high.stderr.splitlines()) == 2
