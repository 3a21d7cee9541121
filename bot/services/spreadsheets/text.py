"""Delimited text → rows: decoded line by line where it must be, and a stray quote spoils its own cell alone."""

import re
from collections import Counter
from collections.abc import Iterator

from bot.domain.lists.columns import header_words
from bot.domain.lists.rows import ListProblem, UnreadableList
from bot.domain.lists.sheets import Sheet, SheetRow, Untold
from bot.services.spreadsheets.limits import LONGEST_CELL, MOST_COLUMNS

DELIMITERS = ",\t;|，^"
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
PATTERN = 4096
"""Bytes looked at for the pattern of UTF-16."""
MOST_NULS = 0.02
NUL_SHARE = 0.2
LOOKED_AT = 200
"""Lines looked at for the delimiter."""
LONGEST_CELL_LINES = 60
"""Lines that one quoted cell may go over."""
MOST_TRIES = 2_000
"""Cells left open for which the lines below are searched; a file with more of them is not CSV."""
NAMED_DELIMITER = re.compile(r'\s*"?sep=(.)"?[,;\t|]*\s*', re.IGNORECASE)
"""Excel's own first line, which it does not count."""
NUMBER = re.compile(r"\d(?:[-. ]?\d){8}")
LINE_ENDS = re.compile(r"\r\n|\r|\n")
CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
MOST_CONTROLS = 0.01


def read_text(data: bytes) -> Sheet:
    """Read delimited text.

    Raises:
        UnreadableList: it is no text in an encoding that stations use.
    """
    lines = LINE_ENDS.split(decoded(data).replace("\0", ""))
    if lines and lines[-1] == "":
        lines.pop()
    return Sheet(name="", rows=_rows(lines), untold=frozenset(Untold))


def decoded(data: bytes) -> str:
    """Decode: byte order mark, strict UTF-8, UTF-16 by its pattern, CP949; else line by line.

    Never CP949 first: UTF-8 Hangul often decodes as CP949 garbage. A line that is spoilt holds U+FFFD.

    Raises:
        UnreadableList: in no encoding most of the lines can be read.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    for encoding in (_by_pattern(data) or "utf-8", "utf-8", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _if_text(text)
    return _if_text(_line_by_line(data))


def _by_pattern(data: bytes) -> str | None:
    head = data[:PATTERN]
    even, odd = head[::2].count(0) / len(head) * 2, head[1::2].count(0) / len(head) * 2
    if odd > NUL_SHARE and even < MOST_NULS:
        return "utf-16-le"
    return "utf-16-be" if even > NUL_SHARE and odd < MOST_NULS else None


def _line_by_line(data: bytes) -> str:
    lines = data.split(b"\n")
    foreign = [line.rstrip(b"\r") for line in lines if not line.isascii()]
    for encoding in ("utf-8", "cp949"):
        if sum(_is_valid(line, encoding) for line in foreign) * 2 >= len(foreign):
            return "\n".join(line.rstrip(b"\r").decode(encoding, "replace") for line in lines)
    raise UnreadableList(ListProblem.NOT_TEXT)


def _is_valid(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _if_text(text: str) -> str:
    if len(CONTROLS.findall(text[:PATTERN])) > MOST_CONTROLS * min(len(text), PATTERN):
        raise UnreadableList(ListProblem.NOT_TEXT)
    return text


def _rows(lines: list[str]) -> Iterator[SheetRow]:
    records = _Records(lines)
    number = 0
    while records.are_left:
        number += 1
        cells = records.take()
        if any(cells):
            yield SheetRow(number, cells)


class _Records:
    """Takes one record after another: a line, or several when a quoted cell goes over them."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0
        self._tries = MOST_TRIES
        if named := NAMED_DELIMITER.fullmatch(lines[0] if lines else ""):
            self._lines = lines[1:]
        delimiters = named[1] if named else DELIMITERS
        some = [line for line in self._lines[: LOOKED_AT * 5] if line.strip()][:LOOKED_AT]
        self._delimiter = max(delimiters, key=lambda delimiter: _rating(_by_the_rules(some, delimiter)))
        self._width = _usual_width(_by_the_rules(some, self._delimiter))[0]

    @property
    def are_left(self) -> bool:
        return self._at < len(self._lines)

    def take(self) -> list[str]:
        line = self._lines[self._at]
        cells, is_open = _split(line, self._delimiter, by_the_rules=True)
        longer = self._over_lines(line) if is_open and self._tries else None
        if longer is None:
            self._at += 1
            return split_line(line, self._delimiter) if is_open else cells
        return longer

    def _over_lines(self, text: str) -> list[str] | None:
        """Read a record whose last cell is still open: None when a row begins before anything closes it.

        A line that has as many cells as a row, and no number of a person, may be words with commas: then the record has
        as many cells as others, and no stray quote.
        """
        self._tries -= 1
        may_be_rows = False
        for count, line in enumerate(self._lines[self._at + 1 : self._at + LONGEST_CELL_LINES], 2):
            text += "\n" + line
            inside, others = line.partition('"')[0], max(self._width - 1, 1)
            if inside.count(self._delimiter) >= others and NUMBER.search(inside):
                return None
            may_be_rows = may_be_rows or line.count(self._delimiter) >= others
            cells, is_open = _split(text, self._delimiter, by_the_rules=True) if '"' in line else ([], True)
            if is_open:
                continue
            if len(cells) > max(self._width, 1) or (may_be_rows and not self._is_whole(cells, text)):
                return None
            self._at += count
            return cells
        return None

    def _is_whole(self, cells: list[str], text: str) -> bool:
        """Check whether a record has as many cells as others, and every quote its other one."""
        return len(cells) == self._width and text.count('"') % 2 == 0


def _by_the_rules(lines: list[str], delimiter: str) -> list[list[str]]:
    """Read records by the rules of CSV, heads over several lines too."""
    rows: list[list[str]] = []
    at = 0
    while at < len(lines):
        cells, count = _record(lines[at : at + LONGEST_CELL_LINES], delimiter)
        rows.append(cells)
        at += count
    return rows


def _record(lines: list[str], delimiter: str) -> tuple[list[str], int]:
    """Read the record that begins with the first line, and count its lines: one where a quote is never closed."""
    text = ""
    for count, line in enumerate(lines, 1):
        text = f"{text}\n{line}" if text else line
        if len(text) > LONGEST_CELL:
            break
        cells, is_open = _split(text, delimiter, by_the_rules=True) if count == 1 or '"' in line else ([], True)
        if not is_open:
            return cells, count
    return split_line(lines[0], delimiter), 1


def _rating(rows: list[list[str]]) -> tuple[int, float, int]:
    """Rate a delimiter by the rows it makes: a header among them, the same number of cells in most, many cells."""
    words = max((header_words(row) for row in rows), default=0)
    width, agreeing = _usual_width(rows)
    return (words if words > 1 else 0, agreeing / len(rows) if rows else 0, width)


def _usual_width(rows: list[list[str]]) -> tuple[int, int]:
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return widths.most_common(1)[0] if widths else (1, 0)


def split_line(line: str, delimiter: str) -> list[str]:
    """Split one line; a quote that nothing closes is a letter of its cell."""
    return _split(line, delimiter, by_the_rules=False)[0]


def _split(text: str, delimiter: str, *, by_the_rules: bool) -> tuple[list[str], bool]:
    """Split a record, and say whether its last quoted cell is still open: by the rules of CSV that ends it."""
    if '"' not in text:
        return text.split(delimiter, MOST_COLUMNS)[:MOST_COLUMNS], False
    cells: list[str] = []
    at = 0
    while len(cells) < MOST_COLUMNS:
        quoted = _quoted_cell(text, at, delimiter) if text.startswith('"', at) else None
        if quoted is None:
            if by_the_rules and text.startswith('"', at):
                return cells, True
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            quoted = text[at:end], end
        cells.append(quoted[0])
        if quoted[1] >= len(text):
            break
        at = quoted[1] + 1
    return cells, False


def _quoted_cell(text: str, at: int, delimiter: str) -> tuple[str, int] | None:
    """Read a quoted cell and where it ends; None when no quote closes it before a delimiter or the end."""
    end = at
    while (end := text.find('"', end + 1)) >= 0:
        after = text[end + 1 : end + 2]
        if after == '"':
            end += 1
        elif after in {"", delimiter, "\n"}:
            return text[at + 1 : end].replace('""', '"'), end + 1
    return None
