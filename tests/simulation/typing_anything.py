"""What somebody may type or choose, sensible or not: commands, fields, lists."""

from datetime import timedelta
from random import Random
from typing import Any

from bot.registry import Topic
from bot.sandbox.payloads import options_of
from tests.steps.builders import FRIDAY, KIM, LEE, MONDAY, csv_list, visitor

WORDS = (
    "성공", "부재", "통화 중", "거부", "결번", "음성", "피싱", "확인예정", "타인", "언어", "폭언", "사망", "끊음", "",
    "재통화 14:30", "재통화 내일 10시", "재통화 어제", "1", "0", "-1", "999999", "#2", "2번", "<!channel>",
    "*굵게* `x`", "가" * 200, "정교통",
    "최형사", "교통과", "이번달", "어제", "지난주", "11/24", "내일", "근무", "휴가", "오후 반일",
    "undo", "delete", "add", "remove", "retry", "010-0000-1001", "010-0000-9999", "12345", f"<@{KIM}>", f"<@{LEE}>",
    "급합니다", "본인 요청", "factors", "work", "quality", "overdue", "staffing", "11/23 10:00 ~ 11/23 12:00",
)  # fmt: skip
PLACES = (("교통과", "교통사고", "경위 정교통"), ("수사과", "고소", "경사 최형사"), ("민원실", "민원상담", "아무개"))
REMARKS = (
    *("",) * 14,
    "연락 거부",
    "제보자",
    "오전 통화 불가",
    "17세",
    "가정폭력 피해자",
    "배우자 동행",
    "합계",
    "문자만",
)
PHONES = (*("{own}",) * 14, "", "112", "{own} / 010-0000-7777", "+82 10-0000-1{n:03}", "0000")
DAYS = (*(0,) * 12, -1, -30, 6)
"""Before or after Friday: some are too old, or not to come yet."""


def anything_typed(dice: Random) -> str:
    """Return a command, with what it wants or without."""
    command = dice.choice(
        ("queue", "claim", "claim", "release", "done", "done", "lookup", "stats", *("cleancall",) * 7)
    )
    words = [str(dice.choice((dice.randint(1, 8), dice.choice(WORDS)))) for _ in range(dice.randint(0, 3))]
    if command == "cleancall":
        topics = [each.value for each in Topic if each is not Topic.IMPORT]
        words.insert(0, dice.choice(topics))
    return f"/{command} {' '.join(words)}".rstrip()


def some_value(element: dict[str, Any], dice: Random, words: str) -> Any:
    """Return something that a field takes, more or less; None: nobody can fill it here."""
    options = [str(each["value"]) for each in options_of(element)]
    match element["type"]:
        case "plain_text_input":
            return dice.choice((words, words, words, "", dice.choice(WORDS)))
        case "number_input":
            return str(dice.randint(0, 6))
        case "datetimepicker":
            return 1795392000 + dice.randint(-3, 9) * 3600
        case "datepicker":
            return (MONDAY + timedelta(days=dice.randint(-3, 12))).isoformat()
        case "timepicker":
            return f"{dice.randint(0, 23):02}:30"
        case "users_select":
            return dice.choice((KIM, LEE))
        case "checkboxes" | "multi_static_select":
            return dice.sample(options, dice.randint(0, len(options))) if options else None
        case "static_select" | "radio_buttons":
            return dice.choice(options) if options else None
        case "external_select":
            return dice.choice(("정교통", "최형사"))
        case _:
            return None


def list_with_oddities(dice: Random, first: int) -> bytes:
    """Return a visitor list: mostly as it should be, some rows odd, some seen before."""
    rows = []
    for n in range(first, first + dice.randint(6, 12)):
        department, kind, officer = dice.choice(PLACES)
        person = n if dice.random() < 0.8 else dice.randint(1, n)
        own = f"010-0000-{1000 + person}"
        rows.append(
            visitor(
                person,
                접수번호=f"2026-{n if dice.random() < 0.9 else person:05}",
                방문일시=(FRIDAY + timedelta(days=dice.choice(DAYS))).isoformat(),
                연락처=dice.choice(PHONES).format(own=own, n=n),
                민원종류=kind,
                담당부서=department,
                담당자=officer,
                비고=dice.choice(REMARKS),
            )
        )
    return csv_list(rows, dice.choice(("cp949", "utf-8", "utf-8-sig")))
