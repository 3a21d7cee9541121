"""`cleancall doctor`: looks at everything an installation rests on, says what to do, and changes nothing."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import aiohttp
from rich.console import Console
from slack_sdk.web.async_client import AsyncWebClient

from bot.cli.language import reader_texts
from bot.cli.reasons import setting_problem
from bot.clock import wall_clock
from bot.delivery.errors import About, failure_of
from bot.domain.keeping.diagnosis import Check, Finding, InstallationFault, clock_finding, findings_of
from bot.registry import SCOPES
from bot.services.desk import DatabaseError, Desk
from bot.services.keeping.diagnosis import see_installation
from bot.services.keeping.places import is_copy, moved_away
from bot.services.keeping.resealing import is_all_sealed
from bot.serving.opening import client_of, place_of_database, secrets_of
from bot.settings import Settings, WrongSettings, load_calendar, load_settings, load_station
from bot.slack import FAILURES, HOSTS, WORKSPACE_CLOSED, asked, channel_fault, channel_refusal, said_at
from bot.texts import Texts
from storage.database import Database, is_sqlite, open_database, sqlite_file
from storage.keeping.replicas import strangers_seen
from storage.migrating import is_current, is_newer

HEALTHY, FAULTY = 0, 1
ANSWER_SECONDS = 15.0
SAID_LATELY = timedelta(minutes=5)
"""How old the word of a running bot may be."""
LEAST_FREE = 1_000_000_000
"""Bytes beside the SQLite file: less, and it may soon be unable to write."""


def examine_installation() -> int:
    """Examine what the environment describes, print a line for each look. 0: nothing is wrong."""
    texts = reader_texts()
    try:
        settings = load_settings()
    except WrongSettings as error:
        words = [setting_problem(problem, texts) for problem in error.problems]
        return _tell([_faulty(Check.SETTINGS, InstallationFault.SETTING, problem=each) for each in words], texts)
    return _tell(asyncio.run(examine(settings)), texts)


async def examine(
    settings: Settings, now: Callable[[], datetime] = wall_clock, *, least_free: int = LEAST_FREE
) -> list[Finding]:
    """Look at everything."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        client = client_of(settings, session)
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
        theirs = said_at(answer.headers)
        findings += [clock_finding(now(), theirs)] if theirs else []
        findings.append(await _look_at_channel(client, settings.call_channel))
    line: list[str] = []
    if settings.slack_mode == "socket" and settings.slack_app_token is not None:
        findings.append(await _look_at_app_token(client, settings.slack_app_token.get_secret_value(), line))
    return [*findings, *await _look_at_hosts(client, line)]


async def _look_at_hosts(client: AsyncWebClient, line: list[str]) -> list[Finding]:
    """Knock at each host of Slack's that we go to: any answer will do. Of a relay's no others are known."""
    base = urlsplit(client.base_url)
    known = [host for host in HOSTS if "*" not in host] if base.hostname == HOSTS[0] else [str(base.hostname)]
    port = "" if base.port is None else f":{base.port}"
    places = [f"{base.scheme}://{host}{port}/" for host in known]
    places += [f"{at.scheme.replace('ws', 'http')}://{at.netloc}/" for at in map(urlsplit, line)]
    tried = {str(urlsplit(place).hostname): await _error_at(client, place) for place in places}
    closed = {host: error for host, error in tried.items() if error is not None}
    if not closed:
        return [Finding(check=Check.HOSTS, facts={"hosts": ", ".join(tried)})]
    fault = InstallationFault.HOST_CLOSED
    return [_faulty(Check.HOSTS, fault, host=host, error=error) for host, error in closed.items()]


async def _error_at(client: AsyncWebClient, place: str) -> str | None:
    assert client.session is not None  # noqa: S101 — we made it with one
    try:
        async with client.session.head(place, proxy=client.proxy, allow_redirects=False):
            return None
    except FAILURES as error:
        return type(error).__name__


async def _look_at_channel(client: AsyncWebClient, channel: str) -> Finding:
    try:
        fault = channel_fault((await asked(client.conversations_info(channel=channel)))["channel"])
    except FAILURES as error:
        return _of_failure(error, Check.CHANNEL, channel_refusal(error))
    return Finding(check=Check.CHANNEL, fault=fault)


async def _look_at_app_token(client: AsyncWebClient, token: str, line: list[str]) -> Finding:
    """Ask for an address to connect to, and note it: nothing is connected, a running bot keeps its line."""
    try:
        line.append(str((await asked(client.apps_connections_open(app_token=token)))["url"]))
    except FAILURES as error:
        if failure_of(error).retry_after is not None:  # asked a moment ago: Slack knows it, and says "not so often"
            return _well(Check.APP)
        return _of_failure(error, Check.APP, InstallationFault.APP_REFUSED)
    return _well(Check.APP)


def _of_failure(error: Exception, check: Check, refused: InstallationFault) -> Finding:
    failure = failure_of(error)
    is_refusal = failure.about is not About.SLACK or failure.error in WORKSPACE_CLOSED
    return _faulty(check, refused if is_refusal else InstallationFault.SLACK_AWAY, error=failure.error)


def _of_scopes(granted: set[str]) -> Finding:
    missing = [scope for scope in SCOPES if scope not in granted]
    unused = sorted(granted - {*SCOPES, ""})
    if missing:
        return _faulty(Check.SCOPES, InstallationFault.SCOPE_MISSING, scopes=", ".join(missing))
    if unused:
        return _faulty(Check.SCOPES, InstallationFault.SCOPE_UNUSED, scopes=", ".join(unused))
    return _well(Check.SCOPES)


def _look_at_disk(database_url: str, least_free: int) -> list[Finding]:
    if not is_sqlite(database_url):
        return []
    folder = sqlite_file(database_url).parent
    free = shutil.disk_usage(folder).free if folder.is_dir() else 0
    return [
        _faulty(Check.DISK, InstallationFault.DISK_FULL, folder=str(folder)) if free < least_free else _well(Check.DISK)
    ]


async def _look_at_database(settings: Settings, now: Callable[[], datetime]) -> list[Finding]:
    url = settings.database_url
    if is_sqlite(url) and not sqlite_file(url).is_file():
        return [_faulty(Check.DATABASE, InstallationFault.DATABASE_MISSING)]
    try:
        database = open_database(url)
    except ModuleNotFoundError:
        return [_faulty(Check.DATABASE, InstallationFault.DRIVER_MISSING)]
    except DatabaseError as error:
        return [_faulty(Check.DATABASE, InstallationFault.DATABASE_AWAY, error=str(error))]
    desk = Desk(database, secrets_of(settings), load_station(settings.station_file), load_calendar(), now)
    try:
        moved = await desk.look(moved_away)
        if moved is not None:
            return [_faulty(Check.DATABASE, InstallationFault.DATABASE_MOVED, to=moved)]
        here = place_of_database(settings)
        copied = here is not None and await desk.look(is_copy, here=here)
        of_place = _faulty(Check.DATABASE, InstallationFault.DATABASE_COPIED) if copied else _well(Check.DATABASE)
        return [of_place, *await _look_at_rows(database, desk)]
    except DatabaseError as error:
        return [_faulty(Check.DATABASE, InstallationFault.DATABASE_AWAY, error=str(error))]
    finally:
        desk.close()


async def _look_at_rows(database: Database, desk: Desk) -> list[Finding]:
    if is_newer(database.reads):
        return [_faulty(Check.TABLES, InstallationFault.DATABASE_NEWER)]
    if not is_current(database.reads):
        return [_faulty(Check.TABLES, InstallationFault.NOT_MIGRATED)]
    if not await desk.look(is_all_sealed):
        return [_faulty(Check.TABLES, InstallationFault.NOT_SEALED)]
    condition = await desk.look(see_installation)
    strangers = await desk.read(strangers_seen, desk.now() - SAID_LATELY)
    of_bots = [_faulty(Check.APP, InstallationFault.OTHER_BOT, count=strangers)] if strangers else []
    return [_well(Check.TABLES), *of_bots, *findings_of(condition, desk.now(), desk.today)]


def _well(check: Check) -> Finding:
    return Finding(check=check)


def _faulty(check: Check, fault: InstallationFault, **facts: str | int) -> Finding:
    return Finding(check=check, fault=fault, facts=facts)


def _tell(findings: list[Finding], texts: Texts) -> int:
    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        style = None if finding.fault is None else "yellow" if finding.is_advice else "red"
        console.print(line_of(finding, texts), style=style, markup=False)
    return FAULTY if any(finding.fault and not finding.is_advice for finding in findings) else HEALTHY


def line_of(finding: Finding, texts: Texts) -> str:
    """Write one look as a line: what is well by its name, what is not, or could be better, with what to do."""
    is_well = finding.fault is None
    key = f"check.{finding.check}" if is_well else f"installation_fault.{finding.fault}"
    mark = "✔" if is_well else "△" if finding.is_advice else "✘"
    return f"{mark} {texts.plain(key, **finding.facts)}"
