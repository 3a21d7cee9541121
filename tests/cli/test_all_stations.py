"""`cleancall doctor --all`: stations beside each other on one machine, each examined, and what they share named."""

from pathlib import Path

import pytest

from tests.steps.processes import cleancall
from tests.steps.workers import RUNS_COMMANDS

pytestmark = RUNS_COMMANDS


def install(environment: dict[str, str], folder: Path, name: str, **changed: str) -> None:
    """Install a station as README says, and write some lines into its .env."""
    (folder / name).mkdir(parents=True)
    done = cleancall(environment, folder / name, "init", "--name", name)
    assert done.returncode == 0, done.stderr
    file = folder / name / ".env"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.partition("=")[0] not in changed]
    lines += [f"{variable}={value}" for variable, value in changed.items()]
    file.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.long
def test_each_station_is_examined_and_what_two_share_is_named_but_never_shown(tmp_path: Path) -> None:
    environment = {"LOCALE": "ko"}
    stations = tmp_path / "stations"
    install(environment, stations, "hanbit", HEALTH_PORT="4001", SLACK_BOT_TOKEN="xoxb-0000")
    install(environment, stations, "saetbyeol", HEALTH_PORT="4002", SLACK_BOT_TOKEN="xoxb-0000")
    keys = next(
        line
        for line in (stations / "hanbit" / ".env").read_text(encoding="utf-8").splitlines()
        if line.startswith("DATA_KEYS=")
    )
    install(environment, stations, "eunha", HEALTH_PORT="4002", DATA_KEYS=keys.partition("=")[2])

    done = cleancall(environment, tmp_path, "doctor", "--all", "stations")

    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.startswith("── ")] == [
        "── eunha",
        "── hanbit",
        "── saetbyeol",
    ]
    assert "✘ SLACK_BOT_TOKEN이 같습니다: hanbit, saetbyeol." in done.stdout
    assert "✘ DATA_KEYS가 같습니다: eunha, hanbit." in done.stdout
    assert "△ HEALTH_PORT가 같습니다: eunha, saetbyeol." in done.stdout
    assert "DATABASE_URL" not in done.stdout.partition("✘ SLACK_BOT_TOKEN이")[2]
    assert keys.partition("=")[2] not in done.stdout
    assert "CALL_CHANNEL" in done.stdout  # each one's own examination speaks
    assert "경찰서 3곳 가운데 0곳이 정상입니다." in done.stdout


@pytest.mark.parametrize(("folder", "words"), [("no", "폴더가 없습니다"), (".", "설치된 경찰서가 없습니다")])
def test_a_folder_without_stations_is_refused_in_a_sentence(tmp_path: Path, folder: str, words: str) -> None:
    done = cleancall({"LOCALE": "ko"}, tmp_path, "doctor", "--all", folder)

    assert (done.returncode, words in done.stderr) == (2, True)
