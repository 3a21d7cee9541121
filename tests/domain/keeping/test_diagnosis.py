"""What is found wrong with an installation."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.keeping.diagnosis import (
    NEEDED,
    TABLE_REACHES,
    Check,
    Finding,
    InstallationFault,
    InstallationState,
    NamesUnknown,
    OldTrail,
    Remedy,
    clock_finding,
    findings_of,
    remedy_for,
)
from bot.domain.roles import Role
from tests.steps.builders import MONDAY, seoul
from tests.steps.vectors import every

NOW = seoul(MONDAY, 9)
SECOND = timedelta(seconds=1)
SOUND = InstallationState(
    keys=1,
    unreadable=(),
    numbers_are_known=True,
    keys_not_written=[],
    oldest_due=None,
    failed=0,
    people=dict.fromkeys(Role, 1),
    last_holiday_known=MONDAY + TABLE_REACHES,
    names=NamesUnknown(visits=9, with_officer=5),
)

OLD_TRAIL = OldTrail(at=NOW, rows=9, head="0" * 64, broken_at=None, cut_off=0)


def faults(**facts: Any) -> list[InstallationFault]:
    """Return what is wrong with an installation that is sound but for some facts."""
    return [each.fault for each in findings_of(replace(SOUND, **facts), NOW, MONDAY) if each.fault]


def test_of_a_sound_installation_every_check_is_well() -> None:
    assert [each.check for each in findings_of(SOUND, NOW, MONDAY)] == [
        Check.KEYS,
        Check.NOTICES,
        Check.PEOPLE,
        Check.NAMES,
        Check.HOLIDAYS,
    ]
    assert not faults()
    assert findings_of(replace(SOUND, old_trail=OLD_TRAIL), NOW, MONDAY)[0].check is Check.TRAIL


@every(
    ("facts", "found"),
    [
        ({"old_trail": OLD_TRAIL}, []),
        ({"old_trail": replace(OLD_TRAIL, broken_at=0)}, [InstallationFault.TRAIL_BROKEN]),
        ({"old_trail": replace(OLD_TRAIL, cut_off=1)}, [InstallationFault.TRAIL_CUT_OFF]),
        ({"unreadable": ["petitioner"]}, [InstallationFault.KEY_MISSING]),
        ({"numbers_are_known": False}, [InstallationFault.HASH_KEY_MOVED]),
        ({"oldest_due": NOW - timedelta(minutes=15)}, []),
        ({"oldest_due": NOW}, []),
        ({"oldest_due": NOW - timedelta(minutes=15) - SECOND}, [InstallationFault.NOTICE_STUCK]),
        ({"failed": 2}, [InstallationFault.NOTICE_FAILED]),
        ({"people": {}}, [InstallationFault.NOBODY]),
        *(({"people": dict.fromkeys({*Role} - roles, 1)}, [fault]) for fault, roles in NEEDED.items()),
        ({"people": dict.fromkeys({*Role} - {Role.HEAD}, 1)}, []),
        ({"headless": ["교통과"]}, [InstallationFault.HEADLESS]),
        ({"last_holiday_known": MONDAY + timedelta(days=60)}, []),
        ({"last_holiday_known": MONDAY + timedelta(days=59)}, [InstallationFault.TABLE_ENDS]),
    ],
)
def test_every_fault_is_found_at_its_edge(facts: dict[str, Any], found: list[InstallationFault]) -> None:
    assert faults(**facts) == found


@pytest.mark.parametrize(
    ("off", "fault"),
    [
        (timedelta(0), None),
        (timedelta(seconds=60), None),
        (timedelta(seconds=-60), None),
        (timedelta(seconds=61), InstallationFault.CLOCK_OFF),
        (timedelta(seconds=-61), InstallationFault.CLOCK_OFF),
    ],
)
def test_a_clock_may_differ_by_a_minute(off: timedelta, fault: InstallationFault | None) -> None:
    assert clock_finding(NOW, NOW + off).fault is fault


@pytest.mark.parametrize(
    ("names", "advice"),
    [
        ({"other_departments": 1}, InstallationFault.OTHER_DEPARTMENTS),
        ({"other_types": 1}, InstallationFault.OTHER_TYPES),
        ({"people": 2, "units": 1}, InstallationFault.STAFF_ELSEWHERE),
        ({"officers_unknown": 1}, InstallationFault.OFFICERS_UNKNOWN),
    ],
)
def test_names_that_no_table_knows_are_advice_with_their_counts(
    names: dict[str, int], advice: InstallationFault
) -> None:
    found = findings_of(replace(SOUND, names=replace(SOUND.names, **names)), NOW, MONDAY)

    [told] = [each for each in found if each.fault]
    assert (told.fault, told.is_advice, told.facts["count"]) == (advice, True, next(iter(names.values())))


@pytest.mark.parametrize("fault", InstallationFault)
def test_of_every_fault_it_is_known_what_is_done_next(fault: InstallationFault) -> None:
    remedy, what = remedy_for(Finding(check=Check.SETTINGS, fault=fault))

    assert bool(what) == (remedy is not Remedy.LINE)


def test_a_variable_that_a_line_names_is_mended_next() -> None:
    told = Finding(check=Check.KEYS, fault=InstallationFault.KEYS_FOREIGN, facts={"name": "TRAIL_KEYS"})

    assert remedy_for(told) == (Remedy.SETTING, "TRAIL_KEYS")


def test_what_nobody_counted_is_none() -> None:
    names = NamesUnknown(other_types=2)

    [of_types] = [each for each in findings_of(replace(SOUND, names=names), NOW, MONDAY) if each.fault]

    assert of_types.facts == {"days": 90, "visits": 0, "count": 2}


def test_a_stuck_notice_a_clock_and_an_old_trail_are_told_with_their_numbers() -> None:
    [stuck] = [
        each
        for each in findings_of(replace(SOUND, oldest_due=NOW - timedelta(minutes=17, seconds=59)), NOW, MONDAY)
        if each.fault
    ]
    cut = findings_of(replace(SOUND, old_trail=replace(OLD_TRAIL, cut_off=3)), NOW, MONDAY)[0]
    broken = findings_of(replace(SOUND, old_trail=replace(OLD_TRAIL, broken_at=0, cut_off=3)), NOW, MONDAY)[0]

    assert stuck.facts == {"minutes": 17}
    assert clock_finding(NOW, NOW - timedelta(seconds=90)).facts == {"seconds": 90}
    assert cut.facts == {"at": NOW, "missing": 3}
    assert broken.facts == {"at": NOW, "row": 0}
