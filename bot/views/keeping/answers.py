"""Answers about what is kept of people: the access review, a petitioner's own rights."""

from collections.abc import Sequence

from bot.domain.keeping.cards import AccessLine, AccessReview, LooksFrom, SubjectCard
from bot.domain.roles import ADMIN
from bot.domain.trail import SYSTEM
from bot.texts import Texts
from bot.views.answers import told
from bot.views.blocks import Message, clip_escaped, context, header, message, section


def access_review(card: AccessReview, texts: Texts) -> Message:
    """Bring audit a month's looks at contact data: per person, and what is worth a question."""
    title = texts.plain("notice.review", month=card.month)
    lines = [_access_line(line, texts) for line in card.lines[:PEOPLE_LISTED]]
    shown = [section(line) for line in lines] or [section(texts.mrkdwn("notice.review_none", month=card.month))]
    ends = [context(texts.mrkdwn("notice.review_ends", ends=" · ".join(card.ends)))] if card.ends else []
    return message(title, [header(title), *shown, context(texts.mrkdwn("notice.review_how")), *ends])


def _access_line(line: AccessLine, texts: Texts) -> str:
    key = {ADMIN: "paper.review_line", SYSTEM: "advance_text.review_line"}.get(line.person, "notice.review_line")
    words = texts.mrkdwn(key, person=line.person, looks=line.looks)
    questions = {
        "notice.review_unusual": line.is_unusual,
        "notice.review_off_hours": line.off_hours,
        "notice.review_without_attempt": line.without_attempt,
        "notice.review_own_unit": line.own_unit,
        "notice.review_words": line.words_read,
    }
    words += _from_where(line.looks_from, texts)
    asked = [texts.mrkdwn(key, count=int(count)) for key, count in questions.items() if count]
    return words + ("\n⚠️ " + " · ".join(asked) if asked else "")


def _from_where(looks: Sequence[LooksFrom], texts: Texts) -> str:
    """Say by which doors looks came, and from which places."""
    doors = []
    for each in sorted(looks, key=lambda each: not each.place)[:PLACES_SHOWN]:
        key = "notice.looks_from_place" if each.place else "notice.looks_from"
        words = texts.mrkdwn(key, door=texts.word("door", each.door), count=each.count, place=each.place)
        doors.append(clip_escaped(words, PLACE_SHOWN))
    return "\n" + " ".join([texts.mrkdwn("notice.looks_by_door"), " · ".join(doors)]) if doors else ""


PEOPLE_LISTED = 32
PLACES_SHOWN, PLACE_SHOWN = 3, 48
"""Of a person; those whose place is known stand first."""


def subject_shown(card: SubjectCard, texts: Texts) -> Message:
    """List what is kept of a petitioner."""
    key = "supervisor.subject_purged" if card.is_purged else "supervisor.subject"
    words = texts.mrkdwn(
        key,
        number=card.number,
        visits=card.visits,
        attempts=card.attempts,
        surveys=card.surveys,
        praise=card.praise,
        grievances=card.grievances,
        looks=card.looks,
        numbers=card.numbers,
    )
    words += _from_where(card.looks_from, texts)
    return told(words + ("\n" + texts.mrkdwn("supervisor.subject_excluded") if card.is_excluded else ""))


def subject_deleted(number: int, texts: Texts) -> Message:
    """Return the message that says that what is kept of a petitioner will be destroyed; the same whatever is open."""
    return told(texts.mrkdwn("supervisor.subject_deleted", number=number))
