"""Drawing a notice from the state now: a late one shows the truth, and a moot one shows nothing (decision 4)."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from bot.delivery.files import Bundle, ReportFiles
from bot.domain.calls.cards import QueueLine
from bot.domain.figures.signal_cards import ImprovementLine
from bot.domain.grievances.reminders import Reminder
from bot.domain.notices import CALL_CHANNEL, NoticeKind
from bot.services import day, undelivered
from bot.services.calls import boards, praise, queue, recording
from bot.services.desk import Desk
from bot.services.figures import improvements, reports, signals
from bot.services.grievances import handling, history, reminders, replying
from bot.services.home import see_home
from bot.services.keeping import access_review
from bot.services.lists import importing
from bot.services.people import languages
from bot.texts import Languages, Texts
from bot.views import outbox
from bot.views.calls import board
from bot.views.calls.notices import abuse, call_due, called_in, claim_idle, claim_released, conflict_lifted
from bot.views.calls.praise import praise as praise_message
from bot.views.calls.praise import praise_held, praise_list
from bot.views.figures import digest
from bot.views.figures import signals as watching_views
from bot.views.grievances import messages
from bot.views.home import home_view
from bot.views.keeping import answers
from bot.views.lists import import_report
from storage.outbox import Sending

Message = dict[str, Any]


class Renderer:
    """Turns a notice into what Slack is sent."""

    def __init__(self, desk: Desk, languages: Languages) -> None:
        self._desk = desk
        self._languages = languages
        self._papers = ReportFiles(desk)
        self._draw: Mapping[NoticeKind, Callable[[Sending, Texts], Awaitable[Message | None]]] = {
            NoticeKind.BOARD_PAGE: self._board_page,
            NoticeKind.DAY_SUMMARY: self._day_summary,
            NoticeKind.CLAIM_IDLE: self._claim_idle,
            NoticeKind.CLAIM_RELEASED: self._claim_released,
            NoticeKind.CALL_DUE: self._call_due,
            NoticeKind.CALLED_IN: self._called_in,
            NoticeKind.PRAISE: self._praise,
            NoticeKind.PRAISE_HELD: self._praise_held,
            NoticeKind.GRIEVANCE: self._grievance,
            NoticeKind.GRIEVANCE_TASK: self._grievance_task,
            NoticeKind.GRIEVANCE_PASSED: self._grievance_passed,
            NoticeKind.GRIEVANCE_DELAYED: self._grievance_delayed,
            NoticeKind.GRIEVANCE_REMINDER: self._reminder,
            NoticeKind.CONFLICT_LIFTED: self._conflict_lifted,
            NoticeKind.PRAISE_LIST: self._praise_list,
            NoticeKind.ACCESS_REVIEW: self._access_review,
            NoticeKind.ABUSE: self._abuse,
            NoticeKind.SIGNAL: self._signal,
            NoticeKind.IMPROVEMENT: self._improvement,
            NoticeKind.IMPROVEMENT_REMINDER: self._improvement_reminder,
            NoticeKind.IMPROVEMENT_EFFECT: self._improvement_effect,
            NoticeKind.WEEKLY_DIGEST: self._digest,
            NoticeKind.UNDELIVERED: self._undelivered,
            NoticeKind.IMPORT_REPORT: self._import_report,
            NoticeKind.IMPORT_FAILED: self._import_failed,
        }

    async def render(self, sending: Sending) -> Message | None:
        """Draw the message; None when there is nothing to show any more."""
        return await self._draw[sending.kind](sending, await self._texts_of(sending.recipient))

    async def files(self, sending: Sending) -> Bundle | None:
        """Draw the files of a notice that brings some; None when they are no longer the asker's to see."""
        return await self._papers.draw(sending, await self._texts_of(sending.recipient))

    async def home(self, person: str) -> Message:
        """Draw a person's App Home."""
        return home_view(await self._desk.look(see_home, by=person), await self._texts_of(person))

    async def _texts_of(self, recipient: str) -> Texts:
        """Give the language of a person; the call channel's is the station's."""
        if recipient == CALL_CHANNEL:
            return self._languages.station
        return self._languages.of(await self._desk.look(languages.noted_locale, person=recipient))

    async def _board_page(self, sending: Sending, texts: Texts) -> Message | None:
        board_id, page = sending.ref.split(":")
        card = await self._desk.look(boards.see_board_page, board_id=int(board_id), page=int(page))
        return None if card is None else board.board_page(card, texts)

    async def _day_summary(self, sending: Sending, texts: Texts) -> Message | None:
        card = await self._desk.look(day.see_day_summary, day=date.fromisoformat(sending.ref))
        return None if card is None else board.day_summary(card, texts)

    async def _claim_idle(self, sending: Sending, texts: Texts) -> Message | None:
        line = await self._line(sending)
        if line is None or line.claimed_by != sending.recipient:
            return None
        return claim_idle(line, texts)

    async def _claim_released(self, sending: Sending, texts: Texts) -> Message | None:
        line = await self._line(sending)
        return None if line is None else claim_released(line, texts)

    async def _call_due(self, sending: Sending, texts: Texts) -> Message | None:
        line = await self._line(sending)
        return None if line is None else call_due(line, texts)

    async def _called_in(self, sending: Sending, texts: Texts) -> Message | None:
        line = await self._line(sending)
        return None if line is None else called_in(line, texts)

    async def _line(self, sending: Sending) -> QueueLine | None:
        return await self._desk.look(queue.see_line, number=int(sending.ref.partition(":")[0]))

    async def _praise(self, sending: Sending, texts: Texts) -> Message | None:
        card = await self._desk.look(praise.see_praise, praise_id=int(sending.ref))
        return None if card is None else praise_message(card, texts)

    async def _praise_held(self, sending: Sending, texts: Texts) -> Message | None:
        card = await self._desk.look(praise.see_praise, praise_id=int(sending.ref))
        return None if card is None else praise_held(card, texts)

    async def _grievance(self, sending: Sending, texts: Texts) -> Message | None:
        grievance_id = int(sending.ref.partition(":")[0])
        card = await self._desk.look(handling.see_routed, grievance_id=grievance_id, reader=sending.recipient)
        if card is None:
            return messages.passed_on(grievance_id, texts)
        return messages.recipient_message(card, texts)

    async def _grievance_task(self, sending: Sending, texts: Texts) -> Message | None:
        card = await self._desk.look(replying.see_filed, grievance_id=int(sending.ref), reader=sending.recipient)
        return None if card is None else messages.operator_task(card, texts)

    async def _grievance_passed(self, sending: Sending, texts: Texts) -> Message | None:
        number = int(sending.ref.partition(":")[0])
        seen = await self._desk.look(history.see_passed_on, grievance_id=number, reader=sending.recipient)
        return None if seen is None else messages.passed_to(*seen, texts)

    async def _grievance_delayed(self, sending: Sending, texts: Texts) -> Message | None:
        number = int(sending.ref.partition(":")[0])
        card = await self._desk.look(replying.see_filed, grievance_id=number, reader=sending.recipient)
        return None if card is None else messages.tell_later_date(card, texts)

    async def _conflict_lifted(self, sending: Sending, texts: Texts) -> Message | None:
        line = await self._line(sending)
        return None if line is None else conflict_lifted(line, texts)

    async def _praise_list(self, sending: Sending, texts: Texts) -> Message | None:
        card = await self._desk.look(praise.see_praise_list, month=date.fromisoformat(sending.ref))
        return praise_list(card, texts)

    async def _access_review(self, sending: Sending, texts: Texts) -> Message | None:
        card = await self._desk.look(access_review.see_access_review, month=date.fromisoformat(sending.ref))
        return answers.access_review(card, texts)

    async def _abuse(self, sending: Sending, texts: Texts) -> Message | None:
        number = int(sending.ref)
        warned = await self._desk.look(recording.was_warned, number=number)
        return abuse(number, texts, warned=warned)

    async def _undelivered(self, sending: Sending, texts: Texts) -> Message | None:
        card = await self._desk.look(undelivered.see_undelivered, day=date.fromisoformat(sending.ref))
        return outbox.undelivered(card, texts) if card.listed else None

    async def _reminder(self, sending: Sending, texts: Texts) -> Message | None:
        number, kind, _day = sending.ref.split(":")
        line = await self._desk.look(
            reminders.see_reminder, grievance_id=int(number), reminder=Reminder(kind), reader=sending.recipient
        )
        return None if line is None else messages.reminder_message(line, Reminder(kind), texts)

    async def _import_report(self, sending: Sending, texts: Texts) -> Message | None:
        report = await self._desk.look(importing.see_import, source=sending.ref)
        return None if report is None else import_report.import_report(report, texts)

    async def _import_failed(self, sending: Sending, texts: Texts) -> Message | None:
        refused = await self._desk.look(importing.see_refusal, source=sending.ref)
        return None if refused is None else import_report.import_failed(*refused, texts)

    async def _signal(self, sending: Sending, texts: Texts) -> Message | None:
        card = await self._desk.look(signals.see_signal, signal_id=int(sending.ref))
        return None if card is None else watching_views.signal_message(card, texts)

    async def _improvement(self, sending: Sending, texts: Texts) -> Message | None:
        line = await self._improvement_line(sending)
        return None if line is None else watching_views.improvement_message(line, texts)

    async def _improvement_reminder(self, sending: Sending, texts: Texts) -> Message | None:
        line = await self._improvement_line(sending)
        return None if line is None or line.done_on else watching_views.improvement_reminder(line, texts)

    async def _improvement_effect(self, sending: Sending, texts: Texts) -> Message | None:
        line = await self._improvement_line(sending)
        return None if line is None else watching_views.improvement_effect(line, texts)

    async def _improvement_line(self, sending: Sending) -> ImprovementLine | None:
        number = int(sending.ref.partition(":")[0])
        return await self._desk.look(improvements.see_improvement, improvement_id=number)

    async def _digest(self, sending: Sending, texts: Texts) -> Message | None:
        card = await self._desk.look(reports.see_digest, monday=date.fromisoformat(sending.ref))
        return digest.digest_message(card, texts)
