"""`cleancall region` as a headquarters uses it: a folder of files, good and bad, one picture of them."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from bot.documents.audit_json import audit_json
from bot.documents.report_signature import public_key_of, signed
from tests.steps.processes import cleancall
from tests.steps.regions import KEYS, month_of, with_facts, write_region, written
from tests.steps.report_cards import audit_card
from tests.steps.workers import RUNS_COMMANDS

pytestmark = RUNS_COMMANDS

OTHERS = {
    "forged.json": with_facts(written(month_of("은하경찰서"))),
    "broken.json": written(month_of("은하경찰서"))[:-40],
    "old.json": with_facts(written(month_of("은하경찰서")), format=1),
    "stranger.json": written(month_of("낯선경찰서")),
    "nothing.json": b"{}",
    "=cmd.json": b"[]",
}
GOOD = {
    "a.json": written(month_of("한빛경찰서")),
    "a-again.json": written(month_of("한빛경찰서")),
    "b.json": written(month_of("샛별경찰서", tried=300, reached=120, visits=300)),
    "d.json": written(month_of("달빛경찰서")),
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_region(tmp_path / "files", GOOD | OTHERS)


def test_good_files_are_shown_and_each_bad_one_is_named(
    empty_environment: dict[str, str], tmp_path: Path, table: Path
) -> None:
    done = cleancall(empty_environment, tmp_path, "region", "files", "--table", str(table), "--format", "csv")

    assert done.returncode == 0, done.stderr
    lines = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    said = {Path(line["줄"].removeprefix("'")).name: line["값"] for line in lines if line["표"] == "파일"}
    assert "서명이 없습니다" in said["forged.json"]
    assert "잘린 파일" in said["broken.json"]
    assert "예전 형식(1)" in said["old.json"]
    assert "region.toml에 없는 경찰서" in said["stranger.json"]
    assert "만든 파일이 아닙니다" in said["nothing.json"]
    assert "공개키가 없어" in said["d.json"]
    assert "한 번만 썼습니다" in said["a-again.json"]
    shown = {(line["표"], line["줄"], line["열"]): line["값"] for line in lines}
    assert shown["지표", "방문", "값"] == str(240 + 300 + 240)
    assert shown["빠진 자료", "은하경찰서", "빠진 달"] == "2026년 11월"


def test_words_of_strangers_are_shown_as_they_are_and_never_as_marks(
    empty_environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.json").write_bytes(written(month_of("[/한빛]경찰서")))
    (tmp_path / "files" / "\x1b[31mred.json").write_bytes(b"{}")

    done = cleancall(empty_environment | {"COLUMNS": "400"}, tmp_path, "region", "files")

    assert done.returncode == 0, done.stderr
    assert "[/한빛]" in done.stdout
    assert "[departments]" in done.stdout
    assert "\x1b[31m" not in done.stdout


@pytest.mark.long
def test_every_format_is_written(empty_environment: dict[str, str], tmp_path: Path, table: Path) -> None:
    common = ("region", "files", "--table", str(table))

    screen = cleancall(empty_environment, tmp_path, *common)
    collected = cleancall(empty_environment, tmp_path, *common, "--format", "json")
    sheet = cleancall(empty_environment, tmp_path, *common, "--format", "xlsx", "--out", "r.xlsx")
    pages = cleancall(empty_environment, tmp_path, *common, "--format", "pdf", "--out", "r.pdf")

    assert [each.returncode for each in (screen, collected, sheet, pages)] == [0] * 4, pages.stderr
    assert "2026년 11월 · 한빛시경찰청" in screen.stdout
    assert "경찰서 4곳 가운데 3곳의 자료입니다" in screen.stdout
    picture = json.loads(collected.stdout)
    assert picture["stations"] == ["달빛경찰서", "샛별경찰서", "한빛경찰서"]
    assert picture["by_station"]["contact"][1]["standing"] == "below"
    assert {each["fault"] for each in picture["left_out"]} >= {"unsigned", "broken", "old_format", "twice"}
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames[:3] == ["요약", "월별 추이", "경찰서별"]
    assert [(each["month"], each["stations"]) for each in picture["trend"]] == [("2026-11-01", 3)]
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.long
def test_audits_files_are_put_together_apart_and_neither_kind_enters_the_other_picture(
    empty_environment: dict[str, str], tmp_path: Path, table: Path
) -> None:
    for name in ("한빛경찰서", "샛별경찰서"):
        data = signed(audit_json(audit_card(station=name)).encode(), KEYS[name])
        (tmp_path / "files" / f"audit-{name}.json").write_bytes(data)
    (tmp_path / "files" / "audit-forged.json").write_bytes(audit_json(audit_card(station="은하경찰서")).encode())
    common = ("region", "files", "--table", str(table))

    of_audit = cleancall(empty_environment, tmp_path, *common, "--audit", "--format", "json")
    screen = cleancall(empty_environment, tmp_path, *common, "--audit")
    sheet = cleancall(empty_environment, tmp_path, *common, "--audit", "--format", "xlsx", "--out", "a.xlsx")
    pages = cleancall(empty_environment, tmp_path, *common, "--audit", "--format", "pdf", "--out", "a.pdf")
    other = cleancall(empty_environment, tmp_path, *common, "--format", "json")

    assert [each.returncode for each in (of_audit, screen, sheet, pages, other)] == [0] * 5, pages.stderr
    picture, without = json.loads(of_audit.stdout), json.loads(other.stdout)
    assert list(picture["stations"]) == ["샛별경찰서", "한빛경찰서"]
    assert (picture["total"]["filed"], picture["total"]["money_yes"]["n"]) == (6, 300)
    left_out = {Path(each["file"]).name: each["fault"] for each in picture["left_out"]}
    assert (left_out["a.json"], left_out["audit-forged.json"]) == ("not_of_audit", "unsigned")
    assert "감사 경로 광역 현황" in screen.stdout
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames[0] == "경찰서별"
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    faults = [each["fault"] for each in without["left_out"] if "audit-" in each["file"]]
    assert faults == ["of_audit"] * 3
    assert "money_yes" not in other.stdout
    assert "audit_grievances" not in other.stdout


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["no.json"], 2, "no.json"),
        (["files", "--format", "pdf"], 2, "--out"),
        (["files", "--table", "no.toml"], 2, "no.toml"),
        (["files", "--period", "2026-13"], 1, "읽지 못했습니다"),
        (["files", "--period", "foo"], 1, "‘foo’"),
        (["files", "--out", "a.txt"], 2, "--format"),
        (["empty"], 1, "쓸 수 있는 통계 파일이 없습니다"),
        (["bad"], 1, "bad/nothing.json"),
    ],
)
def test_what_is_wrong_is_said(
    empty_environment: dict[str, str], tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "nothing.json").write_bytes(b"{}")

    done = cleancall(empty_environment, tmp_path, "region", *arguments)

    assert (done.returncode, words in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_station_signs_what_it_hands_in_and_prints_the_line_by_which_it_is_known(
    environment: dict[str, str], tmp_path: Path
) -> None:
    without = cleancall(environment, tmp_path, "keys", "public")
    key = without.stderr.strip().rpartition("REPORT_KEY=")[2]
    with_key = environment | {"REPORT_KEY": key}

    line = cleancall(with_key, tmp_path, "keys", "public")
    report = cleancall(with_key, tmp_path, "stats", "2026-10", "--format", "json", "--out", "mine.json")

    assert (without.returncode, line.returncode, report.returncode) == (1, 0, 0), report.stderr
    assert line.stdout == f'"한빛경찰서" = "{public_key_of(key)}"\n'
    (tmp_path / "region.toml").write_text(f"[stations]\n{line.stdout}", encoding="utf-8")
    picture = cleancall(environment, tmp_path, "region", "mine.json", "--format", "json")
    assert (json.loads(picture.stdout)["stations"], json.loads(picture.stdout)["marked"]) == (["한빛경찰서"], [])


def test_the_stations_of_these_tests_have_keys_of_their_own() -> None:
    assert len({*KEYS.values()}) == 3
