"""`cleancall doctor`: looks at everything an installation rests on, says what to do, and changes nothing."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp
from rich.console import Console
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import wall_clock
from bot.delivery.errors import failure_of
from bot.domain.keeping.diagnosis import Check, Finding, InstallationFault, clock_finding, findings_of
from bot.domain.notices import Fate
from bot.registry import SCOPES
from bot.services.desk import Desk
from bot.services.keeping.diagnosis import see_installation
from bot.settings import Settings, WrongSettings, load_calendar, load_settings, load_station
from bot.slack import FAILURES, TOKEN_REFUSED, ChannelProblem, asked, channel_problem
from bot.texts import Texts, load_texts
from storage.database import Database, is_sqlite, open_database
from storage.migrating import is_current
from storage.secrets import Secrets

HEALTHY, AILING = 0, 1
ANSWER_SECONDS = 15.0
LEAST_FREE = 1_000_000_000
"""Bytes beside the SQLite file: less, and it may soon be unable to write."""
CHANNEL_AILMENTS = {
    ChannelProblem.SHARED: InstallationFault.CHANNEL_SHARED,
    ChannelProblem.PUBLIC: InstallationFault.CHANNEL_PUBLIC,
    ChannelProblem.NOT_MEMBER: InstallationFault.CHANNEL_NOT_MEMBER,
}


def examine_installation() -> int:
    """Examine what the environment describes, print a line for each look. 0: nothing is wrong."""
    try:
        settings = load_settings()
    except WrongSettings as error:
        wrong = [_ailing(Check.SETTINGS, InstallationFault.SETTING, problem=problem) for problem in error.problems]
        return _tell(wrong, load_texts("ko"))
    return _tell(asyncio.run(examine(settings)), load_texts(settings.locale))


async def examine(
    settings: Settings, now: Callable[[], datetime] = wall_clock, *, least_free: int = LEAST_FREE
) -> list[Finding]:
    """Look at everything."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        client = AsyncWebClient(
            token=settings.slack_bot_token.get_secret_value(),
            base_url=settings.slack_api_url,
            session=session,
            retry_handlers=[],
        )
        of_slack = await _look_at_slack(client, settings, now)
    of_disk = _look_at_disk(settings.database_url, least_free)
    return [_well(Check.SETTINGS), *of_slack, *of_disk, *await _look_at_database(settings, now)]


async def _look_at_slack(client: AsyncWebClient, settings: Settings, now: Callable[[], datetime]) -> list[Finding]:
    findings: list[Finding] = []
    try:
        answer = await asked(client.auth_test())
    except FAILURES as error:
        findings.append(_of_failure(error, Check.BOT, InstallationFault.BOT_REFUSED))
    else:
        granted = {scope.strip() for scope in str(answer.headers.get("x-oauth-scopes", "")).split(",")}
        findings += [_well(Check.BOT), _of_scopes(granted)]
        findings += [clock_finding(now(), parsedate_to_datetime(date)) for date in [answer.headers.get("date")] if date]
        findings.append(await _look_at_channel(client, settings.call_channel))
    if settings.slack_mode == "socket" and settings.slack_app_token is not None:
        findings.append(await _look_at_app_token(client, settings.slack_app_token.get_secret_value()))
    return findings


async def _look_at_channel(client: AsyncWebClient, channel: str) -> Finding:
    try:
        problem = channel_problem((await asked(client.conversations_info(channel=channel)))["channel"])
    except FAILURES as error:
        return _of_failure(error, Check.CHANNEL, InstallationFault.CHANNEL_REFUSED)
    return Finding(check=Check.CHANNEL, ailment=None if problem is None else CHANNEL_AILMENTS[problem])


async def _look_at_app_token(client: AsyncWebClient, token: str) -> Finding:
    """Ask for an address to connect to, and leave it: nothing is connected, a running bot keeps its line."""
    try:
        await asked(client.apps_connections_open(app_token=token))
    except FAILURES as error:
        if failure_of(error).retry_after is not None:  # asked a moment ago: Slack knows it, and says "not so often"
            return _well(Check.APP)
        return _of_failure(error, Check.APP, InstallationFault.APP_REFUSED)
    return _well(Check.APP)


def _of_failure(error: Exception, check: Check, refused: InstallationFault) -> Finding:
    failure = failure_of(error)
    is_refusal = failure.fate in {Fate.NEVER, Fate.GONE} or failure.error in TOKEN_REFUSED
    return _ailing(check, refused if is_refusal else InstallationFault.SLACK_AWAY, error=failure.error)


def _of_scopes(granted: set[str]) -> Finding:
    missing = [scope for scope in SCOPES if scope not in granted]
    return (
        _ailing(Check.SCOPES, InstallationFault.SCOPE_MISSING, scopes=", ".join(missing))
        if missing
        else _well(Check.SCOPES)
    )


def _look_at_disk(database_url: str, least_free: int) -> list[Finding]:
    if not is_sqlite(database_url):
        return []
    folder = _file_of(database_url).parent
    free = shutil.disk_usage(folder).free if folder.is_dir() else 0
    return [
        _ailing(Check.DISK, InstallationFault.DISK_FULL, folder=str(folder)) if free < least_free else _well(Check.DISK)
    ]


def _file_of(database_url: str) -> Path:
    return Path(make_url(database_url).database or "").absolute()


async def _look_at_database(settings: Settings, now: Callable[[], datetime]) -> list[Finding]:
    url = settings.database_url
    if is_sqlite(url) and not _file_of(url).is_file():
        return [_ailing(Check.DATABASE, InstallationFault.DATABASE_MISSING)]
    try:
        database = open_database(url)
    except ModuleNotFoundError:
        return [_ailing(Check.DATABASE, InstallationFault.DRIVER_MISSING)]
    desk = Desk(database, Secrets(settings.data_keys), load_station(settings.station_file), load_calendar(), now)
    try:
        return [_well(Check.DATABASE), *await _look_at_rows(database, desk)]
    except SQLAlchemyError as error:  # its words may quote a statement: only its kind is told
        return [_ailing(Check.DATABASE, InstallationFault.DATABASE_AWAY, error=type(error).__name__)]
    finally:
        desk.close()


async def _look_at_rows(database: Database, desk: Desk) -> list[Finding]:
    if not is_current(database.reads):
        return [_ailing(Check.TABLES, InstallationFault.NOT_MIGRATED)]
    condition = await desk.look(see_installation)
    return [_well(Check.TABLES), *findings_of(condition, desk.now(), desk.today)]


def _well(check: Check) -> Finding:
    return Finding(check=check)


def _ailing(check: Check, ailment: InstallationFault, **facts: str) -> Finding:
    return Finding(check=check, ailment=ailment, facts=facts)


def _tell(findings: list[Finding], texts: Texts) -> int:
    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        console.print(line_of(finding, texts), style=None if finding.ailment is None else "red", markup=False)
    return AILING if any(finding.ailment for finding in findings) else HEALTHY


def line_of(finding: Finding, texts: Texts) -> str:
    """Write one look as a line: what is well by its name, what is not with what to do."""
    is_well = finding.ailment is None
    key = f"check.{finding.check}" if is_well else f"ailment.{finding.ailment}"
    return f"{'✔' if is_well else '✘'} {texts.plain(key, **finding.facts)}"
