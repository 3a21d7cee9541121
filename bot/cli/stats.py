"""`cleancall stats`: the figures that a supervisor sees, on the screen or in a file."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.cli.console import DONE, MISUSED, REFUSED, with_desk
from bot.domain.figures.cards import ReportCard
from bot.domain.figures.periods import PeriodKind, period_with, read_period
from bot.services.desk import Desk
from bot.services.figures.reports import report_asked_for
from bot.texts import Texts
from bot.texts.figures import change_text, figure_text, period_text


def _json(card: ReportCard, _texts: Texts) -> bytes:
    from bot.documents.report_json import report_json

    return report_json(card).encode()


def _csv(card: ReportCard, texts: Texts) -> bytes:
    from bot.documents.report_csv import report_csv

    return report_csv(card, texts)


def _xlsx(card: ReportCard, texts: Texts) -> bytes:
    from bot.documents.report_xlsx import report_workbook

    return report_workbook(card, texts)


def _pdf(card: ReportCard, texts: Texts) -> bytes:
    from bot.documents.report_pdf import report_pdf

    return report_pdf(card, texts)


FILES: Mapping[str, Callable[[ReportCard, Texts], bytes]] = {"json": _json, "csv": _csv, "xlsx": _xlsx, "pdf": _pdf}
NEED_A_FILE = {"xlsx", "pdf"}


def write_stats(words: str, form: str, out: Path | None) -> int:
    """Write the figures of a period as a table, or in a format of `FILES`."""
    if form in NEED_A_FILE and out is None:
        Console(stderr=True).print(f"--format {form} needs --out FILE", style="red")
        return MISUSED

    def work(desk: Desk, texts: Texts, console: Console) -> int:
        period, word = read_period(words, desk.today)
        asked = period or period_with(PeriodKind.MONTH, desk.today)
        card = desk.do_now(report_asked_for, period=asked, word=word)
        if form not in FILES:
            _show(card, texts)
            return DONE
        data = FILES[form](card, texts)
        if out is None:
            sys.stdout.buffer.write(data)
            return DONE
        return _saved(data, out, texts, console)

    return with_desk(work)


def _saved(data: bytes, out: Path, texts: Texts, console: Console) -> int:
    try:
        out.write_bytes(data)
    except OSError as error:
        console.print(f"{out}: {error.strerror}", style="red", markup=False)
        return REFUSED
    console.print(texts.plain("console.saved", file=str(out)), markup=False)
    return DONE


def _show(card: ReportCard, texts: Texts) -> None:
    stats = card.stats
    table = Table("", "", "n", period_text(stats.before, texts), "", title=_title(card, texts))
    for figure, value in stats.values.items():
        before = stats.values_before[figure]
        n = "" if value.is_hidden else f"{value.n:,}"
        changed = change_text(value, before, texts)
        table.add_row(texts.word("figure", figure), figure_text(value, texts), n, figure_text(before, texts), changed)
    Console().print(table)


def _title(card: ReportCard, texts: Texts) -> str:
    return " · ".join([*filter(None, [card.stats.scope.name]), period_text(card.stats.period, texts)])
