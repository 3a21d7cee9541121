"""`cleancall import`: what it says of a list, and of one that it cannot read."""

from pathlib import Path

from tests.steps.list_files import FILES
from tests.steps.processes import cleancall


def test_a_report_tells_columns_sheets_hidden_and_struck_rows(environment: dict[str, str], tmp_path: Path) -> None:
    sheets = cleancall(environment, tmp_path, "import", str(FILES / "12-specimen-sheet-first.xlsx"), "--dry-run")
    rows = cleancall(environment, tmp_path, "import", str(FILES / "hidden-struck-merged.ods"), "--dry-run")
    text = cleancall(environment, tmp_path, "import", str(FILES / "13-two-phone-columns.csv"), "--dry-run")

    assert "C 성명 → 민원인 성명 · D 연락처" in sheets.stdout
    assert "읽지 않은 시트: 작성예시(견본)" in sheets.stdout
    assert "취소선을 그어 명단에서 뺀 행 1: 8행" in rows.stdout
    assert "숨긴 행 1개도 읽었습니다" in rows.stdout
    assert "C 전화번호 → 연락처 · D 휴대폰 → 연락처" in text.stdout
    assert "알 수 없는 것: 숨긴 행, 취소선" in text.stdout


def test_a_header_that_is_not_understood_is_answered_by_its_columns(
    environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("연번,소속,계급,성명,담당업무\n1,교통과,경위,홍길순,사고 처리\n", encoding="utf-8")

    done = cleancall(environment, tmp_path, "import", str(file))

    assert done.returncode == 1
    assert "1행에서 알아본 열: A 연번 · B 소속 → 부서 · C 계급 · D 성명 · E 담당업무 → 민원 종류" in done.stderr
    assert "찾지 못한 열: 민원인 성명, 연락처, 방문일" in done.stderr
    assert "이렇게 적으시면 읽을 수 있습니다: 접수번호, 민원인 성명," in done.stderr
    assert not [cell for cell in ("홍길순", "교통과", "사고 처리") if cell in done.stdout + done.stderr]


def test_cells_of_a_list_without_a_header_are_not_repeated(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("홍길순,교통과,사고 문의\n성춘향 민원인,수사과 신고,고소 상담\n", encoding="utf-8")

    done = cleancall(environment, tmp_path, "import", str(file))

    assert done.returncode == 1
    assert "이렇게 적으시면" in done.stderr
    assert not [cell for cell in ("홍길순", "성춘향", "교통", "고소") if cell in done.stdout + done.stderr]
