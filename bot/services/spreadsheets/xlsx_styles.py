"""The parts of an XLSX that its sheets point to: sheets by name, shared strings, which styles are dates or struck."""

import re
from dataclasses import dataclass, field
from posixpath import join, normpath

from bot.domain.lists.rows import ListProblem, UnreadableList
from bot.services.spreadsheets.limits import LONGEST_CELL, MOST_SHEETS
from bot.services.spreadsheets.xml_parts import Attributes, PartReader, Parts, is_true, local_attribute

BUILT_IN_DATES = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}
"""ECMA-376 18.8.30; 27–36 and 50–58 are dates in Korean Excel."""
NOT_OF_THE_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General', re.IGNORECASE)
WORKSHEET = "/worksheet"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Where a sheet stands."""

    name: str
    part: str
    is_hidden: bool


@dataclass(slots=True)
class Workbook:
    """What an XLSX says beside its sheets."""

    sheets: list[SheetPart] = field(default_factory=list)
    counts_from_1904: bool = False
    strings: list[str] = field(default_factory=list)
    struck_strings: set[int] = field(default_factory=set)
    dates: set[int] = field(default_factory=set)  # styles
    struck: set[int] = field(default_factory=set)  # styles


def read_workbook(parts: Parts) -> Workbook:
    """Read everything but the sheets."""
    place = "xl/workbook.xml"
    book = Workbook()
    targets = Targets(place)
    names = _Names(book)
    names.read(parts.open(place))
    if parts.has("xl/_rels/workbook.xml.rels"):
        targets.read(parts.open("xl/_rels/workbook.xml.rels"))
    for at, (name, link, is_hidden) in enumerate(names.found[:MOST_SHEETS], 1):
        kind, part = targets.found.get(link, (WORKSHEET, f"xl/worksheets/sheet{at}.xml"))
        if kind.endswith(WORKSHEET) and parts.has(part):
            book.sheets.append(SheetPart(name, part, is_hidden))
    if not book.sheets:
        raise UnreadableList(ListProblem.BROKEN)
    by_kind = {kind.rpartition("/")[2]: part for kind, part in targets.found.values()}
    for reader, kind, usual in (
        (_Strings(book), "sharedStrings", "xl/sharedStrings.xml"),
        (_Styles(book), "styles", "xl/styles.xml"),
    ):
        part = by_kind.get(kind, usual)
        if parts.has(part):
            reader.read(parts.open(part))
    return book


class _Names(PartReader):
    def __init__(self, book: Workbook) -> None:
        super().__init__()
        self._book = book
        self.found: list[tuple[str, str, bool]] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            self.found.append((attributes.get("name", ""), local_attribute(attributes, "id") or "", is_hidden))
        elif tag == "workbookPr":
            self._book.counts_from_1904 = is_true(attributes.get("date1904"))


class Targets(PartReader):
    """What a part points to: by the name of the link, its kind and the part."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self._folder = source.rpartition("/")[0]
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take a link."""
        if tag == "Relationship":
            target = attributes.get("Target", "").replace("\\", "/")
            part = target if target.startswith("/") else normpath(join(self._folder, target))
            self.found[attributes.get("Id", "")] = (attributes.get("Type", ""), part)


class RichText:
    """Text in runs: what is struck out is left out, unless everything is."""

    __slots__ = ("_is_struck", "_kept", "_length", "_struck")

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._struck: list[str] = []
        self._is_struck = False
        self._length = 0

    def begin_run(self) -> None:
        """Begin a run of text with a look of its own."""
        self._is_struck = False

    def strike(self) -> None:
        """Strike out the run."""
        self._is_struck = True

    def add(self, text: str) -> None:
        """Add text, up to what a cell holds."""
        if self._length < LONGEST_CELL:
            self._length += len(text)
            (self._struck if self._is_struck else self._kept).append(text)

    def read(self) -> tuple[str, bool]:
        """Return the text, and whether it is struck out."""
        kept = "".join(self._kept)
        if self._struck and not kept.strip():
            return "".join(self._struck), True
        return kept, False


class _Strings(PartReader):
    def __init__(self, book: Workbook) -> None:
        super().__init__()
        self._book = book
        self._text: RichText | None = None
        self._in_text = False
        self._is_phonetic = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "si":
            self._text = RichText()
        elif self._text is None:
            return
        elif tag == "t":
            self._in_text = not self._is_phonetic
        elif tag == "r":
            self._text.begin_run()
        elif tag == "strike" and is_true(attributes.get("val", "1")):
            self._text.strike()
        elif tag == "rPh":
            self._is_phonetic = True

    def text(self, text: str) -> None:
        if self._in_text and self._text is not None:
            self._text.add(text)

    def end(self, tag: str) -> None:
        if tag == "t":
            self._in_text = False
        elif tag == "rPh":
            self._is_phonetic = False
        elif tag == "si" and self._text is not None:
            text, is_struck = self._text.read()
            if is_struck:
                self._book.struck_strings.add(len(self._book.strings))
            self._book.strings.append(text)
            self._text = None


class _Styles(PartReader):
    def __init__(self, book: Workbook) -> None:
        super().__init__()
        self._book = book
        self._inside: list[str] = []
        self._formats: dict[str, str] = {}
        self._fonts = -1
        self._struck_fonts: set[int] = set()
        self._styles = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        match self._inside[-1:], tag:
            case ["numFmts"], "numFmt":
                self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case ["fonts"], "font":
                self._fonts += 1
            case ["font"], "strike" if self._inside[-2:-1] == ["fonts"]:
                if is_true(attributes.get("val", "1")):
                    self._struck_fonts.add(self._fonts)
            case ["cellXfs"], "xf":
                self._take_style(attributes)
        self._inside.append(tag)

    def end(self, tag: str) -> None:  # noqa: ARG002 — expat has matched it
        self._inside.pop()

    def _take_style(self, attributes: Attributes) -> None:
        code = attributes.get("numFmtId", "0")
        if code in self._formats:
            is_date = shows_date(self._formats[code])
        else:
            is_date = code.isdecimal() and int(code[:9]) in BUILT_IN_DATES
        if is_date:
            self._book.dates.add(self._styles)
        font = attributes.get("fontId", "0")
        if font.isdecimal() and int(font[:9]) in self._struck_fonts:
            self._book.struck.add(self._styles)
        self._styles += 1


def shows_date(code: str) -> bool:
    """Say whether a number format shows a day or a time."""
    return bool(re.search(r"[ymdhs]", NOT_OF_THE_DATE.sub("", code[:255]), re.IGNORECASE))
