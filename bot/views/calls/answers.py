"""Answers to what was done with a call."""

from datetime import date

from bot.domain.calls.cards import Recorded, Released, Reopened, Undoable, Verified
from bot.domain.calls.dispositions import MAY_BE, RULES, Disposition, Reached, Unclear
from bot.domain.calls.states import CallState, Outcome
from bot.registry import ActionId
from bot.texts import Texts
from bot.views.answers import told
from bot.views.blocks import Block, Message, actions, button, section
from bot.views.calls.breaks import break_button
from bot.views.calls.call_lines import call_line
from bot.views.calls.queue import call_buttons, quick_button
from bot.views.subjects import about_call

RELEASED = {CallState.CLOSED: "released.closed_again", CallState.SCHEDULED: "released.scheduled"}
"""Where a call is that was laid down, if not in the queue."""


def task_done(texts: Texts) -> Message:
    """Return the message that says that a task is done."""
    return told(texts.mrkdwn("answer.task_done"))


def released(card: Released, texts: Texts) -> Message:
    """Return the message that says that a call went back into the queue, or where else it is."""
    key = RELEASED.get(card.line.state, "released.done")
    return told(texts.mrkdwn(key, number=card.line.number, at=card.line.due_at), _next(texts))


def which_result(number: int, how: Disposition | Unclear | None, words: str, texts: Texts) -> Message:
    """Ask which result is meant, by words that were not understood, or that may mean several."""
    if isinstance(how, Unclear):
        meant = [about_call(quick_button(number, each, texts), number, texts) for each in MAY_BE[how]]
        return told(texts.mrkdwn("answer.unclear_result", number=number), actions(*meant))
    return told(texts.mrkdwn("answer.unknown_result", words=words), call_buttons(number, texts))


def recorded(card: Recorded, texts: Texts) -> Message:
    """Return the message that says what came of a recorded result, and what is left to do."""
    lines = [_what_became(card, texts)]
    if card.is_uncounted:
        lines.append(texts.mrkdwn("recorded.too_soon"))
    if card.task is not None:
        lines.append(texts.mrkdwn(f"recorded.task_{card.task}"))
    if card.praise is not None:
        lines.append(texts.mrkdwn(f"recorded.praise_{card.praise}"))
    if card.recovered:
        lines.append(texts.mrkdwn("recorded.recovered"))
    if card.disposition is Disposition.ABUSIVE:
        lines.append(texts.mrkdwn("recorded.break"))
    undo = [_undo_button(card.line.number, card.undo_minutes, texts)] if card.undo_minutes else []
    rest = [break_button(card.break_minutes, texts)] if card.break_minutes else []
    return told("\n".join(lines), actions(*_next(texts)["elements"], *rest, *undo))


def mistake_noted(number: int, texts: Texts) -> Message:
    """Return the message that says that it is kept; the same whatever there is."""
    return told(texts.mrkdwn("undo.mistake", number=number))


def undoable(card: Undoable, texts: Texts) -> Message:
    """Name what would be taken back, with the button that does it."""
    number, word = card.line.number, texts.word("disposition", card.disposition)
    parts = {"undo.result": True, "undo.praise": card.has_praise, "undo.grievance": card.is_filed}
    left = "".join(texts.plain(key) for key, applies in parts.items() if applies)
    what = texts.mrkdwn("undo.found", number=number, at=card.at, disposition=word, left=left, until=card.until)
    undo = _undo_button(number, card.minutes, texts)
    return told(what, section(call_line(card.line, texts)), actions(undo))


def _undo_button(number: int, minutes: int, texts: Texts) -> Block:
    """The button that takes a result back, with the minutes in which it may."""
    words = texts.plain("answer.undo", minutes=minutes)
    return about_call(button(ActionId.UNDO, words, str(number)), number, texts)


def _what_became(card: Recorded, texts: Texts) -> str:
    number = card.line.number
    if card.next_at is not None and card.line.promised:
        return texts.mrkdwn("recorded.promised", number=number, at=card.next_at)
    if card.next_at is not None:
        word = texts.word("disposition", card.disposition)
        return texts.mrkdwn("recorded.again", number=number, disposition=word, at=card.next_at)
    if card.outcome is Outcome.UNREACHED and RULES[card.disposition].contact is not Reached.FINAL:
        return texts.mrkdwn("recorded.unreached", number=number)
    return texts.mrkdwn("recorded.closed", number=number, outcome=texts.word("outcome", card.outcome or ""))


def reopened(card: Reopened, texts: Texts) -> Message:
    """Return the message that says that a call is in the queue again, or that an operator may claim it."""
    if card.operator is None:
        return told(texts.mrkdwn("supervisor.reopened", number=card.line.number))
    return told(texts.mrkdwn("supervisor.lifted", number=card.line.number, operator=card.operator))


def excluded(card: Reopened, until: date | None, texts: Texts) -> Message:
    """Return the message that says that a petitioner is not called any more, or until when."""
    if until is None:
        return told(texts.mrkdwn("supervisor.excluded", number=card.line.number))
    return told(texts.mrkdwn("supervisor.excluded_until", number=card.line.number, until=until))


def petitioner_included(card: Reopened, texts: Texts) -> Message:
    """Return the message that says that a petitioner may be called again, and whether the call waits in the queue."""
    is_open = card.line.state is not CallState.CLOSED
    key = "supervisor.included_queued" if is_open else "supervisor.included"
    return told(texts.mrkdwn(key, number=card.line.number))


def visitor_included(exclusion: int, texts: Texts) -> Message:
    """Return the message that says that an excluded visitor is called when the list comes again."""
    return told(texts.mrkdwn("supervisor.visitor_included", number=exclusion))


def verified(card: Verified, texts: Texts) -> Message:
    """Return the message that says whether a call was genuine, who phoned and when, and whom to connect them with."""
    if not card.genuine:
        if card.works_here:
            return told(texts.mrkdwn("lookup.name"))
        return told(
            "\n".join(
                [
                    texts.mrkdwn("lookup.unknown"),
                    texts.mrkdwn("lookup.to_centre_unknown", extension=_extension(card, texts)),
                ]
            )
        )
    if card.at is None:
        lines = [texts.mrkdwn("lookup.genuine_centre")]
    else:
        lines = [texts.mrkdwn("lookup.genuine", rank=card.rank, name=card.name, at=card.at)]
    if card.before:
        people = ", ".join(texts.mrkdwn("lookup.person", rank=p.rank, name=p.name, at=p.at) for p in card.before)
        lines.append(texts.mrkdwn("lookup.before", people=people))
    if card.put_through is None:
        lines.append(texts.mrkdwn("lookup.to_centre", extension=_extension(card, texts)))
    else:
        extension = _extension(card, texts)
        lines.append(texts.mrkdwn("lookup.put_through", operator=card.put_through, extension=extension))
    lines.append(texts.mrkdwn("lookup.careful"))
    if card.call is None:
        return told("\n".join(lines))
    take_in = button(ActionId.TAKE_IN, texts.plain("caller.take_in"), str(card.call), style="primary")
    return told("\n".join(lines), actions(about_call(take_in, card.call, texts)))


def _extension(card: Verified, texts: Texts) -> str:
    return texts.plain("lookup.extension", extension=card.extension) if card.extension else ""


def _next(texts: Texts) -> Block:
    return actions(button(ActionId.CLAIM_NEXT, texts.plain("answer.claim_next"), "next", style="primary"))
