"""The workbooks, read back the way a spreadsheet would."""

import io
import zipfile
from functools import cache
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from bot.documents.report_xlsx import audit_workbook, report_workbook
from bot.domain.calls.surveys import SHIPPED
from bot.domain.figures.figures import FOR_AUDIT, Figure, values_of
from bot.texts import LOCALES, Texts, load_texts
from tests.steps.report_cards import audit_card, empty_card, renamed, report_card, stats, tally
from tests.steps.vectors import every
from tests.steps.workers import DRAWS_PAGES

pytestmark = DRAWS_PAGES
"""One worker loads what draws, and draws once what several tests look at."""
KOREAN = load_texts("ko")
FORMULAS = ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "\u200b=1+1"]


@pytest.fixture(params=LOCALES)
def texts(request: pytest.FixtureRequest) -> Texts:
    return load_texts(request.param)


@cache
def november(locale: str) -> bytes:
    """The workbook of a plausible month."""
    return report_workbook(report_card(), load_texts(locale))


@cache
def called(name: str, locale: str) -> bytes:
    """The workbook of a station in which everything is called so."""
    return report_workbook(renamed(name), load_texts(locale))


def opened(file: bytes) -> Workbook:
    return load_workbook(io.BytesIO(file))


def rows_of(file: bytes, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_name(sheet).to_python()


def test_a_report_has_a_sheet_for_each_kind_of_figure() -> None:
    book = opened(november("ko"))

    assert book.sheetnames == [
        "요약",
        "작성 시점의 현황",
        "부서",
        "민원 종류",
        "불만 요인",
        "상담원",
        "추이",
        "설문",
        "계산 방법",
    ]


def test_the_summary_holds_numbers_with_n_the_period_before_and_the_change() -> None:
    rows = {row[0]: row[1:6] for row in rows_of(november("ko"), "요약")}

    assert rows["방문"][0] == 240
    assert rows["통화 시도율"][:2] == [pytest.approx(209 / 240), 240]
    assert rows["통화 시도율"][4] == "▲ 0.2%p"
    assert rows["전반적인 만족도"][1] == 142


def test_figures_have_the_format_of_their_unit() -> None:
    sheet = opened(november("ko"))["요약"]
    formats = {row[0].value: row[1].number_format for row in sheet.iter_rows()}

    assert formats["통화 시도율"] == "0.0%"
    assert formats["접수에서 회신까지"] == '0.0"시간"'
    assert formats["방문"] == "#,##0"


def test_hidden_cells_say_so_and_hold_no_number() -> None:
    rows = rows_of(report_workbook(renamed("작은과"), KOREAN), "부서")

    small = next(row for row in rows if row[0] == "작은과2")

    assert "숨김" in small


def test_charts_are_excels_own(texts: Texts) -> None:
    file = november(texts.locale)

    names = zipfile.ZipFile(io.BytesIO(file)).namelist()

    assert sum(name.startswith("xl/charts/chart") for name in names) == 6
    assert not any(name.endswith((".png", ".bin", ".vml")) or "external" in name for name in names)


def test_sheets_print_on_a4_landscape_under_frozen_heads(texts: Texts) -> None:
    for sheet in opened(november(texts.locale)).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes is not None


@every("name, locale", [*((each, "ko") for each in FORMULAS), (FORMULAS[0], "en"), (FORMULAS[-1], "en")])
def test_no_name_becomes_a_formula(name: str, locale: str) -> None:
    file = called(name, locale)

    cells = [cell for sheet in opened(file).worksheets for row in sheet.iter_rows() for cell in row]

    assert not [cell for cell in cells if cell.data_type == "f"]
    named = [
        cell
        for cell in cells
        if isinstance(cell.value, str) and cell.value.strip("\u200b \t\r\n2") == name.strip("\u200b \t\r\n")
    ]
    assert named
    assert all(cell.quotePrefix for cell in named)


@pytest.mark.parametrize("name", FORMULAS)
def test_another_reader_finds_the_name_as_text(name: str) -> None:
    rows = rows_of(called(name, "ko"), "상담원")

    assert any(isinstance(row[0], str) and row[0].strip() == name.strip() for row in rows)


def test_control_characters_and_emoji_do_not_break_a_sheet(texts: Texts) -> None:
    file = report_workbook(renamed("교통\x00\x0b🚓과"), texts)

    assert any(row[0] == "교통🚓과" for row in rows_of(file, texts.plain("document.work")))


def test_an_empty_period_makes_a_workbook_too(texts: Texts) -> None:
    rows = rows_of(report_workbook(empty_card(), texts), texts.plain("document.summary"))

    assert next(row[1:4] for row in rows if row[0] == texts.word("figure", "coverage")) == ["–", 0, "–"]


def test_how_each_figure_is_counted_stands_on_the_last_sheet(texts: Texts) -> None:
    rows = rows_of(november(texts.locale), texts.plain("document.note"))
    told = {row[0]: row[1] for row in rows}

    for figure in set(Figure) - FOR_AUDIT:
        assert told[texts.word("figure", figure)] == texts.word("figure_how", figure)
    assert texts.plain("document.who_may_see") in told


def test_what_only_audit_may_see_is_in_no_report(texts: Texts) -> None:
    card = report_card(stats=stats(values=values_of(tally(), SHIPPED)))
    cells = [
        cell.value
        for sheet in opened(report_workbook(card, texts)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]

    for figure in FOR_AUDIT:
        assert texts.word("figure", figure) not in cells


def test_audit_gets_a_sheet_of_its_own() -> None:
    rows = rows_of(audit_workbook(audit_card(), KOREAN), "감사 경로 현황")

    assert ["접수", 3] in [row[:2] for row in rows]
    assert ["응답하신 전화", 150] in [row[:2] for row in rows]
    assert ["수사과", "금품·향응·편의", 1] in [row[:3] for row in rows]


def test_the_same_card_makes_the_same_figures(texts: Texts) -> None:
    first, second = november(texts.locale), report_workbook(report_card(), texts)

    for name in opened(first).sheetnames:
        assert rows_of(first, name) == rows_of(second, name)
