"""The claimant's card: contact, script, code. Shown to the claimant alone (rule book §4, §6)."""

from bot.domain.calls.cards import ClaimCard, VisitLine
from bot.domain.people.cards import UnclearOfficer
from bot.registry import ActionId
from bot.texts import Texts
from bot.views.blocks import Block, Message, actions, button, clip, context, header, message, quote, section
from bot.views.calls.queue import call_buttons
from bot.views.calls.script import contact_lines, script_blocks
from bot.views.subjects import about_call

VISITS_SHOWN = 8
WORDS_SHOWN = 400
OFFICERS_SHOWN = 100
WHO_SHOWN = 100


def claim_card(card: ClaimCard, texts: Texts) -> Message:
    """Draw the card from top to bottom as the call goes."""
    number = card.line.number
    blocks: list[Block] = [header(texts.plain("claim.title", number=number))]
    blocks += [
        context(warning)
        for warning in [
            *_promise(card, texts),
            *_of_inbound(card, texts),
            *_flags(card, texts),
            *_warnings(card, texts),
        ]
    ]
    another = about_call(button(ActionId.NUMBER, texts.plain("number.title"), str(number)), number, texts)
    blocks.append(section("\n".join(contact_lines(card.contact, texts)), another))
    visits = "\n".join(_visit(visit, texts) for visit in card.visits[:VISITS_SHOWN])
    blocks.append(section(visits or "–"))
    blocks += [quote(words) for visit in card.visits[:VISITS_SHOWN] if (words := _in_own_words(visit, texts))]
    blocks += [
        *script_blocks(card, texts),
        context(texts.mrkdwn("claim.timer"), texts.mrkdwn("claim.window", until=card.window_ends_on)),
    ]
    past = [_attempts(card, texts)] if card.attempts else []
    if card.text_sent_at is not None:
        past.append(texts.mrkdwn("claim.text_sent", at=card.text_sent_at))
    blocks += [context(*past)] if past else []
    noted = button(ActionId.FLAGS, texts.plain("flags.title"), str(number))
    row = call_buttons(number, texts)
    blocks.append(actions(*row["elements"], about_call(noted, number, texts)))
    return message(texts.plain("claim.text", number=number), blocks)


def _promise(card: ClaimCard, texts: Texts) -> list[str]:
    """When they asked to be phoned: whoever claims the call before that phones then."""
    line = card.line
    return [texts.mrkdwn("claim.promised", at=line.due_at)] if line.promised and line.due_at is not None else []


def _flags(card: ClaimCard, texts: Texts) -> list[str]:
    """What to do for them, and who speaks for them; of earlier abuse that there was, and no word of it."""
    facts = {"who": clip(card.flags.who, WHO_SHOWN), **card.help_lines}
    lines = [texts.mrkdwn(f"flag_how.{flag}", **facts) for flag in card.flags.which]
    return [*lines, texts.mrkdwn("claim.abuse_before")] if card.abuse_before else lines


def _of_inbound(card: ClaimCard, texts: Texts) -> list[str]:
    """How they came to us, and what holds for whoever is not to be phoned."""
    if card.came_in is None:
        return []
    line = texts.mrkdwn("claim.inbound", how=texts.word("how_came", card.came_in))
    return [line, texts.mrkdwn("claim.inbound_only")] if card.inbound_only else [line]


def _warnings(card: ClaimCard, texts: Texts) -> list[str]:
    warnings = {
        "claim.outside_hours": not card.inside_calling_hours and card.came_in is None,
        "claim.phishing_before": card.phishing_before,
        "claim.shares_number": card.shares_number,
    }
    marks = dict.fromkeys(mark for visit in card.visits for mark in visit.marks)
    return [
        *(texts.mrkdwn(key) for key, applies in warnings.items() if applies),
        *(texts.word("name_mark", mark) for mark in marks),
    ]


def _visit(visit: VisitLine, texts: Texts) -> str:
    named = clip(", ".join(visit.officers), OFFICERS_SHOWN)
    officer = texts.mrkdwn("claim.visit_officer", officer=named) if named else ""
    receipt = texts.mrkdwn("claim.visit_receipt", receipt=visit.receipt_no) if visit.receipt_no else ""
    line = texts.mrkdwn(
        "claim.no_visit" if visit.no_visit else "claim.visit",
        visited=visit.visited_on,
        type=visit.petition_type or "–",
        department=visit.department or "–",
    )
    return line + officer + receipt


def _in_own_words(visit: VisitLine, texts: Texts) -> str:
    """What the list said of a visit, cut where it is long; people wrote it, so nothing of it is read as markup."""
    said = {"claim.listed": visit.listed, "claim.remarks": visit.remarks}
    lines = [texts.plain(key, words=clip(words, WORDS_SHOWN)) for key, words in said.items() if words]
    if visit.unclear is not None:
        lines.append(_why_unclear(visit.unclear, texts))
    return "\n".join(lines)


def _why_unclear(officer: UnclearOfficer, texts: Texts) -> str:
    if officer.namesakes:
        return texts.plain("claim.namesakes", names=clip(", ".join(officer.namesakes), OFFICERS_SHOWN))
    return texts.plain("claim.not_found")


def _attempts(card: ClaimCard, texts: Texts) -> str:
    past = ", ".join(
        texts.mrkdwn("claim.attempt", at=attempt.at, disposition=texts.word("disposition", attempt.disposition))
        for attempt in card.attempts
    )
    return texts.mrkdwn("claim.attempts", count=card.line.attempts, most=card.most_attempts, attempts=past)
