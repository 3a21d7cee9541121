"""What `cleancall doctor` asks Slack: the token, its scopes, the channel, the hosts, and who the people are."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.errors import About, failure_of
from bot.domain.keeping.accounts import Account, Standing
from bot.domain.keeping.diagnosis import Check, Finding, InstallationFault, account_findings, clock_finding
from bot.registry import SCOPES
from bot.settings import SettingsAsRead
from bot.slack import FAILURES, HOSTS, WORKSPACE_CLOSED, asked, channel_fault, channel_refusal, said_at

PAGE = 500
"""People asked for at once; Slack takes less than 1000."""
MOST_WAITING = 180.0
"""Seconds for which pages are waited for when Slack asks us to: it takes 20 a minute."""
Waiting = Callable[[int], None]
"""Told for how many seconds Slack asks us to wait."""


class SlackChecks:
    """Asks Slack, as far as the settings allow it."""

    def __init__(self, client: AsyncWebClient, read: SettingsAsRead, now: Callable[[], datetime]) -> None:
        self._client = client
        self._settings, self._wrong = read.settings, read.wrong
        self._now = now
        self._home = ""  # our workspace, once Slack has said so
        self._sees_channel = False

    async def look(self) -> list[Finding]:
        """Look at all but the people."""
        found: list[Finding] = []
        if "slack_bot_token" not in self._wrong:
            found += await self._look_at_bot()
        line: list[str] = []
        token = self._settings.slack_app_token
        if self._settings.slack_mode == "socket" and token is not None and "slack_app_token" not in self._wrong:
            found.append(await self._look_at_app_token(token.get_secret_value(), line))
        return _each_cause_once([*found, *await self._look_at_hosts(line)])

    async def look_at_people(self, accounts: Sequence[Account], waiting: Waiting) -> list[Finding]:
        """Ask who the members of the directory are at Slack: pages of all people, 500 a request."""
        if not self._home or not accounts:
            return []
        wanted = {each.slack_id for each in accounts}
        known: dict[str, Standing] = {}
        try:
            async for user in self._listed("users.list", "members", waiting):
                if user["id"] in wanted:
                    known[user["id"]] = _standing_of(user, self._home)
                if len(known) == len(wanted):
                    break
            channel, members = self._settings.call_channel, None
            if self._sees_channel:
                members = {each async for each in self._listed("conversations.members", "members", waiting, channel)}
        except FAILURES as error:
            failure = failure_of(error)
            if failure.error == "missing_scope":  # told with the scopes
                return []
            return [Finding(check=Check.ACCOUNTS, fault=InstallationFault.SLACK_AWAY, facts={"error": failure.error})]
        return account_findings(accounts, known, members)

    async def _listed(self, method: str, field: str, waiting: Waiting, channel: str = "") -> AsyncIterator[Any]:
        cursor, until = "", time.monotonic() + MOST_WAITING
        while True:
            parameters = {"limit": PAGE, **({"cursor": cursor} if cursor else {})}
            parameters |= {"channel": channel} if channel else {}
            try:
                page = await asked(self._client.api_call(method, http_verb="GET", params=parameters))
            except FAILURES as error:
                pause = failure_of(error).retry_after
                if pause is None or time.monotonic() + pause > until:
                    raise
                waiting(round(pause))
                await asyncio.sleep(pause)
                continue
            for each in page[field]:
                yield each
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return

    async def _look_at_bot(self) -> list[Finding]:
        try:
            answer = await asked(self._client.auth_test())
        except FAILURES as error:
            return [_of_failure(error, Check.BOT, InstallationFault.BOT_REFUSED)]
        self._home = str(answer.get("team_id"))
        granted = {scope.strip() for scope in str(answer.headers.get("x-oauth-scopes", "")).split(",")}
        found = [Finding(check=Check.BOT), _of_scopes(granted)]
        theirs = said_at(answer.headers)
        found += [clock_finding(self._now(), theirs)] if theirs else []
        if "call_channel" not in self._wrong:
            found.append(await self._look_at_channel(self._settings.call_channel))
        return found

    async def _look_at_channel(self, channel: str) -> Finding:
        try:
            fault = channel_fault((await asked(self._client.conversations_info(channel=channel)))["channel"])
        except FAILURES as error:
            return _of_failure(error, Check.CHANNEL, channel_refusal(error))
        self._sees_channel = fault is None
        return Finding(check=Check.CHANNEL, fault=fault)

    async def _look_at_app_token(self, token: str, line: list[str]) -> Finding:
        """Ask for an address to connect to, and note it: nothing is connected, a running bot keeps its line."""
        try:
            line.append(str((await asked(self._client.apps_connections_open(app_token=token)))["url"]))
        except FAILURES as error:
            if failure_of(error).retry_after is not None:  # asked a moment ago: Slack knows it, and says "not so often"
                return Finding(check=Check.APP)
            return _of_failure(error, Check.APP, InstallationFault.APP_REFUSED)
        return Finding(check=Check.APP)

    async def _look_at_hosts(self, line: list[str]) -> list[Finding]:
        """Knock at each host of Slack's that we go to: any answer will do. Of a relay's no others are known."""
        base = urlsplit(self._client.base_url)
        known = [host for host in HOSTS if "*" not in host] if base.hostname == HOSTS[0] else [str(base.hostname)]
        port = "" if base.port is None else f":{base.port}"
        places = [f"{base.scheme}://{host}{port}/" for host in known]
        places += [f"{at.scheme.replace('ws', 'http')}://{at.netloc}/" for at in map(urlsplit, line)]
        tried = {str(urlsplit(place).hostname): await self._error_at(place) for place in places}
        closed = {host: error for host, error in tried.items() if error is not None}
        if not closed:
            return [Finding(check=Check.HOSTS, facts={"hosts": ", ".join(tried)})]
        if len(closed) == len(tried):
            fault = InstallationFault.PROXY_CLOSED if self._client.proxy else InstallationFault.SLACK_AWAY
            return [_faulty(Check.HOSTS, fault, error=next(iter(closed.values())))]
        fault = InstallationFault.HOST_CLOSED
        return [_faulty(Check.HOSTS, fault, host=host, error=error) for host, error in closed.items()]

    async def _error_at(self, place: str) -> str | None:
        assert self._client.session is not None  # noqa: S101 — we made it with one
        try:
            async with self._client.session.head(place, proxy=self._client.proxy, allow_redirects=False):
                return None
        except FAILURES as error:
            return type(error).__name__


def _standing_of(user: Mapping[str, Any], home: str) -> Standing:
    """Judge somebody as `handlers.admission` does."""
    teams = {*((user.get("enterprise_user") or {}).get("teams") or ()), user.get("team_id", home)}
    if user.get("deleted"):
        return Standing.DEACTIVATED
    if user.get("is_bot"):
        return Standing.BOT
    if user.get("is_stranger") or home not in teams:
        return Standing.OUTSIDER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.MEMBER


def _each_cause_once(findings: list[Finding]) -> list[Finding]:
    """Say once that Slack cannot be reached at all, and nothing of what follows from it."""
    away = {InstallationFault.SLACK_AWAY, InstallationFault.PROXY_CLOSED}
    told = [each for each in findings if each.fault in away]
    first = next((each for each in told if each.fault is InstallationFault.PROXY_CLOSED), told[0] if told else None)
    return [each for each in findings if each.fault not in away or each is first]


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
    return Finding(check=Check.SCOPES)


def _faulty(check: Check, fault: InstallationFault, **facts: str) -> Finding:
    return Finding(check=check, fault=fault, facts=facts)
