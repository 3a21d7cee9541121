"""What a station may set its numbers to, and what has to fit together (rule book §3–§7)."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from urllib.parse import urlsplit

from bot.domain.keeping.main_number import is_extension
from bot.domain.keeping.setting_faults import SettingFault, SettingProblem, SettingReason
from bot.domain.keeping.station_parsing import LONGEST_NAME
from bot.domain.station import Reveal, Station

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that a setting may be, and why."""

    least: timedelta | float | time
    most: timedelta | float | time
    why: SettingReason


def _days(least: int, most: int, why: SettingReason) -> Range:
    return Range(timedelta(days=least), timedelta(days=most), why)


def _minutes(least: int, most: int, why: SettingReason) -> Range:
    return Range(timedelta(minutes=least), timedelta(minutes=most), why)


RANGES = {
    "morning_at": Range(time(5), time(12), SettingReason.MORNING),
    "promised_until": Range(time(12), time(21), SettingReason.EVENINGS),
    "most_attempts": Range(2, 10, SettingReason.TWO_DAYS),
    "attempt_gap": _minutes(15, 24 * 60, SettingReason.PRESSING),
    "busy_gap": _minutes(5, 24 * 60, SettingReason.BUSY),
    "window_working_days": Range(2, 60, SettingReason.TWO_DAYS),
    "recently_called": _days(0, 365, SettingReason.OFTEN),
    "idle_nudge": _minutes(5, 8 * 60, SettingReason.IDLE),
    "idle_release": _minutes(10, 9 * 60, SettingReason.IDLE),
    "code_valid": _days(1, 60, SettingReason.CODES),
    "conflict_memory": _days(30, 10 * 365, SettingReason.CONFLICTS),
    "reopen_within": _days(1, 30, SettingReason.REOPENING),
    "inbound_within": _days(1, 90, SettingReason.REOPENING),
    "undo_within": _minutes(1, 60, SettingReason.UNDOING),
    "break_after_abuse": _minutes(0, 4 * 60, SettingReason.RESTING),
    "undo_hold": _minutes(0, 10, SettingReason.HOLDING),
    "recheck_share": Range(0, 1, SettingReason.SHARE),
    "recheck_within": _days(1, 60, SettingReason.MEMORY),
    "keep_contact": _days(1, 365, SettingReason.DESTRUCTION),
    "keep_filed": _days(1, 3 * 365, SettingReason.DESTRUCTION),
    "keep_access_log": Range(YEAR, 10 * YEAR, SettingReason.ACCESS_LOG),
    "keep_trail": Range(3 * YEAR, 10 * YEAR, SettingReason.TRAIL),
}
AFTER = (
    ("morning_until", "morning_at"),
    ("list_missing_at", "morning_at"),
    ("day_ends_at", "morning_until"),
    ("idle_release", "idle_nudge"),
)
"""(the later, the earlier)"""
NOT_LESS = (("keep_filed", "keep_contact"), ("keep_trail", "keep_access_log"))
"""(the longer or as long, the shorter)"""
NAMES = ("name", "office")
MOST_APPROVALS, LONGEST_APPROVAL = 6, 8
APPROVALS = {"most": MOST_APPROVALS, "letters": LONGEST_APPROVAL}
PLACEHOLDERS = frozenset("○〇◯□△")
"""Letters that stand for a name in forms and examples."""


def problems_of_station(station: Station, source: str) -> Iterator[SettingProblem]:
    """Name what a station cannot be set to, by the file and the setting; what one mistake leads to is left out."""
    told: set[str] = set()
    for problem in _all_problems(station, source):
        names = {problem.name.removeprefix(f"{source}: "), str(problem.facts.get("other", ""))} - {""}
        if not told & names:
            told |= names
            yield problem


def _all_problems(station: Station, source: str) -> Iterator[SettingProblem]:
    for name in NAMES:
        if not getattr(station, name).strip():
            yield SettingProblem(SettingFault.MISSING, f"{source}: {name}")
        elif len(getattr(station, name)) > LONGEST_NAME or not getattr(station, name).isprintable():
            yield SettingProblem(SettingFault.NOT_A_NAME, f"{source}: {name}", {"most": LONGEST_NAME})
        elif PLACEHOLDERS & {*getattr(station, name)}:
            yield SettingProblem(SettingFault.PLACEHOLDER, f"{source}: {name}")
    if not is_extension(station.centre_line):
        yield SettingProblem(SettingFault.NOT_AN_EXTENSION, f"{source}: centre_line")
    if len(station.approvals) > MOST_APPROVALS or not all(_can_sign(each) for each in station.approvals):
        yield SettingProblem(SettingFault.NOT_APPROVALS, f"{source}: approvals", APPROVALS)
    for name, allowed in RANGES.items():
        if not allowed.least <= getattr(station, name) <= allowed.most:
            facts = {"least": allowed.least, "most": allowed.most}
            yield SettingProblem(_fault_of(allowed), f"{source}: {name}", facts, allowed.why)
    yield from _out_of_order(station, source)
    yield from _wrong_hours(station, source)
    if station.reveal is Reveal.LINK and not (is_address(station.reveal_url) and not {*"?#"} & {*station.reveal_url}):
        yield SettingProblem(SettingFault.NO_REVEAL_ADDRESS, f"{source}: reveal_url")


def _can_sign(title: str) -> bool:
    return bool(title.strip()) and title.isprintable() and len(title) <= LONGEST_APPROVAL


def is_address(words: str) -> bool:
    """Check whether words are an http(s) address with a host."""
    try:
        parts = urlsplit(words)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and " " not in words
    except ValueError:  # no port, or half an address of IPv6
        return False


def _fault_of(allowed: Range) -> SettingFault:
    if isinstance(allowed.least, timedelta):
        return SettingFault.LENGTH_OUT_OF_RANGE
    return SettingFault.TIME_OUT_OF_RANGE if isinstance(allowed.least, time) else SettingFault.NUMBER_OUT_OF_RANGE


def _out_of_order(station: Station, source: str) -> Iterator[SettingProblem]:
    for later, earlier in AFTER:
        if getattr(station, later) <= getattr(station, earlier):
            yield SettingProblem(SettingFault.NOT_AFTER, f"{source}: {later}", {"other": earlier})
    for longer, shorter in NOT_LESS:
        if getattr(station, longer) < getattr(station, shorter):
            yield SettingProblem(SettingFault.SHORTER_THAN, f"{source}: {longer}", {"other": shorter})


def _wrong_hours(station: Station, source: str) -> Iterator[SettingProblem]:
    """Hours in which people are phoned: at least one stretch, in order, none into another, within the day."""
    moments = [moment for stretch in station.calling_hours for moment in stretch]
    if not moments or any(later <= earlier for earlier, later in itertools.pairwise(moments)):
        yield SettingProblem(SettingFault.HOURS_OUT_OF_ORDER, f"{source}: calling_hours")
        return
    for name in ("promised_until", "day_ends_at"):
        if getattr(station, name) < moments[-1]:
            yield SettingProblem(SettingFault.BEFORE_CALLING_ENDS, f"{source}: {name}", {"other": "calling_hours"})
    if moments[0] < station.morning_at:
        yield SettingProblem(SettingFault.NOT_AFTER, f"{source}: calling_hours", {"other": "morning_at"})
    duty = [moment for stretch in station.duty_hours for moment in stretch]
    if any(later <= earlier for earlier, later in itertools.pairwise(duty)):
        yield SettingProblem(SettingFault.HOURS_OUT_OF_ORDER, f"{source}: duty_hours")
