"""Signals and improvements: what supervisors and owners are sent, and the forms that decide."""

from typing import Any

from bot.domain.figures.signal_cards import Effect, ImprovementLine, SignalCard, SignalField, SignalsCard
from bot.registry import ActionId, FormId
from bot.texts import Texts
from bot.views.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    context,
    divider,
    header,
    input_field,
    message,
    paragraph_input,
    quote,
    section,
)
from bot.views.modals import form_view
from bot.views.subjects import about

LONGEST_NAME, SHORT_NAME = 40, 20
WORDS_SHOWN = 300


def signal_message(card: SignalCard, texts: Texts) -> Message:
    """Return the message about what is unusual, with the numbers behind it, and what was decided."""
    words = _numbers(card, texts)
    blocks = [section(words), *_decision(card, texts)]
    return message(words, [*blocks, context(texts.mrkdwn("signal.how"))])


def signals_message(card: SignalsCard, texts: Texts) -> Message:
    """List what nobody has decided about, and what is being improved."""
    title = texts.plain("signal.list_title")
    blocks: list[Block] = [header(title)]
    for signal in card.signals:
        blocks += [section(_numbers(signal, texts)), *_decision(signal, texts)]
    if not card.signals:
        blocks.append(section(texts.mrkdwn("signal.none")))
    blocks.append(divider())
    for line in card.improvements[:IMPROVEMENTS_SHOWN]:
        blocks += _improvement(line, texts)
    if not card.improvements:
        blocks.append(section(texts.mrkdwn("improvement.none")))
    return message(title, blocks)


IMPROVEMENTS_SHOWN = 6


def improvement_message(line: ImprovementLine, texts: Texts) -> Message:
    """Return the message about what an owner is asked to do, and later what came of it."""
    words = texts.mrkdwn("improvement.yours", number=line.id, due=line.due_on)
    done = actions(button(ActionId.IMPROVEMENT_DONE, texts.plain("improvement.done_button"), str(line.id)))
    return message(words, [section(words), *_improvement(line, texts), *([] if line.done_on else [done])])


def improvement_reminder(line: ImprovementLine, texts: Texts) -> Message:
    """Remind of an improvement that is due, or late."""
    key = "improvement.late" if line.days_late else "improvement.soon"
    words = texts.mrkdwn(key, number=line.id, due=line.due_on, days=line.days_late, owner=line.owner)
    done = actions(button(ActionId.IMPROVEMENT_DONE, texts.plain("improvement.done_button"), str(line.id)))
    return message(words, [section(words), *_improvement(line, texts), done])


def improvement_effect(line: ImprovementLine, texts: Texts) -> Message:
    """Return the message that says whether it helped."""
    words = texts.mrkdwn("improvement.effect_title", number=line.id)
    return message(words, [section(words), *_improvement(line, texts)])


def improvement_noted(line: ImprovementLine, texts: Texts) -> Message:
    """Return the message that says that an improvement is done."""
    return message(texts.mrkdwn("improvement.noted", number=line.id))


def dismiss_form(card: SignalCard, texts: Texts) -> dict[str, Any]:
    """Ask why nothing is to be done about a signal."""
    field = _input(SignalField.REASON, paragraph_input(), texts)
    return _form(FormId.DISMISS, card, [field], texts)


def improve_form(card: SignalCard, texts: Texts) -> dict[str, Any]:
    """Ask who is to do what about a signal, and until when."""
    owner: Block = {"type": "external_select", "action_id": ActionId.IMPROVEMENT_OWNER, "min_query_length": 1}
    fields = [
        _input(SignalField.OWNER, owner, texts),
        _input(SignalField.DUE_ON, {"type": "datepicker"}, texts),
        _input(SignalField.WORDS, paragraph_input(), texts),
    ]
    return _form(FormId.IMPROVE, card, fields, texts)


def _form(form: FormId, card: SignalCard, fields: list[Block], texts: Texts) -> dict[str, Any]:
    return form_view(
        form, texts.plain(f"signal.{form}_title"), [section(_numbers(card, texts)), *fields], texts, about=str(card.id)
    )


def _input(field: SignalField, element: Block, texts: Texts) -> Block:
    return input_field(field, texts.plain(f"signal.field_{field}"), element)


def _numbers(card: SignalCard, texts: Texts) -> str:
    return texts.mrkdwn(
        "signal.numbers",
        department=clip(card.department, LONGEST_NAME) or "–",
        category=texts.word("category", card.category),
        week=card.week,
        count=card.count,
        mean=card.mean,
        weeks=card.weeks,
    )


def _decision(card: SignalCard, texts: Texts) -> list[Block]:
    if card.improvement is not None:
        return _improvement(card.improvement, texts)
    if card.decided_by is not None:
        said = [quote(clip(card.reason, WORDS_SHOWN))] if card.reason else []
        return [section(texts.mrkdwn("signal.dismissed", by=card.decided_by)), *said]
    improve = button(ActionId.SIGNAL_IMPROVE, texts.plain("signal.improve"), str(card.id), style="primary")
    dismiss = button(ActionId.SIGNAL_DISMISS, texts.plain("signal.dismiss"), str(card.id))
    subject = texts.plain(
        "button.signal",
        department=clip(card.department, SHORT_NAME),
        category=texts.word("category", card.category),
        week=card.week,
    )
    return [actions(about(improve, subject, texts), about(dismiss, subject, texts))]


def _improvement(line: ImprovementLine, texts: Texts) -> list[Block]:
    key = "improvement.line_done" if line.done_on else "improvement.line"
    words = texts.mrkdwn(
        key,
        number=line.id,
        department=clip(line.department, LONGEST_NAME) or "–",
        category=texts.word("category", line.category),
        owner=clip(line.owner, LONGEST_NAME),
        due=line.due_on,
        done=line.done_on,
    )
    effect = "" if line.effect is None else "\n" + _effect(line.effect, texts)
    said = clip(line.words, WORDS_SHOWN) or texts.plain("app.purged")
    return [section(words + effect), quote(said)]


def _effect(effect: Effect, texts: Texts) -> str:
    if effect.after is not None:
        return texts.mrkdwn("improvement.effect", before=effect.before, after=effect.after)
    key = "improvement.effect_small" if effect.is_small else "improvement.effect_later"
    return texts.mrkdwn(key, before=effect.before)
