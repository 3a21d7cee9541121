"""What is reported of a list, and how a report is kept."""

from bot.domain.lists.cards import RefusedList
from bot.domain.lists.import_reports import (
    ROWS_KEPT,
    FileNames,
    names_from_text,
    names_to_text,
    refusal_from_facts,
    refusal_to_facts,
    report_from_facts,
    report_of_reading,
    report_to_facts,
    shown_header,
)
from bot.domain.lists.rows import ColumnSeen, HeaderSeen, VisitorList
from tests.steps.list_files import FILES, read_file


def listed(name: str) -> VisitorList:
    """Read a list of the collection."""
    return read_file((FILES / name).read_bytes(), name)


def test_of_every_sheet_it_is_told_what_its_columns_were_taken_for() -> None:
    report = report_of_reading(listed("12-specimen-sheet-first.xlsx"), "방문.xlsx", dry_run=False)

    [sheet] = report.sheets
    [unread] = report.sheets_not_read
    assert {column.kind for column in sheet.columns} >= {"petitioner_name", "phone", "visited_on"}
    assert all(column.word for column in sheet.columns)
    assert unread.reason == "specimen"


def test_every_row_is_counted_and_nothing_else_before_it_is_stored() -> None:
    spoilt = report_of_reading(listed("26-cp949-cut-in-a-letter.csv"), "a.csv", dry_run=True)
    refusing = report_of_reading(listed("b1.csv"), "b.csv", dry_run=False)

    assert (spoilt.rows, refusing.rows) == (3, 2)
    assert [(row.row_no, row.reason) for row in spoilt.rejected] == [(3, "spoilt")]
    assert (spoilt.added, spoilt.known, spoilt.merged, spoilt.queued_today) == (0, 0, 0, 0)


def test_of_many_rows_the_first_are_listed_and_the_others_counted() -> None:
    lines = ["성명,연락처,방문일자,업무", *["강하늘,010-0000-1201,2026.11.31,x"] * (ROWS_KEPT + 2)]
    report = report_of_reading(read_file("\n".join(lines).encode(), "a.csv"), "a.csv", dry_run=False)

    kept = report_from_facts(*report_to_facts(report))

    assert (len(kept.rejected), kept.rejected_more) == (ROWS_KEPT, 2)
    assert kept.rejected[-1].row_no == ROWS_KEPT + 1


def test_columns_that_are_not_read_are_told_by_their_letters() -> None:
    lines = "연번,성명,주민등록번호,연락처,홍길순,방문일\n1,강하늘,900101-1234567,010-0000-1201,x,2026-11-24\n"

    report = report_of_reading(read_file(lines.encode(), "a.csv"), "a.csv", dry_run=False)

    [sheet] = report.sheets
    assert sheet.unread == ("A", "E")
    assert report.dropped_columns == ("주민등록번호",)
    assert sheet.untold == ("comments", "hidden_rows", "struck_rows")


def test_a_report_is_put_together_as_it_was_and_its_names_stand_apart() -> None:
    for name in ("11-a-sheet-a-day.xlsx", "hidden-struck-merged.ods", "12-specimen-sheet-first.xlsx"):
        report = report_of_reading(listed(name), name, dry_run=False)

        facts, names = report_to_facts(report)

        assert report_from_facts(facts, names_from_text(names_to_text(names))) == report
        assert names.sheets
        assert not [sheet for sheet in names.sheets if f"'{sheet}'" in str(facts)]


def test_without_its_names_a_report_still_says_the_rest() -> None:
    report = report_of_reading(listed("hidden-struck-merged.ods"), "a.ods", dry_run=False)

    facts, _ = report_to_facts(report)

    bare = report_from_facts(facts, FileNames())
    assert FileNames(sheets=("가",)).name(1) == ""
    assert (bare.file_name, bare.struck[0].sheet) == ("", "")
    assert [row.row_no for row in bare.struck] == [row.row_no for row in report.struck]


def test_a_refusal_is_put_together_as_it_was() -> None:
    seen = HeaderSeen(
        sheet="민원", row_no=4, columns=(ColumnSeen(letter="A", word="성명", kind=""),), missing=("petitioner_name",)
    )
    for refused in (
        RefusedList(file_name="a.csv", problem="no_header", seen=seen),
        RefusedList(file_name="a.hwp", problem="hangul_file"),
    ):
        assert refusal_from_facts(*refusal_to_facts(refused)) == refused


def test_a_row_of_data_is_not_taken_for_a_header() -> None:
    cells = (
        ColumnSeen(letter="A", word="홍길순신고인", kind="petitioner_name"),
        ColumnSeen(letter="B", word="교통과", kind="department"),
    )
    seen = HeaderSeen(sheet="", row_no=1, columns=cells, missing=("phone",))

    assert shown_header(seen) is None
    assert shown_header(None) is None


def test_a_report_of_an_older_version_names_no_exclusion_of_its_rows() -> None:
    facts, names = report_to_facts(report_of_reading(listed("26-cp949-cut-in-a-letter.csv"), "a.csv", dry_run=False))
    for note in facts["rejected"]:
        del note["exclusion"]

    assert [row.exclusion for row in report_from_facts(facts, names).rejected] == [0]
