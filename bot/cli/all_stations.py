"""`cleancall doctor --all FOLDER`: every installation in a folder, and what no two of them may share."""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rich.console import Console

from bot.cli.exits import DONE, MISUSED, REFUSED, refuse
from bot.cli.language import reader_texts
from bot.settings import ENVIRONMENT_FILE, Settings
from bot.settings.environment import UnreadableFile, read_environment

OWN = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DATABASE_URL", "DATA_KEYS", "HASH_KEY", "TRAIL_KEYS", "REPORT_KEY")
"""Of one station alone: whoever shares them shares its petitioners, its channel or its signature."""
PORTS = {"HEALTH_PORT": "3001", "HTTP_PORT": "3000"}
"""With what holds where nothing is written. They clash on one machine, but not in containers."""
HTTP_MODE = "http"
AT_ONCE = 4
"""Installations that are examined side by side."""


def examine_stations(folder: Path) -> int:
    """Examine each installation below a folder by itself, then all of them beside each other. 0: nothing is wrong."""
    texts = reader_texts()
    stations = sorted(file.parent for file in folder.glob(f"*/{ENVIRONMENT_FILE}"))
    if not stations:
        refuse(texts.plain("stations.none", folder=str(folder)))
        return MISUSED
    console = Console(highlight=False, soft_wrap=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        well = 0
        for station, done in zip(stations, pool.map(_examined, stations), strict=True):
            console.print(texts.plain("stations.heading", name=station.name), style="bold", markup=False)
            console.print(done.stdout + done.stderr, markup=False, end="")
            well += done.returncode == DONE
    shared = list(_shared({station.name: _given(station) for station in stations}))
    for line in shared:
        console.print(texts.plain("stations.shares", **line), style="red", markup=False)
    for line in _same_ports({station.name: _given(station) for station in stations}):
        console.print(texts.plain("stations.same_port", **line), style="yellow", markup=False)
    console.print(texts.plain("stations.well", well=well, count=len(stations)), markup=False)
    return DONE if well == len(stations) and not shared else REFUSED


def _examined(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `cleancall doctor` in a folder, with nothing of our own environment but what is no setting."""
    ours = {name.upper() for name in Settings.model_fields} - {"LOCALE"}
    environment = {name: value for name, value in os.environ.items() if name.upper() not in ours}
    return subprocess.run(
        [sys.executable, "-m", "bot", "doctor"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _given(folder: Path) -> Mapping[str, str]:
    try:
        return read_environment({}, folder / ENVIRONMENT_FILE).values
    except UnreadableFile:  # the examination of its own has said so
        return {}


def _shared(stations: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """Find what two stations have in common that is one's own; never its value."""
    for variable in OWN:
        holders = defaultdict[str, list[str]](list)
        for name, values in stations.items():
            for value in {each.strip() for each in values.get(variable, "").split(",")} - {""}:
                holders[_place_of(variable, value, name)].append(name)
        for names in _several(holders):
            yield {"variable": variable, "names": names}


def _place_of(variable: str, value: str, station: str) -> str:
    """Return a value; of a file beside the settings together with whose it is, for each folder has one of its own."""
    is_relative = variable == "DATABASE_URL" and value.startswith("sqlite") and "////" not in value
    return f"{station}/{value}" if is_relative else value


def _same_ports(stations: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, str]]:
    for variable, default in PORTS.items():
        holders = defaultdict[str, list[str]](list)
        for name, values in stations.items():
            if variable == "HEALTH_PORT" or values.get("SLACK_MODE") == HTTP_MODE:
                holders[values.get(variable, default)].append(name)
        for names in _several(holders):
            yield {"variable": variable, "names": names}


def _several(holders: Mapping[str, Sequence[str]]) -> Iterator[str]:
    return (", ".join(names) for names in holders.values() if len(names) > 1)
