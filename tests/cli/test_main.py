"""The command line as an administrator uses it: real processes, real files, exit codes."""

import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.station import SampleStation
from bot.domain.calendar import SEOUL
from tests.steps.builders import KIM, csv_list, visitor, write_list
from tests.steps.processes import cleancall, environment_of, running_process, typed_at_a_terminal, until_connected
from tests.steps.waiting import unknown_phones
from tests.steps.workers import RUNS_COMMANDS

pytestmark = RUNS_COMMANDS

STAFF = "직원번호,성명,계급,부서,역할,slack_id\n1001,김상담,경위,청문감사인권관실,상담원,U0KIM\n"


def test_a_list_is_previewed_then_imported_and_known_the_second_time(
    environment: dict[str, str], tmp_path: Path
) -> None:
    file = write_list(tmp_path, [visitor(1), visitor(2, 비고="스토킹"), visitor(3, 방문일시="어제")])

    preview = cleancall(environment, tmp_path, "import", str(file), "--dry-run")
    first = cleancall(environment, tmp_path, "import", str(file))
    second = cleancall(environment, tmp_path, "import", str(file))

    assert (preview.returncode, first.returncode, second.returncode) == (0, 0, 0), first.stderr
    assert "저장하지 않음" in preview.stdout
    assert "4행: 방문일을 읽을 수 없습니다" in first.stdout
    assert "피해자 보호 1" in first.stdout or "window_over" in first.stdout or "통화 기간 경과" in first.stdout
    assert "새 청렴콜 0" in second.stdout
    assert "010-" not in first.stdout + first.stderr


def test_a_list_that_waits_ends_with_3_and_can_be_forced(environment: dict[str, str], tmp_path: Path) -> None:
    (file := tmp_path / "명단.csv").write_bytes(unknown_phones([visitor(1), visitor(2)]))

    waits = cleancall(environment, tmp_path, "import", str(file))
    dry = cleancall(environment, tmp_path, "import", str(file), "--dry-run")
    forced = cleancall(environment, tmp_path, "import", str(file), "--force")

    assert (waits.returncode, dry.returncode, forced.returncode) == (3, 0, 0), waits.stderr
    assert "연락처 열을 찾지 못했습니다" in waits.stdout
    assert "--force" in waits.stderr
    assert "연락처 열을 찾지 못했습니다" not in forced.stdout


def test_a_wrong_file_is_refused_with_exit_1_and_changes_nothing(environment: dict[str, str], tmp_path: Path) -> None:
    wrong = tmp_path / "a.xls"
    wrong.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    done = cleancall(environment, tmp_path, "import", str(wrong))

    assert done.returncode == 1
    assert ".xlsx" in done.stderr
    assert "Traceback" not in done.stderr


def test_misuse_and_wrong_settings_end_with_2(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(csv_list([visitor(1)]))
    without_keys = {name: value for name, value in environment.items() if name != "DATA_KEYS"}

    codes = [
        cleancall(environment, tmp_path, "import", "nowhere.csv").returncode,
        cleancall(environment, tmp_path, "dance").returncode,
        cleancall(without_keys, tmp_path, "import", str(file)).returncode,
        cleancall(without_keys, tmp_path, "run").returncode,
    ]

    assert codes == [2, 2, 2, 2]


def test_the_directory_is_loaded_and_its_faults_are_named_by_row(environment: dict[str, str], tmp_path: Path) -> None:
    good, bad = tmp_path / "staff.csv", tmp_path / "bad.csv"
    good.write_text(STAFF, encoding="utf-8")
    bad.write_text(STAFF + "1002,이상담,경사,,상담원,\n1003,박상담,경장,교통과,마법사,\n", encoding="utf-8")

    loaded = cleancall(environment, tmp_path, "staff", str(good))
    again = cleancall(environment, tmp_path, "staff", str(good))
    refused = cleancall(environment, tmp_path, "staff", str(bad))

    assert "추가 1" in loaded.stdout
    assert "그대로 1" in again.stdout
    assert refused.returncode == 1
    assert "3행" in refused.stderr
    assert "4행: 알 수 없는 역할" in refused.stderr


def test_a_complete_list_is_previewed_and_changes_nothing_until_it_is_confirmed(
    environment: dict[str, str], tmp_path: Path
) -> None:
    first, complete = tmp_path / "staff.csv", tmp_path / "발령.csv"
    first.write_text(STAFF + "1002,이상담,경사,교통과,경찰관,\n1003,박형사,경장,수사과,경찰관,\n", encoding="utf-8")
    complete.write_text(STAFF + "1003,박형사,경장,형사과,경찰관,\n1004,최신입,순경,교통과,경찰관,\n", encoding="utf-8")
    cleancall(environment, tmp_path, "staff", str(first))

    previewed = cleancall(environment, tmp_path, "staff", str(complete), "--complete")
    done = cleancall(environment, tmp_path, "staff", str(complete), "--complete", "--yes")
    again = cleancall(environment, tmp_path, "staff", str(complete), "--complete", "--yes")

    preview = "미리보기: 신규 1명, 부서 이동 1명, 퇴직·전출 1명"
    assert previewed.returncode == 1
    assert preview in previewed.stdout
    assert "→ 경장 박*사 · 수사과 → 형사과" in previewed.stdout
    assert "− 경사 이*담 · 교통과" in previewed.stdout
    assert "아무것도 바꾸지 않았습니다" in previewed.stderr
    assert (done.returncode, preview in done.stdout) == (0, True)
    assert "추가 1명, 변경 1명, 그대로 1명 · 부서 이동 1명, 퇴직·전출 1명" in done.stdout
    assert "퇴직·전출 0" in again.stdout
    assert not any(name in previewed.stdout + done.stdout for name in ("이상담", "박형사", "최신입"))


def test_a_list_for_a_day_to_come_is_kept_until_then(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "발령.csv"
    file.write_text(STAFF, encoding="utf-8")
    soon = datetime.now(SEOUL).date() + timedelta(days=30)

    kept = cleancall(environment, tmp_path, "staff", str(file), "--complete", "--yes", "--on", soon.isoformat())
    mistyped = cleancall(environment, tmp_path, "staff", str(file), "--on", f"{soon.year + 10}-01-25")
    since = cleancall(environment, tmp_path, "staff", str(file), "--on", "2026-01-05")

    assert "봇이 적용합니다" in kept.stdout
    assert (mistyped.returncode, "너무 먼 날" in mistyped.stderr) == (1, True)
    assert "추가 1" in since.stdout


def test_at_the_keyboard_a_complete_list_is_asked_for(environment: dict[str, str], tmp_path: Path) -> None:
    first, complete = tmp_path / "staff.csv", tmp_path / "발령.csv"
    first.write_text(STAFF + "1002,이상담,경사,교통과,경찰관,\n", encoding="utf-8")
    complete.write_text(STAFF, encoding="utf-8")
    cleancall(environment, tmp_path, "staff", str(first))

    said = [
        typed_at_a_terminal(environment, tmp_path, answer, "staff", str(complete), "--complete")
        for answer in ("아니요", "예")
    ]

    assert ["그대로 1" in each for each in said] == [False, True]
    assert "아무것도 바꾸지 않았습니다" in said[0]


def test_a_morning_is_posted_by_hand_once(environment: dict[str, str], tmp_path: Path) -> None:
    first = cleancall(environment, tmp_path, "morning", "--date", "2026-11-23")
    second = cleancall(environment, tmp_path, "morning", "--date", "2026-11-23")
    weekend = cleancall(environment, tmp_path, "morning", "--date", "2026-11-22")

    assert (first.returncode, second.returncode, weekend.returncode) == (0, 1, 1)
    assert "이미 올렸습니다" in second.stderr
    assert "근무일이 아니어서" in weekend.stderr


def test_postgresql_is_migrated_by_hand_before_anything_else(
    environment: dict[str, str], tmp_path: Path, bare_postgres: str
) -> None:
    on_postgres = environment | {"DATABASE_URL": bare_postgres}

    before = cleancall(on_postgres, tmp_path, "morning", "--date", "2026-11-23")
    migrated = cleancall(on_postgres, tmp_path, "migrate")
    after = cleancall(on_postgres, tmp_path, "morning", "--date", "2026-11-23")

    assert before.returncode == 1
    assert "cleancall migrate" in before.stderr
    assert (migrated.returncode, after.returncode) == (0, 0), after.stderr


def test_the_manifest_is_printed_with_a_prefix_and_an_address(environment: dict[str, str], tmp_path: Path) -> None:
    url = "https://bot.example.kr/slack/events"

    printed = cleancall(environment, tmp_path, "manifest", "--prefix", "gc", "--url", url).stdout

    assert "/gc-claim" in printed
    assert url in printed


@pytest.mark.long
async def test_a_running_bot_answers_and_ends_cleanly_when_told(socket_station: SampleStation) -> None:
    """The real process against the sandbox: ready, answering, SIGTERM, exit 0."""
    await socket_station.stop_bot()
    kim = socket_station.person(KIM)
    command = [sys.executable, "-m", "bot", "run"]

    async with running_process(command, socket_station.folder, environment_of(socket_station)):
        await until_connected(socket_station)
        answer = await kim.types("/queue")

    assert answer is not None
    assert "대기열" in answer.words
