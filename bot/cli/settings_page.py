"""The page of settings, made of the code: what there is, its default, what it may be, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from datetime import time, timedelta
from enum import Enum
from typing import Any

from pydantic_core import PydanticUndefined

from bot.cli.installation import KEYS, TABLES, in_toml
from bot.domain.keeping.setting_faults import SettingFault
from bot.domain.keeping.station_ranges import AFTER, APPROVALS, NOT_LESS, RANGES, Range
from bot.domain.station import Station
from bot.registry import MOST_PREFIX
from bot.settings import Settings
from bot.texts import LOCALES, Texts

Limit = tuple[SettingFault, Mapping[str, Any]]

LIMITS_OF_VARIABLES: Mapping[str, Limit] = {
    "database_url": (SettingFault.NOT_A_DATABASE, {}),
    "locale": (SettingFault.NOT_ONE_OF, {"choices": ", ".join(LOCALES)}),
    "slack_mode": (SettingFault.NOT_ONE_OF, {"choices": "socket, http"}),
    "slack_bot_token": (SettingFault.WRONG_BEGINNING, {"beginning": "xoxb-"}),
    "slack_app_token": (SettingFault.WRONG_BEGINNING, {"beginning": "xapp-"}),
    "slack_api_url": (SettingFault.NOT_AN_ADDRESS, {}),
    "slack_signing_secret": (SettingFault.NOT_A_SECRET, {}),
    "http_host": (SettingFault.NOT_A_HOST, {}),
    "trusted_proxies": (SettingFault.NOT_ADDRESSES, {}),
    "health_host": (SettingFault.NOT_A_HOST, {}),
    "http_port": (SettingFault.NOT_A_PORT, {}),
    "health_port": (SettingFault.NOT_A_PORT, {}),
    "call_channel": (SettingFault.NOT_A_CHANNEL, {}),
    "command_prefix": (SettingFault.NOT_A_PREFIX, {"most": MOST_PREFIX}),
    "https_proxy": (SettingFault.NOT_A_PROXY, {}),
    "sms_token": (SettingFault.NOT_A_TOKEN, {}),
}
"""What a variable may not be: the sentence that says so says what it may be."""
LIMITS_OF_STATION: tuple[tuple[str, Limit], ...] = (
    ("name", (SettingFault.PLACEHOLDER, {})),
    ("main_number", (SettingFault.EMERGENCY_NUMBER, {})),
    ("centre_line", (SettingFault.NOT_AN_EXTENSION, {})),
    ("approvals", (SettingFault.NOT_APPROVALS, APPROVALS)),
    ("calling_hours", (SettingFault.HOURS_OUT_OF_ORDER, {})),
    ("calling_hours", (SettingFault.NOT_AFTER, {"other": "morning_at"})),
    *((later, (SettingFault.NOT_AFTER, {"other": earlier})) for later, earlier in AFTER),
    *(
        (each, (SettingFault.BEFORE_CALLING_ENDS, {"other": "calling_hours"}))
        for each in ("promised_until", "day_ends_at")
    ),
    *((longer, (SettingFault.SHORTER_THAN, {"other": shorter})) for longer, shorter in NOT_LESS),
    ("reveal_url", (SettingFault.NO_REVEAL_ADDRESS, {})),
)
"""What a setting of the station has to fit."""


def settings_page(texts: Texts) -> str:
    """Write the page in a language (Markdown)."""
    return "\n".join([*_variables(texts), *_numbers(texts), *_tables(texts)]) + "\n"


def _words(key: str, texts: Texts, **facts: Any) -> str:
    return texts.plain(f"settings_page.{key}", **facts)


def _head(texts: Texts) -> Iterator[str]:
    yield _row(*(_words(each, texts) for each in ("setting", "default", "allowed", "what")))
    yield "|---|---|---|---|"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _variables(texts: Texts) -> Iterator[str]:
    yield from (f"# {_words('title', texts)}", "", _words("intro", texts), "")
    yield from (f"## {_words('environment', texts)}", "", _words("environment_intro", texts), "", *_head(texts))
    for name, field in Settings.model_fields.items():
        what = texts.plain(f"environment.{name}", languages=", ".join(LOCALES))
        limit = LIMITS_OF_VARIABLES.get(name)
        allowed = _limit(name.upper(), limit, texts) if limit else ""
        yield _row(f"`{name.upper()}`", _default_of_variable(name, field.default, texts), allowed, what)


def _default_of_variable(name: str, default: Any, texts: Texts) -> str:
    if name in KEYS:
        return _words("made_by_init", texts)
    if default is PydanticUndefined:
        return _words("must_be_set", texts)
    return f"`{default}`" if default not in {None, ""} else _words("none", texts)


def _limit(shown: str, limit: Limit, texts: Texts) -> str:
    fault, facts = limit
    return texts.plain(f"setting_fault.{fault}", name=shown, **facts).removeprefix(f"{shown}: ")


def _numbers(texts: Texts) -> Iterator[str]:
    yield from ("", f"## {_words('station', texts)}", "", _words("station_intro", texts), "", *_head(texts))
    for field in fields(Station):
        if field.name not in TABLES:
            what = texts.plain(f"station_setting.{field.name}")
            allowed = RANGES.get(field.name)
            why = [texts.plain(f"setting_reason.{allowed.why}")] if allowed else []
            yield _row(f"`{field.name}`", _default(field, texts), _allowed(field, texts), _sentences(what, *why))


def _default(field: Field[Any], texts: Texts) -> str:
    if field.default is MISSING:
        return _words("must_be_set", texts)
    return f"`{in_toml(field.default)}`" if field.default != "" else _words("none", texts)


def _allowed(field: Field[Any], texts: Texts) -> str:
    """Write the range of a setting, or its choices, and what it has to fit."""
    said = [_limit(name, limit, texts) for name, limit in LIMITS_OF_STATION if name == field.name]
    if isinstance(field.default, Enum):
        said.insert(0, ", ".join(f"`{in_toml(each)}`" for each in type(field.default)))
    elif field.name in RANGES:
        said.insert(0, _range(RANGES[field.name], texts))
    return _sentences(*said)


def _range(allowed: Range, texts: Texts) -> str:
    kinds = {timedelta: "lengths", time: "times"}
    return _words(kinds.get(type(allowed.least), "numbers"), texts, least=allowed.least, most=allowed.most)


def _sentences(*said: str) -> str:
    """Put sentences in one cell."""
    return " ".join(each if each.endswith(".") or each is said[-1] else f"{each}." for each in said)


def _tables(texts: Texts) -> Iterator[str]:
    yield from ("", f"## {_words('tables', texts)}", "", _words("tables_intro", texts))
    for field in fields(Station):
        if field.name in TABLES:
            heading, *lines = TABLES[field.name](field.default, texts)
            yield from ("", f"### {heading.strip('[]')}", "", texts.plain(f"station_setting.{field.name}"))
            yield from ("", "```toml", heading, *lines, "```")
