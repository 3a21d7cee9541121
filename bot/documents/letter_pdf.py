"""A letter to a petitioner, in the form of a Korean public office's letters: head, numbered text, sender, foot.

행정업무의 운영 및 혁신에 관한 규정 시행규칙, 별지 제1호서식: who sends and to whom, what about, the text that ends
in 끝, the head of the office, who drafted and decided (signed by hand), number and day, where to ask.
"""

from collections.abc import Iterator

from fpdf.enums import Align

from bot.documents.cancellation import still_wanted
from bot.documents.pdf import GAP, PdfPages
from bot.domain.calendar import SEOUL
from bot.domain.grievances.letters import LetterCard, LetterKind
from bot.texts import Texts

NAME, BODY, SENDER, FOOT_TEXT = 20.0, 10.5, 17.0, 8.5
"""Points."""
INDENT, LABEL_WIDE, BLANK_WIDE, COLUMN_WIDE = 6.0, 18.0, 50.0, 58.0
SENDER_HIGH = 62.0
"""Millimetres; the sender stands at the foot of the last page, with room for the seal."""
Part = tuple[str, str]
"""A numbered heading, and the words below it."""


def letter_pdf(card: LetterCard, texts: Texts) -> bytes:
    """Make the pages of a letter. The font is embedded."""
    title = texts.plain(f"letter.title_{card.kind}", number=card.number)
    paper = PdfPages(texts.plain("letter.foot", station=card.station, number=card.number), texts)
    paper.set_title(title)
    paper.set_author(card.station)
    paper.set_creation_date(card.made_at)
    _write_head(paper, card, title, texts)
    opening = texts.plain(f"letter.opening_{card.kind}", filed=card.filed_on, number=card.number)
    paper.paragraph_of(f"1. {opening}", BODY)
    for number, (heading, words) in enumerate(_parts(card, texts), 2):
        paper.ln(GAP / 2)
        paper.paragraph_of(f"{number}. {heading}", BODY, bold=True)
        paper.paragraph_of(words, BODY, indent=INDENT)
    _write_sender(paper, card, texts)
    still_wanted()
    return bytes(paper.output())


def _write_head(paper: PdfPages, card: LetterCard, title: str, texts: Texts) -> None:
    paper.paragraph_of(card.station, NAME, bold=True, align=Align.C)
    paper.ln(GAP)
    honorific = texts.plain("letter.honorific")
    if card.addressee:
        to = [(LABEL_WIDE, f"{card.addressee} {honorific}")]
    else:
        paper.blank_of(LABEL_WIDE, BLANK_WIDE, BODY)
        to = [(LABEL_WIDE + BLANK_WIDE, honorific)]
    paper.row_of([(0, texts.plain("letter.to")), *to], BODY)
    paper.row_of([(0, texts.plain("letter.about")), (LABEL_WIDE, title)], BODY, bold=True)
    paper.ln(GAP / 2)
    paper.rule()


def _parts(card: LetterCard, texts: Texts) -> Iterator[Part]:
    """Say what was asked, what the letter is for, what can be done against it, and whom to ask."""
    yield texts.plain("letter.asked"), card.asked
    match card.kind:
        case LetterKind.REPLY:
            result = texts.plain("letter.result", result=texts.word("close_result", card.result)) if card.result else ""
            yield texts.plain("letter.answer"), f"{result}{card.words}"
            if card.remedy:
                yield texts.plain("letter.rejected"), card.remedy
            yield texts.plain("letter.remedy"), texts.plain("letter.remedy_words")
        case LetterKind.EXTENSION:
            uncounted = texts.plain("letter.downtime" if card.is_downtime else "letter.site_visit")
            reason = texts.word("delay_reason", card.reason) if card.reason else uncounted
            yield texts.plain("letter.reason"), f"{reason}\n{card.words}".strip()
            moved = "letter.moved" if card.due_before else "letter.due"
            before = card.due_before or card.due_on
            yield texts.plain("letter.until"), texts.plain(moved, before=before, due=card.due_on)
        case LetterKind.PROGRESS:
            yield texts.plain("letter.progress"), card.words
            yield texts.plain("letter.until"), texts.plain("letter.due", due=card.due_on)
    handler = card.handler or card.office
    contact, end = texts.plain("letter.contact", handler=handler, contact=card.contact), texts.plain("letter.end")
    yield texts.plain("letter.whom"), f"{contact}  {end}"


def _write_sender(paper: PdfPages, card: LetterCard, texts: Texts) -> None:
    """Write who sends it at the foot of the page, together; the seal is put beside the name."""
    if paper.will_page_break(SENDER_HIGH):
        paper.add_page()
    paper.set_y(max(paper.get_y(), paper.page_break_trigger - SENDER_HIGH))
    paper.ln(GAP)
    paper.paragraph_of(texts.plain("letter.sender", station=card.station), SENDER, bold=True, align=Align.C)
    paper.ln(GAP * 2)
    paper.rule()
    signed = ("letter.drafted", "letter.reviewed", "letter.approved")
    paper.row_of([(n * COLUMN_WIDE, texts.plain(key)) for n, key in enumerate(signed)], FOOT_TEXT)
    paper.ln(GAP)
    made = texts.plain("letter.made", made=card.made_at.astimezone(SEOUL).date())
    issued = [(0.0, texts.plain("letter.issued", office=card.office)), (COLUMN_WIDE, made)]
    paper.row_of([*issued, (2 * COLUMN_WIDE, texts.plain("letter.received"))], FOOT_TEXT)
    reached = texts.plain("letter.reached", main=card.main_number)
    paper.row_of([(0, reached), (2 * COLUMN_WIDE, texts.plain("letter.not_public"))], FOOT_TEXT)
