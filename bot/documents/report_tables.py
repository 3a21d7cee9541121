"""The tables of a report. Sheets take an entry's number where it has one, pages its text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.documents.report_contents import grid_of, group_figures, is_count, said_note, shown, versions_note
from bot.domain.figures.cards import (
    AuditCard,
    FactorLine,
    FactorsCard,
    GroupLine,
    Now,
    ReportCard,
    TrendPoint,
    WorkLine,
)
from bot.domain.figures.figures import AnyFigure, FigureUnit, Value, Values, means_in, value_in
from bot.texts import Texts
from bot.texts.figures import change_text, figure_how, figure_name, figure_text, tick_text
from bot.texts.surveys import label_of, national_of, sentence_of, versions_of

WHOLE, ONE_DECIMAL, PER_CENT, ISO_DAY = "#,##0", "0.0", "0.0%", "yyyy-mm-dd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One field of a table. Without a number it is text, and never a formula. `format` is Excel's."""

    text: str
    number: float | date | None = None
    format: str = "General"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its heads; the first column names the rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    note: str = ""


def summary_table(card: ReportCard, texts: Texts) -> Table:
    """Every figure with its n, the period before and the change."""
    rows = []
    for figure, now in shown(card.stats.values).items():
        before = value_in(card.stats.values_before, figure)
        name, change = figure_name(figure, texts), change_text(now, before, texts)
        rows.append((words(name), *_with_n(now, texts), *_with_n(before, texts), words(change)))
    heads = ("figure", "value", "n", "value_before", "n_before", "change")
    note = "\n".join(filter(None, [said_note(card.stats, texts), texts.plain("document.n_note")]))
    return _table("summary", _heads(texts, *heads), rows, note, texts)


def now_table(now: Now, texts: Texts) -> Table:
    """How things stood when the report was made."""
    oldest = words(texts.plain("unit.none"))
    if now.oldest_filed_on is not None:
        text = texts.plain("document.day", first=now.oldest_filed_on)
        oldest = Entry(text=text, number=now.oldest_filed_on, format=ISO_DAY)
    lines = {
        "overdue": _count(now.overdue, texts),
        "oldest": oldest,
        "improvements_open": _count(now.improvements_open, texts),
        "improvements_done": _count(now.improvements_done, texts),
        "signals": _count(now.signals, texts),
    }
    rows = [(words(texts.plain(f"document.now_{name}")), entry) for name, entry in lines.items()]
    return _table("now", _heads(texts, "section", "state"), rows, "", texts)


def departments_table(card: ReportCard, texts: Texts) -> Table:
    """The departments beside each other."""
    return _groups("departments", card.groups.departments, said_note(card.stats, texts), texts)


def petition_types_table(card: ReportCard, texts: Texts) -> Table:
    """The petition types beside each other."""
    return _groups("petition_types", card.groups.petition_types, said_note(card.stats, texts), texts)


def trend_table(points: Sequence[TrendPoint], texts: Texts) -> Table:
    """Return the figures of each month."""
    figures = group_figures(point.values for point in reversed(points))
    rows = [
        (
            Entry(text=tick_text(point.first, texts), number=point.first, format=ISO_DAY),
            *_of_group(point.values, figures, texts),
        )
        for point in points
    ]
    return _table("trend", _group_heads("first", figures, texts), rows, "", texts)


def survey_table(card: ReportCard, texts: Texts) -> Table:
    """What was asked: each question with its sentence, its versions, and what the national survey calls it."""
    rows = []
    for figure in means_in(card.stats.values):
        question = figure.question
        said = (
            label_of(question, texts),
            sentence_of(question.item, texts),
            national_of(question, texts),
            versions_of(question),
        )
        written = (words(each or texts.plain("unit.none")) for each in said)
        rows.append((*written, *_with_n(card.stats.values[figure], texts)))
    heads = _heads(texts, "question", "sentence", "national", "versions", "value", "n")
    return _table("survey", heads, rows, versions_note(card.stats, texts), texts)


def causes_table(card: FactorsCard, texts: Texts) -> Table:
    """Root causes, most first, beside the period before."""
    return _factors("causes", "root_cause", card.causes, texts)


def categories_table(card: FactorsCard, texts: Texts) -> Table:
    """Categories, most first, beside the period before."""
    return _factors("categories", "category", card.categories, texts)


def cells_table(card: FactorsCard, texts: Texts) -> Table:
    """Departments down, categories across."""
    grid = grid_of(card)
    heads = (texts.plain("document.department"), *(texts.word("category", category) for category in grid.categories))
    rows = [
        (words(name), *(_count(grid.cells.get((name, category), 0), texts) for category in grid.categories))
        for name in grid.departments
    ]
    return _table("factors", heads, rows, texts.plain("document.n_note" if rows else "document.no_factors"), texts)


def work_table(lines: Sequence[WorkLine], texts: Texts) -> Table:
    """Return what each operator did."""
    rows = []
    for line in lines:
        counts = [_count(count, texts) for count in (line.attempts, line.contacts, line.closed)]
        minutes = words(texts.plain("unit.none"))
        if line.minutes is not None:
            minutes = Entry(text=f"{line.minutes:.1f}", number=line.minutes, format=ONE_DECIMAL)
        rows.append((words(line.name), *counts, minutes))
    heads = _heads(texts, "operator", "attempts", "contacts", "closed", "minutes")
    return _table("work", heads, rows, texts.plain("document.work_note"), texts)


def note_table(card: ReportCard, texts: Texts) -> Table:
    """Say how each figure is calculated, and who may see it."""
    rows = [
        (words(figure_name(figure, texts)), words(figure_how(figure, texts))) for figure in shown(card.stats.values)
    ]
    return _table("note", _heads(texts, "figure", "how"), rows, texts.plain("document.who_may_see"), texts)


def audit_totals_table(card: AuditCard, texts: Texts) -> Table:
    """Return what came to audit, added up."""
    totals = {name: getattr(card, name) for name in ("filed", "open", "closed", "money_yes", "answered")}
    rows = [(words(texts.plain(f"document.audit_{name}")), _count(count, texts)) for name, count in totals.items()]
    return _table("audit", _heads(texts, "section", "count"), rows, texts.plain("document.audit_who"), texts)


def audit_lines_table(card: AuditCard, texts: Texts) -> Table:
    """Return what came to audit, by department and category."""
    rows = [
        (words(line.department), words(texts.word("category", line.category)), _count(line.count, texts))
        for line in card.lines
    ]
    return _table("departments", _heads(texts, "department", "category", "count"), rows, "", texts)


def folded(table: Table, texts: Texts) -> Table:
    """Return a table without the rows whose number is hidden; its note says how many they were, and why."""
    hidden = texts.plain("unit.hidden")
    rows = tuple(row for row in table.rows if row[1].text != hidden)
    count = len(table.rows) - len(rows)
    if not count:
        return table
    note = "\n".join(filter(None, [table.note, texts.plain("document.hidden_rows", count=count)]))
    return replace(table, rows=rows, note=note)


def words(text: str) -> Entry:
    """Make an entry that is text."""
    return Entry(text=text)


def _groups(title: str, lines: Sequence[GroupLine], said: str, texts: Texts) -> Table:
    figures = group_figures(line.values for line in lines)
    rows = [(words(line.name), *_of_group(line.values, figures, texts)) for line in lines]
    note = "\n".join(filter(None, [texts.plain("document.groups_note"), said]))
    return _table(title, _group_heads("name", figures, texts), rows, note, texts)


def _factors(title: str, group: str, lines: Sequence[FactorLine], texts: Texts) -> Table:
    rows = [
        (words(texts.word(group, line.member)), _count(line.count, texts), _count(line.before, texts)) for line in lines
    ]
    return _table(title, _heads(texts, title, "value", "value_before"), rows, "", texts)


def _of_group(values: Values, figures: Sequence[AnyFigure], texts: Texts) -> Iterator[Entry]:
    for figure in figures:
        value, n = _with_n(value_in(values, figure), texts)
        yield value
        if not is_count(figure):
            yield n


def _group_heads(first: str, figures: Sequence[AnyFigure], texts: Texts) -> tuple[str, ...]:
    heads = [texts.plain(f"document.{first}")]
    for figure in figures:
        heads.append(figure_name(figure, texts))
        if not is_count(figure):
            heads.append(texts.plain("document.n"))
    return tuple(heads)


def _with_n(value: Value, texts: Texts) -> tuple[Entry, Entry]:
    has_n = value.unit is not FigureUnit.COUNT and not value.is_hidden
    n = Entry(text=f"{value.n:,}", number=value.n, format=WHOLE) if has_n else words("")
    return Entry(text=figure_text(value, texts), number=value.value, format=format_of(value.unit, texts)), n


def format_of(unit: FigureUnit, texts: Texts) -> str:
    """Return Excel's format of figures in a unit."""
    match unit:
        case FigureUnit.COUNT:
            return WHOLE
        case FigureUnit.SHARE:
            return PER_CENT
        case FigureUnit.HOURS | FigureUnit.POINTS:
            return texts.plain(f"document.format_{unit}")
        case _:
            return ONE_DECIMAL


def _count(count: int | None, texts: Texts) -> Entry:
    if count is None:
        return words(texts.plain("unit.hidden"))
    return Entry(text=f"{count:,}", number=count, format=WHOLE)


def _heads(texts: Texts, *names: str) -> tuple[str, ...]:
    return tuple(texts.plain(f"document.{name}") for name in names)


def _table(title: str, heads: tuple[str, ...], rows: Sequence[tuple[Entry, ...]], note: str, texts: Texts) -> Table:
    return Table(title=texts.plain(f"document.{title}"), heads=heads, rows=tuple(rows), note=note)
