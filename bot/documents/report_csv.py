"""A report as CSV: one line for each figure of each part."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.documents.report_contents import shown
from bot.documents.workbook import FORMULA
from bot.domain.figures.cards import FactorLine, ReportCard
from bot.domain.figures.figures import HIDDEN, FigureUnit, Value, Values, is_said, value_in
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.texts import Texts
from bot.texts.figures import figure_name

HEADS = ("section", "name", "figure", "unit", "value", "n", "value_before", "n_before", "period")
DECIMALS = 4
NOTHING = Value(unit=FigureUnit.COUNT, value=None, n=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure: of which part of the report, of what there."""

    section: str
    name: str
    figure: str
    now: Value
    before: Value = NOTHING
    period: Period | None


def report_csv(card: ReportCard, texts: Texts) -> bytes:
    """Write a report in UTF-8 with the mark by which Excel knows it.

    Words that a spreadsheet would take for a formula get an apostrophe before them.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([texts.plain(f"document.{head}") for head in HEADS])
    writer.writerows(_fields(line, texts) for line in _lines(card, texts))
    return out.getvalue().encode("utf-8-sig")


def _lines(card: ReportCard, texts: Texts) -> Iterator[Line]:
    of_work, of_said = card.stats.period, card.stats.said
    for section, name, now, before in _groups(card):
        for figure, value in shown(now).items():
            value_before = NOTHING if before is None else value_in(before, figure)
            period = of_said if is_said(figure) else of_work
            word = figure_name(figure, texts)
            yield Line(section=section, name=name, figure=word, now=value, before=value_before, period=period)
    factors = card.factors
    yield from (_of_factor("causes", texts.word("root_cause", line.member), line, of_said) for line in factors.causes)
    for line in factors.categories:
        yield _of_factor("categories", texts.word("category", line.member), line, of_said)
    for cell in factors.cells:
        word = texts.word("category", cell.category)
        yield Line(section="factors", name=cell.department, figure=word, now=_counted(cell.count), period=of_said)
    for point in card.trend:
        month = period_with(PeriodKind.MONTH, point.first)
        for figure, value in shown(point.values).items():
            word = figure_name(figure, texts)
            yield Line(section="trend", name=point.first.isoformat(), figure=word, now=value, period=month)


def _groups(card: ReportCard) -> Iterator[tuple[str, str, Values, Values | None]]:
    yield "summary", card.stats.scope.name, card.stats.values, card.stats.values_before
    yield from (("departments", line.name, line.values, None) for line in card.groups.departments)
    yield from (("petition_types", line.name, line.values, None) for line in card.groups.petition_types)


def _of_factor(section: str, word: str, line: FactorLine, said: Period | None) -> Line:
    return Line(
        section=section, name="", figure=word, now=_counted(line.count), before=_counted(line.before), period=said
    )


def _counted(count: int | None) -> Value:
    return HIDDEN[FigureUnit.COUNT] if count is None else Value(unit=FigureUnit.COUNT, value=count, n=count)


def _fields(line: Line, texts: Texts) -> Sequence[str | float]:
    return (
        texts.plain(f"document.{line.section}"),
        safe_words(line.name),
        safe_words(line.figure),
        texts.plain(f"document.unit_{line.now.unit}"),
        *_numbers(line.now, texts),
        *_numbers(line.before, texts),
        "" if line.period is None else f"{line.period.first}~{line.period.last}",
    )


def _numbers(value: Value, texts: Texts) -> tuple[str | float, str | float]:
    """Return value and n, a share as per cent; of a hidden figure only that it is."""
    if value.is_hidden:
        return texts.plain("unit.hidden"), ""
    if value.value is None:
        return "", ""
    times = 100 if value.unit is FigureUnit.SHARE else 1
    return round(value.value * times, DECIMALS), value.n


def safe_words(words: str) -> str:
    """Write words on one line, never as a formula."""
    one_line = " ".join(words.split())
    return f"'{one_line}" if FORMULA.match(words) else one_line
