"""Putting facts into sentences: times in Seoul, Korean particles, English plurals, escaping for mrkdwn."""

import string
from datetime import date, datetime
from typing import Any

from bot.domain.calendar import SEOUL
from bot.texts.particles import with_particle

WEEKDAYS = {"ko": "월화수목금토일", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
SOMEBODY = {"ko": "다른 상담원", "en": "another operator"}
"""Plain text cannot hold a mention (Slack)."""
MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def escape(words: str) -> str:
    """Escape people's words for mrkdwn: `&`, `<`, `>`, in that order and nothing else (Slack)."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Formatter(string.Formatter):
    """Formats `{name:spec}`: time, day, short, full (a day with its year), when, person, a pair, or Python's specs.

    A pair is one of particles or of singular and plural.
    """

    def __init__(self, locale: str, *, mrkdwn: bool) -> None:
        self._locale = locale
        self._mrkdwn = mrkdwn

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write one fact as its spec asks."""
        match format_spec:
            case "time":
                return f"{value.astimezone(SEOUL):%H:%M}"
            case "day" | "short" | "full":
                return self._day(value, format_spec)
            case "when":
                return f"{self._day(value, 'short')} {value.astimezone(SEOUL):%H:%M}"
            case "person":
                return f"<@{value}>" if self._mrkdwn else SOMEBODY[self._locale]
            case pair if "/" in pair:
                return self._paired(value, pair)
            case _:
                return self._words(format(value, format_spec))

    def _words(self, words: str) -> str:
        return escape(words) if self._mrkdwn else words

    def _paired(self, value: Any, pair: str) -> str:
        if self._locale == "ko":
            return with_particle(self._words(str(value)), pair)
        one, many = pair.split("/")
        return f"{value} {one if value == 1 else many}"

    def _day(self, value: date | datetime, spec: str) -> str:
        day = value.astimezone(SEOUL) if isinstance(value, datetime) else value
        weekday = WEEKDAYS[self._locale][day.weekday()]
        if self._locale == "en":
            return f"{weekday} {day.day} {MONTHS[day.month]}{f' {day.year}' if spec == 'full' else ''}"
        if spec == "short":
            return f"{day.month}/{day.day}({weekday})"
        return f"{f'{day.year}년 ' if spec == 'full' else ''}{day.month}월 {day.day}일({weekday})"
