"""Quality re-checks: whom to phone again, the short form, the lines on Home."""

from collections.abc import Sequence
from typing import Any

from bot.domain.calls.cards import PhoneCard
from bot.domain.calls.rechecks import RecheckLine, RecheckOutcome
from bot.domain.calls.surveys import Question
from bot.registry import INPUT, ActionId, FormId
from bot.texts import Texts
from bot.texts.surveys import label_of
from bot.views.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    context,
    input_field,
    message,
    option,
    section,
)
from bot.views.calls.script import contact_lines, script_blocks
from bot.views.modals import form_view
from bot.views.subjects import about_call

LONGEST_NAME = 40
OUTCOME_FIELD = "recheck_outcome"


def recheck_card(line: RecheckLine, phone: PhoneCard, texts: Texts) -> Message:
    """Show whom to phone again, to the second operator alone."""
    title = texts.mrkdwn("recheck.title", number=line.call)
    result = button(ActionId.RECHECK_RESULT, texts.plain("recheck.result"), str(line.id), style="primary")
    blocks = [
        section(title),
        section("\n".join(contact_lines(phone.contact, texts))),
        *script_blocks(phone, texts),
        context(_facts(line, texts)),
        actions(about_call(result, line.call, texts)),
    ]
    return message(title, blocks)


def recheck_form(line: RecheckLine, questions: Sequence[Question], texts: Texts) -> dict[str, Any]:
    """Ask how the second call ended and what was heard; nothing of the first call is shown."""
    outcomes = [option(texts.word("recheck_outcome", each), each) for each in RecheckOutcome]
    radio: Block = {"type": "radio_buttons", "action_id": INPUT, "options": outcomes}
    scores = [option(texts.plain(f"survey.score_{score}"), str(score)) for score in (5, 4, 3, 2, 1)]
    select: Block = {"type": "static_select", "action_id": INPUT, "options": scores}
    return form_view(
        FormId.RECHECK,
        texts.plain("recheck.form_title"),
        [
            section(_facts(line, texts)),
            input_field(OUTCOME_FIELD, texts.plain("recheck.outcome"), radio, optional=False),
            *(input_field(each.name, label_of(each, texts), select, optional=True) for each in questions),
        ],
        texts,
        about=str(line.id),
    )


def recheck_recorded(line: RecheckLine, outcome: RecheckOutcome, texts: Texts) -> Message:
    """Return the message that says what came of recording it."""
    return message(texts.mrkdwn(f"recheck.recorded_{outcome}", number=line.call))


def recheck_on_home(line: RecheckLine, texts: Texts, *, is_own: bool) -> list[Block]:
    """A line on Home, with what can be done; who has it sees the number again with one click."""
    if not is_own:
        claim = button(ActionId.RECHECK, texts.plain("recheck.claim"), str(line.id))
        return [section(_facts(line, texts), about_call(claim, line.call, texts))]
    record = button(ActionId.RECHECK_RESULT, texts.plain("recheck.result"), str(line.id))
    contact = button(ActionId.RECHECK, texts.plain("grievance.contact"), str(line.id))
    offered = (about_call(each, line.call, texts) for each in (record, contact))
    return [section(_facts(line, texts)), actions(*offered)]


def _facts(line: RecheckLine, texts: Texts) -> str:
    return texts.mrkdwn(
        "recheck.line",
        number=line.call,
        name=clip(line.masked_name, LONGEST_NAME),
        type=clip(line.petition_type, LONGEST_NAME) or "–",
        department=clip(line.department, LONGEST_NAME) or "–",
        visited=line.visited_on,
    )
