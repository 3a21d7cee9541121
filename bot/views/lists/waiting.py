"""A list that waits: why, how it was read, and the button for who knows that it is meant so."""

from bot.domain.lists.cards import ImportReport
from bot.registry import ActionId
from bot.texts import Texts
from bot.views.answers import told
from bot.views.blocks import Block, Message, actions, button, header, message, section
from bot.views.lists.import_report import quotes, report_lines


def list_waits(report: ImportReport, waiting_id: int | None, texts: Texts) -> Message:
    """Show whoever dropped a list that it waits, and to delete the file; without an id it waited too long."""
    return _waits(report, waiting_id, section(texts.mrkdwn("report.delete_file")), texts)


def watched_list_waits(report: ImportReport, waiting_id: int | None, texts: Texts) -> Message:
    """Show a supervisor that a list out of a watched folder waits, or what came of it."""
    if not report.waiting:
        return imported_anyway(report, texts)
    return _waits(report, waiting_id, section(texts.mrkdwn("waiting.watched")), texts)


def _waits(report: ImportReport, waiting_id: int | None, last: Block, texts: Texts) -> Message:
    title, *lines = report_lines(report, texts)
    shown = [header(title), *quotes(lines)]
    if waiting_id is None:
        shown.append(section(texts.mrkdwn("waiting.over")))
    else:
        press = button(ActionId.IMPORT_ANYWAY, texts.plain("waiting.button"), str(waiting_id))
        shown += [section(texts.mrkdwn("waiting.how")), actions(press)]
    return message(texts.mrkdwn("waiting.text"), [*shown, last])


def imported_anyway(report: ImportReport, texts: Texts) -> Message:
    """Return the message that says that a list which waited was imported."""
    return told(texts.mrkdwn("waiting.done", added=report.added))
