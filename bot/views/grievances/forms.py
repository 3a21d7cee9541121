"""The forms around a grievance: answer, "not mine", a later date, the reply, a withdrawal, the next round."""

from datetime import date
from typing import Any

from bot.domain.grievances.cards import DelayCard, ReplyCard
from bot.domain.grievances.delays import DelayField, DelayKind, DelayReason
from bot.domain.grievances.handing_on import HandOnCard, HandOnField
from bot.domain.grievances.kinds import ACCUSING, Category, Kind, RootCause
from bot.domain.grievances.replies import NOT_ASKED, SATISFACTIONS, TOLD_RESULTS, ReplyField
from bot.domain.grievances.tellings import Method
from bot.registry import ActionId, FormId
from bot.texts import Texts
from bot.views.blocks import (
    INPUT_TEXT,
    Block,
    chosen,
    clip,
    context,
    input_field,
    option,
    paragraph_input,
    plain,
    quote,
    section,
)
from bot.views.grievances.matters import matter_named
from bot.views.modals import form_view

YES = "yes"
QUOTED = 800
"""Letters of the question and of the answer on the reply form."""


def answer_form(grievance_id: int, texts: Texts, field: str, draft: str = "") -> dict[str, Any]:
    """The form for the answer; long text is kept whole, and what could not be sent before is there again."""
    return _words_form(FormId.ANSWER, "answer", field, grievance_id, texts, draft)


def decline_form(grievance_id: int, texts: Texts, fields: tuple[str, str]) -> dict[str, Any]:
    """The form for the reason why it is not theirs, and, where they know, for whose it is."""
    reason, officer = fields
    form = _words_form(FormId.DECLINE, "decline", reason, grievance_id, texts)
    select = {"type": "external_select", "action_id": ActionId.RIGHT_OFFICER, "min_query_length": 1}
    block = input_field(officer, texts.plain("grievance.right_officer"), select, optional=True)
    hint = plain(texts.plain("grievance.right_officer_hint"))
    return {**form, "blocks": [*form["blocks"], {**block, "hint": hint}]}


def withdraw_form(grievance_id: int, texts: Texts, field: str) -> dict[str, Any]:
    """The form for the words with which a petitioner withdraws."""
    return _words_form(FormId.WITHDRAW, "withdraw", field, grievance_id, texts)


def again_form(grievance_id: int, texts: Texts, field: str) -> dict[str, Any]:
    """The form for what a petitioner still complains of."""
    return _words_form(FormId.AGAIN, "again", field, grievance_id, texts)


def hand_on_form(card: HandOnCard, texts: Texts) -> dict[str, Any]:
    """The form with which audit hands a matter on: why, and as what it is filed."""
    kinds = [option(texts.word("kind", each), each) for each in Kind if each is not Kind.ALLEGATION]
    categories = [option(texts.word("category", each), each) for each in Category if each not in ACCUSING]
    choose = {"type": "static_select", "placeholder": plain(texts.plain("form.choose"))}
    blocks: list[Block] = [
        section(texts.mrkdwn("hand_on.intro")),
        _hand_on_field(HandOnField.REASON, texts, paragraph_input()),
        _hand_on_field(HandOnField.KIND, texts, {**choose, "options": kinds, **chosen(kinds, card.kind)}),
        _hand_on_field(
            HandOnField.CATEGORY, texts, {**choose, "options": categories, **chosen(categories, card.category)}
        ),
    ]
    return _form(FormId.HAND_ON, texts.plain("hand_on.title"), blocks, card.id, texts)


def _hand_on_field(field: HandOnField, texts: Texts, element: Block) -> Block:
    return input_field(field, texts.plain(f"hand_on.{field}"), element, optional=False)


def delay_form(card: DelayCard, texts: Texts) -> dict[str, Any]:
    """The form for a later due date: how, until when, and why."""
    limits = [texts.mrkdwn("delay.due", due=card.due_on)]
    limits += [texts.mrkdwn(f"delay.limit_{kind}", latest=latest) for kind, latest in card.latest.items()]
    kinds = [option(texts.word("delay_kind", kind), kind) for kind in card.latest]
    reasons = [option(texts.word("delay_reason", reason), reason) for reason in DelayReason]
    first = {"initial_option": kinds[0]}
    blocks = [
        section("\n".join(limits)),
        _delay_field(DelayField.KIND, texts, {"type": "radio_buttons", "options": kinds, **first}),
        _delay_field(DelayField.UNTIL, texts, {"type": "datepicker"}),
    ]
    if DelayKind.EXTENSION in card.latest:
        select = {"type": "static_select", "options": reasons}
        block = _delay_field(DelayField.REASON, texts, select, optional=True)
        blocks.append({**block, "hint": plain(texts.plain("delay.reason_hint"))})
    words = _delay_field(DelayField.WORDS, texts, paragraph_input(), optional=True)
    blocks.append({**words, "hint": plain(texts.plain("delay.words_hint"))})
    if card.needs_consent:
        consent = [option(texts.plain("delay.consent_option"), YES)]
        element = {"type": "checkboxes", "options": consent}
        blocks.append(_delay_field(DelayField.CONSENT, texts, element, optional=True))
    return _form(FormId.DELAY, texts.plain("delay.title"), blocks, card.id, texts)


def reply_form(card: ReplyCard, texts: Texts) -> dict[str, Any]:
    """The form for what the petitioner was told: the question and the answer, and as filled in as is known."""
    results = [option(texts.word("close_result", each), each) for each in TOLD_RESULTS]
    methods = [option(texts.word("method", each), each) for each in Method]
    causes = [option(texts.word("root_cause", each), each) for each in RootCause]
    choose = {"type": "radio_buttons", "options": methods, "initial_option": methods[0]}
    result = {"type": "radio_buttons", "options": results, **chosen(results, card.result)}
    extension = texts.plain("lookup.extension", extension=card.extension) if card.extension else ""
    blocks = [
        section(f"*{texts.mrkdwn('button.grievance', number=card.id)}*"),
        context(matter_named(card.matter, texts)),
        quote(clip(card.matter.words or texts.plain("app.purged"), QUOTED)),
        context(texts.mrkdwn("grievance.answer")),
        quote(clip(card.answer, QUOTED)),
        _reply_field(ReplyField.RESULT, texts, result),
        _reply_field(ReplyField.WORDS, texts, paragraph_input(clip(card.answer, INPUT_TEXT))),
        _reply_field(ReplyField.ROOT_CAUSES, texts, {"type": "checkboxes", "options": causes}),
        _reply_field(ReplyField.METHOD, texts, choose),
        _ticked(ReplyField.CONSENT, texts),
        _satisfaction(texts),
        _reply_field(ReplyField.TOLD_ON, texts, _day(card.today)),
        _reply_field(ReplyField.HANDLER, texts, _line(card.handler)),
        _reply_field(ReplyField.CONTACT, texts, _line(card.contact + extension)),
        _reply_field(ReplyField.REMEDY, texts, paragraph_input(), optional=True),
        _reply_field(ReplyField.PETITIONER_VIEW, texts, paragraph_input(), optional=True),
        _reply_field(ReplyField.OFFICER_VIEW, texts, paragraph_input(), optional=True),
        _reply_field(ReplyField.IMPROVEMENT, texts, paragraph_input(), optional=True),
    ]
    complaint = _reply_field(ReplyField.COMPLAINT, texts, paragraph_input(), optional=True)
    blocks.append({**complaint, "hint": plain(texts.plain("reply.complaint_hint"))})
    blocks.append(_ticked(ReplyField.NO_FOLLOW_UP, texts))
    return _form(FormId.REPLY, texts.plain("reply.title"), blocks, card.id, texts)


def _ticked(field: ReplyField, texts: Texts) -> Block:
    options = [option(texts.plain(f"reply.{field}_option"), YES)]
    return _reply_field(field, texts, {"type": "checkboxes", "options": options}, optional=True)


def _satisfaction(texts: Texts) -> Block:
    """How content they are with the answer: no score is chosen beforehand, only that it was not asked."""
    options = [option(texts.plain(f"survey.score_{each}"), str(each)) for each in SATISFACTIONS]
    options.append(option(texts.plain("reply.not_asked"), NOT_ASKED))
    element = {"type": "radio_buttons", "options": options, "initial_option": options[-1]}
    return _reply_field(ReplyField.SATISFACTION, texts, element)


def _words_form(
    form: FormId, name: str, field: str, grievance_id: int, texts: Texts, draft: str = ""
) -> dict[str, Any]:
    label = texts.plain(f"grievance.{name}_label")
    block = input_field(field, label, paragraph_input(draft))
    return _form(form, texts.plain(f"grievance.{name}_title"), [block], grievance_id, texts)


def _form(form: FormId, title: str, blocks: list[Block], grievance_id: int, texts: Texts) -> dict[str, Any]:
    return form_view(form, title, blocks, texts, about=str(grievance_id))


def _line(words: str) -> Block:
    return {"type": "plain_text_input", **({"initial_value": words} if words else {})}


def _day(day: date) -> Block:
    return {"type": "datepicker", "initial_date": day.isoformat()}


def _delay_field(field: DelayField, texts: Texts, element: Block, *, optional: bool = False) -> Block:
    return input_field(field, texts.plain(f"delay.{field}"), element, optional=optional)


def _reply_field(field: ReplyField, texts: Texts, element: Block, *, optional: bool = False) -> Block:
    return input_field(field, texts.plain(f"reply.{field}"), element, optional=optional)
