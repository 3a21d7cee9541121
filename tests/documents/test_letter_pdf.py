"""Letters, read back: who, what, by whom, what can be done, and whole words over as many pages as they need."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from bot.documents.letter_pdf import letter_pdf
from bot.domain.grievances.delays import DelayReason
from bot.domain.grievances.letters import LetterCard, LetterKind
from bot.domain.grievances.replies import CloseResult
from bot.texts import LOCALES, load_texts
from tests.steps.builders import MONDAY, seoul
from tests.steps.workers import DRAWS_PAGES

pytestmark = DRAWS_PAGES
ANSWER = "참고인 조사 중이며 12월 초에 결과를 알려 드리겠습니다."
REPLY = LetterCard(
    kind=LetterKind.REPLY,
    number=48211,
    station="한빛경찰서",
    office="청문감사인권관실",
    main_number="02-0000-0112",
    made_at=seoul(MONDAY, 10),
    addressee="남궁민수",
    filed_on=MONDAY,
    asked="수사 진행 상황을 알려 주지 않아 답답합니다.",
    handler="수사과 경사 최형사",
    contact="02-0000-3412",
    due_on=date(2026, 12, 4),
    words=ANSWER,
    result=CloseResult.REJECTED,
    remedy="이의신청을 하실 수 있습니다.",
)
EXTENSION = replace(
    REPLY, kind=LetterKind.EXTENSION, reason=DelayReason.OTHER_AGENCY, words="감정 중임", due_before=date(2026, 12, 1)
)


def read(card: LetterCard, locale: str = "ko") -> list[str]:
    """Return the words of each page, blanks and breaks folded."""
    pages = PdfReader(io.BytesIO(letter_pdf(card, load_texts(locale)))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_a_reply_names_who_what_by_whom_and_what_can_be_done() -> None:
    (page,) = read(REPLY)

    for words in ("한빛경찰서", "남궁민수 귀하", "제48211호", "2026년 11월 23일(월)", "제27조", REPLY.asked, ANSWER):
        assert words in page
    for words in (
        "[수용 불가]",
        REPLY.remedy,
        "구제절차",
        "국민권익위원회",
        "수사과 경사 최형사, 전화 02-0000-3412",
        "끝.",
    ):
        assert words in page
    assert "한빛경찰서장" in page


def test_a_later_date_says_why_and_from_when_to_when() -> None:
    (page,) = read(EXTENSION)

    for words in (
        "제21조",
        "다른 기관·부서의 협조가 필요함",
        "감정 중임",
        "당초 2026년 12월 1일(화)",
        "변경 2026년 12월 4일(금)",
    ):
        assert words in page
    assert "구제절차" not in page
    assert "현장을 방문하여" in read(replace(EXTENSION, reason=None))[0]


def test_how_it_stands_says_when_it_is_due_and_a_name_may_be_left_open() -> None:
    (page,) = read(replace(REPLY, kind=LetterKind.PROGRESS, addressee=""))

    for words in ("제23조", ANSWER, "처리 예정일 2026년 12월 4일(금)"):
        assert words in page
    assert "남궁민수" not in page


@pytest.mark.parametrize("locale", LOCALES)
def test_long_words_are_whole_and_the_sender_stands_together(locale: str) -> None:
    asked = "\n".join(f"말씀하신 {n}번째 줄입니다." for n in range(90))

    pages = read(replace(REPLY, asked=asked), locale)

    assert len(pages) == 3
    assert all(f"{n}번째" in "".join(pages) for n in range(90))
    sender = load_texts(locale).plain("letter.sender", station="한빛경찰서")
    assert sender in pages[-1]
    assert load_texts(locale).plain("letter.not_public") in pages[-1]
