"""A report as CSV: one line for each figure of each part."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.documents.report_contents import shown, value_of
from bot.documents.workbook import FORMULA
from bot.domain.figures.cards import FactorLine, ReportCard
from bot.domain.figures.figures import HIDDEN, FigureUnit, Value, Values
from bot.texts import Texts

HEADS = ("section", "name", "figure", "unit", "value", "n", "value_before", "n_before")
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
    yield from _of_values("summary", card.stats.scope.name, card.stats.values, texts, card.stats.values_before)
    for line in card.groups.departments:
        yield from _of_values("departments", line.name, line.values, texts)
    for line in card.groups.petition_types:
        yield from _of_values("petition_types", line.name, line.values, texts)
    yield from (_of_factor("causes", texts.word("root_cause", line.member), line) for line in card.factors.causes)
    yield from (_of_factor("categories", texts.word("category", line.member), line) for line in card.factors.categories)
    for cell in card.factors.cells:
        word = texts.word("category", cell.category)
        yield Line(section="factors", name=cell.department, figure=word, now=_counted(cell.count))
    for point in card.trend:
        yield from _of_values("trend", point.first.isoformat(), point.values, texts)


def _of_values(section: str, name: str, now: Values, texts: Texts, before: Values | None = None) -> Iterator[Line]:
    for figure, value in shown(now).items():
        value_before = NOTHING if before is None else value_of(before, figure)
        word = texts.word("figure", figure)
        yield Line(section=section, name=name, figure=word, now=value, before=value_before)


def _of_factor(section: str, word: str, line: FactorLine) -> Line:
    return Line(section=section, name="", figure=word, now=_counted(line.count), before=_counted(line.before))


def _counted(count: int | None) -> Value:
    return HIDDEN[FigureUnit.COUNT] if count is None else Value(unit=FigureUnit.COUNT, value=count, n=count)


def _fields(line: Line, texts: Texts) -> Sequence[str | float]:
    return (
        texts.plain(f"document.{line.section}"),
        _safe(line.name),
        line.figure,
        texts.plain(f"document.unit_{line.now.unit}"),
        *_numbers(line.now, texts),
        *_numbers(line.before, texts),
    )


def _numbers(value: Value, texts: Texts) -> tuple[str | float, str | float]:
    """Return value and n, a share as per cent; of a hidden figure only that it is."""
    if value.is_hidden:
        return texts.plain("unit.hidden"), ""
    if value.value is None:
        return "", ""
    times = 100 if value.unit is FigureUnit.SHARE else 1
    return round(value.value * times, DECIMALS), value.n


def _safe(words: str) -> str:
    one_line = " ".join(words.split())
    return f"'{one_line}" if FORMULA.match(words) else one_line
