"""Tables that rules, requests and notices are looked up in: a new member of an enumeration is forgotten in none."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.demo.past_results import FIRST_TRY
from bot.domain.announcements import NOTICES, StatsTrendNotice, kinds_of
from bot.domain.calls import states
from bot.domain.calls.dispositions import RULES, Disposition
from bot.domain.calls.rechecks import RecheckOutcome
from bot.domain.figures.figures import FORMULAS, MEDIANS, Figure
from bot.domain.grievances import states as grievance_states
from bot.domain.grievances.delays import DelayKind
from bot.domain.grievances.filing import DAYS
from bot.domain.grievances.kinds import Kind
from bot.domain.lists.columns import Column
from bot.domain.notices import FilesAsked, NoticeKind
from bot.domain.station import Station
from bot.domain.station_tables import COLUMN_KINDS
from bot.registry import USAGE, Command
from bot.services.calls import praise, rechecks
from bot.services.figures.reports import ON_REQUEST
from bot.services.grievances import delays
from bot.services.keeping.purging import ABOUT_CALLS, ABOUT_GRIEVANCES, ABOUT_PRAISE
from tests.steps.vectors import every

ROOT = Path(__file__).parents[1]
ABOUT_SOMEBODY = {"call", "grievance", "praise"}
"""Fields of notices that lead to a petitioner."""
TABLES: Mapping[str, tuple[Iterable[StrEnum], type[StrEnum]]] = {
    "dispositions.RULES": (RULES, Disposition),
    "calls.TRANSITIONS": (states.TRANSITIONS, states.Move),
    "grievances.TRANSITIONS": (grievance_states.TRANSITIONS, grievance_states.GrievanceMove),
    "filing.DAYS": (DAYS, Kind),
    "station_tables.COLUMN_KINDS": (map(Column, COLUMN_KINDS), Column),
    "registry.USAGE": (USAGE, Command),
    "praise.RECORDED_AS": (praise.RECORDED_AS, praise.PraiseState),
    "rechecks.RECORDED_AS": (rechecks.RECORDED_AS, RecheckOutcome),
    "rechecks.AFTER": (rechecks.AFTER, RecheckOutcome),
    "delays.RECORDED_AS": (delays.RECORDED_AS, DelayKind),
    "past_results.FIRST_TRY": (FIRST_TRY, Disposition),
}
"""Tables that need a line for each member. Others have a test beside their own room's."""
SHOWS_NO_PETITIONER = {
    NoticeKind.NOBODY_HERE,
    NoticeKind.CLAIM_IDLE,
    NoticeKind.CLAIM_RELEASED,
    NoticeKind.CALL_CORRECTED,
    NoticeKind.CALL_WITHDRAWN,
    NoticeKind.CONFLICT_LIFTED,
    NoticeKind.OWN_OVERRIDE,
    NoticeKind.ABUSE,
}
"""Notices about a call or grievance with numbers and dates alone: nothing in them is to be purged."""


@cache
def source_of(*rooms: str) -> str:
    """What is written in some rooms of bot."""
    files = [path for room in rooms for path in sorted((ROOT / "bot" / room).rglob("*.py"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@every("name", TABLES)
def test_a_table_has_a_line_for_each_member(name: str) -> None:
    table, members = TABLES[name]

    assert set(table) == set(members)


def test_every_figure_is_made_in_one_way() -> None:
    ways = Counter(figure for table in (FORMULAS, MEDIANS) for figure in table)

    assert ways == Counter(Figure)


def test_every_file_that_is_asked_for_is_announced_and_recorded() -> None:
    with_charts = {StatsTrendNotice}  # asked for with them
    assert {notice for notice, _ in ON_REQUEST.values()} | with_charts == set(kinds_of(FilesAsked).values())


@every("kind", NoticeKind)
def test_every_notice_is_announced_by_a_use_case(kind: NoticeKind) -> None:
    assert re.search(rf"\b{NOTICES[kind].__name__}\b", source_of("services"))


def test_of_every_notice_about_a_petitioner_it_is_decided_whether_purging_cleans_it() -> None:
    about = {kind for kind, notice in NOTICES.items() if {each.name for each in fields(notice)} & ABOUT_SOMEBODY}
    cleaned = {NoticeKind(kind) for kind in (*ABOUT_CALLS, *ABOUT_GRIEVANCES, *ABOUT_PRAISE)}

    assert about == cleaned | SHOWS_NO_PETITIONER
    assert not cleaned & SHOWS_NO_PETITIONER


@cache
def settings_read() -> set[str]:
    """Return what rules and use cases read of the station."""
    return set(re.findall(r"\bstation\.(\w+)", source_of("domain", "services")))


@every("setting", [field.name for field in fields(Station)])
def test_every_setting_of_a_station_is_read_by_a_rule_or_a_use_case(setting: str) -> None:
    assert setting in settings_read()
