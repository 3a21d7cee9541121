"""The house rules: sizes, names that must agree, catalogues that must be equal."""

import ast
import gc
import re
import shutil
import string
import subprocess
import tomllib
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.domain.calls.dispositions import Disposition, TaskKind
from bot.domain.calls.flags import Flag
from bot.domain.calls.inbound import HowCame
from bot.domain.calls.numbers import NumberChange
from bot.domain.calls.rechecks import RecheckOutcome
from bot.domain.calls.results import MoneyAnswer
from bot.domain.calls.states import CallState, Outcome
from bot.domain.figures.figures import Figure, FigureUnit
from bot.domain.figures.intervals import Standing
from bot.domain.figures.region.files import FileFault, FileMark
from bot.domain.figures.topics import StatsTopic
from bot.domain.grievances.accusations.kinds import Accusation
from bot.domain.grievances.delays import DelayKind, DelayReason
from bot.domain.grievances.filing import AuditReason, StandIn
from bot.domain.grievances.kinds import Category, GrievanceLane, Kind, RootCause, Severity
from bot.domain.grievances.reminders import Reminder
from bot.domain.grievances.replies import CloseResult
from bot.domain.grievances.states import GrievanceState
from bot.domain.grievances.tellings import Method
from bot.domain.keeping.cards import Whose
from bot.domain.keeping.diagnosis import Check, InstallationFault
from bot.domain.keeping.names import NameMark
from bot.domain.keeping.setting_faults import SettingFault
from bot.domain.lists.columns import Column
from bot.domain.lists.rows import ExclusionReason, ListProblem, RejectReason, SheetUnread
from bot.domain.lists.sheets import Untold
from bot.domain.notices import NoticeKind
from bot.domain.people.duty import Duty
from bot.domain.refusals import Reason
from bot.domain.roles import MAY, Action, Role
from bot.domain.trail import Event, Subject
from bot.registry import EVENTS, ActionId, Command, FormId, Part, Topic, manifest
from bot.services.lists.planning import SEVERAL_FIT
from bot.services.people.directory import StaffProblem
from bot.texts import LOCALES, load_texts
from storage.chaining import CHAINS

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "storage", "tests")
TOP = {"pyproject.toml", "bot", "handlers", "storage", "tests", "manifest.yml", "README.md", "CHANGELOG.md"}
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
SOURCES = [path for path in FILES if "tests" not in path.parts]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
pytestmark = pytest.mark.xdist_group("house")
"""One worker parses the modules, once."""
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
MIRRORED = {"bot/domain": "tests/domain", "bot/services": "tests/services", "storage": "tests/storage"}
"""Rooms of which each module has a test module of its name, in a folder of the same name."""
TESTED_ELSEWHERE = {"bot/domain/lists/exclusion_words.py": "pieces of patterns: test_exclusions tries the whole"}
"""Modules without a test module, and why."""


def test_no_file_is_longer_than_400_lines() -> None:
    long = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}

    assert not {path: lines for path, lines in long.items() if lines > 400 and "migrations" not in path.parts}


def test_no_function_is_longer_than_50_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in FILES
        if "migrations" not in path.parts
        for node in _statements_of(path)
        if isinstance(node, FUNCTIONS) and (node.end_lineno or 0) - node.lineno + 1 > 50
    ]

    assert not long


@cache
def _statements_of(path: Path) -> list[ast.AST]:
    """Return a module's statements, those within others too; not what they are made of, which is ten times as much."""
    found: list[ast.AST] = [_parsed(path)]
    for node in found:
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            found += getattr(node, part, [])
    return found


def _parsed(path: Path) -> ast.Module:
    """Parse a module with the collector of garbage at rest.

    What is collected meanwhile may write a traceback, which parses too, and Python before 3.11.10 and 3.12.4 keeps
    one count of depths for both: it then raises SystemError (python/cpython#106905).
    """
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    finally:
        gc.enable()


def test_no_test_imports_another_test() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in FILES
        if "tests" in path.parts
        for node in _statements_of(path)
        for name in _imported(node)
        if any(part == "conftest" or part.startswith("test_") for part in name.split("."))
    ]

    assert not found, "what tests share stands in tests/steps"


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.ImportFrom():
            return [f"{node.module}.{each.name}" for each in node.names]
        case ast.Import():
            return [each.name for each in node.names]
        case _:
            return []


def test_every_module_of_the_mirrored_rooms_has_its_test_module() -> None:
    missing = []
    for room, tests in MIRRORED.items():
        for path in (ROOT / room).rglob("*.py"):
            place = path.relative_to(ROOT / room)
            mirror = ROOT / tests / place.parent / f"test_{place.name}"
            needs_none = "migrations" in place.parts or str(path.relative_to(ROOT)) in TESTED_ELSEWHERE
            if not needs_none and _does_something(path) and not mirror.exists():
                missing.append(str(mirror.relative_to(ROOT)))

    assert not missing


def _does_something(path: Path) -> bool:
    """Check whether a module has a function: cards, tables and enumerations are facts, tested by their users."""
    return any(isinstance(node, FUNCTIONS) for node in _statements_of(path))


@pytest.mark.skipif(shutil.which("git") is None, reason="git tells what belongs to the project")
def test_nothing_stands_at_the_top_but_what_the_user_fixed() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout  # noqa: S607 — git from the PATH

    top = {line.split("/")[0] for line in tracked.splitlines()}

    assert {name for name in top if not name.startswith(".")} <= TOP


def test_every_room_of_bot_stands_in_the_import_contract_and_on_the_map() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = {name.strip() for layer in contracts[0]["layers"] for name in layer.split("|")} | {"bot.sandbox"}
    rooms = {path.stem for path in (ROOT / "bot").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    map_of_the_house = (ROOT / "bot" / "__init__.py").read_text(encoding="utf-8")

    for room in rooms - {"__init__", "__main__"}:
        assert f"bot.{room}" in layers, room
        assert re.search(rf"^    {room}\b", map_of_the_house, re.MULTILINE), room


def test_the_manifest_is_made_of_the_registry() -> None:
    assert yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8")) == manifest()


def test_every_name_slack_knows_has_a_listener_and_stands_in_a_view() -> None:
    handlers = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "handlers").rglob("*.py"))
    views = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "views").rglob("*.py"))

    for action in ActionId:
        assert _is_named(action, handlers), action
        assert _is_named(action, views), action
    for form in FormId:
        assert _is_named(form, handlers), form
    for command in Command:
        assert _is_named(command, handlers), command
    for event in EVENTS:
        assert f'@app.event("{event.partition(".")[0]}"' in handlers, event


@pytest.mark.parametrize("locale", LOCALES)
def test_every_catalogue_has_the_same_sentences_and_facts(locale: str) -> None:
    korean, other = load_texts("ko").sentences, load_texts(locale).sentences

    assert korean.keys() == other.keys()
    for key in korean:
        assert _facts(korean[key]) == _facts(other[key]), key


@pytest.mark.parametrize("locale", LOCALES)
def test_every_member_of_an_enumeration_has_its_word(locale: str) -> None:
    sentences = load_texts(locale).sentences

    missing = [
        f"{group}.{member}"
        for group, members in GROUPS.items()
        for member in members
        if f"{group}.{member}" not in sentences
    ]

    assert not missing


GROUPS: Mapping[str, Iterable[str]] = {
    "refused": Reason,
    "state": CallState,
    "state_icon": CallState,
    "disposition": Disposition,
    "outcome": Outcome,
    "money": MoneyAnswer,
    "exclusion": ExclusionReason,
    "reject": [*RejectReason, SEVERAL_FIT],
    "name_mark": NameMark,
    "how_came": HowCame,
    "whose": Whose,
    "flag": Flag,
    "flag_how": Flag,
    "number_change": NumberChange,
    "list_problem": ListProblem,
    "column": Column,
    "sheet_unread": SheetUnread,
    "untold": Untold,
    "staff_problem": StaffProblem,
    "task": TaskKind,
    "role": Role,
    "help": Command,
    "topic": Topic,
    "part": Part,
    "kind": Kind,
    "category": Category,
    "severity": Severity,
    "lane": GrievanceLane,
    "accusation": Accusation,
    "audit_reason": AuditReason,
    "grievance_state": GrievanceState,
    "close_result": CloseResult,
    "root_cause": RootCause,
    "reminder": Reminder,
    "stand_in": StandIn,
    "history": [event.happening for event in Event if event.subject is Subject.GRIEVANCE],
    "delay_kind": DelayKind,
    "duty_kind": Duty,
    "delay_reason": DelayReason,
    "method": Method,
    "notice_kind": NoticeKind,
    "stats_topic": StatsTopic,
    "recheck_outcome": RecheckOutcome,
    "figure": Figure,
    "figure_how": Figure,
    "standing": Standing,
    "file_fault": FileFault,
    "file_mark": FileMark,
    "unit": FigureUnit,
    "check": Check,
    "installation_fault": InstallationFault,
    "setting_fault": SettingFault,
    "chain": CHAINS,
}


BY_GROUP = {
    "refused",
    "state",
    "state_icon",
    "disposition",
    "outcome",
    "survey",
    "money",
    "exclusion",
    "reject",
    "list_problem",
    "extra",
    "column",
    "sheet_unread",
    "untold",
    "name_mark",
    "how_came",
    "whose",
    "flag",
    "flag_how",
    "number_change",
    "staff_problem",
    "chain",
    "door",
    "task",
    "role",
    "help",
    "topic",
    "kind",
    "category",
    "severity",
    "lane",
    "grievance_state",
    "close_result",
    "root_cause",
    "reminder",
    "stand_in",
    "accusation",
    "audit_reason",
    "history",
    "delay_kind",
    "delay_reason",
    "method",
    "notice_kind",
    "stats_topic",
    "recheck_outcome",
    "figure",
    "figure_how",
    "standing",
    "list_column",
    "part",
    "sample",
    "sample_reason",
}
"""Groups of sentences whose keys are members of an enumeration."""


def test_every_sentence_is_used() -> None:

    written = set(re.findall(r'"(?=([\w.-]+)")', SOURCE))
    unused = [
        key
        for key in load_texts("ko").sentences
        if key.split(".")[0] not in BY_GROUP and key not in written and not _is_made_up(key)
    ]

    assert not unused


def _is_made_up(key: str) -> bool:
    """Keys whose last part is a fact: f"recorded.task_{card.task}", f"form.{field}_option", f"board.{kind}"."""
    group, _, name = key.partition(".")
    return any(pattern.fullmatch(name) for pattern in _made_up_names(group))


@cache
def _made_up_names(group: str) -> list[re.Pattern[str]]:
    patterns = re.findall(rf'f"{group}\.([^"]*)"', SOURCE)
    return [re.compile(re.sub(r"\\\{[^}]*\\\}", ".+", re.escape(pattern))) for pattern in patterns]


def test_words_that_domain_forbids_are_not_said() -> None:
    for key, sentence in load_texts("ko").sentences.items():
        assert "처리완료" not in sentence.replace(" ", ""), key
        assert not re.search(r"담당자", sentence), key


def test_every_action_has_its_permission() -> None:
    assert MAY.keys() == set(Action)


def test_every_refusal_is_raised_somewhere() -> None:
    assert not [reason for reason in Reason if not _is_named(reason, SOURCE)]


def _is_named(member: Enum, source: str) -> bool:
    """Check whether a member stands in a source, by its whole name."""
    return f"{member.__class__.__name__}.{member.name}" in _dotted_names_of(source)


@cache
def _dotted_names_of(source: str) -> frozenset[str]:
    return frozenset(re.findall(r"\b(?=(\w+\.\w+))", source))


def _facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_event_is_recorded_somewhere() -> None:
    assert not [event for event in Event if not _is_named(event, SOURCE)]
