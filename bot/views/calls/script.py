"""What whoever phones says, in order, the code, and what is never asked for (rule book §4, Script)."""

from bot.domain.calls.cards import PhoneCard
from bot.domain.calls.verification import code_as_said
from bot.domain.keeping.cards import Contact
from bot.domain.trail import Purpose
from bot.texts import Texts
from bot.texts.surveys import sentence_of
from bot.views.blocks import Block, context, section

ALTERNATES_SHOWN = 5


def contact_lines(contact: Contact, texts: Texts) -> list[str]:
    """Write whom to phone; or where the page is that tells."""
    if contact.link:
        return [texts.mrkdwn("script.link", name=contact.name, link=contact.link, pin=contact.pin)]
    lines = [texts.mrkdwn("script.contact", name=contact.name, phone=contact.phone)]
    lines += [texts.mrkdwn("script.alternate", phone=phone) for phone in contact.alternates[:ALTERNATES_SHOWN]]
    return lines + [texts.mrkdwn("script.chosen", phone=phone) for phone in contact.chosen[:ALTERNATES_SHOWN]]


def script_blocks(card: PhoneCard, texts: Texts) -> list[Block]:
    """Draw the script from greeting to purpose, the code, and the list of what is never asked for."""
    code = code_as_said(card.code)
    said = [
        texts.mrkdwn(
            _greeting(card),
            station=card.caller.station,
            department=card.caller.department,
            rank=card.caller.rank,
            name=card.caller.name,
        ),
        texts.mrkdwn(_identity(card), petitioner=card.contact.name),
        texts.mrkdwn("script.trust", code=code),
        texts.mrkdwn(f"script.consent_{card.purpose.name.lower()}"),
    ]
    if card.survey:
        asked = (sentence_of(each, texts) for each in card.survey)
        said.append(texts.mrkdwn("script.survey"))
        said += [texts.mrkdwn("script.survey_sentence", sentence=each) for each in asked]
        said.append(texts.mrkdwn("script.survey_rest"))
    return [
        section("\n".join(said)),
        section(texts.mrkdwn("script.code", code=code)),
        context(texts.mrkdwn("script.never")),
    ]


def _greeting(card: PhoneCard) -> str:
    """An officer phones on behalf of the centre, and names their department too; of who phoned us we answer."""
    if card.purpose is Purpose.INBOUND:
        return "script.greeting_inbound"
    return "script.greeting_officer" if card.purpose is Purpose.DIRECT_CALL else "script.greeting"


def _identity(card: PhoneCard) -> str:
    return "script.identity_inbound" if card.purpose is Purpose.INBOUND else "script.identity"
