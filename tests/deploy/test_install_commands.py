"""The commands of the page on installing, from nothing to the first morning post; the sandbox stands in for Slack.

`sh` blocks are run as they stand. `console` blocks need root or a container engine and are not.
"""

import asyncio
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.clock import wall_clock
from bot.demo.guide import CHANNEL
from bot.demo.station import SampleStation, sample_station
from bot.domain.calendar import SEOUL
from bot.settings import load_calendar
from bot.texts import DEFAULT_LOCALE
from tests.steps.builders import KIM, visitor, write_list
from tests.steps.pages import ROOT, blocks, page_in, section
from tests.steps.processes import running_process, until_connected

INSTALL = page_in("install", DEFAULT_LOCALE)
PROGRAM = "1. 프로그램"
EDITOR = """
import os, pathlib, sys
station, environment = map(pathlib.Path, sys.argv[1:])
with station.open("a", encoding="utf-8") as file:
    file.write(os.environ["TYPED_STATION"])
words = environment.read_text(encoding="utf-8")
for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "CALL_CHANNEL"):
    words = words.replace(f"\\n{name}=\\n", f"\\n{name}={os.environ['TYPED_' + name]}\\n")
environment.write_text(words, encoding="utf-8")
"""
"""An administrator at the editor: fills in what `init` left empty, and hours of the station's own."""
AT_FIVE = "morning_at = 05:00:00\nmorning_until = 05:30:00\n"
AT_NOON = """morning_at = 12:00:00
morning_until = 12:30:00
list_missing_at = 13:00:00
calling_hours = [[13:00:00, 17:30:00]]
"""


def a_quiet_hour() -> str:
    """Settings with which the queue does not come by itself while we test."""
    return AT_NOON if time(4, 30) < wall_clock().astimezone(SEOUL).time() < time(5, 45) else AT_FIVE


@pytest.fixture
async def slack() -> AsyncIterator[SampleStation]:
    """A workspace as an administrator finds it: people, the channel, and the app installed from the manifest."""
    async with sample_station(wall_clock()) as station:
        yield station


@pytest.fixture
def server(slack: SampleStation, tmp_path: Path) -> dict[str, str]:
    """An empty folder, the station's own list in it, and an environment that knows nothing of cleancall."""
    (folder := tmp_path / "server").mkdir()
    (tmp_path / "editor.py").write_text(EDITOR, encoding="utf-8")
    yesterday = (wall_clock() - timedelta(days=1)).astimezone(SEOUL).date().isoformat()
    write_list(folder, [visitor(number, 방문일시=yesterday) for number in (1, 2, 3)])
    (folder / "staff.csv").write_text(blocks(INSTALL, "csv")[0], encoding="utf-8")
    settings, kept = slack.settings, ("PATH", "HOME", "LANG", "PIP_")
    return {
        **{name: value for name, value in os.environ.items() if name.startswith(kept)},
        "HERE": str(folder),
        "EDITOR": f"{sys.executable} {tmp_path / 'editor.py'}",
        "TYPED_STATION": a_quiet_hour(),
        "TYPED_SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value(),
        "TYPED_SLACK_APP_TOKEN": slack.sandbox.app_token,
        "TYPED_CALL_CHANNEL": CHANNEL,
        "SLACK_API_URL": settings.slack_api_url,
        "HTTP_PORT": "0",
        "HEALTH_PORT": "0",
    }


def run(block: str, server: dict[str, str]) -> str:
    """Run a block as a person would type it. Returns what it printed."""
    done = subprocess.run(  # noqa: S603 — the page's own words
        ["/bin/bash", "-euo", "pipefail", "-c", block],
        cwd=server["HERE"], env=server, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def on_any_day(block: str) -> str:
    """On a day off the first morning is posted for the next working day, as the page says."""
    calendar, today = load_calendar(), wall_clock().astimezone(SEOUL).date()
    if calendar.is_working_day(today):
        return block
    return block.replace("cleancall morning", f"cleancall morning --date {calendar.next_working_day(today)}")


async def install(slack: SampleStation, server: dict[str, str], commands: list[str]) -> str:
    """Do the page's steps in their order. Returns what was printed."""
    said = ""
    async with AsyncExitStack() as at_work:
        for block in commands:
            if block.strip() == "cleancall run":
                command = [str(shutil.which("cleancall", path=server["PATH"])), "run"]
                await at_work.enter_async_context(running_process(command, Path(server["HERE"]), server))
                await until_connected(slack)
            else:
                said += await asyncio.to_thread(run, on_any_day(block), server)
        await slack.person(KIM).waits_to_see("전체 *3* · 대기 *3*", where="channel")
    return said


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_the_steps_lead_to_the_first_morning_post(slack: SampleStation, server: dict[str, str]) -> None:
    """With the program of this environment: the first step is done by the test below."""
    server["PATH"] = f"{Path(sys.executable).parent}:{server['PATH']}"

    said = await install(slack, server, blocks(INSTALL, "sh")[1:])

    assert "✘" not in said
    assert said.count("✔") >= 10
    assert "010-0" not in said, "numbers are masked"


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_the_steps_lead_there_from_nothing(slack: SampleStation, server: dict[str, str]) -> None:
    here, steps = Path(server["HERE"]), blocks(INSTALL, "sh")
    await asyncio.to_thread(copy_source, here / "cleancall")

    await asyncio.to_thread(run, steps[0], server)
    server["PATH"] = f"{here / 'venv' / 'bin'}:{server['PATH']}"
    said = await install(slack, server, steps[1:])

    assert "✘" not in said
    assert str(shutil.which("cleancall", path=server["PATH"])).startswith(str(here))
    assert run("cleancall docs install", {**server, "LOCALE": DEFAULT_LOCALE}) == INSTALL, "the pages are installed too"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_folder_of_wheels_installs_where_there_is_no_network(tmp_path: Path) -> None:
    """The folder alone is brought to the server; there two lines stand for those that need a network."""
    connected, there = tmp_path / "connected", tmp_path / "there"
    copy_source(connected / "cleancall")
    there.mkdir()
    make, install_there = (typed(block) for block in blocks(section(INSTALL, PROGRAM), "console"))
    first, *_, last = blocks(INSTALL, "sh")[0].splitlines()
    steps = f"{first}\n{install_there}\n{last}\ncleancall manifest\ncleancall deploy"
    alone = "unshare --net" if os.geteuid() == 0 else "unshare --net --map-root-user"
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PATH", "HOME", "LANG", "PIP_"))}

    run(make, {**kept, "HERE": str(connected)})
    shutil.move(connected / "wheels", there)
    said = run(f"{alone} bash -euo pipefail -c {shlex.quote(steps)}", {**kept, "HERE": str(there)})

    assert "wheels.sh" in said.splitlines()


def typed(block: str) -> str:
    """Return what a person types at the prompts of a block; what root types is never run."""
    return "\n".join(re.findall(r"^\$ (.*)$", block, re.MULTILINE))


def copy_source(folder: Path) -> None:
    """Put the source into a folder: what git knows, and nothing else."""
    git = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    known = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603
    for name in known:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def test_no_step_copies_a_database_that_somebody_may_be_at_work_on() -> None:
    for page in (INSTALL, (ROOT / "README.md").read_text(encoding="utf-8")):
        typed = [line for kind in ("sh", "console") for block in blocks(page, kind) for line in block.splitlines()]

        assert typed
        assert not [line for line in typed if re.search(r"\b(cp|mv|rsync|scp|install)\b.*\.db\b", line)]
