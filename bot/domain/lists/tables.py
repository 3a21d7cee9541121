"""The rows of a sheet that are visits, below the header that holds for them (rule book §3, Header and Rows)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bot.domain.lists.columns import Column, StationWords
from bot.domain.lists.forms import FormReader
from bot.domain.lists.header import NEEDED, columns_recognised, may_be_header, read_headers
from bot.domain.lists.no_visits import distinct_texts, has_day, is_no_visit, is_over
from bot.domain.lists.places import Header
from bot.domain.lists.rows import HeaderSeen
from bot.domain.lists.sheet_titles import SheetTitles
from bot.domain.lists.sheets import Sheet
from bot.domain.lists.table_rows import Line, TableRow, ahead, lines_with_next
from bot.domain.lists.visit_dates import DateHints


@dataclass(slots=True)
class Tables:
    """Walks down one sheet. What it says of the sheet is whole when the rows are read."""

    sheet: Sheet
    titles: SheetTitles
    station: StationWords | None = None
    headers: list[Header] = field(default_factory=list)
    hidden_rows: int = 0
    has_rows: bool = False
    seen: HeaderSeen | None = None
    _tables: tuple[Header, ...] = ()  # those that are being read, side by side
    _over: set[int] = field(default_factory=set)  # which of them have ended
    _waiting: dict[int, TableRow] = field(default_factory=dict)  # their last rows, which may go on in the next
    _above: Line | None = None

    @property
    def title_day(self) -> date | None:
        """The day of the last title that names one alone."""
        return self.titles.title_day

    @property
    def hints(self) -> DateHints:
        """What the titles so far tell of days."""
        return self.titles.hints

    def rows(self) -> Iterator[TableRow]:
        """Read the rows that are visits."""
        self.titles.take([self.sheet.name])
        forms = FormReader(self.station)
        lines = ahead(lines_with_next(self.sheet.rows))
        for line, following in lines:
            self.has_rows = True
            if not self.headers:
                forms.keep(line)
            headers = self._headers(line, following)
            if headers:
                yield from (row for row in self._waiting.values() if len(distinct_texts(row.texts)) > 1)
                self._begin(headers)
                self._take_heads(headers, line, following)
                if headers[0].rows > 1:
                    next(lines, None)
            elif (lower := self._lower(line, following)) is not None:
                next(lines, None)
                yield from self._take(line.with_lower(lower), lower.row.number)
            else:
                yield from self._take(line, line.row.number)
        yield from self._waiting.values()
        if not self.headers and (found := forms.read()) is not None:
            header, rows = found
            self.headers.append(header)
            yield from rows

    def _headers(self, line: Line, following: Line | None) -> tuple[Header, ...]:
        if not may_be_header(line.texts) or len(line.distinct) == 1:
            return ()
        if any(has_day(line.texts, header) for header in self._tables):
            return ()
        headers = read_headers(line.texts, following.texts if following else None, self.station)
        if self.headers and headers and not self._is_next_header(line):
            return ()
        if not headers and not self.headers:
            self._note(line)
        return headers

    def _is_next_header(self, line: Line) -> bool:
        """Check whether most of a row are heads: 본인 and 담당자 may stand in a visit too."""
        return len(columns_recognised(line.texts, self.station)) * 3 >= sum(map(bool, line.texts)) * 2

    def _begin(self, headers: tuple[Header, ...]) -> None:
        """Begin new tables; one of staff is not read. A lone cell above them was their title."""
        for row in self._waiting.values():
            self.titles.take_subject(row.texts)
        is_of_staff = self.titles.is_of_staff and not any(header.is_of_visits for header in headers)
        self._tables = () if is_of_staff else headers
        self.headers.extend(self._tables)
        self.titles.is_of_staff = False
        self._above, self._over, self._waiting = None, set(), {}

    def _take_heads(self, headers: tuple[Header, ...], line: Line, following: Line | None) -> None:
        """Take the years and days in the heads of days and times; a day only where no column is for days."""
        words = following.texts if following and headers[0].rows > 1 else line.texts
        for header in headers:
            days, times = (header.places.get(kind, ()) for kind in (Column.VISITED_ON, Column.VISITED_TIME))
            heads = {at: words[at] for at in (*days, *times) if at < len(words)}
            if header.rows_a_visit == 1:
                self.titles.take_heads(heads, name_days=not days)

    def _note(self, line: Line) -> None:
        """Remember the row that comes nearest to a header."""
        columns = columns_recognised(line.texts, self.station)
        if len(columns) > len(self.seen.columns if self.seen else ()):
            kinds = {column.kind for column in columns}
            missing = tuple(kind.value for kind in NEEDED if kind.value not in kinds)
            self.seen = HeaderSeen(sheet=self.sheet.name, row_no=line.row.number, columns=columns, missing=missing)

    def _lower(self, line: Line, following: Line | None) -> Line | None:
        """Return the row that ends a visit of two rows."""
        if not self._tables or self._tables[0].rows_a_visit == 1 or not line.distinct[1:]:
            return None
        return following if following and following.row.number == line.row.number + 1 else None

    def _take(self, line: Line, last: int) -> Iterator[TableRow]:
        """Take a row below a header, or a title. A visit waits for the row below: it may go on there."""
        distinct = line.distinct
        if not self.headers:
            self.titles.take(line.texts)
        elif len(distinct) > max(len(self._tables), 1) or not self.titles.take_days(line.row.cells, line.texts):
            if len(distinct) == 1:
                self.titles.take_subject(line.texts)
            whole = line.without_dittos(self._above)
            for number, header in enumerate(self._tables):
                row = None
                columns = self._columns(number, len(line.texts))
                if self._holds_visit(number, line.within(columns)):
                    self._above = whole
                    row = self._row(whole.within(columns), header, last)
                yield from self._waited(number, row)

    def _columns(self, number: int, width: int) -> range | None:
        """Return the columns of a table; words may go on behind the last of several."""
        columns = self._tables[number].columns
        if columns is None or number < len(self._tables) - 1:
            return columns
        return range(columns.start, max(columns.stop, width))

    def _holds_visit(self, number: int, line: Line) -> bool:
        header = self._tables[number]
        is_of_staff = self.titles.is_of_staff and Column.VISITED_ON in header.places
        if is_of_staff and not has_day(line.texts, header):
            return False
        if is_over(line.texts, line.distinct, header, was_over=number in self._over):
            self._over.add(number)
            return False
        self._over.discard(number)
        return not is_no_visit(line.texts, line.distinct, header)

    def _row(self, line: Line, header: Header, last: int) -> TableRow:
        row = line.row
        self.hidden_rows += row.is_hidden
        day = None if self.titles.is_of_staff else self.titles.day_of(header.columns)
        comments = tuple(words for _, words in row.comments)
        return TableRow(row.number, header, list(row.cells), line.texts, day, row.struck, row.continued, last, comments)

    def _waited(self, number: int, row: TableRow | None) -> Iterator[TableRow]:
        """Add a row to the one above, or let that go and keep this one waiting."""
        before = self._waiting.pop(number, None)
        if before is not None and row is not None and before.goes_on_in(row):
            before.add(row)
            row = before
        elif before is not None:
            yield before
        if row is not None:
            self._waiting[number] = row
