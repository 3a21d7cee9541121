"""The station's file, station.toml: read and checked, every mistake at once, each by its kind."""

import errno
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from datetime import time
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from bot.domain.calendar import WorkingCalendar, calendar_from_table
from bot.domain.keeping.main_number import main_number_fault
from bot.domain.keeping.setting_faults import SettingFault, SettingProblem
from bot.domain.keeping.station_parsing import LIST_COLUMNS, TABLES, read_tables
from bot.domain.keeping.station_ranges import APPROVALS, problems_of_station
from bot.domain.refusals import Fact
from bot.domain.station import Station
from bot.domain.station_tables import SurveyItem
from bot.settings.environment import ENVIRONMENT_FILE, UnreadableFile, read_settings_file, unknown_name
from bot.texts import catalogues

OURS = "fault"
"""Where an error that we raised ourselves holds its kind."""


class WrongSettings(Exception):
    """Settings that cannot work: every mistake in them."""

    def __init__(self, problems: list[SettingProblem]) -> None:
        super().__init__(", ".join(f"{problem.name}: {problem.fault}" for problem in problems))
        self.problems = problems


def wrong_setting(fault: SettingFault, **facts: Fact) -> PydanticCustomError:
    """Make the error by which a validator names a mistake."""
    return PydanticCustomError("wrong_setting", "{fault}", {OURS: fault.value, **facts})


FAULTS_OF_KINDS: Mapping[str, SettingFault] = {
    "missing": SettingFault.MISSING,
    "literal": SettingFault.NOT_ONE_OF,
    "enum": SettingFault.NOT_ONE_OF,
    "string": SettingFault.NOT_A_TEXT,
    "int": SettingFault.NOT_A_NUMBER,
    "float": SettingFault.NOT_A_NUMBER,
    "time_delta": SettingFault.NOT_A_LENGTH,
    "time": SettingFault.NOT_A_TIME,
}
"""By how pydantic's name for an error begins ("time_delta_parsing"), the longer before the shorter."""


def problem_of(detail: Mapping[str, Any], name: str) -> SettingProblem:
    """Name a mistake that pydantic found: it never repeats the value, which may be secret."""
    kind, facts = str(detail["type"]), dict(detail.get("ctx", {}))
    if OURS in facts:
        return SettingProblem(SettingFault(facts.pop(OURS)), name, facts)
    if len(detail["loc"]) > 1 or kind.startswith("tuple"):
        return _of_list(str(detail["loc"][0]), name)
    faults = (fault for beginning, fault in FAULTS_OF_KINDS.items() if kind.startswith(beginning))
    fault = next(faults, SettingFault.WRONG)
    if fault is SettingFault.NOT_ONE_OF:
        return SettingProblem(fault, name, {"choices": ", ".join(re.findall(r"'([^']*)'", facts["expected"]))})
    return SettingProblem(fault, name)


def _of_list(setting: str, name: str) -> SettingProblem:
    if setting == "approvals":
        return SettingProblem(SettingFault.NOT_APPROVALS, name, APPROVALS)
    return SettingProblem(SettingFault.NOT_HOURS, name)


@cache
def load_calendar() -> WorkingCalendar:
    """Read the table of public holidays that is shipped with the bot."""
    table = (resources.files("bot.domain") / "holidays.toml").read_text(encoding="utf-8")
    return calendar_from_table(tomllib.loads(table))


def read_station(path: Path, variables: Collection[str] = ()) -> Station:
    """Read station.toml; `variables` belong in the other file.

    Raises:
        WrongSettings: missing, unreadable, with unknown names or values of the wrong kind.
    """
    return station_from_table(read_toml(path, "STATION_FILE"), path.name, variables)


def read_toml(path: Path, name: str) -> dict[str, Any]:
    """Read a file of settings in TOML; `name`: what it is called where it is missing.

    Raises:
        WrongSettings: missing, unreadable, no TOML.
    """
    try:
        text = read_settings_file(path)
    except FileNotFoundError:
        raise WrongSettings([SettingProblem(SettingFault.NO_FILE, name, {"file": str(path.absolute())})]) from None
    except UnreadableFile as error:
        raise WrongSettings([error.problem]) from None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise WrongSettings([_broken(path, error, text)]) from None


def _broken(path: Path, error: Exception, text: str) -> SettingProblem:
    """Say where a file is no TOML: the library's own words are English."""
    said = str(error)
    found = re.search(r"at line (\d+)", said)
    fault = SettingFault.LINE_TWICE if re.search("overwrite|twice|Duplicate", said) else SettingFault.BROKEN_FILE
    return SettingProblem(fault, path.name, {"line": int(found[1]) if found else len(text.splitlines())})


def system_name(error: Exception) -> str:
    """Give the system's name for an error ("EACCES"): its sentences are in a language of their own."""
    number = error.errno if isinstance(error, OSError) else None
    return errno.errorcode.get(number or 0, type(error).__name__)


def _of_main_number(written: Any, source: str) -> list[SettingProblem]:
    """Check the main number where it is a text; what is no text, or missing, is named with the other settings."""
    fault = main_number_fault(written) if isinstance(written, str) else None
    return [] if fault is None else [SettingProblem(fault, f"{source}: main_number")]


@cache
def _station_adapter() -> TypeAdapter[Station]:
    return TypeAdapter(Station)


def settings_of_station() -> list[str]:
    """Return the names that stand on the left in station.toml."""
    return [*(field.name for field in fields(Station) if field.name != LIST_COLUMNS), "list"]


def station_from_table(table: Mapping[str, Any], source: str, variables: Collection[str] = ()) -> Station:
    """Make a Station of a TOML table. Lengths of time are written "HH:MM:SS" or ISO 8601 ("PT45M").

    `variables` belong in the other file.
    """
    tables, mistakes = read_tables(table, source, (field.name for field in fields(Station)))
    plain = {name: value for name, value in table.items() if name not in TABLES}
    settings = settings_of_station()
    unknown = sorted(plain.keys() - {*settings})
    problems = [unknown_name(name, source, settings, variables, ENVIRONMENT_FILE) for name in unknown] + mistakes
    meant = {f"{source}: {each.facts['meant']}" for each in problems if "meant" in each.facts}
    problems += _of_main_number(table.get("main_number"), source) + _of_survey(tables.get("survey", ()), source)
    try:
        station = _station_adapter().validate_python({**plain, **tables})
        station = replace(station, survey=tuple(_as_shipped(each) for each in station.survey))
    except ValidationError as error:
        for detail in error.errors():
            problem = problem_of(detail, f"{source}: {detail['loc'][0]}")
            is_told = problem in problems or (problem.fault is SettingFault.MISSING and problem.name in meant)
            problems += [] if is_told else [problem]
        wrong = {str(detail["loc"][0]) for detail in error.errors()}
        raise WrongSettings([*problems, *_of_the_rest({**plain, **tables}, wrong, source)]) from None
    problems += _of_zones(station, source) or problems_of_station(station, source)
    if problems:
        raise WrongSettings(problems)
    return station


def _of_the_rest(table: Mapping[str, Any], wrong: Collection[str], source: str) -> list[SettingProblem]:
    """Name what the settings that are of their kind cannot be set to, beside those that are not."""
    rest = {name: value for name, value in table.items() if name not in wrong}
    station = _station_adapter().validate_python({**NEEDED, **rest})
    problems = _of_zones(station, source) or problems_of_station(station, source)
    names = {f"{source}: {name}" for name in wrong}
    return [each for each in problems if each.name not in names and each.facts.get("other") not in wrong]


NEEDED = {"name": "-", "main_number": "-"}
"""What stands for the settings without a default, to look at the others."""


def _as_shipped(item: SurveyItem) -> SurveyItem:
    """Leave out the words of an item that are those that ship in any language: it is the shipped question then."""
    labels, sentences = ({str(each[group].get(item.key)) for each in catalogues()} for group in SURVEY_WORDS.values())
    return replace(
        item,
        label="" if item.label in labels else item.label,
        sentence="" if item.sentence in sentences else item.sentence,
    )


SURVEY_WORDS = {"label": "survey", "sentence": "survey_sentence"}
"""Where the catalogues have the words of the items that ship."""


def _of_survey(items: Iterable[SurveyItem], source: str) -> list[SettingProblem]:
    """Name words that two items share in some language, those that ship included: nobody could tell them apart."""
    found: dict[tuple[str, str], SettingProblem] = {}
    for catalogue in catalogues():
        for words, group in SURVEY_WORDS.items():
            seen: dict[str, str] = {}
            for each in items:
                word = getattr(each, words) or str(catalogue[group].get(each.key, ""))
                facts = {"word": word, "first": seen.get(word, each.key), "second": each.key}
                if word and word in seen:
                    found[words, word] = SettingProblem(SettingFault.NAMED_TWICE, f"{source}: [survey]", facts)
                seen.setdefault(word, each.key)
    return [*found.values()]


def _of_zones(station: Station, source: str) -> list[SettingProblem]:
    """Name times of another zone ("08:30+09:00"): all are Seoul's, and the others cannot be compared with them."""
    named = [(field.name, getattr(station, field.name)) for field in fields(Station)]
    moments = [(name, value) for name, value in named if isinstance(value, time)]
    for each in ("calling_hours", "duty_hours"):
        moments += [(each, moment) for stretch in getattr(station, each) for moment in stretch]
    wrong = dict.fromkeys(name for name, moment in moments if moment.tzinfo is not None)
    return [SettingProblem(SettingFault.NOT_A_TIME, f"{source}: {name}") for name in wrong]
