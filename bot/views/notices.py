"""Direct messages: reminders, praise, audit, abuse, imports."""

from bot.domain.calls import CallState
from bot.domain.cards import ImportReport, PraiseCard, QueueLine
from bot.domain.monthly_cards import AccessLine, AccessReview, PraiseList
from bot.domain.notices import CALL_CHANNEL, FailedNotice, Outbox
from bot.domain.roles import ADMIN
from bot.registry import ActionId
from bot.texts import Texts
from bot.views.blocks import Block, Message, actions, button, clip, context, header, message, quote, section
from bot.views.queue import call_buttons
from bot.views.reports import report_lines


def claim_idle(line: QueueLine, texts: Texts) -> Message:
    """Remind a claimant of a call long untouched."""
    words = texts.mrkdwn("notice.idle", number=line.number)
    return message(words, [section(words), call_buttons(line.number, texts)])


def claim_released(line: QueueLine, texts: Texts) -> Message:
    """Tell a claimant that their call went back into the queue."""
    words = texts.mrkdwn("notice.released", number=line.number)
    return message(words, [section(words)])


def call_due(line: QueueLine, texts: Texts) -> Message:
    """Tell the operator who talked last that it is time to phone again."""
    if line.state is not CallState.QUEUED:
        return message(texts.mrkdwn("notice.due_taken", number=line.number))
    key = "notice.due_promised" if line.promised else "notice.due"
    words = texts.mrkdwn(key, number=line.number, name=line.masked_name)
    claim = button(ActionId.CLAIM, texts.plain("answer.claim"), str(line.number), style="primary")
    return message(words, [section(words), actions(claim)])


def praise(card: PraiseCard, texts: Texts) -> Message:
    """Bring an officer the petitioner's words, without the petitioner."""
    intro = texts.mrkdwn("notice.praise_intro", visited=card.visited_on, type=card.petition_type or "–")
    said = quote(card.words or texts.plain("app.purged"))
    blocks = [header(texts.plain("notice.praise_title")), section(intro), said]
    return message(texts.plain("notice.praise_text"), [*blocks, context(texts.mrkdwn("notice.praise_thanks"))])


def praise_held(card: PraiseCard, texts: Texts) -> Message:
    """Bring audit the praise that was held back."""
    intro = texts.mrkdwn("notice.held_intro", number=card.number)
    officer = (
        texts.mrkdwn("notice.held_officer", officer=card.officer)
        if card.officer
        else texts.mrkdwn("notice.held_unknown")
    )
    title = texts.plain("notice.held_title")
    return message(
        title, [header(title), section(intro), quote(card.words or texts.plain("app.purged")), context(officer)]
    )


def abuse(number: int, texts: Texts, *, warned: bool) -> Message:
    """Tell a supervisor of an abusive call."""
    return message(texts.mrkdwn("notice.abuse_warned" if warned else "notice.abuse_unwarned", number=number))


def import_report(report: ImportReport, texts: Texts) -> Message:
    """Tell the uploader what the import did, and to delete the file."""
    title, *lines = report_lines(report, texts)
    text = texts.mrkdwn("report.text", file=report.file_name, added=report.added)
    shown = [quote("\n".join(lines)), section(texts.mrkdwn("report.delete_file"))]
    return message(text, [header(title), *shown])


def import_failed(file_name: str, problem: str, texts: Texts) -> Message:
    """Tell the uploader why the file changed nothing."""
    words = texts.mrkdwn("report.failed", file=file_name, problem=texts.plain(f"list_problem.{problem}"))
    return message(words, [section(words), section(texts.mrkdwn("report.delete_file"))])


def undelivered(card: Outbox, texts: Texts) -> Message:
    """Tell a supervisor what could not be delivered, to whom and why."""
    title = texts.plain("notice.undelivered", count=len(card.listed))
    return message(title, [header(title), *undelivered_lines(card, texts), context(texts.mrkdwn("outbox.how"))])


def undelivered_lines(card: Outbox, texts: Texts) -> list[Block]:
    """List what could not be delivered."""
    return [section(_undelivered_line(each, texts)) for each in card.listed]


def _undelivered_line(notice: FailedNotice, texts: Texts) -> str:
    facts = {"error": notice.error, "at": notice.created_at}
    if notice.is_for_audit:
        return texts.mrkdwn("outbox.line_audit", **facts)
    kind = texts.word("notice_kind", notice.kind)
    if notice.recipient == CALL_CHANNEL:
        return texts.mrkdwn("outbox.line_channel", kind=kind, **facts)
    return texts.mrkdwn("outbox.line", kind=kind, person=notice.recipient, **facts)


def called_in(line: QueueLine, texts: Texts) -> Message:
    """Tell the operator that the petitioner called the main number to check, and may be on the line."""
    words = texts.mrkdwn("notice.called_in", number=line.number, name=line.masked_name)
    if line.state is not CallState.QUEUED:
        return message(words)
    claim = button(ActionId.CLAIM, texts.plain("answer.claim"), str(line.number), style="primary")
    return message(words, [section(words), actions(claim)])


def conflict_lifted(line: QueueLine, texts: Texts) -> Message:
    """Tell an operator that they may claim a call in spite of a conflict."""
    words = texts.mrkdwn("notice.conflict_lifted", number=line.number)
    return message(
        words, [section(words), actions(button(ActionId.CLAIM, texts.plain("answer.claim"), str(line.number)))]
    )


def access_review(card: AccessReview, texts: Texts) -> Message:
    """Bring audit a month's looks at contact data: per person, and what is worth a question."""
    title = texts.plain("notice.review", month=f"{card.month:%Y-%m}")
    lines = [_access_line(line, texts) for line in card.lines[:PEOPLE_LISTED]]
    shown = [section(line) for line in lines] or [section(texts.mrkdwn("notice.review_none"))]
    return message(title, [header(title), *shown, context(texts.mrkdwn("notice.review_how"))])


def _access_line(line: AccessLine, texts: Texts) -> str:
    key = "paper.review_line" if line.person == ADMIN else "notice.review_line"
    words = texts.mrkdwn(key, person=line.person, looks=line.looks)
    questions = {
        "notice.review_unusual": line.is_unusual,
        "notice.review_off_hours": line.off_hours,
        "notice.review_without_attempt": line.without_attempt,
        "notice.review_own_unit": line.own_unit,
    }
    asked = [texts.mrkdwn(key, count=int(count)) for key, count in questions.items() if count]
    return words + ("\n⚠️ " + " · ".join(asked) if asked else "")


PEOPLE_LISTED = 40


def praise_list(card: PraiseList, texts: Texts) -> Message:
    """Bring supervisors a month's praise: who was praised how often, and the words."""
    title = texts.plain("notice.praise_list", month=f"{card.month:%Y-%m}")
    if not card.officers and not card.words:
        return message(title, [header(title), section(texts.mrkdwn("notice.praise_list_none"))])
    lines = [
        texts.mrkdwn("notice.praise_list_line", officer=officer, count=count)
        for officer, count in card.officers[:OFFICERS_LISTED]
    ]
    said = [quote(clip(words, WORDS_LISTED)) for words in card.words[:PRAISE_LISTED]]
    more = len(card.words) - len(said)
    rest = [context(texts.mrkdwn("notice.praise_list_more", count=more))] if more > 0 else []
    return message(title, [header(title), section("\n".join(lines)), *said, *rest])


OFFICERS_LISTED = 40
PRAISE_LISTED = 30
WORDS_LISTED = 300
