"""A headquarters' file, region.toml: read and checked, every mistake at once, each by its kind."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.domain.figures.region.table import Region
from bot.domain.keeping.setting_faults import SettingFault, SettingProblem
from bot.domain.keeping.station_parsing import LONGEST_NAME, read_tables
from bot.settings.environment import unknown_name
from bot.settings.station_file import WrongSettings, read_toml

REGION_FILE = "region.toml"
TABLES = ("name", "stations", "departments")
PUBLIC_KEY = re.compile(r"[A-Za-z0-9_-]{43}=")


def load_region(path: Path) -> Region:
    """Read region.toml.

    Raises:
        WrongSettings: missing, unreadable, with unknown names or values of the wrong kind.
    """
    return region_from_table(read_toml(path, REGION_FILE), path.name)


def region_from_table(table: Mapping[str, Any], source: str) -> Region:
    """Make a Region of a TOML table."""
    problems = [unknown_name(name, source, TABLES, (), "") for name in sorted(table.keys() - {*TABLES})]
    problems += _of_stations(table.get("stations", {}), source)
    name = table.get("name", "")
    if not isinstance(name, str):
        problems.append(SettingProblem(SettingFault.NOT_A_TEXT, f"{source}: name"))
    departments = {"departments": table["departments"]} if "departments" in table else {}
    read, mistakes = read_tables(departments, source, TABLES)
    if problems + mistakes:
        raise WrongSettings(problems + mistakes)
    keys = {tidy_name(station): key for station, key in table.get("stations", {}).items()}
    return Region(name=name, keys=keys, **read)


def tidy_name(name: str) -> str:
    """Write a name with one space between its words, each letter as one."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def _of_stations(stations: Any, source: str) -> Iterator[SettingProblem]:
    place = f"{source}: [stations]"
    if not isinstance(stations, Mapping):
        yield SettingProblem(SettingFault.NOT_A_TABLE, place)
        return
    for name, key in stations.items():
        if not 0 < len(tidy_name(name)) <= LONGEST_NAME:
            yield SettingProblem(SettingFault.NOT_A_NAME, f"{place} {name}", {"most": LONGEST_NAME})
        if not isinstance(key, str) or (key and not PUBLIC_KEY.fullmatch(key)):
            yield SettingProblem(SettingFault.NOT_A_PUBLIC_KEY, f"{place} {name}")
