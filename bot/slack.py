"""Asking Slack: what a request can raise, whoever makes it; which channel may be the call channel."""

import asyncio
import os
from collections.abc import Awaitable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.keeping.diagnosis import InstallationFault

ANSWER_SECONDS = 15.0
"""How long Slack may take for an answer; the leases of delivery count on it."""


class UnreadableAnswer(Exception):
    """Slack, or something on the way, answered with no JSON: nobody knows whether the request was taken."""


FAILURES = (SlackApiError, aiohttp.ClientError, asyncio.TimeoutError, OSError, UnreadableAnswer)
"""What a request to Slack can raise."""


TOKEN_REFUSED = {
    "invalid_auth",
    "not_authed",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
    "account_inactive",  # the app was uninstalled
}
"""Errors about our own token, whatever was asked with it: the administrator must mend it."""
TOKEN_WRONG = {"invalid_auth", "not_authed", "not_allowed_token_type"}
"""Those of them that say that it never was one of ours."""
WORKSPACE_CLOSED = {
    "accesslimited",
    "org_login_required",
    "team_added_to_org",
    "ekm_access_denied",
    "two_factor_setup_required",
    "team_access_not_granted",
    "enterprise_is_restricted",
}
"""Errors of a workspace that lets nobody in for now."""
REFUSED_ENTIRELY = TOKEN_REFUSED | WORKSPACE_CLOSED


HOSTS = ("slack.com", "wss-*.slack.com", "hooks.slack.com", "files.slack.com")
"""Where we go at Slack's: the API, Socket Mode, answers to commands and clicks, files. A firewall must let us."""
PROXY_VARIABLES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
"""Where slack_sdk looks for a proxy, in this order."""


def slack_client(
    token: str, api_url: str, session: aiohttp.ClientSession, *, proxy: str | None = None, no_proxy: str = ""
) -> AsyncWebClient:
    """Make the client for Slack's API. What else is asked with its session must be given its `proxy`."""
    if proxy_bypass(urlsplit(api_url).hostname or "", {"no": no_proxy}):
        for name in PROXY_VARIABLES:  # slack_sdk looks there, and not at NO_PROXY
            os.environ.pop(name, None)
        proxy = None
    return AsyncWebClient(
        token=token,
        base_url=api_url,
        session=session,
        proxy=proxy,
        retry_handlers=[],  # a repeated chat.postMessage would post twice
    )


async def asked(request: Awaitable[Any]) -> Any:
    """Make a request of slack_sdk's.

    Raises:
        UnreadableAnswer: slack_sdk stumbled over a text/plain answer, as proxies give with a 5xx.
    """
    try:
        return await request
    except AttributeError as error:
        raise UnreadableAnswer from error


def error_name(error: SlackApiError) -> str:
    """Return Slack's name for an error; "http_503" when the answer was no JSON."""
    data = getattr(error.response, "data", None)
    name = data.get("error") if isinstance(data, dict) else None
    return str(name or f"http_{status_of(error)}")


def status_of(error: SlackApiError) -> int:
    """Return the HTTP status of a failed request."""
    response: Any = error.response
    return int(getattr(response, "status_code", 0) or getattr(response, "status", 0))


def said_at(headers: Mapping[str, Any]) -> datetime | None:
    """Return what time it is at Slack, as the headers of an answer say; None where that cannot be read."""
    try:
        moment = parsedate_to_datetime(str(headers.get("date", "")))
    except ValueError:  # none, or what some proxy wrote
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


SHARED = ("is_ext_shared", "is_pending_ext_shared", "is_org_shared")


def channel_fault(info: Mapping[str, Any]) -> InstallationFault | None:
    """Judge by what conversations.info says who can read a channel (rule book §7) and write; None: it may be used."""
    if any(info.get(flag) for flag in SHARED):
        return InstallationFault.CHANNEL_SHARED
    if not info.get("is_private"):
        return InstallationFault.CHANNEL_PUBLIC
    if info.get("is_archived"):
        return InstallationFault.CHANNEL_ARCHIVED
    return None


def channel_refusal(error: Exception) -> InstallationFault:
    """Judge why Slack lets us not look at the channel. Ours are the scopes of a private one."""
    data = getattr(getattr(error, "response", None), "data", None)
    facts = data if isinstance(data, dict) else {}
    may_see_private = "groups:read" in str(facts.get("provided")).split(",")
    if facts.get("error") == "missing_scope" and may_see_private:
        return InstallationFault.CHANNEL_PUBLIC
    return InstallationFault.CHANNEL_REFUSED
