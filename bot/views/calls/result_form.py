"""The result form. Fields appear as the choice asks for them; block ids are the fields' names (rule book §4).

A second step (grievances) is a page pushed onto this one: nothing here has to change for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.calls.cards import ResultCard
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.gifts import gift_in
from bot.domain.calls.results import Extra, MoneyAnswer, PraiseGiven, Result, ResultField
from bot.domain.calls.states import ANSWERED_OUTCOMES, Outcome
from bot.domain.calls.surveys import Question
from bot.domain.people.cards import OfficerChoice
from bot.registry import INPUT, ActionId, FormId
from bot.texts import Texts
from bot.texts.surveys import label_of
from bot.views.blocks import (
    OPTION_TEXT,
    Block,
    chosen,
    clip,
    context,
    divider,
    input_field,
    option,
    paragraph_input,
    plain,
    section,
)
from bot.views.modals import form_view

View = dict[str, Any]
SCORES = range(5, 0, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormState:
    """The choices that decide which fields are shown."""

    disposition: Disposition | None = None
    outcome: Outcome | None = None
    money: MoneyAnswer | None = None
    extras: frozenset[Extra] = frozenset()
    entered: Result | None = None  # what was entered so far


def result_form(card: ResultCard, state: FormState, texts: Texts, private_metadata: str) -> View:
    """Draw the form for what has been chosen so far."""
    blocks = [section(_call(card, texts)), context(_attempts(card, texts)), _disposition(state, texts)]
    match state.disposition:
        case Disposition.ANSWERED:
            blocks += _answered(card, state, texts)
        case Disposition.CALLBACK_REQUESTED:
            blocks.append(_callback(card, texts))
        case Disposition.REFUSED:
            blocks.append(_checkbox(ResultField.DO_NOT_CALL, texts))
        case Disposition.ABUSIVE:
            blocks += [
                _warned(texts),
                _checkbox(
                    ResultField.SUSPECTS, texts, ticked=state.entered is not None and state.entered.suspects_phishing
                ),
            ]
        case None:
            pass
        case _:
            blocks.append(context(texts.mrkdwn("form.nothing_more")))
    blocks += _more(card, state, texts)
    return form_view(FormId.RESULT, texts.plain("form.title"), blocks, texts, about=private_metadata)


def officer_option(officer: OfficerChoice, texts: Texts) -> Block:
    """Offer an officer by unit, rank, name and extension; the value is the directory id."""
    key = "form.officer_left" if officer.has_left else "form.officer"
    words = texts.plain(key, department=officer.department, rank=officer.rank, name=officer.name)
    extension = texts.plain("lookup.extension", extension=officer.extension) if officer.extension else ""
    return option(clip(words, OPTION_TEXT - len(extension)) + extension, str(officer.id))


def officers_select(action_id: ActionId, officers: Sequence[OfficerChoice], texts: Texts, *, least: int = 1) -> Block:
    """Let several officers be chosen by typing, with those who are chosen to begin with."""
    element: Block = {
        "type": "multi_external_select",
        "action_id": action_id,
        "min_query_length": least,
        "placeholder": plain(texts.plain("form.choose")),
    }
    options = [officer_option(officer, texts) for officer in officers[:SELECTED]]
    return {**element, "initial_options": options} if options else element


SELECTED = 100
"""Options chosen to begin with (Slack: 100)."""


def _call(card: ResultCard, texts: Texts) -> str:
    line = card.line
    return texts.mrkdwn(
        "form.call",
        number=line.number,
        name=line.masked_name,
        type=line.petition_type or "–",
        department=line.department or "–",
        visited=line.visited_on,
    )


def _attempts(card: ResultCard, texts: Texts) -> str:
    return texts.mrkdwn("form.attempts", attempts=card.attempts, most=card.most_attempts)


def _disposition(state: FormState, texts: Texts) -> Block:
    options = [option(texts.word("disposition", each), each) for each in Disposition]
    return _changing(ResultField.DISPOSITION, _select(options, state.disposition, texts), texts)


def _answered(card: ResultCard, state: FormState, texts: Texts) -> list[Block]:
    entered = state.entered or Result(disposition=Disposition.ANSWERED)
    blocks = [_same_score(entered, texts)]
    if not entered.same_score:
        blocks += [_score(each, entered, texts) for each in card.questions]
    blocks += [_money(state, texts), _outcome(state, texts)]
    if entered.asks_of_follow_up:
        blocks.append(context(texts.mrkdwn("form.low_score")))
        blocks.append(_checkbox(ResultField.NO_FOLLOW_UP, texts, ticked=entered.no_follow_up))
    if state.outcome is Outcome.MISUNDERSTANDING_CLEARED:
        blocks.append(_words(ResultField.PETITIONER_VIEW, texts, entered=entered.petitioner_view))
        blocks.append(_words(ResultField.OFFICER_VIEW, texts, entered=entered.officer_view))
    hint = "form.grievance_hint" if state.outcome is Outcome.GRIEVANCE_FILED else "form.words_hint"
    blocks.append(_words(ResultField.WORDS, texts, hint, entered=entered.words))
    return blocks


def _more(card: ResultCard, state: FormState, texts: Texts) -> list[Block]:
    """Offer what most results do not have, and ask for what was ticked."""
    if state.disposition is None:
        return []
    offered = [each for each in Extra if each is Extra.EARLIER or state.disposition is Disposition.ANSWERED]
    options = [option(texts.word("extra", each), each) for each in offered]
    ticked = [each for each in options if each["value"] in state.extras]
    element: Block = {"type": "checkboxes", "options": options, **({"initial_options": ticked} if ticked else {})}
    blocks = [divider(), _changing(ResultField.MORE, element, texts, optional=True)]
    if Extra.PRAISE in state.extras and Extra.PRAISE in offered:
        blocks += _praise(card, state, texts)
    if Extra.EARLIER in state.extras:
        blocks.append(_happened(state, texts))
    return blocks


def _praise(card: ResultCard, state: FormState, texts: Texts) -> list[Block]:
    praise = state.entered.praise if state.entered and state.entered.praise else PraiseGiven(words="")
    return [
        _words(ResultField.PRAISE_WORDS, texts, "form.praise_hint", entered=praise.words),
        *_gift(praise, texts),
        _praised_officer(card, texts),
        _checkbox(ResultField.PRAISE_DECLINED, texts, ticked=praise.declined),
    ]


def _gift(praise: PraiseGiven, texts: Texts) -> list[Block]:
    """Show what was noticed of a gift, and ask."""
    passage = gift_in(praise.words)
    if not passage:
        return []
    options = [option(texts.plain("form.gift_yes"), "yes"), option(texts.plain("form.gift_no"), "no")]
    answered = {True: "yes", False: "no"}.get(praise.was_gift) if praise.was_gift is not None else None
    element = {"type": "radio_buttons", "action_id": INPUT, "options": options, **chosen(options, answered)}
    label = texts.plain("form.praise_gift", passage=clip(passage, PASSAGE))
    return [_input(ResultField.PRAISE_GIFT, label, element, optional=False)]


PASSAGE = 100


def _same_score(entered: Result, texts: Texts) -> Block:
    """One score for all questions, chosen by the operator and never beforehand."""
    options = [*_scores(texts), option(texts.plain("survey.each_its_own"), EACH_ITS_OWN)]
    score = str(next(iter(entered.scores.values()))) if entered.same_score else None
    return _changing(ResultField.SAME_SCORE, _radio(options, score), texts, optional=True)


EACH_ITS_OWN = "each"


def _score(question: Question, entered: Result, texts: Texts) -> Block:
    options = [*_scores(texts), option(texts.plain("survey.skip"), "skip")]
    score = entered.scores.get(question.name)
    element = {**_radio(options, str(score) if score else None), "action_id": INPUT}
    return _input(question.name, label_of(question, texts), element)


def _scores(texts: Texts) -> list[Block]:
    return [option(texts.plain(f"survey.score_{score}"), str(score)) for score in SCORES]


def _money(state: FormState, texts: Texts) -> Block:
    options = [option(texts.word("money", answer), answer) for answer in MoneyAnswer]
    return _changing(ResultField.MONEY, _radio(options, state.money), texts)


def _outcome(state: FormState, texts: Texts) -> Block:
    options = [option(texts.word("outcome", outcome), outcome) for outcome in ANSWERED_OUTCOMES]
    return _changing(ResultField.OUTCOME, _radio(options, state.outcome), texts)


def _radio(options: Sequence[Block], value: str | None) -> Block:
    return {"type": "radio_buttons", "options": list(options), **chosen(options, value)}


def _callback(card: ResultCard, texts: Texts) -> Block:
    element = {
        "type": "datetimepicker",
        "action_id": INPUT,
        "initial_date_time": int(card.earliest_callback.timestamp()),
    }
    block = _input(ResultField.CALLBACK_AT, texts.plain("form.callback_at"), element, optional=False)
    return {**block, "hint": plain(texts.plain("form.callback_hint"))}


def _happened(state: FormState, texts: Texts) -> Block:
    """For what is entered later than it happened: from paper, after an outage."""
    element: Block = {"type": "datetimepicker", "action_id": INPUT}
    if state.entered is not None and state.entered.happened_at is not None:
        element["initial_date_time"] = int(state.entered.happened_at.timestamp())
    block = _input(ResultField.HAPPENED_AT, texts.plain("paper.happened_at"), element)
    return {**block, "hint": plain(texts.plain("paper.happened_hint"))}


def _warned(texts: Texts) -> Block:
    options = [option(texts.plain("form.warned_yes"), "yes"), option(texts.plain("form.warned_no"), "no")]
    element = {"type": "radio_buttons", "action_id": INPUT, "options": options}
    return _input(ResultField.WARNED, texts.plain("form.warned"), element, optional=False)


def _words(field: ResultField, texts: Texts, hint: str | None = None, *, entered: str = "") -> Block:
    block = _input(field, texts.plain(f"form.{field}"), paragraph_input(entered))
    return block if hint is None else {**block, "hint": plain(texts.plain(hint))}


def _praised_officer(card: ResultCard, texts: Texts) -> Block:
    element = officers_select(ActionId.PRAISED_OFFICER, card.officers, texts)
    block = _input(ResultField.PRAISED_OFFICER, texts.plain("form.praised_officer"), element)
    return {**block, "hint": plain(texts.plain("form.praised_hint"))}


def _checkbox(field: ResultField, texts: Texts, *, ticked: bool = False) -> Block:
    options = [option(texts.plain(f"form.{field}_option"), "yes")]
    element: Block = {"type": "checkboxes", "action_id": INPUT, "options": options}
    if ticked:
        element["initial_options"] = options
    return _input(field, texts.plain(f"form.{field}"), element)


def _select(options: Sequence[Block], value: str | None, texts: Texts) -> Block:
    return {
        "type": "static_select",
        "options": list(options),
        "placeholder": plain(texts.plain("form.choose")),
        **chosen(options, value),
    }


def _changing(field: ResultField, element: Block, texts: Texts, *, optional: bool = False) -> Block:
    """A field whose choice changes which others are shown."""
    block = _input(
        field,
        texts.plain(f"form.{field}"),
        {**element, "action_id": ActionId.RESULT_CHANGED},
        optional=optional,
    )
    return {**block, "dispatch_action": True}


def _input(block_id: str, label: str, element: Block, *, optional: bool = True) -> Block:
    return input_field(block_id, label, element, optional=optional)
