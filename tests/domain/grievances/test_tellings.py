"""What a petitioner is told on the way (rule book §5; 민원처리법 시행령 §21③, §23)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.grievances.tellings import Method, Telling, TellingField, TellingKind, problems_with_telling
from bot.domain.refusals import Reason
from tests.steps.builders import MONDAY, TUESDAY
from tests.steps.vectors import every

TOLD = Telling(kind=TellingKind.PROGRESS, method=Method.PHONE, told_on=TUESDAY, words="참고인을 조사하고 있습니다")


@every(
    ("facts", "found"),
    [
        ({}, {}),
        ({"told_on": MONDAY}, {}),
        ({"told_on": MONDAY - timedelta(days=1)}, {TellingField.TOLD_ON: Reason.TOLD_ON_WRONG}),
        ({"told_on": TUESDAY + timedelta(days=1)}, {TellingField.TOLD_ON: Reason.TOLD_ON_WRONG}),
        ({"words": " "}, {TellingField.WORDS: Reason.REPLY_WORDS_MISSING}),
        ({"words": "010-0000-1234로 전화드림"}, {TellingField.WORDS: Reason.PERSONAL_NUMBER}),
    ],
)
def test_what_keeps_it_from_being_recorded(facts: dict[str, Any], found: dict[str, Reason]) -> None:
    assert problems_with_telling(replace(TOLD, **facts), MONDAY, TUESDAY) == found
