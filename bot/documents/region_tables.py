"""The tables of a region's picture. Stations and departments stand in the order of their names: nobody is ranked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.documents.report_contents import is_count
from bot.documents.report_tables import ISO_DAY, WHOLE, Entry, Table, format_of, words
from bot.domain.figures.figures import FigureUnit, Value
from bot.domain.figures.intervals import FEWEST, LEAST_N, Interval, Standing
from bot.domain.figures.periods import PeriodKind, period_with
from bot.domain.figures.region.cards import RegionCard, RegionFigure, StationLine, StationsFigure, Sum, Unusual
from bot.domain.figures.region.files import LeftOut, Marked
from bot.domain.figures.region.picture import BY_DEPARTMENT, TREND
from bot.texts import Texts
from bot.texts.figures import change_text, figure_name, figure_text, interval_text, period_text

MARKS = {Standing.ABOVE: "▲", Standing.BELOW: "▼", Standing.WITHIN: "", Standing.FEW: "·"}
AT_LEAST = '"≥ "#,##0'
MOST_MONTHS = 12
"""Missing months that are named one by one; more are counted."""


def figures_table(card: RegionCard, texts: Texts) -> Table:
    """Every figure of the region, with its interval and of how many stations, beside the year before."""
    heads = ("figure", "value", "interval", "n", "stations", "hidden_stations", "value_year_ago", "change")
    rows = [_figure_row(each, texts) for each in card.figures]
    return _table("figures", heads, rows, "figures_note", texts)


def _figure_row(each: RegionFigure, texts: Texts) -> tuple[Entry, ...]:
    now, before = each.now, each.before.value
    change = change_text(now.value, before, texts)
    return (
        words(figure_name(each.figure, texts)),
        _total(now, texts),
        words(interval_text(now.interval, now.value.unit, texts)),
        _n(now.value),
        whole(now.stations),
        whole(now.hidden),
        _total(each.before, texts),
        words(texts.plain("region.changed", change=change) if each.is_changed else change),
    )


def trend_table(card: RegionCard, texts: Texts) -> Table:
    """The months that lead up to the period, and of how many stations each is."""
    heads = [texts.plain("region.month"), texts.plain("region.stations")]
    for figure in TREND:
        heads += [figure_name(figure, texts), *([] if is_count(figure) else [texts.plain("document.n")])]
    rows = []
    for month in card.trend:
        entries = [_month(month.first, texts), whole(month.stations)]
        for figure in TREND:
            value = month.values[figure]
            entries += [_value(value, texts), *([] if is_count(figure) else [_n(value)])]
        rows.append(tuple(entries))
    return Table(
        title=texts.plain("document.trend_monthly"),
        heads=tuple(heads),
        rows=tuple(rows),
        note=texts.plain("region.trend_note"),
    )


def stations_table(card: RegionCard, texts: Texts) -> Table:
    """The stations beside each other: each figure with its n, and a mark where it is outside its limits."""
    heads = [texts.plain("region.station")]
    for figure in card.by_station:
        heads += [figure_name(figure.figure, texts), texts.plain("document.n")]
    rows = []
    for place, station in enumerate(card.stations):
        lines = [figure.lines[place] for figure in card.by_station]
        rows.append((words(station), *(entry for line in lines for entry in _station_entries(line, texts))))
    return Table(
        title=texts.plain("region.by_station"),
        heads=tuple(heads),
        rows=tuple(rows),
        note=texts.plain("region.stations_note", least=LEAST_N),
    )


def _station_entries(line: StationLine, texts: Texts) -> tuple[Entry, Entry]:
    value = _value(line.value, texts)
    mark = "" if line.standing is None else MARKS[line.standing]
    return Entry(text=f"{value.text} {mark}".strip(), number=value.number, format=_marked(value.format, mark)), _n(
        line.value
    )


def _marked(form: str, mark: str) -> str:
    """Return Excel's format with a mark behind the number, so that it stays one."""
    return f'{form}" {mark}"' if mark else form


def limits_table(figure: StationsFigure, texts: Texts) -> Table:
    """One figure of the stations with intervals and limits."""
    heads = ("station", "value", "interval", "n", "limits", "standing")
    rows = [
        (
            words(line.station),
            _value(line.value, texts),
            words(interval_text(line.interval, line.value.unit, texts)),
            _n(line.value),
            words(interval_text(line.limits, line.value.unit, texts)),
            words(texts.plain("unit.none") if line.standing is None else texts.word("standing", line.standing)),
        )
        for line in figure.lines
    ]
    name = figure_name(figure.figure, texts)
    note = texts.plain("region.limits_note", around=figure_text(figure.around, texts), spread=figure.spread)
    heads_said = tuple(texts.plain(f"region.{head}") for head in heads)
    return Table(title=name, heads=heads_said, rows=tuple(rows), note=note)


def departments_table(card: RegionCard, texts: Texts) -> Table:
    """The departments of the region's table, whatever the stations call them."""
    heads = [texts.plain("document.department"), texts.plain("region.stations")]
    for figure in BY_DEPARTMENT:
        heads += [figure_name(figure, texts), texts.plain("region.hidden_stations")]
    rows = [
        (
            words(line.name),
            whole(line.stations),
            *(entry for figure in BY_DEPARTMENT for entry in _summed(line.sums[figure], texts)),
        )
        for line in card.departments
    ]
    return Table(
        title=texts.plain("document.departments"),
        heads=tuple(heads),
        rows=tuple(rows),
        note=texts.plain("region.departments_note"),
    )


def _summed(some: Sum, texts: Texts) -> tuple[Entry, Entry]:
    return _total(some, texts), whole(some.hidden)


def topics_table(card: RegionCard, group: str, texts: Texts) -> Table:
    """What came up, the most first; `group`: "category" or "root_cause"."""
    rows = [
        (
            words(texts.word(group, each.topic)),
            _counted(each.count, each.hidden, texts),
            whole(each.hidden),
            whole(each.before),
        )
        for each in card.topics
        if each.kind == group
    ]
    title = "categories" if group == "category" else "causes"
    heads = (texts.plain(f"document.{title}"), *_heads(texts, "count", "hidden_stations", "count_year_ago"))
    note = texts.plain("region.topics_note")
    return Table(title=texts.plain(f"document.{title}"), heads=heads, rows=tuple(rows), note=note)


def cells_table(card: RegionCard, texts: Texts) -> Table:
    """What which department was complained of."""
    heads = ("department", "category", "count", "hidden_stations")
    rows = [
        (
            words(cell.department),
            words(texts.word("category", cell.category)),
            _counted(cell.count, cell.hidden, texts),
            whole(cell.hidden),
        )
        for cell in card.cells
        if cell.count
    ]
    return _table("cells", heads, rows, "topics_note", texts)


def unusual_table(card: RegionCard, texts: Texts) -> Table:
    """Months of stations that their own past does not let expect."""
    heads = ("station", "month", "figure", "value", "n", "usual", "months")
    rows = [_unusual_row(each, texts) for each in card.unusual]
    return _table("unusual", heads, rows, "unusual_note" if rows else "nothing_unusual", texts)


def _unusual_row(each: Unusual, texts: Texts) -> tuple[Entry, ...]:
    return (
        words(each.station),
        _month(each.month, texts),
        words(figure_name(each.figure, texts)),
        _value(each.value, texts),
        _n(each.value),
        words(interval_text(each.usual, each.value.unit, texts)),
        whole(each.months),
    )


def missing_table(card: RegionCard, texts: Texts) -> Table:
    """Which months of which stations are not there."""
    return missing_table_of(card.missing, texts)


def missing_table_of(missing: Mapping[str, Sequence[date]], texts: Texts) -> Table:
    """Name the months that are not there, by station."""
    rows = [
        (words(station), whole(len(months)), words(months_text(months, texts))) for station, months in missing.items()
    ]
    return _table(
        "missing", ("station", "count", "missing_months"), rows, "missing_note" if rows else "nothing_missing", texts
    )


def files_table(card: RegionCard, texts: Texts) -> Table:
    """What is said of the files: those that are left out first."""
    return files_table_of(card.left_out, card.marked, texts)


def files_table_of(left_out: Iterable[LeftOut], marked: Iterable[Marked], texts: Texts) -> Table:
    """Say of each file what is to be said."""
    rows = [(words(each.file), words(fault_text(each, texts))) for each in left_out]
    rows += [(words(each.file), words(mark_text(each, texts))) for each in marked]
    return _table("files", ("file", "said"), rows, "files_note" if rows else "nothing_of_files", texts)


def fault_text(each: LeftOut, texts: Texts) -> str:
    """Say why a file is left out."""
    return texts.plain(f"file_fault.{each.fault}", **each.facts)


def mark_text(each: Marked, texts: Texts) -> str:
    """Say what is to be known of a file that counts."""
    return texts.plain(f"file_mark.{each.mark}", **each.facts)


def months_text(months: Sequence[date], texts: Texts) -> str:
    """Name months, as many as one can read."""
    named = ", ".join(month_text(month, texts) for month in months[:MOST_MONTHS])
    more = len(months) - MOST_MONTHS
    return texts.plain("region.and_more", named=named, count=more) if more > 0 else named


def _month(month: date, texts: Texts) -> Entry:
    return Entry(text=month_text(month, texts), number=month, format=ISO_DAY)


def month_text(month: date, texts: Texts) -> str:
    """Name a month."""
    return period_text(period_with(PeriodKind.MONTH, month), texts)


def all_tables(card: RegionCard, texts: Texts) -> Iterator[Table]:
    """Return every table that a screen and a page show, in their order."""
    yield figures_table(card, texts)
    yield trend_table(card, texts)
    yield stations_table(card, texts)
    yield unusual_table(card, texts)
    yield departments_table(card, texts)
    yield topics_table(card, "category", texts)
    yield topics_table(card, "root_cause", texts)
    yield cells_table(card, texts)
    yield missing_table(card, texts)
    yield files_table(card, texts)


def _table(title: str, heads: Iterable[str], rows: Sequence[tuple[Entry, ...]], note: str, texts: Texts) -> Table:
    return Table(
        title=texts.plain(f"region.{title}"),
        heads=_heads(texts, *heads),
        rows=tuple(rows),
        note=texts.plain(f"region.{note}", fewest=FEWEST),
    )


def _heads(texts: Texts, *names: str) -> tuple[str, ...]:
    return tuple(texts.plain(f"region.{name}") for name in names)


def _value(value: Value, texts: Texts) -> Entry:
    return Entry(text=figure_text(value, texts), number=value.value, format=format_of(value.unit, texts))


def _total(some: Sum, texts: Texts) -> Entry:
    """Write what was put together; of a count that some stations hide only how much it is at least."""
    entry = _value(some.value, texts)
    if not some.hidden or some.value.unit is not FigureUnit.COUNT or some.value.value is None:
        return entry
    if not some.value.value:
        return words(texts.plain("unit.hidden"))
    return Entry(text=texts.plain("region.at_least", value=entry.text), number=entry.number, format=AT_LEAST)


def _counted(count: int, hidden: int, texts: Texts) -> Entry:
    """Write how often something came up, as far as it is shown."""
    if not count and hidden:
        return words(texts.plain("unit.hidden"))
    if not hidden:
        return whole(count)
    return Entry(text=texts.plain("region.at_least", value=f"{count:,}"), number=count, format=AT_LEAST)


def share_entries(value: Value, interval: Interval | None, texts: Texts) -> tuple[Entry, Entry, Entry]:
    """Write a share, its interval and its n."""
    return _value(value, texts), words(interval_text(interval, value.unit, texts)), _n(value)


def _n(value: Value) -> Entry:
    return words("") if value.is_hidden or value.unit is FigureUnit.COUNT else whole(value.n)


def whole(count: int) -> Entry:
    """Make an entry that is a whole number."""
    return Entry(text=f"{count:,}", number=count, format=WHOLE)
