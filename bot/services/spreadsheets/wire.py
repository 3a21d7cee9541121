"""Sheets as lines of JSON, from the process that reads a file to the one that asked for it."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import IO, Any

from bot.domain.lists.rows import Cell, ListProblem, UnreadableList
from bot.domain.lists.sheets import Sheet, SheetRow, Untold
from bot.services.spreadsheets.limits import LONGEST_CELL, MOST_CELLS, MOST_LETTERS, MOST_ROWS

ROWS_A_LINE = 500
SHEET, ROWS, END, PROBLEM = "sheet", "rows", "end", "problem"
KINDS: dict[str, Callable[[str], datetime | date | time]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


def write_sheets(sheets: Iterable[Sheet], out: IO[bytes]) -> None:
    """Write sheets, or the problem that ends them.

    Raises:
        UnreadableList: they hold more than any list does.
    """
    counted = _Count()
    for sheet in sheets:
        _write(out, {SHEET: [sheet.name[:LONGEST_CELL], sheet.is_hidden, sorted(sheet.untold), sheet.is_1904]})
        batch: list[list[Any]] = []
        for row in sheet.rows:
            counted.add(row)
            batch.append([row.number, row.is_hidden, _marks(row), [_packed(cell) for cell in row.cells]])
            if len(batch) == ROWS_A_LINE:
                _write(out, {ROWS: batch})
                batch.clear()
        if batch:
            _write(out, {ROWS: batch})
    _write(out, {END: True})


def write_problem(problem: ListProblem, out: IO[bytes]) -> None:
    """Write why no sheets, or no more of them, can be read."""
    _write(out, {PROBLEM: problem.value})


def read_wire(lines: Iterator[bytes]) -> Iterator[Sheet]:
    """Read sheets again. The rows of one are read before the next is asked for; what is left of them is passed over.

    Raises:
        UnreadableList: as the other side says; or `NOT_READ` when it fell silent.
    """
    line = next(_messages(lines))
    while SHEET in line:
        name, is_hidden, untold, is_1904 = line[SHEET]
        rows = _Rows(lines)
        yield Sheet(name=name, rows=rows, is_hidden=is_hidden, untold=frozenset(map(Untold, untold)), is_1904=is_1904)
        for _ in rows:
            pass
        line = rows.after


class _Rows:
    """The rows of one sheet; `after` is the line that ended them."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self.after: dict[str, Any] = {}
        self._rows = self._read(lines)

    def __iter__(self) -> Iterator[SheetRow]:
        return self._rows

    def _read(self, lines: Iterator[bytes]) -> Iterator[SheetRow]:
        for line in _messages(lines):
            if ROWS not in line:
                self.after = line
                return
            for number, is_hidden, marks, cells in line[ROWS]:
                unpacked = [_unpacked(cell) if type(cell) is list else cell for cell in cells]
                yield SheetRow(number, unpacked, is_hidden, *(_marked(*marks) if marks else ()))


def _messages(lines: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if not line.endswith(b"\n"):
            break
        message = json.loads(line)
        if PROBLEM in message:
            raise UnreadableList(ListProblem(message[PROBLEM]))
        yield message
    raise UnreadableList(ListProblem.NOT_READ)


class _Count:
    """Counts what is written, so that a hostile file does not fill the memory of the one who asked."""

    def __init__(self) -> None:
        self._rows = self._cells = self._letters = 0

    def add(self, row: SheetRow) -> None:
        self._rows += 1
        self._cells += len(row.cells)
        self._letters += sum(len(cell) for cell in row.cells if type(cell) is str)
        self._letters += sum(len(words) for _, words in row.comments)
        if self._rows > MOST_ROWS or self._cells > MOST_CELLS or self._letters > MOST_LETTERS:
            raise UnreadableList(ListProblem.TOO_LARGE)


def _marks(row: SheetRow) -> list[Any] | int:
    """Return what is marked of a row beside its cells; of most rows nothing is."""
    if not (row.struck or row.continued or row.comments):
        return 0
    return [sorted(row.struck), sorted(row.continued), [[at, words[:LONGEST_CELL]] for at, words in row.comments]]


def _marked(
    struck: list[int], continued: list[int], comments: list[list[Any]]
) -> tuple[frozenset[int], frozenset[int], tuple[tuple[int, str], ...]]:
    return frozenset(struck), frozenset(continued), tuple((at, words) for at, words in comments)


def _packed(cell: Cell) -> Any:
    if type(cell) is str:
        return cell if len(cell) <= LONGEST_CELL else cell[:LONGEST_CELL]
    if isinstance(cell, date | time):
        return [type(cell).__name__, cell.isoformat()]
    return cell


def _unpacked(cell: list[str]) -> Cell:
    kind, words = cell
    return KINDS[kind](words)


def _write(out: IO[bytes], message: dict[str, Any]) -> None:
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
    out.write(text.encode("utf-8", "replace") + b"\n")
