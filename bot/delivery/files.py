"""Drawing the files that a notice brings: charts, sheets, reports. None when they are no longer the asker's to see."""

import gc
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, partial
from importlib import import_module
from threading import Event
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from bot.background import in_turn
from bot.documents.cancellation import draw_while_wanted
from bot.domain.announcements import (
    AuditSheetNotice,
    MonthlyReportNotice,
    StatsChartsNotice,
    StatsSheetNotice,
    StatsTrendNotice,
)
from bot.domain.figures.cards import AuditCard, ReportCard
from bot.domain.grievances.letters import LetterCard, LetterNotice
from bot.domain.notices import Announcement, FilesAsked
from bot.domain.refusals import Refused
from bot.services.desk import Desk
from bot.services.figures import reports
from bot.services.grievances import letters
from bot.texts import Texts
from bot.views.blocks import Message, clip
from bot.views.figures.digest import files_comment, monthly_comment
from bot.views.figures.trend import trend_message
from storage.outbox import Sending

if TYPE_CHECKING:
    from bot.documents.charts.drawn import DrawnChart

P = ParamSpec("P")
T = TypeVar("T")
ALT_TEXT = 1000
"""Slack: alt_txt_too_large."""
LASTS = timedelta(minutes=10)
"""For so long the monthly report that one person got is brought to the next, if the figures are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """One file. When it is sent, `name` carries the notice's mark, by which it is found again in the history."""

    name: str
    title: str
    alt: str  # for screen readers, of pictures
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The files of one notice, in one message, with a line above them (mrkdwn)."""

    comment: str
    papers: tuple[ReportFile, ...]
    instead: Message | None = None  # what says the same without files, if Slack takes it


class ReportFiles:
    """Turns a notice into files. Drawing takes a second or two, in a thread beside, one after another."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.drawn: Mapping[type[Announcement], Callable[[Any, Sending, Texts], Awaitable[Bundle | None]]] = {
            StatsChartsNotice: self._charts,
            StatsTrendNotice: self._trend,
            StatsSheetNotice: self._sheet,
            MonthlyReportNotice: self._monthly,
            AuditSheetNotice: self._audit,
            LetterNotice: self._letter,
        }
        self._last: tuple[ReportCard, str, tuple[ReportFile, ...]] | None = None

    async def draw(self, sending: Sending, texts: Texts) -> Bundle | None:
        """Draw the files of a notice as things stand now."""
        return await self.drawn[type(sending.what)](sending.what, sending, texts)

    async def _charts(self, what: StatsChartsNotice, sending: Sending, texts: Texts) -> Bundle | None:
        card = await self._requested(what, sending.recipient)
        if card is None:
            return None
        papers = await _in_thread(_charts, card, texts)
        return _bundle(sending, files_comment("charts", card.stats.period, texts), papers)

    async def _trend(self, what: StatsTrendNotice, sending: Sending, texts: Texts) -> Bundle | None:
        """Draw the trend in Slack's own charts, or as a picture where it has none."""
        card = await self._requested(what, sending.recipient)
        if card is None:
            return None
        comment = files_comment("charts", card.stats.period, texts)
        drawn = trend_message(card, texts) if await self._desk.look(reports.draws_charts) else None
        if drawn is not None:
            return Bundle(comment=comment, papers=(), instead=drawn)
        return _bundle(sending, comment, await _in_thread(_trend_picture, card, texts))

    async def _sheet(self, what: StatsSheetNotice, sending: Sending, texts: Texts) -> Bundle | None:
        card = await self._requested(what, sending.recipient)
        if card is None:
            return None
        paper = await _in_thread(_workbook, card, texts)
        return _bundle(sending, files_comment("sheet", card.stats.period, texts), (paper,))

    async def _requested(self, what: FilesAsked, by: str) -> ReportCard | None:
        try:
            return await self._desk.look(reports.see_requested, by=by, period=what.period, word=what.word)
        except Refused:
            return None

    async def _monthly(self, what: MonthlyReportNotice, sending: Sending, texts: Texts) -> Bundle | None:
        card = await self._desk.look(reports.see_monthly, month=what.month)
        papers = self._drawn_lately(card, texts)
        if papers is None:
            papers = (await _in_thread(_workbook, card, texts), await _in_thread(_pages, card, texts))
            self._last = (card, texts.locale, papers)
        return _bundle(sending, monthly_comment(card, texts), papers)

    def _drawn_lately(self, card: ReportCard, texts: Texts) -> tuple[ReportFile, ...] | None:
        """Return the monthly report as it was drawn for somebody else, if it would be the same."""
        if self._last is None:
            return None
        last, locale, papers = self._last
        is_same = replace(last, made_at=card.made_at) == card and locale == texts.locale
        return papers if is_same and timedelta(0) <= card.made_at - last.made_at < LASTS else None

    async def _audit(self, what: AuditSheetNotice, sending: Sending, texts: Texts) -> Bundle | None:
        card = await self._desk.look(reports.see_audit_sheet, month=what.month, reader=sending.recipient)
        papers = (
            await _in_thread(_audit_workbook, card, texts),
            _audit_json(card, self._desk.secrets.report_key, texts),
        )
        return _bundle(sending, files_comment("audit", card.period, texts), papers)

    async def _letter(self, what: LetterNotice, sending: Sending, texts: Texts) -> Bundle | None:
        card = await self._desk.look(letters.see_letter, notice=what, reader=sending.recipient)
        if card is None:
            return None
        paper = await _in_thread(_letter, card, texts)
        return _bundle(sending, texts.mrkdwn("letter.comment", title=paper.title), (paper,))


async def _in_thread(draw: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Draw in the thread that draws. What nobody waits for any more is given up, or not begun."""
    given_up = Event()
    await in_turn(_load_documents)
    try:
        return await in_turn(draw_while_wanted, given_up, partial(draw, *args, **kwargs))
    finally:
        given_up.set()


@cache
def _load_documents() -> None:
    """Load what draws, and let nobody look for cycles in it: that stopped everybody for a fifth of a second."""
    gc.disable()
    try:
        for each in ("charts.all", "report_xlsx", "report_pdf", "letter_pdf"):
            import_module(f"bot.documents.{each}")
    finally:
        gc.freeze()
        gc.enable()


def _bundle(sending: Sending, comment: str, papers: tuple[ReportFile, ...]) -> Bundle:
    """Mark papers as a notice's."""
    return Bundle(
        comment=comment,
        papers=tuple(replace(paper, name=f"-{sending.mark}.".join(paper.name.rsplit(".", 1))) for paper in papers),
    )


def _charts(card: ReportCard, texts: Texts) -> tuple[ReportFile, ...]:
    from bot.documents.charts.all import BESIDE_TREND, draw_charts

    return _pictures(draw_charts(card, texts, BESIDE_TREND), card)


def _trend_picture(card: ReportCard, texts: Texts) -> tuple[ReportFile, ...]:
    from bot.documents.charts.all import TREND, draw_charts

    return _pictures(draw_charts(card, texts, TREND), card)


def _pictures(charts: "Iterable[DrawnChart]", card: ReportCard) -> tuple[ReportFile, ...]:
    return tuple(
        ReportFile(name=_name(each.name, card, "png"), title=each.title, alt=clip(each.alt, ALT_TEXT), data=each.png)
        for each in charts
    )


def _workbook(card: ReportCard, texts: Texts) -> ReportFile:
    from bot.documents.report_xlsx import report_workbook

    title = files_comment("sheet", card.stats.period, texts)
    return ReportFile(name=_name("figures", card, "xlsx"), title=title, alt="", data=report_workbook(card, texts))


def _pages(card: ReportCard, texts: Texts) -> ReportFile:
    from bot.documents.report_pdf import report_pdf

    title = files_comment("monthly", card.stats.period, texts)
    return ReportFile(name=_name("report", card, "pdf"), title=title, alt="", data=report_pdf(card, texts))


def _audit_workbook(card: AuditCard, texts: Texts) -> ReportFile:
    from bot.documents.report_xlsx import audit_workbook

    title = files_comment("audit", card.period, texts)
    name = f"cleancall-audit-{card.period.first}.xlsx"
    return ReportFile(name=name, title=title, alt="", data=audit_workbook(card, texts))


def _audit_json(card: AuditCard, report_key: str, texts: Texts) -> ReportFile:
    """Write the file for the audit of a headquarters, signed if the installation has a key to sign with."""
    from bot.documents.audit_json import audit_json
    from bot.documents.report_signature import signed

    written = audit_json(card).encode()
    data = signed(written, report_key) if report_key else written
    title = files_comment("audit", card.period, texts)
    return ReportFile(name=f"cleancall-audit-{card.period.first}.json", title=title, alt="", data=data)


def _letter(card: LetterCard, texts: Texts) -> ReportFile:
    from bot.documents.letter_pdf import letter_pdf

    title = texts.plain(f"letter.file_{card.kind}", number=card.number)
    name = f"cleancall-{card.kind}-{card.number}.pdf"
    return ReportFile(name=name, title=title, alt="", data=letter_pdf(card, texts))


def _name(what: str, card: ReportCard, ending: str) -> str:
    return f"cleancall-{what}-{card.stats.period.first}.{ending}"
