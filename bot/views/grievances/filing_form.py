"""The second page of the result form: what kind of grievance, to whom it goes, when it is due (rule book §5)."""

from enum import StrEnum
from typing import Any

from bot.domain.calls.states import Outcome
from bot.domain.grievances.cards import FilingCard
from bot.domain.grievances.filing import UNKNOWN_OFFICER, AuditReason, Filing, FilingField
from bot.domain.grievances.kinds import GRAVITY, Category, GrievanceLane, Kind, severity_of
from bot.domain.people.cards import OfficerChoice, UnclearOfficer
from bot.registry import INPUT, ActionId, FormId
from bot.texts import Texts
from bot.views.blocks import LABEL_TEXT, Block, chosen, clip, input_field, option, paragraph_input, plain, section
from bot.views.calls.result_form import officer_option, officers_select
from bot.views.modals import form_view

YES, NO = "yes", "no"


def filing_form(card: FilingCard, filing: Filing, texts: Texts, private_metadata: str) -> dict[str, Any]:
    """Draw the page for the choices so far. On the audit track no recipient is offered."""
    blocks: list[Block] = [section(_where_to(card, filing, texts))]
    blocks += [
        _enum(FilingField.KIND, "kind", Kind, filing.kind, texts),
        _enum(FilingField.CATEGORY, "category", Category, filing.category, texts),
    ]
    if card.is_chosen:
        blocks += _severity(filing, texts)
    if filing.kind is Kind.INQUIRY:
        blocks += [_ticked(field, is_on, texts) for field, is_on in _of_question(filing).items()]
    if filing.kind is Kind.COMPLAINT_MANNER:
        blocks.append(_may_tell(filing, texts))
    if card.earlier:
        blocks.append(_same_again(card, filing, texts))
    blocks.append(_officers(card, filing, texts))
    if card.lane is not GrievanceLane.AUDIT:
        blocks += _recipient(card, filing, texts)
    if card.reason in {None, AuditReason.WORDS}:
        blocks.append(_direct(filing, texts))
    blocks.append(
        input_field(FilingField.WISH, texts.plain("filing.wish"), paragraph_input(filing.wish), optional=True)
    )
    return form_view(
        FormId.FILING,
        texts.plain("filing.title"),
        blocks,
        texts,
        about=private_metadata,
        buttons=("filing.submit", "filing.back"),
    )


def _where_to(card: FilingCard, filing: Filing, texts: Texts) -> str:
    lines = _lane(card, filing, texts)
    if card.recipients:
        usual = texts.plain("form.officer", **_facts(card.recipients[0]))
        lines.append(texts.mrkdwn("filing.recipient", recipient=usual))
    if not card.is_decided:
        lines.append(texts.mrkdwn("filing.choose_officer"))
    if not card.is_readable:
        lines.append(texts.mrkdwn("filing.nobody_reads"))
    if card.stand_in:
        lines.append(texts.word("stand_in", card.stand_in))
    if card.lane is GrievanceLane.AUDIT:
        lines.append(texts.mrkdwn("filing.seen_as", outcome=texts.word("outcome", Outcome.INQUIRY_ANSWERED)))
    if card.filed_as is not None:
        lines.append(texts.mrkdwn("filing.number", number=card.filed_as))
    if filing.kind is not None:
        lines.append(texts.mrkdwn("filing.due", due=card.due))
    if card.past_table:
        lines.append(texts.mrkdwn("filing.past_table"))
    return "\n".join(lines)


def _lane(card: FilingCard, filing: Filing, texts: Texts) -> list[str]:
    """Say which lane and why; on the audit track no more of the words than the operator may be shown."""
    if card.reason is not None:
        noticed = ", ".join(texts.word("accusation", each) for each in card.noticed)
        seen = card.reason is AuditReason.WORDS and noticed
        why = texts.mrkdwn("filing.noticed", noticed=noticed) if seen else texts.word("audit_reason", card.reason)
        return [texts.word("lane", card.lane), why]
    if not card.is_chosen:
        return [texts.mrkdwn("filing.choose_kind")]
    if card.lane is GrievanceLane.HEAD and filing.officer_unknown:
        return [texts.mrkdwn("filing.past_head")]
    return [texts.word("lane", card.lane)]


def _facts(officer: OfficerChoice) -> dict[str, str]:
    return {"department": officer.department, "rank": officer.rank, "name": officer.name}


def _recipient(card: FilingCard, filing: Filing, texts: Texts) -> list[Block]:
    """Who gets it, among those allowed; nothing to choose where there is only one."""
    if len(card.recipients) < MOST_TO_CHOOSE:
        return []
    options = [officer_option(officer, texts) for officer in card.recipients]
    wanted = "" if filing.recipient_id is None else str(filing.recipient_id)
    initial = chosen(options, wanted) or {"initial_option": options[0]}
    element = {"type": "static_select", "action_id": INPUT, "options": options, **initial}
    block_id = f"{FilingField.RECIPIENT}:{card.lane}:{card.recipients[0].id}"
    return [input_field(block_id, texts.plain("filing.recipient_label"), element, optional=True)]


MOST_TO_CHOOSE = 2


def _same_again(card: FilingCard, filing: Filing, texts: Texts) -> Block:
    options = [option(texts.plain("filing.same_again_option"), YES)]
    element: Block = {"type": "checkboxes", "options": options}
    if filing.is_same_again:
        element["initial_options"] = options
    categories = ", ".join(dict.fromkeys(texts.word("category", category) for category in card.earlier))
    label = texts.plain("filing.same_again", categories=categories)
    return _changing(FilingField.SAME_AGAIN, label, element, optional=True)


def _severity(filing: Filing, texts: Texts) -> list[Block]:
    """Let it be raised over what follows from kind and category; nothing to choose where that is the gravest."""
    least = severity_of(filing.kind, filing.category)
    offered = GRAVITY[GRAVITY.index(least) :]
    if len(offered) < MOST_TO_CHOOSE:
        return []
    options = [option(texts.word("severity", each), each) for each in offered]
    element = {"type": "static_select", "options": options, **chosen(options, filing.gravity)}
    field = _changing(f"{FilingField.SEVERITY}:{least}", texts.plain("filing.severity"), element)
    return [{**field, "hint": plain(texts.plain("filing.severity_hint"))}]


def _enum(field: FilingField, group: str, members: type[StrEnum], value: StrEnum | None, texts: Texts) -> Block:
    options = [option(texts.word(group, each), each) for each in members]
    choose = plain(texts.plain("form.choose"))
    element = {"type": "static_select", "options": options, "placeholder": choose, **chosen(options, value)}
    return _changing(field, texts.plain(f"filing.{group}"), element)


def _of_question(filing: Filing) -> dict[FilingField, bool]:
    """What is asked of a question: whether it can be answered at once, or is about law."""
    return {FilingField.AT_ONCE: filing.at_once, FilingField.ABOUT_LAW: filing.about_law}


def _ticked(field: FilingField, is_on: bool, texts: Texts) -> Block:  # noqa: FBT001 — what the box holds
    options = [option(texts.plain(f"filing.{field.removeprefix('filing_')}_option"), YES)]
    element: Block = {"type": "checkboxes", "options": options, **({"initial_options": options} if is_on else {})}
    return _changing(field, texts.plain(f"filing.{field.removeprefix('filing_')}"), element, optional=True)


def _may_tell(filing: Filing, texts: Texts) -> Block:
    options = [option(texts.plain("filing.may_tell_yes"), YES), option(texts.plain("filing.may_tell_no"), NO)]
    chosen_one = chosen(options, YES if filing.may_tell_officer else NO)
    element = {"type": "radio_buttons", "options": options, **chosen_one}
    return _changing(FilingField.MAY_TELL, texts.plain("filing.may_tell"), element)


def _officers(card: FilingCard, filing: Filing, texts: Texts) -> Block:
    """Whom it is about: all whom the list names; where it is not clear, nobody is chosen before the operator does."""
    chosen_first = card.chosen or (() if card.unclear or filing.officer_unknown else card.officers)
    element = officers_select(ActionId.FILING_OFFICER, chosen_first, texts, least=0)
    if filing.officer_unknown:
        element["initial_options"] = [unknown_officer(texts), *element.get("initial_options", [])]
    block = input_field(FilingField.OFFICER, texts.plain("filing.officer"), element)
    hint = {"hint": plain(_unclear(card, texts), LABEL_TEXT)} if card.unclear else {}
    return {**block, **hint, "dispatch_action": True}


def _unclear(card: FilingCard, texts: Texts) -> str:
    """Say what the list has, why nobody is chosen, and what to do."""
    lines = [_why_unclear(each, texts) for each in card.unclear[:CELLS_SHOWN]]
    if card.officers:
        found = ", ".join(texts.plain("form.officer", **_facts(officer)) for officer in card.officers)
        lines.append(texts.plain("filing.found", officers=found))
    return "\n".join([*lines, texts.plain("filing.whoever")])


def _why_unclear(officer: UnclearOfficer, texts: Texts) -> str:
    cell = clip(officer.cell, CELL_SHOWN)
    if not cell:
        return texts.plain("filing.no_cell")
    if officer.namesakes:
        return texts.plain("filing.namesakes", cell=cell, names=", ".join(officer.namesakes))
    return texts.plain("filing.not_found", cell=cell)


CELLS_SHOWN, CELL_SHOWN = 5, 100


def unknown_officer(texts: Texts) -> Block:
    """Offer somebody who does not stand in the directory, or is not known yet."""
    return option(texts.plain("filing.unknown"), UNKNOWN_OFFICER)


def _direct(filing: Filing, texts: Texts) -> Block:
    options = [option(texts.plain("filing.direct_option"), YES)]
    element: Block = {"type": "checkboxes", "action_id": INPUT, "options": options}
    if filing.direct_consent:
        element["initial_options"] = options
    return input_field(FilingField.DIRECT, texts.plain("filing.direct"), element, optional=True)


def _changing(field: str, label: str, element: Block, *, optional: bool = False) -> Block:
    block = input_field(field, label, {**element, "action_id": ActionId.FILING_CHANGED}, optional=optional)
    return {**block, "dispatch_action": True}
