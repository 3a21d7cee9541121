"""The environment and the file `.env`: what is given, and how each line of the file was meant."""

import difflib
import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream

from bot.domain.keeping.setting_faults import SettingFault, SettingProblem

ENVIRONMENT_FILE = ".env"
QUOTES = (('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’"))
OF_OTHERS = re.compile(r"(POSTGRES|PG|COMPOSE|DOCKER|PYTHON|SLACK_CLI|MPL|LC_|UV_|PIP_)\w*|TZ|LANG|PATH|HOME|TMPDIR")
OF_NETWORKS = re.compile(r"(HTTP|HTTPS|ALL|NO|FTP)_PROXY|(SSL|CURL|REQUESTS)_\w+")
"""Variables that belong in a file like this and are read by others."""
A_NAME = re.compile(r"[^\W\d]\w{0,29}")
"""What can be a name. Anything else may be a piece of a key or token that stands on a line of its own: never shown."""
ALIKE = 0.75
"""How near a name comes to one of ours that was meant (difflib)."""


class UnreadableFile(Exception):
    """A file of settings cannot be read."""

    def __init__(self, problem: SettingProblem) -> None:
        super().__init__(problem.fault.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Environment:
    """What is given to the bot, by the names of the variables; an empty one is not given."""

    values: Mapping[str, str]
    names_in_file: Mapping[str, tuple[int, ...]]  # by the lines on which they stand
    broken_lines: tuple[int, ...] = ()
    differ: frozenset[str] = frozenset()  # given twice in the file, and not alike


def read_environment(environ: Mapping[str, str], file: Path) -> Environment:
    """Read the variables; the environment goes before the file.

    Raises:
        UnreadableFile: the file is there and cannot be read.
    """
    try:
        text = read_settings_file(file)
    except FileNotFoundError:
        text = ""
    lines: dict[str, list[int]] = defaultdict(list)
    said: dict[str, set[str]] = defaultdict(set)
    broken = []
    for binding in parse_stream(io.StringIO(text)):
        if binding.error:
            broken.append(binding.original.line)
        elif binding.key is not None:
            lines[binding.key.upper()].append(binding.original.line)
            said[binding.key.upper()].add(_plain(binding.value or ""))
    readable = "\n".join("" if number in broken else line for number, line in enumerate(text.splitlines(), 1))
    values = {**_given(dotenv_values(stream=io.StringIO(readable))), **_given(environ)}
    differ = frozenset(name for name, each in said.items() if len(each - {""}) > 1)
    return Environment(values, {name: tuple(each) for name, each in lines.items()}, tuple(broken), differ)


def read_settings_file(file: Path) -> str:
    """Read a file of settings, as editors of every kind write them.

    Raises:
        FileNotFoundError: it is not there.
        UnreadableFile: it is a folder, not ours to read, or no UTF-8.
    """
    try:
        return file.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(file) from None
    except IsADirectoryError:
        fault = SettingFault.A_FOLDER
    except UnicodeDecodeError:
        fault = SettingFault.NOT_UTF8
    except (OSError, ValueError):  # a name that no file can have
        fault = SettingFault.UNREADABLE_FILE
    raise UnreadableFile(SettingProblem(fault, str(file)))


def _given(values: Mapping[str, str | None]) -> dict[str, str]:
    """Take what is not empty; a name in capitals goes before the same in small letters."""
    plain = {name: _plain(value or "") for name, value in sorted(values.items(), key=lambda item: item[0].isupper())}
    return {name.upper(): value for name, value in plain.items() if value}


def _plain(value: str) -> str:
    """Take off what stands around a value: spaces, and quotes that nobody took off (`docker run --env-file`)."""
    plain = value.strip().strip("\ufeff\u200b")
    for opening, closing in QUOTES:
        if len(plain) > 1 and plain.startswith(opening) and plain.endswith(closing):
            return plain[1:-1].strip()
    return plain


def problems_of_lines(
    environment: Environment, ours: Collection[str], stations: Collection[str]
) -> list[SettingProblem]:
    """Name lines of the file that say nothing to the bot: broken, given twice, misspelt, of another file, unknown.

    `ours` are the variables, `stations` the settings of station.toml.
    """
    found = [
        SettingProblem(SettingFault.BROKEN_LINE, ENVIRONMENT_FILE, {"line": line}) for line in environment.broken_lines
    ]
    for name in sorted(environment.differ & {*ours}):
        lines = ", ".join(map(str, environment.names_in_file[name]))
        found.append(SettingProblem(SettingFault.GIVEN_TWICE, f"{ENVIRONMENT_FILE}: {name}", {"lines": lines}))
    unknown = [name for name in environment.names_in_file if name not in ours and not _is_of_others(name)]
    found += [
        SettingProblem(SettingFault.BROKEN_LINE, ENVIRONMENT_FILE, {"line": line})
        for name in unknown
        if not A_NAME.fullmatch(name)
        for line in environment.names_in_file[name]
    ]
    named = (name for name in unknown if A_NAME.fullmatch(name))
    return [*found, *(unknown_name(name, ENVIRONMENT_FILE, ours, stations, "station.toml") for name in named)]


def _is_of_others(name: str) -> bool:
    return bool(OF_OTHERS.fullmatch(name) or OF_NETWORKS.fullmatch(name))


def misspelt_outside(environment: Environment, ours: Collection[str]) -> list[SettingProblem]:
    """Name variables of the environment itself that are nearly ours; all the others there are somebody else's."""
    outside = (name for name in environment.values if name not in ours and name not in environment.names_in_file)
    return [
        SettingProblem(SettingFault.MISSPELT, name, {"meant": meant})
        for name in outside
        if not _is_of_others(name)
        for meant in meant_by(name, ours, alike=0.9)
    ]


def unknown_name(
    name: str, file: str, ours: Collection[str], others: Collection[str], other_file: str
) -> SettingProblem:
    """Name a setting that this file has not: one of the other file, a misspelt one, or no setting at all."""
    shown = f"{file}: {name}"
    if any(name.casefold() == each.casefold() for each in others):
        return SettingProblem(SettingFault.OF_OTHER_FILE, shown, {"file": other_file})
    if meant := meant_by(name, ours):
        return SettingProblem(SettingFault.MISSPELT, shown, {"meant": meant[0]})
    return SettingProblem(SettingFault.UNKNOWN, shown)


def meant_by(name: str, names: Iterable[str], *, alike: float = ALIKE) -> list[str]:
    """Guess which setting was meant by a name, if any."""
    by_folded = {each.casefold(): each for each in names}
    return [by_folded[each] for each in difflib.get_close_matches(name.casefold(), by_folded, n=1, cutoff=alike)]
