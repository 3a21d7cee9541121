"""Web pages that call themselves .xls → one sheet with the rows of their tables, as Excel lays them out."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.domain.lists.rows import Cell, ListProblem, UnreadableList
from bot.domain.lists.sheets import NO_COLUMNS, Sheet, SheetRow
from bot.services.spreadsheets.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from bot.services.spreadsheets.merging import Merged, MergedCells
from bot.services.spreadsheets.text import decoded

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
HEAD = 4096
KOREAN = {"euc-kr", "euckr", "ks_c_5601-1987", "ks_c_5601", "ksc5601", "ms949", "cp949", "x-windows-949", "windows-949"}
STRUCK_CLASS = re.compile(r"\.([\w-]{1,60})\s*\{[^{}]{0,4000}?line-through")
STRUCK_TAGS = {"s", "strike", "del"}
LINE_BREAKS = {"br", "p", "div", "li"}
SKIPPED = {"script", "style", "table", "select", "textarea"}
DEEPEST = 60
CELLS = {"td", "th"}
LONGEST_SPAN = 5
"""Digits."""


def read_web_page(data: bytes) -> Sheet:
    """Read the tables of a page.

    Raises:
        UnreadableList: there is none.
    """
    text = _decoded(data)
    page = LexborHTMLParser(text)
    rows = [row for row in page.css("tr") if row.css_first("table") is None]
    if not rows:
        raise UnreadableList(ListProblem.WEB_PAGE)
    return Sheet(name="", rows=_rows(rows, set(STRUCK_CLASS.findall(text))))


def _decoded(data: bytes) -> str:
    """Decode as the page says, where that is right: what calls itself EUC-KR is CP949."""
    found = CHARSET.search(data[:HEAD])
    if found and found.group(1).decode("ascii", "replace").casefold() in KOREAN:
        try:
            return data.decode("cp949")
        except UnicodeDecodeError:
            pass
    return decoded(data)


def _rows(rows: list[LexborNode], struck_classes: set[str]) -> Iterator[SheetRow]:
    merged = MergedCells(())
    covered: dict[int, int] = {}  # column → last row that a cell from above covers
    for number, row in enumerate(rows, 1):
        cells: dict[int, Cell] = {}
        struck: set[int] = set()
        at = 0
        for node in row.iter():
            if node.tag not in CELLS:
                continue
            while covered.get(at, 0) >= number:
                at += 1
            if at >= MOST_COLUMNS:
                break
            text, is_struck = _read(node, struck_classes)
            if text:
                cells[at] = text
                struck |= {at} if is_struck else set()
            last = Merged(number, at, number + _span(node, "rowspan") - 1, at + _span(node, "colspan") - 1)
            covered.update(dict.fromkeys(range(at, last.last_column + 1), last.last_row))
            if last[:2] != last[2:]:
                merged.add([last])
            at = last.last_column + 1
        continued = merged.fill(number, cells, struck)
        if cells:
            filled = [cells.get(column) for column in range(max(cells) + 1)]
            yield SheetRow(number, filled, _is_hidden(row), frozenset(struck) or NO_COLUMNS, continued)


def _span(cell: LexborNode, name: str) -> int:
    words = cell.attributes.get(name) or ""
    if not words.isdecimal() or len(words) > LONGEST_SPAN:
        return 1
    return min(max(int(words), 1), MOST_COLUMNS if name == "colspan" else MOST_ROWS)


def _is_hidden(row: LexborNode) -> bool:
    return "display:none" in (row.attributes.get("style") or "").replace(" ", "").casefold()


def _read(cell: LexborNode, struck_classes: set[str]) -> tuple[str, bool]:
    kept: list[str] = []
    struck: list[str] = []
    _collect(cell, kept, struck, struck_classes, is_struck=_strikes(cell, struck_classes))
    text = "".join(kept).strip()
    if not text and "".join(struck).strip():
        return "".join(struck).strip()[:LONGEST_CELL], True
    return text[:LONGEST_CELL], False


def _strikes(node: LexborNode, struck_classes: set[str]) -> bool:
    if node.tag in STRUCK_TAGS:
        return True
    about = node.attributes
    return "line-through" in (about.get("style") or "") or not struck_classes.isdisjoint(
        (about.get("class") or "").split()
    )


def _collect(
    node: LexborNode, kept: list[str], struck: list[str], struck_classes: set[str], *, is_struck: bool, depth: int = 0
) -> None:
    """Collect the text below a node, what is struck out apart."""
    for child in node.iter(include_text=True):
        if child.is_text_node:
            (struck if is_struck else kept).append(" ".join((child.text_content or "").split("\n")))
        elif child.tag not in SKIPPED and depth < DEEPEST:
            if child.tag in LINE_BREAKS:
                kept.append("\n")
            strikes = is_struck or _strikes(child, struck_classes)
            _collect(child, kept, struck, struck_classes, is_struck=strikes, depth=depth + 1)
