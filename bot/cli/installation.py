"""What an installation starts from: `cleancall init` writes its two files, `cleancall deploy` gives what runs them."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import time, timedelta
from enum import Enum
from importlib import resources
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from pydantic_core import PydanticUndefined
from rich.console import Console

from bot.cli.exits import DONE, MISUSED, refuse, setting_problem
from bot.cli.language import reader_texts
from bot.domain.keeping.main_number import main_number_fault
from bot.domain.keeping.setting_faults import SettingProblem
from bot.domain.station import Station
from bot.domain.station_tables import (
    COLUMN_KINDS,
    ColumnWords,
    Department,
    EarlierName,
    NeverCall,
    PetitionType,
    Sms,
    SurveyItem,
)
from bot.settings import ENVIRONMENT_FILE, Settings, system_name
from bot.texts import LOCALES, Texts, load_texts

STATION_TITLE, ENVIRONMENT_TITLE = "init.station_title", "init.environment_title"
STATION_FILE = "station.toml"
OWNER_ALONE = 0o600
KEYS = {"data_keys", "hash_key", "trail_keys", "report_key"}
TO_BE_FILLED_IN = {"slack_bot_token", "slack_app_token", "call_channel"}
"""They stand in the file without a value: `cleancall run` and `cleancall doctor` name what is still empty."""


def init_installation(folder: Path, *, locale: str | None, name: str | None, main_number: str | None = None) -> int:
    """Write station.toml and .env, unless one of them is there. A main number that cannot be one is refused."""
    texts = reader_texts() if locale is None else load_texts(locale)
    station, environment = folder / STATION_FILE, folder / ENVIRONMENT_FILE
    there = [path.name for path in (station, environment) if path.exists()]
    if there:
        return refuse(texts.plain("init.there", files=", ".join(there)))
    fault = None if main_number is None else main_number_fault(main_number)
    if fault is not None:
        refuse(f"✘ {setting_problem(SettingProblem(fault, '--main-number'), texts)}")
        return MISUSED
    try:
        environment.touch(OWNER_ALONE, exist_ok=False)
        environment.write_text(environment_file(texts), encoding="utf-8")
        station.write_text(station_file(texts, name or "", main_number or ""), encoding="utf-8")
    except OSError as error:
        for half in (environment, station):
            half.unlink(missing_ok=True)
        return refuse(texts.plain("init.failed", folder=str(folder), error=system_name(error)))
    Console(highlight=False, soft_wrap=True).print(texts.plain("init.done"), markup=False)
    return DONE


def print_deployment(name: str | None) -> int:
    """Print one of the files that put the bot to work, or without a name their names."""
    folder = resources.files("bot") / "deploy"
    names = sorted(each.name for each in folder.iterdir())
    if name is None:
        sys.stdout.write("".join(f"{each}\n" for each in names))
        return DONE
    if name not in names:
        return refuse(reader_texts().plain("init.no_such_file", name=name, names=", ".join(names)))
    sys.stdout.write((folder / name).read_text(encoding="utf-8"))
    return DONE


def station_file(texts: Texts, name: str, main_number: str) -> str:
    """Write a station.toml: name and main number are set, all else stands there as its default, commented out."""
    given = {"name": name, "main_number": main_number}
    return "\n".join([f"# {texts.plain(STATION_TITLE)}", *_station_lines(texts, given)]) + "\n"


def environment_file(texts: Texts) -> str:
    """Write a .env with fresh keys. Empty is what must be filled in, commented out what has a default."""
    return "\n".join([f"# {texts.plain(ENVIRONMENT_TITLE)}", *_environment_lines(texts)]) + "\n"


def _station_lines(texts: Texts, given: Mapping[str, str]) -> Iterator[str]:
    for field in fields(Station):
        key = f"station_setting.{field.name}"
        yield f"\n# {texts.plain(key)}"
        if field.name in TABLES:
            yield from (f"# {line}" for line in TABLES[field.name](field.default, texts))
        elif field.default is MISSING:
            yield f"{field.name} = {in_toml(given[field.name])}"
        else:
            yield f"# {field.name} = {in_toml(field.default)}"


def _types_lines(types: tuple[PetitionType, ...], _texts: Texts) -> Iterator[str]:
    yield "[petition_types]"
    yield from (f"{in_toml(each.name)} = {in_toml(each.words)}" for each in types)


def _departments_lines(departments: tuple[Department, ...], _texts: Texts) -> Iterator[str]:
    yield "[departments]"
    yield from (f"{in_toml(each.name)} = {in_toml((*each.spellings, *each.earlier))}" for each in departments)


def _never_call_lines(never: NeverCall, _texts: Texts) -> Iterator[str]:
    yield "[never_call]"
    yield f"types = {in_toml(never.types)}"
    yield f"departments = {in_toml(never.departments)}"


def _columns_lines(columns: tuple[ColumnWords, ...], texts: Texts) -> Iterator[str]:
    words = {each.kind: each.words for each in columns}
    yield "[list.columns]"
    for kind in COLUMN_KINDS:
        yield f"# {texts.word('list_column', kind)}"
        yield f"{kind} = {in_toml(words.get(kind, ()))}"


def _sms_lines(sms: Sms, texts: Texts) -> Iterator[str]:
    yield "[sms]"
    for field in fields(Sms):
        what = texts.plain(f"sms_setting.{field.name}")
        yield f"# {what}"
        yield f"{field.name} = {in_toml(getattr(sms, field.name))}"


def _survey_lines(items: tuple[SurveyItem, ...], texts: Texts) -> Iterator[str]:
    yield "[survey]"
    for item in items:
        yield f"# {texts.plain(f'survey.{item.key}')}: {texts.plain(f'survey_sentence.{item.key}')}"
        yield f"{item.key} = {{}}"


TABLES: Mapping[str, Callable[[Any, Texts], Iterator[str]]] = {
    "petition_types": _types_lines,
    "departments": _departments_lines,
    "never_call": _never_call_lines,
    "list_columns": _columns_lines,
    "sms": _sms_lines,
    "survey": _survey_lines,
}
"""Settings that are tables of their own, and how they are written."""


def _environment_lines(texts: Texts) -> Iterator[str]:
    for name, field in Settings.model_fields.items():
        key, variable = f"environment.{name}", name.upper()
        yield f"\n# {texts.plain(key, languages=', '.join(LOCALES))}"
        if name in KEYS:
            yield f"{variable}={Fernet.generate_key().decode()}"
        elif name == "locale":
            yield f"{variable}={texts.locale}"
        elif name in TO_BE_FILLED_IN:
            yield f"{variable}="
        else:
            default = "" if field.default in {None, PydanticUndefined} else field.default
            yield f"# {variable}={default}"


def in_toml(value: Any) -> str:
    """Write a setting's value as TOML that station.toml takes: lengths of time as "P30D" or "PT45M"."""
    match value:
        case timedelta():
            whole_days = value % timedelta(days=1) == timedelta(0)
            return f'"P{value.days}D"' if whole_days else f'"PT{value // timedelta(minutes=1)}M"'
        case time():
            return value.isoformat()
        case EarlierName():
            until = f", until = {value.until.isoformat()}" if value.until else ""
            return f"{{ name = {in_toml(value.name)}{until} }}"
        case tuple():
            return f"[{', '.join(in_toml(each) for each in value)}]"
        case Enum():
            return json.dumps(value.value)
        case _:
            return json.dumps(value, ensure_ascii=False)
