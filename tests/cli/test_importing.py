"""`cleancall import`: what it says of a list, and of one that it cannot read."""

from datetime import timedelta
from pathlib import Path

from rich.cells import cell_len

from bot.clock import wall_clock
from bot.domain.calendar import SEOUL
from tests.steps.builders import visitor, write_list
from tests.steps.list_files import FILES
from tests.steps.processes import cleancall
from tests.steps.workers import RUNS_COMMANDS

pytestmark = RUNS_COMMANDS


def test_a_report_tells_columns_sheets_hidden_and_struck_rows(environment: dict[str, str], tmp_path: Path) -> None:
    sheets = cleancall(environment, tmp_path, "import", str(FILES / "12-specimen-sheet-first.xlsx"), "--dry-run")
    rows = cleancall(environment, tmp_path, "import", str(FILES / "hidden-struck-merged.ods"), "--dry-run")
    text = cleancall(environment, tmp_path, "import", str(FILES / "13-two-phone-columns.csv"), "--dry-run")

    assert "C 성명 → 민원인 성명 · D 연락처" in sheets.stdout
    assert "읽지 않은 시트: 작성예시(견본)" in sheets.stdout
    assert "취소선이 있어 가져오지 않은 행 1개: 8행" in rows.stdout
    assert "숨긴 행 1개도 읽었습니다" in rows.stdout
    assert "C 전화번호 → 연락처 · D 휴대폰 → 연락처" in text.stdout
    assert "확인할 수 없는 것: 셀에 단 메모, 숨긴 행, 취소선" in text.stdout


def test_a_header_that_is_not_understood_is_answered_by_its_columns(
    environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("연번,소속,계급,성명,담당업무\n1,교통과,경위,홍길순,사고 처리\n", encoding="utf-8")

    done = cleancall(environment, tmp_path, "import", str(file))

    assert done.returncode == 1
    assert "1행에서 인식한 열: A 연번 · B 소속 → 부서 · C 계급 · D 성명 · E 담당업무 → 민원 종류" in done.stderr
    assert "찾지 못한 열: 민원인 성명, 연락처, 방문일" in done.stderr
    assert "이런 열 이름이면 읽을 수 있습니다: 접수번호, 민원인 성명," in done.stderr
    assert not [cell for cell in ("홍길순", "교통과", "사고 처리") if cell in done.stdout + done.stderr]


def test_cells_of_a_list_without_a_header_are_not_repeated(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("홍길순,교통과,사고 문의\n성춘향 민원인,수사과 신고,고소 상담\n", encoding="utf-8")

    done = cleancall(environment, tmp_path, "import", str(file))

    assert done.returncode == 1
    assert "이런 열 이름이면" in done.stderr
    assert not [cell for cell in ("홍길순", "성춘향", "교통", "고소") if cell in done.stdout + done.stderr]


def test_a_dry_run_shows_the_first_rows_as_they_would_be_called(environment: dict[str, str], tmp_path: Path) -> None:
    station = 'name = "한빛경찰서"\nmain_number = "02-0000-0112"\n'
    day = wall_clock().astimezone(SEOUL).date() - timedelta(days=1)
    shown = f"{day.month}/{day.day}({'월화수목금토일'[day.weekday()]})"
    (tmp_path / "station.toml").write_text(station, encoding="utf-8")
    purpose = "홍길순 교통사고 문의"
    rows = [
        visitor(1, 연락처="10-0000-1001", 방문일시=f"{day} 10:30", 민원종류=purpose, 비고="10시 이후"),
        visitor(2, 비고="스토킹", 방문일시=f"{day}"),
        visitor(3, 성명=""),
        visitor(4, 연락처="010-0000-1004 / 02-000-1234", 담당자="총경 없는이", 방문일시=f"{day}"),
        *(visitor(number) for number in range(5, 15)),
    ]
    staff = tmp_path / "staff.csv"
    staff.write_text("직원번호,성명,계급,부서,역할,slack_id\n1,정교통,경위,교통과,담당 경찰관,\n", encoding="utf-8")
    cleancall(environment, tmp_path, "staff", str(staff))

    done = cleancall(environment, tmp_path, "import", str(write_list(tmp_path, rows)), "--dry-run")

    table = [line for line in done.stdout.splitlines() if line.startswith("│")]
    cells = [[cell.strip() for cell in line.strip("│").split("│")] for line in table]
    known, unknown = "직원 명부에 있음", "직원 명부에 없음"
    assert cells[:4] == [
        ["2", "남**수", "010-****-1001", f"{shown} 10:30", "교통사고", "교통과", known, "맨 앞의 0 채움, 비고 있음"],
        ["3", *[""] * 6, "연락 제외: 피해자 보호"],
        ["4", *[""] * 6, "가져오지 못함: 성명이 없습니다"],
        ["5", "변*도", "010-****-1004", shown, "교통사고", "교통과", unknown, "다른 번호 있음"],
    ]
    assert {cell_len(line) for line in table} == {cell_len(table[0])}, "wide letters are as wide as two"
    assert "이 밖에 4행" in done.stdout
    assert not [said for said in ("남궁민수", "0000-1001", purpose, "10시 이후", "없는이") if said in done.stdout]


def test_an_empty_list_has_no_table(environment: dict[str, str], tmp_path: Path) -> None:
    done = cleancall(environment, tmp_path, "import", str(write_list(tmp_path, [])), "--dry-run")

    assert done.returncode == 0
    assert "새 청렴콜 0" in done.stdout
    assert "│" not in done.stdout
