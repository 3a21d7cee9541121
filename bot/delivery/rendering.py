"""Drawing a notice from the state now: a late one shows the truth, and a moot one shows nothing (decision 4)."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.delivery.files import Bundle, ReportFiles
from bot.domain.announcements import (
    AbuseNotice,
    AccessReviewNotice,
    AccusationNotice,
    BoardPageNotice,
    CallCorrectedNotice,
    CallDueNotice,
    CallWithdrawnNotice,
    ChannelRefusedNotice,
    ClaimIdleNotice,
    ClaimReleasedNotice,
    ConflictLiftedNotice,
    DaySummaryNotice,
    DeletionNotice,
    DepartmentReportNotice,
    FilesDelayedNotice,
    FilesLeftNotice,
    FilesStandNotice,
    GrievanceCalledInNotice,
    GrievanceDelayedNotice,
    GrievanceNotice,
    GrievancePassedNotice,
    GrievanceReminderNotice,
    GrievanceTaskNotice,
    ImportFailedNotice,
    ImportReportNotice,
    ImprovementEffectNotice,
    ImprovementNotice,
    ImprovementReminderNotice,
    ListMissingNotice,
    ListStillMissingNotice,
    ListWaitsNotice,
    OwnOverrideNotice,
    PraiseHeldNotice,
    PraiseListNotice,
    PraiseNotice,
    ReasonAccusesNotice,
    SignalNotice,
    UndeliveredNotice,
    WeeklyDigestNotice,
)
from bot.domain.calls.advance_texts import TextsStuckNotice
from bot.domain.calls.cards import QueueLine
from bot.domain.calls.inbound import CalledInNotice, CameInNotice
from bot.domain.calls.missing_lists import ListState
from bot.domain.figures.signal_cards import ImprovementLine
from bot.domain.grievances.letters import LetterNotice
from bot.domain.notices import CALL_CHANNEL, Announcement
from bot.domain.people.notices import HandedOverNotice, NobodyHereNotice
from bot.services import day, handing_over, undelivered
from bot.services.accusations import see_accusation, see_reason
from bot.services.calls import advance_texts, boards, praise, queue, recording
from bot.services.calls.missing_list import list_state
from bot.services.desk import Desk
from bot.services.figures import departments, improvements, reports, signals
from bot.services.grievances import handling, history, phoning, reminders, replying
from bot.services.home import see_home
from bot.services.keeping import access_review, deletions
from bot.services.lists import standing_files, uploads
from bot.services.lists.reports import see_import, see_refusal
from bot.services.lists.waiting import waiting_id_of
from bot.services.people import languages
from bot.services.permitting import may_still_be_shown
from bot.texts import Languages, Texts
from bot.views import outbox
from bot.views.calls import board
from bot.views.calls.advance_texts import texts_stuck
from bot.views.calls.notices import (
    abuse,
    call_corrected,
    call_due,
    call_withdrawn,
    called_in,
    came_in,
    claim_idle,
    claim_released,
    conflict_lifted,
    own_override,
)
from bot.views.calls.praise import accusation as accusation_message
from bot.views.calls.praise import praise as praise_message
from bot.views.calls.praise import praise_held, praise_list
from bot.views.figures import digest
from bot.views.figures import signals as signal_views
from bot.views.figures import stats as stat_views
from bot.views.figures.department import department_message
from bot.views.grievances import messages
from bot.views.home import home_view
from bot.views.keeping import answers
from bot.views.keeping.deletions import deletion_message
from bot.views.lists import import_report
from bot.views.lists import standing_files as file_views
from bot.views.lists import waiting as waiting_views
from bot.views.people import duty
from storage.outbox import Sending

Message = dict[str, Any]


class Renderer:
    """Turns a notice into what Slack is sent."""

    def __init__(self, desk: Desk, languages: Languages) -> None:
        self._desk = desk
        self._languages = languages
        self.reports = ReportFiles(desk)
        self.drawn: Mapping[type[Announcement], Callable[[Any, str, Texts], Awaitable[Message | None]]] = {
            BoardPageNotice: self._board_page,
            DaySummaryNotice: self._day_summary,
            ClaimIdleNotice: self._claim_idle,
            ClaimReleasedNotice: self._claim_released,
            CallDueNotice: self._call_due,
            HandedOverNotice: self._handed_over,
            NobodyHereNotice: self._nobody_here,
            CalledInNotice: self._called_in,
            CameInNotice: self._came_in,
            CallCorrectedNotice: self._call_corrected,
            CallWithdrawnNotice: self._call_withdrawn,
            PraiseNotice: self._praise,
            PraiseHeldNotice: self._praise_held,
            AccusationNotice: self._accusation,
            ReasonAccusesNotice: self._reason_accuses,
            GrievanceNotice: self._grievance,
            GrievanceTaskNotice: self._grievance_task,
            GrievancePassedNotice: self._grievance_passed,
            GrievanceDelayedNotice: self._grievance_delayed,
            GrievanceCalledInNotice: self._grievance_called_in,
            GrievanceReminderNotice: self._reminder,
            ConflictLiftedNotice: self._conflict_lifted,
            OwnOverrideNotice: self._own_override,
            DeletionNotice: self._deletion,
            PraiseListNotice: self._praise_list,
            AccessReviewNotice: self._access_review,
            AbuseNotice: self._abuse,
            SignalNotice: self._signal,
            ImprovementNotice: self._improvement,
            ImprovementReminderNotice: self._improvement_reminder,
            ImprovementEffectNotice: self._improvement_effect,
            WeeklyDigestNotice: self._digest,
            DepartmentReportNotice: self._department_report,
            UndeliveredNotice: self._undelivered,
            ChannelRefusedNotice: self._channel_refused,
            TextsStuckNotice: self._texts_stuck,
            ImportReportNotice: self._import_report,
            ImportFailedNotice: self._import_failed,
            ListWaitsNotice: self._list_waits,
            ListMissingNotice: self._list_missing,
            ListStillMissingNotice: self._list_still_missing,
            FilesStandNotice: self._files_stand,
            FilesLeftNotice: self._files_left,
            FilesDelayedNotice: self._files_delayed,
        }

    async def render(self, sending: Sending) -> Message | None:
        """Draw the message; None when there is nothing to show any more, or not to this person."""
        if not await self._desk.look(may_still_be_shown, kind=sending.kind, reader=sending.recipient):
            return None
        return await self.drawn[type(sending.what)](
            sending.what, sending.recipient, await self._texts_of(sending.recipient)
        )

    async def files(self, sending: Sending) -> Bundle | None:
        """Draw the files of a notice that brings some; None when they are no longer the asker's to see."""
        if not await self._desk.look(may_still_be_shown, kind=sending.kind, reader=sending.recipient):
            return None
        is_letter = isinstance(sending.what, LetterNotice)  # to a petitioner, whatever the operator's language is
        texts = self._languages.station if is_letter else await self._texts_of(sending.recipient)
        return await self.reports.draw(sending, texts)

    async def home(self, person: str) -> Message:
        """Draw a person's App Home."""
        return home_view(await self._desk.look(see_home, by=person), await self._texts_of(person))

    async def _texts_of(self, recipient: str) -> Texts:
        """Return the language of a person; the call channel's is the station's."""
        if recipient == CALL_CHANNEL:
            return self._languages.station
        return self._languages.of(await self._desk.look(languages.noted_locale, person=recipient))

    async def _board_page(self, what: BoardPageNotice, _to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(boards.see_board_page, board_id=what.board, page=what.page)
        return None if card is None else board.board_page(card, texts)

    async def _day_summary(self, what: DaySummaryNotice, _to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(day.see_day_summary, day=what.day)
        stats = await self._desk.look(reports.see_day, day=what.day)
        return None if card is None else board.day_summary(card, texts, digest.change_of_day(stats, texts))

    async def _claim_idle(self, what: ClaimIdleNotice, to: str, texts: Texts) -> Message | None:
        line = await self._line(what.call)
        if line is None or line.claimed_by != to:
            return None
        return claim_idle(line, texts)

    async def _claim_released(self, what: ClaimReleasedNotice, _to: str, texts: Texts) -> Message | None:
        line = await self._line(what.call)
        return None if line is None else claim_released(line, texts)

    async def _call_due(self, what: CallDueNotice, _to: str, texts: Texts) -> Message | None:
        line = await self._line(what.call)
        return None if line is None else call_due(line, texts)

    async def _handed_over(self, what: HandedOverNotice, to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(handing_over.see_handed_over, owner=what.owner, reader=to)
        return duty.handed_over(card, texts)

    async def _nobody_here(self, what: NobodyHereNotice, _to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(handing_over.see_nobody_here, call=what.call)
        return duty.nobody_here(card, texts)

    async def _called_in(self, what: CalledInNotice, _to: str, texts: Texts) -> Message | None:
        line = await self._line(what.call)
        return None if line is None else called_in(line, texts)

    async def _came_in(self, what: CameInNotice, _to: str, texts: Texts) -> Message | None:
        line = await self._line(what.call)
        return None if line is None else came_in(line, texts)

    async def _line(self, number: int) -> QueueLine | None:
        return await self._desk.look(queue.see_line, number=number)

    async def _praise(self, what: PraiseNotice, _to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(praise.see_praise, praise_id=what.praise)
        return None if card is None else praise_message(card, texts)

    async def _praise_held(self, what: PraiseHeldNotice, to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(praise.see_held_praise, praise_id=what.praise, reader=to)
        return None if card is None else praise_held(card, texts)

    async def _accusation(self, what: AccusationNotice, to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(see_accusation, number=what.call, at=what.at, reader=to)
        return None if card is None else accusation_message(card, texts)

    async def _reason_accuses(self, what: ReasonAccusesNotice, to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(see_reason, notice=what, reader=to)
        return None if card is None else accusation_message(card, texts)

    async def _grievance(self, what: GrievanceNotice, to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(handling.see_routed, grievance_id=what.grievance, reader=to)
        if card is None:
            return messages.passed_on(what.grievance, texts)
        return messages.recipient_message(card, texts)

    async def _grievance_task(self, what: GrievanceTaskNotice, to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(replying.see_filed, grievance_id=what.grievance, reader=to)
        return None if card is None else messages.operator_task(card, texts)

    async def _grievance_passed(self, what: GrievancePassedNotice, to: str, texts: Texts) -> Message | None:
        seen = await self._desk.look(history.see_passed_on, grievance_id=what.grievance, reader=to)
        return None if seen is None else messages.passed_to(*seen, texts)

    async def _grievance_delayed(self, what: GrievanceDelayedNotice, to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(replying.see_filed, grievance_id=what.grievance, reader=to)
        return None if card is None else messages.tell_later_date(card, texts)

    async def _grievance_called_in(self, what: GrievanceCalledInNotice, to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(phoning.see_called_in, notice=what, reader=to)
        return None if card is None else messages.called_in(card, texts)

    async def _call_corrected(self, what: CallCorrectedNotice, _to: str, texts: Texts) -> Message | None:
        line = await self._line(what.call)
        return None if line is None else call_corrected(line, texts)

    async def _call_withdrawn(self, what: CallWithdrawnNotice, _to: str, texts: Texts) -> Message | None:
        return call_withdrawn(what.call, texts)

    async def _conflict_lifted(self, what: ConflictLiftedNotice, _to: str, texts: Texts) -> Message | None:
        line = await self._line(what.call)
        return None if line is None else conflict_lifted(line, texts)

    async def _deletion(self, what: DeletionNotice, to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(deletions.see_deletion, deletion_id=what.deletion, reader=to)
        return None if card is None else deletion_message(card, texts)

    async def _own_override(self, what: OwnOverrideNotice, _to: str, texts: Texts) -> Message | None:
        return own_override(what.call, what.by, texts)

    async def _praise_list(self, what: PraiseListNotice, _to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(praise.see_praise_list, month=what.month)
        return praise_list(card, texts)

    async def _access_review(self, what: AccessReviewNotice, _to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(access_review.see_access_review, month=what.month)
        return answers.access_review(card, texts)

    async def _abuse(self, what: AbuseNotice, _to: str, texts: Texts) -> Message | None:
        warned = await self._desk.look(recording.was_warned, number=what.call)
        return abuse(what.call, texts, warned=warned)

    async def _department_report(self, what: DepartmentReportNotice, to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(departments.see_department_report, reader=to, period=what.period)
        return None if card is None else department_message(card, texts)

    async def _texts_stuck(self, what: TextsStuckNotice, _to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(advance_texts.see_stuck, day=what.day)
        return None if card is None else texts_stuck(card, texts)

    async def _undelivered(self, what: UndeliveredNotice, to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(undelivered.see_undelivered, day=what.day, reader=to)
        return None if card is None or not card.listed else outbox.undelivered(card, texts)

    async def _channel_refused(self, what: ChannelRefusedNotice, _to: str, texts: Texts) -> Message | None:
        return outbox.channel_refused(what.fault, what.error, texts)

    async def _reminder(self, what: GrievanceReminderNotice, to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(reminders.see_reminder, notice=what, reader=to)
        return None if card is None else messages.reminder_message(card, what.reminder, texts)

    async def _import_report(self, what: ImportReportNotice, _to: str, texts: Texts) -> Message | None:
        report = await self._desk.look(see_import, source=what.source)
        if report is None:
            is_coming = await self._desk.look(uploads.is_coming, source=what.source)
            return import_report.import_delayed(texts) if is_coming else None
        if not report.waiting:
            return import_report.import_report(report, texts)
        return waiting_views.list_waits(report, await self._waiting_id(what.source), texts)

    async def _list_waits(self, what: ListWaitsNotice, _to: str, texts: Texts) -> Message | None:
        report = await self._desk.look(see_import, source=what.source)
        if report is None:
            return None
        return waiting_views.watched_list_waits(report, await self._waiting_id(what.source), texts)

    async def _waiting_id(self, source: str) -> int | None:
        return await self._desk.look(waiting_id_of, source=source)

    async def _import_failed(self, what: ImportFailedNotice, _to: str, texts: Texts) -> Message | None:
        refused = await self._desk.look(see_refusal, source=what.source)
        return None if refused is None else import_report.import_failed(refused, texts)

    async def _list_missing(self, what: ListMissingNotice, _to: str, texts: Texts) -> Message | None:
        state = await self._desk.look(list_state, day=what.day)
        return None if state is ListState.COME else board.list_missing(what.day, state, texts)

    async def _list_still_missing(self, what: ListStillMissingNotice, _to: str, texts: Texts) -> Message | None:
        state = await self._desk.look(list_state, day=what.day)
        return None if state is ListState.COME else board.list_still_missing(what.day, state, texts)

    async def _files_stand(self, _what: FilesStandNotice, to: str, texts: Texts) -> Message | None:
        files = await self._desk.look(standing_files.see_files_of, by=to)
        return file_views.files_stand(files, texts) if files else None

    async def _files_delayed(self, _what: FilesDelayedNotice, _to: str, texts: Texts) -> Message | None:
        return stat_views.files_delayed(texts)

    async def _files_left(self, what: FilesLeftNotice, _to: str, texts: Texts) -> Message | None:
        files = await self._desk.look(standing_files.see_files_left, day=what.day)
        return file_views.files_left(files, texts) if files else None

    async def _signal(self, what: SignalNotice, _to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(signals.see_signal, signal_id=what.signal)
        return None if card is None else signal_views.signal_message(card, texts)

    async def _improvement(self, what: ImprovementNotice, _to: str, texts: Texts) -> Message | None:
        line = await self._improvement_line(what.improvement)
        return None if line is None else signal_views.improvement_message(line, texts)

    async def _improvement_reminder(self, what: ImprovementReminderNotice, _to: str, texts: Texts) -> Message | None:
        line = await self._improvement_line(what.improvement)
        return None if line is None or line.done_on else signal_views.improvement_reminder(line, texts)

    async def _improvement_effect(self, what: ImprovementEffectNotice, _to: str, texts: Texts) -> Message | None:
        line = await self._improvement_line(what.improvement)
        return None if line is None else signal_views.improvement_effect(line, texts)

    async def _improvement_line(self, number: int) -> ImprovementLine | None:
        return await self._desk.look(improvements.see_improvement, improvement_id=number)

    async def _digest(self, what: WeeklyDigestNotice, _to: str, texts: Texts) -> Message | None:
        card = await self._desk.look(reports.see_digest, monday=what.day)
        return digest.digest_message(card, texts)
