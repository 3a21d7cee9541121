"""The Web API: who asks, with which scope, and what each method does."""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import format_datetime
from typing import Any

from aiohttp import web

from bot.sandbox import api_chat, api_files, api_people, api_views
from bot.sandbox.errors import SlackError
from bot.sandbox.faults import HANGS_UP, NOT_TAKEN, Fault, befall, hang_up
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import BOT_ID, BOT_USER, TEAM, Json

Method = Callable[[Slack, Json], Json]

METHODS: Mapping[str, tuple[Method, tuple[str, ...]]] = {
    **api_chat.METHODS,
    **api_views.METHODS,
    **api_people.METHODS,
    **api_files.METHODS,
}
"""Method → what it does, and the scopes of which one is needed."""
STRUCTURED = {"blocks", "view", "metadata", "attachments", "files"}
"""Arguments that a form carries as JSON."""


async def serve_method(slack: Slack, request: web.Request) -> web.StreamResponse:
    """Answer one request, and write it into the log."""
    method = request.match_info["method"]
    arguments = await _arguments(request)
    entry: Json = {"method": method, "arguments": {k: v for k, v in arguments.items() if k != "token"}}
    slack.log.append(entry)
    if slack.faults.is_down:
        entry["error"] = "down"
        return web.Response(status=503)
    fault = slack.faults.take(method, arguments.get("channel"))
    if fault is not None:
        entry["fault"] = fault.kind
    if fault is not None and fault.kind == "lands_late":
        hang_up(request)
    try:
        answer = await _do(slack, method, arguments, fault)
    except SlackError as error:
        return _refused(error, entry)
    if fault is not None and fault.kind == "unanswered":
        entry["taken"] = True
        await asyncio.sleep(fault.seconds)
    if fault is not None and fault.kind in HANGS_UP:
        entry["error"] = "dropped"
        hang_up(request)
        return web.Response(status=500)
    if fault is not None and fault.kind == "http_500":
        entry["error"] = "http_500"
        return web.Response(status=500, text="server error")  # text/plain, as proxies answer
    entry["ok"] = True
    return web.json_response({"ok": True, **answer}, headers=_headers(slack))


def _headers(slack: Slack) -> Mapping[str, str]:
    """What Slack says beside an answer: what the app may, and what time it is."""
    return {
        "x-oauth-scopes": ",".join(slack.granted),
        "Date": format_datetime(slack.workspace.now().astimezone(UTC), usegmt=True),
    }


async def _do(slack: Slack, method: str, arguments: Json, fault: Fault | None) -> Json:
    if fault is not None:
        await befall(fault)
        if fault.kind in NOT_TAKEN:
            return {}
    slack.rates.check(method, arguments.get("channel"))
    if method == "api.test":
        return {}
    _check_token(slack, method, str(arguments.get("token") or ""))
    if method == "auth.test":
        return _auth_test(slack)
    if method == "apps.connections.open":
        return {"url": slack.socket_url()}
    if method not in METHODS:
        raise SlackError("unknown_method", req_method=method)
    work, scopes = METHODS[method]
    _check_scope(slack, scopes)
    return work(slack, arguments)


def _check_token(slack: Slack, method: str, token: str) -> None:
    if not token:
        raise SlackError("not_authed")
    if token in slack.revoked:
        raise SlackError("token_revoked")
    if token == slack.bot_token and not slack.is_installed:
        raise SlackError("account_inactive")
    wanted = slack.app_token if method == "apps.connections.open" else slack.bot_token
    if token != wanted:
        known = {slack.app_token, slack.bot_token}
        raise SlackError("not_allowed_token_type" if token in known else "invalid_auth")


def _check_scope(slack: Slack, scopes: tuple[str, ...]) -> None:
    if scopes and not set(scopes) & set(slack.granted):
        raise SlackError("missing_scope", needed=scopes[0], provided=",".join(slack.granted))


def _auth_test(slack: Slack) -> Json:
    return {
        "url": slack.url,
        "team": slack.workspace.name,
        "team_id": TEAM,
        "user": slack.workspace.members[BOT_USER].name,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
        **({"enterprise_id": slack.workspace.enterprise_id} if slack.workspace.enterprise_id else {}),
    }


def _refused(error: SlackError, entry: Json) -> web.Response:
    entry["error"] = error.error
    body = {"ok": False, "error": error.error, **error.extra}
    if error.error != "ratelimited":
        return web.json_response(body)
    seconds = str(error.extra["retry_after"])
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": seconds})


async def _arguments(request: web.Request) -> Json:
    arguments: Json = dict(request.query)
    if request.method == "POST":
        if "json" in request.content_type:
            arguments |= await request.json()
        else:
            arguments |= dict(await request.post())
    for name in STRUCTURED & arguments.keys():
        if isinstance(arguments[name], str):
            arguments[name] = _from_json(arguments[name])
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        arguments["token"] = header.removeprefix("Bearer ")
    return arguments


def _from_json(words: str) -> Any:
    try:
        return json.loads(words)
    except ValueError:
        return words
