"""What puts the bot to work: the container, compose and the hashed pins."""

import asyncio
import contextlib
import itertools
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from bot.demo.station import SampleDatabase, SampleStation, sample_station
from tests.steps.builders import MONDAY, seoul
from tests.steps.crew import until
from tests.steps.processes import ROOT, environment_of, free_port, running_process, until_connected

DEPLOY = ROOT / "bot" / "deploy"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TOOLS, TYPE_STUBS = {"ruff", "mypy", "import-linter"}, re.compile(r"^types-|-stubs$")
LOCK = (DEPLOY / "requirements.lock").read_text(encoding="utf-8")


def test_the_lock_pins_every_dependency_within_its_range_with_hashes_and_names_no_host() -> None:
    project = PYPROJECT["project"]
    wanted = [Requirement(each) for each in project["dependencies"] + project["optional-dependencies"]["postgres"]]
    pinned = {
        name: Version(version)
        for name, version in re.findall(r"^([\w.-]+)(?:\[\w+\])?==([^ ;\\]+)", LOCK, re.MULTILINE)
    }
    entries = [entry for entry in re.split(r"\n(?=\S)", LOCK) if "==" in entry]

    assert "://" not in LOCK
    assert all(pinned[each.name] in each.specifier for each in wanted)
    assert all("--hash=sha256:" in entry for entry in entries)


def test_every_range_has_an_upper_bound_and_every_tool_one_version() -> None:
    project, dev = PYPROJECT["project"], PYPROJECT["dependency-groups"]["dev"]
    ranges = [*project["dependencies"], *project["optional-dependencies"]["postgres"], *dev]
    ranges += PYPROJECT["build-system"]["requires"]
    operators = {each.name: {part.operator for part in each.specifier} for each in map(Requirement, ranges)}

    assert not [name for name, found in operators.items() if not found & {"<", "=="}]
    assert all(operators[tool] == {"=="} for tool in operators if tool in TOOLS or TYPE_STUBS.search(tool))


def test_the_containers_python_is_one_that_we_are_tested_on() -> None:
    versions = {
        words.split()[0].removeprefix("python:").removesuffix("-slim")
        for name, words in instructions()
        if name == "FROM"
    }
    checked = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))

    assert versions <= set(checked["jobs"]["check"]["strategy"]["matrix"]["python"])
    assert {f"Programming Language :: Python :: {version}" for version in versions} <= set(
        PYPROJECT["project"]["classifiers"]
    )


def test_the_container_runs_as_nobody_in_particular_and_builds_from_pins() -> None:
    final = [words for name, words in instructions() if name in {"USER", "ENTRYPOINT", "CMD"}]

    assert final == ["10001", '["cleancall"]', '["run"]']
    assert any("--require-hashes" in words for _, words in instructions())
    assert [words.split()[0] for name, words in instructions() if name == "FROM"] == ["python:3.14-slim"] * 2


def test_compose_brings_a_database_two_replicas_and_migrates_first() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    bot, migrate, database = (compose["services"][name] for name in ("bot", "migrate", "database"))

    assert bot["deploy"] == {"replicas": 2}
    assert bot["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert (migrate["command"], migrate["restart"]) == (["migrate"], "no")
    assert all(service["read_only"] for service in (bot, migrate, database))
    assert bot["cap_drop"] == ["ALL"]
    assert set(compose["volumes"]) == {"database", "certificates"}


def test_compose_backs_up_the_same_database_with_the_servers_own_tools() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]
    backup, database = services["backup"], services["database"]
    shell, option, script = backup["command"]

    assert backup["image"] == database["image"]
    assert backup["environment"]["PGUSER"] == database["environment"]["POSTGRES_USER"]
    assert backup["profiles"] == ["backup"], "only when it is asked for"
    syntax = [shell, option + "n", script.replace("$$", "$")]
    assert subprocess.run(syntax, check=False).returncode == 0  # noqa: S603


def test_no_secret_stands_in_any_of_the_files() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    values = {
        name: str(value)
        for service in compose["services"].values()
        for name, value in service.get("environment", {}).items()
    }

    assert values["POSTGRES_PASSWORD"].startswith("${POSTGRES_PASSWORD:?")
    assert ":${POSTGRES_PASSWORD:?" in values["DATABASE_URL"]
    for path in DEPLOY.iterdir():
        assert not re.search(r"xox[a-z]-|xapp-|DATA_KEYS=\S", path.read_text(encoding="utf-8")), path.name


def instructions() -> list[tuple[str, str]]:
    """The Containerfile's instructions: name and words, lines joined."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], " ".join(line.split()[1:])) for line in lines]


def healthcheck() -> list[str]:
    """The container's health check, as arguments, run by this Python."""
    words = next(words for name, words in instructions() if name == "HEALTHCHECK").partition("CMD ")[2]
    return [sys.executable, *shlex.split(words)[1:]]


@pytest.fixture
async def stopped(sample_database: SampleDatabase) -> AsyncIterator[SampleStation]:
    """The sample station, the bot stopped."""
    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database) as station:
        yield station


def check_health(port: int) -> int:
    """Run the health check. Returns its exit code."""
    environment = os.environ | {
        "HEALTH_HOST": "127.0.0.1",
        "HEALTH_PORT": str(port),
        "http_proxy": "http://127.0.0.1:1",
    }
    return subprocess.run(healthcheck(), env=environment, capture_output=True, check=False, timeout=20).returncode  # noqa: S603


@pytest.mark.long
async def test_the_health_check_tells_a_running_bot_from_none_while_strangers_keep_both_ports_busy(
    stopped: SampleStation,
) -> None:
    """So does systemd's watchdog. With 400 files a process cannot hold 900 connections, which never say a word."""
    http, health = free_port(), free_port()
    ports = {"SLACK_MODE": "http", "SLACK_SIGNING_SECRET": "s" * 32, "HTTP_PORT": str(http), "HEALTH_PORT": str(health)}
    command = ["/bin/sh", "-c", f"ulimit -n 400; exec {sys.executable} -m bot run 2>log"]
    log = stopped.folder / "log"

    with notify_socket(stopped.folder) as (address, line):
        watchdog = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "300000"}
        environment = environment_of(stopped) | ports | watchdog
        async with running_process(command, stopped.folder, environment):
            told = [await asyncio.to_thread(line.recv, 100) for _ in range(3)]
            await until(lambda: "bot.started" in log.read_text(encoding="utf-8"))
            strangers = [await silent(http if n % 2 else health) for n in range(900)]
            well = await asyncio.to_thread(check_health, health)
            for each in strangers:
                each.close()
    ill = await asyncio.to_thread(check_health, health)
    said = log.read_text(encoding="utf-8")

    assert told == [b"READY=1", b"WATCHDOG=1", b"WATCHDOG=1"]
    assert (well, ill) == (0, 1)
    assert len(said) < 10_000, said[:2000]
    assert "Traceback" not in said


@contextlib.contextmanager
def notify_socket(folder: Path) -> Iterator[tuple[str, socket.socket]]:
    """Listen as systemd does to a service. Gives the address, and where it is heard."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(folder / "notify"))
        line.settimeout(30)
        yield str(folder / "notify"), line


async def silent(port: int) -> asyncio.StreamWriter:
    """Connect, and say nothing."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    return writer


def build(folder: Path) -> Path:
    """Do by hand, in a folder, what the first stage of the Containerfile does. Returns the environment it makes."""
    made = folder / "opt" / "cleancall"
    (folder / "src").mkdir()
    for name, words in itertools.takewhile(lambda each: each[0] != "USER", instructions()[1:]):
        here = words.replace("/opt/cleancall", str(made)).replace("/src", str(folder / "src"))
        match name:
            case "COPY" if not words.startswith("--from"):
                *sources, target = here.split()
                for source in sources:
                    copy(ROOT / source, Path(target), is_folder=target.endswith("/"))
            case "RUN" if not words.startswith("useradd"):  # this machine gets no new users
                subprocess.run(shlex.split(here), cwd=folder, check=True, capture_output=True, timeout=600)  # noqa: S603
    return made


def copy(source: Path, target: Path, *, is_folder: bool) -> None:
    """COPY, as a container's build does it."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
        return
    into = target if is_folder else target.parent
    into.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_what_the_containers_steps_make_runs_and_writes_nothing_into_itself(
    stopped: SampleStation, tmp_path: Path
) -> None:
    """No container engine is needed: the steps are done one by one. What an engine adds is not shown by this."""
    made = await asyncio.to_thread(build, tmp_path)
    before = {path for path in made.rglob("*") if "__pycache__" not in path.parts}
    environment = environment_of(stopped) | {"HEALTH_PORT": str(port := free_port()), "PYTHONDONTWRITEBYTECODE": "1"}
    del environment["PYTHONPATH"]

    async with running_process([str(made / "bin" / "cleancall"), "run"], stopped.folder, environment):
        await until_connected(stopped)
        well = await asyncio.to_thread(check_health, port)
        answer = await stopped.person("U0KIM").types("/queue")

    assert well == 0
    assert answer is not None
    assert {path for path in made.rglob("*") if "__pycache__" not in path.parts} == before
    assert list(made.glob("lib/python3.*/site-packages/bot/deploy/compose.yml"))


def test_stations_beside_each_other_have_each_a_folder_of_its_own() -> None:
    services = yaml.safe_load((DEPLOY / "compose.stations.yml").read_text(encoding="utf-8"))["services"]

    folders = [service["volumes"] for service in services.values()]
    assert folders == [[f"./{name}:/var/lib/cleancall"] for name in services]
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in services.values())
