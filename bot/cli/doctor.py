"""`cleancall doctor`: looks at everything an installation rests on, says what to do next, and changes nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import aiohttp
from rich.console import Console

from bot.cli.database_checks import look_at_database
from bot.cli.exits import setting_problem
from bot.cli.language import reader_texts
from bot.cli.machine_checks import look_at_disk, look_at_ports
from bot.cli.slack_checks import SlackChecks
from bot.cli.text_checks import look_at_texts
from bot.clock import wall_clock
from bot.domain.keeping.accounts import BY_WEIGHT, Account
from bot.domain.keeping.diagnosis import Check, Finding, InstallationFault, Remedy, remedy_for
from bot.domain.keeping.setting_faults import SettingFault, SettingProblem
from bot.serving.client import client_of
from bot.settings import ENVIRONMENT_FILE, Settings, SettingsAsRead, load_station, read_all_settings
from bot.texts import Texts

HEALTHY, FAULTY = 0, 1
ANSWER_SECONDS = 15.0
LEAST_FREE = 1_000_000_000
"""Bytes beside the SQLite file: less, and it may soon be unable to write."""
MOST_NAMED = 20
"""People whom a line names by their numbers; the others are counted."""
T = TypeVar("T")
TO_SLACK = {"slack_api_url", "https_proxy", "no_proxy"}


def examine_installation() -> int:
    """Examine what the environment describes, print a line for each look. 0: nothing is wrong."""
    texts = reader_texts()
    return _tell(
        asyncio.run(examine_all(read_all_settings(), waiting=lambda seconds: _tell_waiting(seconds, texts))), texts
    )


async def examine(
    settings: Settings, now: Callable[[], datetime] = wall_clock, *, least_free: int = LEAST_FREE
) -> list[Finding]:
    """Look at everything, of settings that are right."""
    station = load_station(settings.station_file)
    read = SettingsAsRead(settings=settings, wrong=frozenset(), station=station, problems=[])
    return await examine_all(read, now, least_free=least_free)


async def examine_all(
    read: SettingsAsRead,
    now: Callable[[], datetime] = wall_clock,
    *,
    least_free: int = LEAST_FREE,
    waiting: Callable[[int], None] = lambda _seconds: None,
) -> list[Finding]:
    """Look at everything that can be looked at with the settings there are, whatever else is wrong."""
    found, accounts = _of_settings(read.problems), list[Account]()
    is_open = "database_url" not in read.wrong
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS)) as session:
        found += await _survived(look_at_ports(session, read), _alone, Check.PORTS)
        if read.station is not None:
            found += await _survived(look_at_texts(read.settings, read.station.sms), _alone, Check.TEXTS)
        slack = None if TO_SLACK & read.wrong else SlackChecks(client_of(read.settings, session), read, now)
        if slack is not None:
            found += await _survived(slack.look(), _alone, Check.BOT)
        if is_open:
            of_disk = look_at_disk(read.settings.database_url, least_free)
            found += of_disk
            if all(each.fault in {None, InstallationFault.DISK_FULL} for each in of_disk):
                of_database, accounts = await _survived(look_at_database(read, now), _with_nobody, Check.DATABASE)
                found += of_database
        if slack is not None:
            found += await _survived(slack.look_at_people(accounts, waiting), _alone, Check.ACCOUNTS)
    return found


def _of_settings(problems: Sequence[SettingProblem]) -> list[Finding]:
    """Make findings of what is wrong with the settings; before `init` there is one thing to do."""
    names = {each.name for each in problems if each.fault is SettingFault.MISSING}
    no_station = any(each.fault is SettingFault.NO_FILE for each in problems)
    if no_station and "DATA_KEYS" in names and not Path(ENVIRONMENT_FILE).exists():
        return [Finding(check=Check.SETTINGS, fault=InstallationFault.NOTHING_YET, facts={"folder": str(Path.cwd())})]
    fault = InstallationFault.SETTING
    return [Finding(check=Check.SETTINGS, fault=fault, setting=each) for each in problems] or [
        Finding(check=Check.SETTINGS)
    ]


def _alone(failed: Finding) -> list[Finding]:
    return [failed]


def _with_nobody(failed: Finding) -> tuple[list[Finding], list[Account]]:
    return [failed], []


async def _survived(look: Awaitable[T], instead: Callable[[Finding], T], check: Check) -> T:
    """Return what a look found; where it broke down, that it did."""
    try:
        return await look
    except Exception as error:  # noqa: BLE001 — the other looks are made whatever happens in one
        facts = {"error": type(error).__name__, "check": check.value}
        return instead(Finding(check=check, fault=InstallationFault.LOOK_FAILED, facts=facts))


def _tell(findings: list[Finding], texts: Texts) -> int:
    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        style = None if finding.fault is None else "yellow" if finding.is_advice else "red"
        console.print(line_of(finding, texts), style=style, markup=False)
    console.print(next_step(findings, texts), markup=False)
    return FAULTY if any(finding.fault and not finding.is_advice for finding in findings) else HEALTHY


def _tell_waiting(seconds: int, texts: Texts) -> None:
    Console(stderr=True, soft_wrap=True).print(texts.plain("next_step.waiting", seconds=seconds), markup=False)


def line_of(finding: Finding, texts: Texts) -> str:
    """Write one look as a line: what is well by its name, what is not, or could be better, with what to do."""
    if finding.setting is not None:
        problem = setting_problem(finding.setting, texts)
        return f"✘ {texts.plain(f'installation_fault.{finding.fault}', problem=problem)}"
    is_well = finding.fault is None
    key = f"check.{finding.check}" if is_well else f"installation_fault.{finding.fault}"
    mark = "✔" if is_well else "△" if finding.is_advice else "✘"
    facts = {"people": _people(finding.people, texts)} if finding.people else {}
    return f"{mark} {texts.plain(key, **finding.facts, **facts)}"


def _people(accounts: Sequence[Account], texts: Texts) -> str:
    """Name people by role and number: "상담원 1001, 1002 · 담당 경찰관 2001"."""
    named = accounts[:MOST_NAMED]
    of_roles = [(role, [each.staff_no for each in named if each.role is role]) for role in BY_WEIGHT]
    words = " · ".join(f"{texts.word('role', role)} {', '.join(numbers)}" for role, numbers in of_roles if numbers)
    more = len(accounts) - len(named)
    return f"{words} {texts.plain('next_step.more', count=more)}" if more else words


def next_step(findings: Sequence[Finding], texts: Texts) -> str:
    """Write the one line that says what to do first, or that all is well."""
    wrong = next((each for each in findings if each.fault is not None and not each.is_advice), None)
    if wrong is None:
        return texts.plain("next_step.run")
    if wrong.setting is not None:
        file, _, setting = wrong.setting.name.rpartition(": ")
        if not setting.isupper() and not file:  # a file itself
            return texts.plain("next_step.file", file=setting)
        return texts.plain("next_step.setting", file=file or ENVIRONMENT_FILE, setting=setting)
    remedy, what = remedy_for(wrong)
    if remedy is Remedy.SETTING:
        return texts.plain("next_step.setting", file=ENVIRONMENT_FILE, setting=what)
    return texts.plain(f"next_step.{remedy}", what=what)
