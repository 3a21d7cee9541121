"""Fonts are read once: no document has letters of another, whoever else draws meanwhile."""

import io
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from pypdf import PdfReader

from bot.documents.pdf import PdfPages
from bot.texts import load_texts
from tests.steps.workers import DRAWS_PAGES

pytestmark = DRAWS_PAGES
WORDS = ("친절했다", "늑장 뷁 처리", "고맙습니다 thank you 1234")
"""Few letters, others, and Latin ones among them."""


def drawn(words: str) -> bytes:
    """A page with words in both fonts."""
    pages = PdfPages("foot", load_texts("en"))
    pages.line_of(words)
    pages.line_of(words, bold=True)
    return bytes(pages.output())


def fonts_in(document: bytes) -> dict[str, int]:
    """How many bytes of each font a document holds."""
    resources: Any = PdfReader(io.BytesIO(document)).pages[0]["/Resources"]
    parts = [each["/DescendantFonts"][0]["/FontDescriptor"] for each in resources["/Font"].values()]
    return {part["/FontName"]: len(part["/FontFile2"].get_data()) for part in parts}


@cache
def first(words: str) -> dict[str, int]:
    """The fonts of a document as it was drawn first."""
    return fonts_in(drawn(words))


def test_a_document_is_the_same_whatever_was_drawn_before() -> None:
    """Each is drawn again after the two others."""
    before = [first(words) for words in WORDS]

    again = [drawn(words) for words in WORDS]

    assert [fonts_in(each) for each in again] == before
    for words, document in zip(WORDS, again, strict=True):
        assert PdfReader(io.BytesIO(document)).pages[0].extract_text().count(words) == 2


def test_documents_that_are_drawn_at_once_are_what_each_is_alone() -> None:
    alone = [first(words) for words in WORDS]

    with ThreadPoolExecutor(len(WORDS)) as threads:
        at_once = [*threads.map(drawn, WORDS)]

    assert [fonts_in(each) for each in at_once] == alone
    for words, document in zip(WORDS, at_once, strict=True):
        assert PdfReader(io.BytesIO(document)).pages[0].extract_text().count(words) == 2
