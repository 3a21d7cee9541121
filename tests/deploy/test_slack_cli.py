"""`slack run`: what `.slack/hooks.json` tells the Slack CLI to run. The CLI splits commands at white space."""

import json
import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.registry import manifest
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.processes import environment_of, running_process, until_connected

ROOT = Path(__file__).parents[2]
CONFIG = json.loads((ROOT / ".slack" / "hooks.json").read_text(encoding="utf-8"))


@pytest.fixture
async def stopped(sample_database: SampleDatabase) -> AsyncIterator[SampleStation]:
    """The sample station, the bot stopped."""
    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database) as station:
        yield station


def hook(name: str) -> list[str]:
    """A hook's command as the Slack CLI runs it; what `uv run` would find is found in this environment."""
    uv, run, quiet, *command = str(CONFIG["hooks"][name]).split()
    assert (uv, run, quiet) == ("uv", "run", "--quiet")
    return command


def test_the_cli_gets_the_manifest_as_json_and_nothing_else() -> None:
    done = subprocess.run(hook("get-manifest"), cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True)  # noqa: S603

    assert json.loads(done.stdout) == manifest()


def test_the_bot_holds_its_own_connection_and_speaks_the_plain_protocol() -> None:
    assert CONFIG["config"] == {"protocol-version": ["default"], "sdk-managed-connection-enabled": True}


@pytest.mark.long
async def test_the_start_hook_runs_the_bot_with_the_tokens_that_the_cli_sets(stopped: SampleStation) -> None:
    async with running_process(hook("start"), stopped.folder, environment_of(stopped)):
        await until_connected(stopped)
        answer = await stopped.person(KIM).types("/queue")

    assert answer is not None
