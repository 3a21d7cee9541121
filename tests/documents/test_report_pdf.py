"""The pages, read back."""

import io
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader

from bot.documents.report_pdf import report_pdf
from bot.domain.calls.surveys import SHIPPED
from bot.domain.figures.figures import FOR_AUDIT, values_of
from bot.texts import LOCALES, Texts, load_texts
from tests.steps.report_cards import empty_card, factors, renamed, report_card, stats, tally
from tests.steps.workers import DRAWS_PAGES

pytestmark = DRAWS_PAGES
"""One worker makes the report, once in each language."""
KOREAN = load_texts("ko")


@cache
def november(locale: str) -> bytes:
    """The report of a plausible month."""
    return report_pdf(report_card(), load_texts(locale))


DEPARTMENTS = [f"제{place:02}지구대" for place in range(40)]


@cache
def unusual() -> bytes:
    """A report that nobody signs, of many departments, of days past the holiday table, and of figures for audit."""
    figures = stats(values=values_of(tally(), SHIPPED), past_table=True)
    return report_pdf(report_card(stats=figures, factors=factors(*DEPARTMENTS), approvals=()), KOREAN)


FOUR = ("담당", "계장", "청문감사인권관", "서장")


@cache
def odd() -> bytes:
    """A report that four sign, in which every name is written with marks."""
    return report_pdf(replace(renamed("**{nb}** $1$ <b> 교통🚓과"), approvals=FOUR), KOREAN)


@pytest.fixture(params=LOCALES)
def texts(request: pytest.FixtureRequest) -> Texts:
    return load_texts(request.param)


@cache
def words_of(file: bytes) -> list[str]:
    """The words of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(file)).pages]


def test_a_report_is_a_few_a4_pages_with_numbers(texts: Texts) -> None:
    file = november(texts.locale)

    pages = PdfReader(io.BytesIO(file)).pages

    assert len(pages) == 5
    for number, (page, words) in enumerate(zip(pages, words_of(file), strict=True), 1):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        assert texts.plain("document.page", page=number) in words


def test_the_first_page_says_who_when_and_all_figures(texts: Texts) -> None:
    first = words_of(november(texts.locale))[0]

    for words in ("한빛경찰서", "청문감사인권관실", texts.plain("document.report"), "87.1%", "09:05"):
        assert words in first
    assert texts.word("figure", "agreement") in first


def test_who_signs_stands_in_the_upper_right_corner_of_the_first_page_alone() -> None:
    first = PdfReader(io.BytesIO(odd())).pages[0]
    nobody = words_of(unusual())[0]

    places: dict[str, float] = {}

    def note(text: str, _cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        places.setdefault(text.strip(), tm[4])

    first.extract_text(visitor_text=note)
    signing = [places[each] for each in ("결", *FOUR)]
    assert signing == sorted(signing)
    assert signing[0] > first.mediabox.width / 3
    assert all("결\n재" not in page for page in words_of(odd())[1:])
    assert "결\n재" not in nobody


def test_letters_are_embedded_and_charts_described() -> None:
    file = november("ko")

    names = set(re.findall(rb"/BaseFont /([\w+]+)", file))

    assert names
    assert all(b"Nanum" in name for name in names)
    assert b"/FontFile2" in file
    assert sum(len(page.images) for page in PdfReader(io.BytesIO(file)).pages) == 4


@pytest.mark.parametrize("name", ["W" * 300, "\n"])
def test_no_name_breaks_a_page(name: str) -> None:
    assert 5 <= len(words_of(report_pdf(renamed(name), KOREAN))) <= 7


def test_names_are_printed_as_they_are_written() -> None:
    pages = words_of(odd())

    assert 5 <= len(pages) <= 7
    assert "**{nb}** $1$ <b> 교통과" in " ".join(pages)


def test_an_empty_period_makes_pages_too(texts: Texts) -> None:
    assert texts.plain("document.no_factors") in " ".join(words_of(report_pdf(empty_card(), texts)))


def test_many_departments_go_on_over_the_next_page() -> None:
    words = " ".join(words_of(unusual()))

    assert DEPARTMENTS[0] in words
    assert DEPARTMENTS[-1] in words


def test_days_past_the_holiday_table_are_told() -> None:
    first = words_of(unusual())[0]

    assert KOREAN.plain("document.past_table")[:20] in first


def test_what_only_audit_may_see_is_on_no_page() -> None:
    words = " ".join(words_of(unusual()))

    for figure in FOR_AUDIT:
        assert KOREAN.word("figure", figure) not in words
