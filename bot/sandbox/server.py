"""The server: Slack's API, Socket Mode, response_urls, files, and the doors for people and for directors."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from bot.sandbox import changing, sharing
from bot.sandbox.api import serve_method
from bot.sandbox.api_chat import respond
from bot.sandbox.api_files import keep_bytes
from bot.sandbox.appline import AppLine
from bot.sandbox.errors import PersonError, SlackError
from bot.sandbox.faults import through_door
from bot.sandbox.page import Page, Panel, asset, file_headers
from bot.sandbox.people import People
from bot.sandbox.slack import Slack
from bot.sandbox.visible import see
from bot.sandbox.workspace import Json, Workspace

LONGEST_WAIT = 30.0
MOST_BYTES = 64 * 1024 * 1024
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self'",
    "Cache-Control": "no-store",
}
SOCKET_FAULTS = {"disconnect", "warning", "refresh_requested", "link_disabled", "too_many_websockets"}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def _upload(people: People, user: str, wish: Json) -> Json:
    """A file's bytes come with the wish (from the page), or its path does, or the paths of several (from tests)."""
    if "data" in wish:
        files = [(wish["name"], wish["data"])]
    else:
        paths = wish["paths"] if "paths" in wish else [wish["path"]]
        files = [await asyncio.to_thread(_read_file, path) for path in paths]
    return sharing.upload(people, user, wish["channel"], files)


ACTS: Mapping[str, Callable[[People, str, Json], Json | Awaitable[Json]]] = {
    "command": lambda people, user, wish: people.command(user, wish["channel"], wish["text"]),
    "click": lambda people, user, wish: people.click(user, wish),
    "enter": lambda people, user, wish: people.enter(user, wish["view"], wish["values"]),
    "suggest": lambda people, user, wish: people.suggest(user, wish),
    "fill": lambda people, user, wish: people.fill(user, wish["view"], wish["values"]),
    "submit": lambda people, user, wish: people.submit(user, wish["view"], wish.get("values", {})),
    "close": lambda people, user, wish: people.close(user, wish["view"]),
    "home": lambda people, user, wish: people.home(user, wish.get("tab", "home")),
    "say": lambda people, user, wish: sharing.say(people, user, wish["channel"], wish["text"], wish.get("thread", "")),
    "upload": _upload,
    "delete_file": lambda people, user, wish: sharing.delete_file(people, user, wish["file"]),
    "delete_message": lambda people, user, wish: sharing.delete_message(people, user, wish["message"]),
}
"""What people can do, by the last part of `POST /people/U/…`."""


class Sandbox:
    """A workspace on a port of 127.0.0.1 while the block runs.

    With `request_url` it delivers by signed HTTP, else by Socket Mode. `routes` adds pages of the demo's own.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        port: int = 0,
        rate_limits: bool = False,
        request_url: str | None = None,
        routes: Mapping[str, Handler] | None = None,
        panel: Panel | None = None,
    ) -> None:
        self.signing_secret = "0123456789abcdef0123456789abcdef"  # noqa: S105 — fictional, of a local workspace
        self.workspace = workspace
        self.slack = Slack(workspace=workspace, line=AppLine(self.signing_secret, request_url))
        self.slack.rates.are_on = rate_limits
        self._people = People(self.slack)
        self._page = Page(workspace, panel)
        self._port = port
        self._routes = routes or {}
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where the sandbox is."""
        return self.slack.url

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is to be."""
        return f"{self.slack.url}/api/"

    @property
    def bot_token(self) -> str:
        """What SLACK_BOT_TOKEN is to be."""
        return self.slack.bot_token

    @property
    def app_token(self) -> str:
        """What SLACK_APP_TOKEN is to be."""
        return self.slack.app_token

    @property
    def log(self) -> list[Json]:
        """Every API request: method, arguments, ok or error."""
        return self.slack.log

    async def waits_for(self, method: str, **facts: object) -> Json:
        """Wait until the app asks for a method (with these facts in its log entry). Returns the entry."""
        async with asyncio.timeout(LONGEST_WAIT):
            while True:
                for entry in self.slack.log:
                    if entry["method"] == method and facts.items() <= entry.items():
                        return entry
                await asyncio.sleep(0.01)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=MOST_BYTES)
        self._add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self.slack.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.slack.line.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def _add_routes(self, app: web.Application) -> None:
        slack = self.slack

        async def api(request: web.Request) -> web.StreamResponse:
            return await serve_method(slack, request)

        router = app.router
        router.add_route("*", "/api/{method}", api)
        router.add_get("/socket", slack.line.socket)
        router.add_post("/response/{name}", self._at("response_url", self._respond))
        router.add_post("/upload/{file}", self._at("upload", self._take_bytes))
        router.add_get("/files/{file}/{tail:.*}", self._at("download", self._give_bytes))
        router.add_post("/people/{user}/{act}", self._act)
        router.add_get("/people/{user}/see", self._see)
        router.add_get("/people/{user}/files/{file}", self._open_file)
        router.add_post("/faults", self._take_fault)
        router.add_get("/log", self._log)
        router.add_get("/deliveries", self._deliveries)
        router.add_get("/", self._whole_page)
        router.add_post("/screen", self._news)
        router.add_get("/client/{name}", self._asset)
        for path, handler in self._routes.items():
            router.add_route("*", path, handler)

    def _at(self, door: str, work: Callable[[web.Request], Awaitable[web.Response]]) -> Handler:
        """Serve a door beside the API, which can be told to fail."""

        async def serve(request: web.Request) -> web.StreamResponse:
            return await through_door(self.slack.faults, door, request, lambda: work(request))

        return serve

    async def _respond(self, request: web.Request) -> web.Response:
        try:
            respond(self.slack, request.match_info["name"], await request.json())
        except SlackError as error:
            return web.Response(status=404 if "url" in error.error else 400, text=error.error)
        return web.Response(text="ok")

    async def _take_bytes(self, request: web.Request) -> web.Response:
        file_id = request.match_info["file"]
        if file_id not in self.workspace.files:
            return web.Response(status=404)
        if request.content_type.startswith("multipart/"):
            form = await request.post()
            part = next(iter(form.values()))
            data = part.file.read() if isinstance(part, web.FileField) else str(part).encode()
        else:
            data = await request.read()
        keep_bytes(self.slack, file_id, data)
        return web.Response(text=f"OK - {len(data)}")

    async def _give_bytes(self, request: web.Request) -> web.Response:
        """Return a file; without token or scope Slack answers 200 with a login page."""
        data = self.workspace.file_bytes.get(request.match_info["file"])
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        scopes = self.workspace.manifest["oauth_config"]["scopes"]["bot"]
        if token != self.slack.bot_token or "files:read" not in scopes or data is None:
            return web.Response(text="<!DOCTYPE html><title>Sign in | Slack</title>", content_type="text/html")
        return web.Response(body=data, content_type="application/octet-stream")

    async def _act(self, request: web.Request) -> web.Response:
        user, act = request.match_info["user"], request.match_info["act"]
        try:
            return _json(await self._do(user, act, await _wish(request)))
        except PersonError as error:
            return _json({"ok": False, "error": str(error)})
        except (KeyError, ValueError, TypeError, OSError) as error:
            return web.json_response({"ok": False, "error": f"{type(error).__name__}: {error}"}, status=400)

    async def _do(self, user: str, act: str, wish: Json) -> Json:
        if act not in ACTS:
            raise PersonError(f"people cannot {act}")
        done = ACTS[act](self._people, user, wish)
        return await done if isinstance(done, Awaitable) else done

    async def _see(self, request: web.Request) -> web.Response:
        after = int(request.query.get("after", -1))
        wait = min(float(request.query.get("wait", 0)), LONGEST_WAIT)
        if wait:
            await self.workspace.wait_for_news(after, wait)
        return _json(see(self.workspace, request.match_info["user"]))

    async def _open_file(self, request: web.Request) -> web.Response:
        """Return a file to somebody who is where it was shared: the page shows pictures, the rest is downloaded."""
        try:
            file, data = sharing.open_file(self._people, request.match_info["user"], request.match_info["file"])
        except PersonError as error:
            return web.Response(status=404, text=str(error))
        return web.Response(body=data, content_type=file["mimetype"], headers=file_headers(file))

    async def _take_fault(self, request: web.Request) -> web.Response:
        try:
            await self.fault(await request.json())
        except PersonError as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)
        return web.json_response({"ok": True})

    async def fault(self, wish: Mapping[str, Any]) -> None:
        """Be told to fail: the fault of a method or door, the sockets, being down, rate limits on or off, or clear.

        What an administrator of the workspace changes is told the same way (`changing`).

        Raises:
            PersonError: there is no such fault.
        """
        if wish.get("clear"):
            self.slack.faults.clear()
        elif "fault" not in wish and wish.keys() & changing.CHANGES.keys():
            changing.change(self.slack, wish)
        elif "down" in wish:
            self.slack.faults.is_down = bool(wish["down"])
            if wish["down"]:
                await self.slack.line.disturb("disconnect")
        elif "rate_limits" in wish:
            self.slack.rates.are_on = bool(wish["rate_limits"])
        elif "socket" in wish:
            if wish["socket"] not in SOCKET_FAULTS:
                raise PersonError(f"sockets fail by one of {sorted(SOCKET_FAULTS)}")
            await self.slack.line.disturb(str(wish["socket"]))
        elif "crosses" in wish:
            self.slack.line.crosses = bool(wish["crosses"])
        else:
            self.slack.faults.add(wish)

    async def _log(self, _request: web.Request) -> web.Response:
        return _json(self.slack.log)

    async def _deliveries(self, _request: web.Request) -> web.Response:
        return _json(self.slack.line.deliveries)

    async def _whole_page(self, request: web.Request) -> web.Response:
        html = await self._page.whole(request.query.get("as", ""), request.query.get("in", ""))
        return web.Response(text=html, content_type="text/html", headers=PAGE_HEADERS)

    async def _news(self, request: web.Request) -> web.Response:
        """Wait until there is news for a person at a place, and give it."""
        wish = await _wish(request)
        await self.workspace.wait_for_news(int(wish["after"]), min(float(wish.get("wait", 0)), LONGEST_WAIT))
        return _json(await self._page.news(wish["as"], wish["in"], wish.get("have") or {}))

    async def _asset(self, request: web.Request) -> web.Response:
        found = asset(request.match_info["name"])
        if found is None:
            return web.Response(status=404)
        return web.Response(text=found[0], content_type=found[1], headers={"Cache-Control": "no-cache"})


def _json(answer: Any) -> web.Response:
    """Answer in JSON that people can read: Hangul as it is."""
    return web.json_response(answer, dumps=lambda each: json.dumps(each, ensure_ascii=False, default=str))


def _read_file(path: str) -> tuple[str, bytes]:
    return Path(path).name, Path(path).read_bytes()


async def _wish(request: web.Request) -> Json:
    if not request.can_read_body:
        return {}
    if request.content_type == "multipart/form-data":
        form = await request.post()
        file = form["file"]
        if not isinstance(file, web.FileField):
            msg = "a file is needed"
            raise TypeError(msg)
        return {"channel": str(form["channel"]), "name": file.filename, "data": file.file.read()}
    wish = await request.json()
    if not isinstance(wish, dict):
        msg = "a JSON object is needed"
        raise TypeError(msg)
    return wish
