"""Drawing the files that a notice brings: charts, sheets, reports. None when they are no longer the asker's to see."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.announcements import (
    AuditSheetNotice,
    FilesAsked,
    MonthlyReportNotice,
    StatsChartsNotice,
    StatsSheetNotice,
)
from bot.domain.figures.cards import AuditCard, ReportCard
from bot.domain.notices import Announcement
from bot.domain.refusals import Refused
from bot.services.desk import Desk
from bot.services.figures import reports
from bot.texts import Texts
from bot.views.figures.digest import files_comment
from storage.outbox import Sending

MARK_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """One file. `name` carries the notice's mark, by which it is found again in the channel's history."""

    name: str
    title: str
    alt: str  # for screen readers, of pictures
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The files of one notice, in one message, with a line above them (mrkdwn)."""

    comment: str
    papers: tuple[ReportFile, ...]


def mark_of(sending: Sending) -> str:
    """Give the mark that the names of a notice's files carry."""
    return sending.opaque_id[:MARK_LENGTH]


class ReportFiles:
    """Turns a notice into files. Drawing takes a second or two, in a thread of its own."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.drawn: Mapping[type[Announcement], Callable[[Any, Sending, Texts], Awaitable[Bundle | None]]] = {
            StatsChartsNotice: self._charts,
            StatsSheetNotice: self._sheet,
            MonthlyReportNotice: self._monthly,
            AuditSheetNotice: self._audit,
        }

    async def draw(self, sending: Sending, texts: Texts) -> Bundle | None:
        """Draw the files of a notice as things stand now."""
        return await self.drawn[type(sending.what)](sending.what, sending, texts)

    async def _charts(self, what: StatsChartsNotice, sending: Sending, texts: Texts) -> Bundle | None:
        card = await self._requested(what, sending.recipient)
        if card is None:
            return None
        papers = await asyncio.to_thread(_charts, card, mark_of(sending), texts)
        return Bundle(comment=files_comment("charts", card.stats.period, texts), papers=papers)

    async def _sheet(self, what: StatsSheetNotice, sending: Sending, texts: Texts) -> Bundle | None:
        card = await self._requested(what, sending.recipient)
        if card is None:
            return None
        paper = await asyncio.to_thread(_workbook, card, mark_of(sending), texts)
        return Bundle(comment=files_comment("sheet", card.stats.period, texts), papers=(paper,))

    async def _requested(self, what: FilesAsked, by: str) -> ReportCard | None:
        try:
            return await self._desk.look(reports.see_requested, by=by, period=what.period, word=what.word)
        except Refused:
            return None

    async def _monthly(self, what: MonthlyReportNotice, sending: Sending, texts: Texts) -> Bundle | None:
        card = await self._desk.look(reports.see_monthly, month=what.month)
        mark = mark_of(sending)
        papers = await asyncio.gather(
            asyncio.to_thread(_workbook, card, mark, texts), asyncio.to_thread(_pages, card, mark, texts)
        )
        return Bundle(comment=files_comment("monthly", card.stats.period, texts), papers=tuple(papers))

    async def _audit(self, what: AuditSheetNotice, sending: Sending, texts: Texts) -> Bundle | None:
        card = await self._desk.look(reports.see_audit_sheet, month=what.month, reader=sending.recipient)
        comment = files_comment("audit", card.period, texts)
        paper = await asyncio.to_thread(_audit_workbook, card, mark_of(sending), texts)
        return Bundle(comment=comment, papers=(paper,))


def _charts(card: ReportCard, mark: str, texts: Texts) -> tuple[ReportFile, ...]:
    from bot.documents.charts.all import draw_charts

    return tuple(
        ReportFile(name=_name(each.name, card, mark, "png"), title=each.title, alt=each.alt, data=each.png)
        for each in draw_charts(card, texts)
    )


def _workbook(card: ReportCard, mark: str, texts: Texts) -> ReportFile:
    from bot.documents.report_xlsx import report_workbook

    title = files_comment("sheet", card.stats.period, texts)
    return ReportFile(name=_name("figures", card, mark, "xlsx"), title=title, alt="", data=report_workbook(card, texts))


def _pages(card: ReportCard, mark: str, texts: Texts) -> ReportFile:
    from bot.documents.report_pdf import report_pdf

    title = files_comment("monthly", card.stats.period, texts)
    return ReportFile(name=_name("report", card, mark, "pdf"), title=title, alt="", data=report_pdf(card, texts))


def _audit_workbook(card: AuditCard, mark: str, texts: Texts) -> ReportFile:
    from bot.documents.report_xlsx import audit_workbook

    title = files_comment("audit", card.period, texts)
    name = f"cleancall-audit-{card.period.first}-{mark}.xlsx"
    return ReportFile(name=name, title=title, alt="", data=audit_workbook(card, texts))


def _name(what: str, card: ReportCard, mark: str, ending: str) -> str:
    return f"cleancall-{what}-{card.stats.period.first}-{mark}.{ending}"
