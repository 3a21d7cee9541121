"""Sentences name what the station has set: none goes on saying the default after the setting was changed."""

import re
import string
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import time, timedelta
from typing import Any

import pytest

from bot.domain.station import Station
from bot.texts import LOCALES, SETTING, load_texts
from bot.texts.formatting import Formatter, unit_of
from tests.steps.stations import CHANGED, DEFAULT

EXAMPLES = (
    "setting_fault.",
    "setting_reason.",
    "station_setting.",
    "init.",
    "tour.",
    "demo.",
    "staff_problem.",
    "refused.wrong_",
)
"""Sentences whose numbers show how something is written, or are the sample station's."""
WORDS = {1: "one", 2: "two", 3: "three", 7: "seven", 10: "ten", 14: "fourteen"}
DAYS_IN_WORDS = {7: "일주일", 10: "열흘", 14: "두 주|이 주 동안", 30: "한 달", 90: "석 달"}
"""Korean words for as many days as some setting has."""
FIXED = {
    "waiting.how": "a week (rule book §3)",
    "waiting.over": "a week (rule book §3)",
    "claim.timer": "15 and 20 minutes (민원처리법 시행령 §4)",
    "filing.about_law_option": "14 days (rule book §5)",
    "filing.at_once_option": "3 working hours (rule book §5)",
    "task.tell_standing": "30 days (rule book §5)",
    "telling.intro_progress": "30 days (rule book §5)",
    "telling.kept_progress": "30 days (rule book §5)",
    "refused.lookup_throttled": "ten minutes (rule book §6)",
    "script.consent_recheck": "some days ago, two minutes: the operator's words",
    "script.consent_claimed_call": "three minutes: the operator's words",
    "stats.staffing_how": "90 days (rule book §8)",
    "refused.target_at_work": "two minutes: how long a bot that was stopped counts as at work",
    "refused.too_little_past": "30 attempts (rule book §8)",
    "refused.period_too_long": "a year, 366 days, or 20 years (rule book §8)",
    "stats.staffing_line": "eight times in ten: what the simulation counts",
}
"""Sentences whose number is a rule that no station sets, or nobody's."""


def named_settings(sentence: str) -> Iterator[str]:
    """The settings that a sentence names."""
    for _, name, _, _ in string.Formatter().parse(sentence):
        if name and name.startswith(f"{SETTING}."):
            yield re.split(r"[.\[]", name)[1]


def only_settings(sentence: str) -> str:
    """The sentence with its other facts left out."""
    return re.sub(rf"\{{(?!{SETTING}\.)[^{{}}]*\}}", "", sentence)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sentence_that_names_a_setting_says_what_the_station_has_set(locale: str) -> None:
    texts = load_texts(locale)
    write = Formatter(texts.grammar, mrkdwn=False)
    naming = {key: words for key, words in texts.sentences.items() if f"{{{SETTING}." in words}

    for key, words in naming.items():
        for setting in named_settings(words):
            other = replace(DEFAULT, **{setting: getattr(CHANGED, setting)})
            said, said_then = (write.vformat(only_settings(words), (), {SETTING: each}) for each in (DEFAULT, other))
            assert said != said_then, (key, setting)
    assert len(naming) >= 10


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_has_the_default_of_a_setting_written_into_it(locale: str) -> None:
    written = [
        (key, setting.name, found[0])
        for key, words in load_texts(locale).sentences.items()
        if not key.startswith(EXAMPLES) and key not in FIXED
        for setting in fields(Station)
        for pattern in ways_to_say(setting.default)
        if (found := re.search(pattern, words, re.IGNORECASE))
    ]

    assert not written


def ways_to_say(value: Any) -> Iterator[str]:
    """Patterns of a setting's number as somebody would write it into a sentence."""
    match value:
        case time():
            yield rf"(?<!\d){value:%H:%M}|(오전|오후) {value.hour % 12 or 12}시"
        case timedelta():
            unit, n = unit_of(value)
            korean = {"year": "년", "day": "일", "hour": "시간", "minute": "분"}[unit]
            yield rf"(?<![\d.]){n}{korean}"
            yield rf"\b({n}|{WORDS.get(n, n)})[ -]{unit}s?\b"
            if unit == "day" and n in DAYS_IN_WORDS:
                yield DAYS_IN_WORDS[n]
            if value == timedelta(days=365):
                yield r"12개월|열두 달|12 months|twelve months"
        case float():
            yield r"10 ?%|열에 하나|10건 중 1건|\btenth\b|one in ten"
        case ((time(), time()), *_):
            for pair in value:
                for each in pair:
                    yield from ways_to_say(each)
        case int():
            yield rf"(많아야|최대) {value}[번회]|{value}번까지"
            yield rf"\b({value}|{WORDS[value]}) (attempts|times at most|working days)|근무일 {value}일"


def test_every_setting_with_a_number_is_changed_here() -> None:
    same = [
        each.name
        for each in fields(Station)
        if isinstance(each.default, time | timedelta | float | int) and getattr(CHANGED, each.name) == each.default
    ]

    assert not same


@pytest.mark.parametrize(
    ("length", "korean", "english"),
    [
        (timedelta(days=365), "1년", "1 year"),
        (timedelta(days=732), "2년", "2 years"),
        (timedelta(days=200), "200일", "200 days"),
        (timedelta(hours=30), "30시간", "30 hours"),
        (timedelta(minutes=45), "45분", "45 minutes"),
        (timedelta(0), "0분", "0 minutes"),
    ],
)
def test_a_length_is_written_in_its_largest_whole_unit(length: timedelta, korean: str, english: str) -> None:
    said = [Formatter(load_texts(each).grammar, mrkdwn=False).format("{a:length}", a=length) for each in ("ko", "en")]

    assert said == [korean, english]


def test_a_share_is_written_as_it_is() -> None:
    said = [Formatter(load_texts("ko").grammar, mrkdwn=False).format("{a:share}", a=a) for a in (0.1, 0.07, 0.125)]

    assert said == ["10%", "7%", "12.5%"]
