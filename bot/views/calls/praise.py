"""Praise: to the officer, held back for audit, and the month of it for supervisors."""

from bot.domain.calls.cards import AccusationCard, PraiseCard, PraiseList
from bot.texts import Texts
from bot.views.blocks import Message, clip, context, header, message, quote, section


def praise(card: PraiseCard, texts: Texts) -> Message:
    """Bring an officer the petitioner's words, without the petitioner."""
    intro = texts.mrkdwn("notice.praise_intro", visited=card.visited_on, type=card.petition_type or "–")
    said = quote(card.words or texts.plain("app.purged"))
    blocks = [header(texts.plain("notice.praise_title")), section(intro), said]
    return message(texts.plain("notice.praise_text"), [*blocks, context(texts.mrkdwn("notice.praise_thanks"))])


def praise_held(card: PraiseCard, texts: Texts) -> Message:
    """Bring audit the praise that was held back."""
    key = "notice.held_accuses" if card.accuses else "notice.held_intro"
    intro = texts.mrkdwn(key, number=card.number)
    officer = (
        texts.mrkdwn("notice.held_officer", officer=", ".join(card.officers))
        if card.officers
        else texts.mrkdwn("notice.held_unknown")
    )
    title = texts.plain("notice.held_title")
    return message(
        title, [header(title), section(intro), quote(card.words or texts.plain("app.purged")), context(officer)]
    )


def accusation(card: AccusationCard, texts: Texts) -> Message:
    """Bring audit what was written of a call, or as a reason, and sounds like an accusation."""
    title = texts.plain("notice.accusation_title")
    intro = (
        texts.mrkdwn("notice.accusation_reason")
        if card.number is None
        else texts.mrkdwn("notice.accusation_intro", number=card.number)
    )
    return message(title, [header(title), section(intro), quote(card.words or texts.plain("app.purged"))])


def praise_list(card: PraiseList, texts: Texts) -> Message:
    """Bring supervisors a month's praise: who was praised, and the words."""
    title = texts.plain("notice.praise_list", month=card.month)
    if not card.officers and not card.words:
        return message(title, [header(title), section(texts.mrkdwn("notice.praise_list_none", month=card.month))])
    lines = [texts.mrkdwn("notice.praise_list_line", officer=officer) for officer in card.officers[:OFFICERS_LISTED]]
    left = len(card.officers) - len(lines)
    lines += [texts.mrkdwn("notice.praise_list_more", count=left)] if left > 0 else []
    said = [quote(clip(words, WORDS_LISTED)) for words in card.words[:PRAISE_LISTED]]
    more = len(card.words) - len(said)
    rest = [context(texts.mrkdwn("notice.praise_list_more", count=more))] if more > 0 else []
    how = context(texts.mrkdwn("notice.praise_list_how"))
    return message(title, [header(title), section("\n".join(lines)), *said, *rest, how])


OFFICERS_LISTED = 40

PRAISE_LISTED = 30

WORDS_LISTED = 300
