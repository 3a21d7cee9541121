"""`cleancall stats`: the figures that a supervisor sees, on the screen or in a file."""

from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from bot.cli.desk import with_desk
from bot.cli.exits import DONE
from bot.cli.saving import write_out
from bot.documents.report_contents import said_note
from bot.domain.figures.cards import ReportCard
from bot.domain.figures.figures import value_in
from bot.domain.figures.periods import PeriodKind, period_with
from bot.services.desk import Desk
from bot.services.figures.closing import close_periods_when_due
from bot.services.figures.reports import report_asked_for
from bot.texts import Texts
from bot.texts.figures import change_text, figure_name, figure_text, period_text
from bot.texts.periods import read_period

Writer = Callable[[ReportCard, Texts], bytes]


def write_stats(words: str, writer: Writer | None, out: Path | None) -> int:
    """Write the figures of a period: as a table, or as a writer writes them."""

    def work(desk: Desk, texts: Texts) -> int:
        period, word = read_period(words, desk.today)
        asked = period or period_with(PeriodKind.MONTH, desk.today)
        while desk.do_now(close_periods_when_due):
            pass
        card = desk.do_now(report_asked_for, period=asked, word=word)
        if writer is None:
            _show(card, texts)
            return DONE
        return write_out(writer(card, texts), out, texts)

    return with_desk(work)


def _show(card: ReportCard, texts: Texts) -> None:
    stats = card.stats
    if stats.is_empty:
        Console().print(texts.plain("stats.empty", period=_title(card, texts)), markup=False)
        return
    heads = (Column(head, overflow="fold") for head in ("", "", "n", period_text(stats.before, texts), ""))
    table = Table(*heads, title=Text(_title(card, texts)))
    shown = {figure: value for figure, value in stats.values.items() if not value.is_hidden}
    for figure, value in shown.items():
        before = value_in(stats.values_before, figure)
        now, then = figure_text(value, texts), figure_text(before, texts)
        table.add_row(figure_name(figure, texts), now, f"{value.n:,}", then, change_text(value, before, texts))
    Console().print(table)
    if hidden := len(stats.values) - len(shown):
        Console().print(texts.plain("document.hidden_rows", count=hidden), markup=False)
    if said := said_note(stats, texts):
        Console().print(said, markup=False)


def _title(card: ReportCard, texts: Texts) -> str:
    return " · ".join([*filter(None, [card.stats.scope.name]), period_text(card.stats.period, texts)])
