"""Figures as CSV, for spreadsheets and other machines."""

import csv
import io

import pytest

from bot.documents.report_csv import NOTHING, report_csv
from bot.domain.calls.surveys import SHIPPED, Question
from bot.domain.figures.figures import QuestionFigure, values_of
from bot.domain.station_tables import SurveyItem
from bot.texts import load_texts
from tests.steps.report_cards import empty_card, renamed, report_card, stats, tally

KOREAN, ENGLISH = load_texts("ko"), load_texts("en")


def read_csv(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))


def test_excel_recognises_the_csv_as_utf_8() -> None:
    assert report_csv(report_card(), KOREAN).startswith(b"\xef\xbb\xbf")


def test_the_csv_has_a_line_for_each_figure_of_each_part() -> None:
    lines = read_csv(report_csv(report_card(), KOREAN))

    coverage = next(line for line in lines if (line["구분"], line["지표"]) == ("요약", "통화 시도율"))

    assert (coverage["이번 기간"], coverage["n"], coverage["단위"]) == ("87.0833", "240", "%")
    assert {line["구분"] for line in lines} == {
        "요약",
        "부서",
        "민원 종류",
        "불만 요인",
        "고충 분류",
        "부서별 고충 분류",
        "추이",
    }


def test_hidden_lines_say_so_and_hold_no_number() -> None:
    lines = [line for line in read_csv(report_csv(renamed("작은과"), KOREAN)) if line["이름"] == "작은과2"]

    hidden = [line for line in lines if line["이번 기간"] == "숨김"]

    assert hidden
    assert {line["n"] for line in hidden} == {""}


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\u200b=1", " =1"])
def test_no_field_of_the_csv_begins_like_a_formula(name: str) -> None:
    own = QuestionFigure(Question(name="a-2", item=SurveyItem(key="a", label=name, sentence=name)))
    counted = stats(values={own: NOTHING, **report_card().stats.values})
    cards = (renamed(name), report_card(stats=counted))
    fields = [field for card in cards for line in read_csv(report_csv(card, ENGLISH)) for field in line.values()]

    assert not [field for field in fields if field.lstrip("\u200b \t").startswith(("=", "+", "-", "@"))]


def test_names_with_commas_quotes_and_lines_stay_one_field() -> None:
    lines = read_csv(report_csv(renamed('가,"나"\n다'), KOREAN))

    assert any(line["이름"] == '가,"나" 다' for line in lines)


def test_no_operator_stands_in_what_headquarters_collects() -> None:
    written = report_csv(report_card(), KOREAN).decode()

    assert "김상담" not in written
    assert "U00" not in written


def test_what_only_audit_may_see_is_left_out() -> None:
    card = report_card(stats=stats(values=values_of(tally(), SHIPPED)))

    assert "금품 질문" not in report_csv(card, KOREAN).decode()


def test_nothing_happened_is_a_table_too() -> None:
    assert read_csv(report_csv(empty_card(), ENGLISH))
