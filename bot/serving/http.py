"""Our HTTP port: health, one-time pages, and in HTTP mode Slack's requests, checked before Bolt sees them."""

import contextlib
from collections.abc import Awaitable, Callable
from importlib import resources
from ipaddress import ip_address

import jinja2
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.domain.keeping.cards import Contact
from bot.domain.trail import Door, Origin
from bot.metrics import CONNECTED, FAILED, LAST_TICK, OLDEST_DUE, WAITING, Vitals
from bot.services.desk import ORIGIN, DatabaseError, Desk
from bot.services.keeping import contact_data
from bot.services.people.languages import reader_locale
from bot.texts import Languages, Texts
from storage.outbox import OutboxHealth, outbox_health

MOST_BYTES = 1_000_000
"""Slack's largest payload, a view of 250 kB, fits well."""
UNSEEN = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""Headers of a page that nothing may keep, frame or learn of."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def web_app(app: AsyncApp | None, desk: Desk, languages: Languages, vitals: Vitals) -> web.Application:
    """Make the web application: health, one-time pages, and Slack's requests when an app is given."""

    async def healthz(_request: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def readyz(_request: web.Request) -> web.Response:
        state = {"socket": vitals.is_connected, "seconds_since_tick": round(vitals.seconds_since_tick)}
        try:
            health = await desk.read(outbox_health)
        except DatabaseError:
            return web.json_response({"database": False, **state}, status=503)
        overdue = round(seconds_overdue(health, desk))
        told = {"waiting": health.waiting, "failed": health.failed, "oldest_due_seconds": overdue}
        is_ready = vitals.is_ready and not desk.is_full
        told |= {"disk": not desk.is_full}
        return web.json_response({"database": True, **state, **told}, status=200 if is_ready else 503)

    async def metrics(_request: web.Request) -> web.Response:
        with contextlib.suppress(DatabaseError):  # what the bot itself counts is told even then
            health = await desk.read(outbox_health)
            WAITING.set(health.waiting)
            FAILED.set(health.failed)
            OLDEST_DUE.set(seconds_overdue(health, desk))
        CONNECTED.set(vitals.is_connected)
        LAST_TICK.set(vitals.seconds_since_tick)
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    web_app = web.Application(client_max_size=MOST_BYTES)
    web_app.router.add_get("/healthz", healthz)
    web_app.router.add_get("/readyz", readyz)
    web_app.router.add_get("/metrics", metrics)
    web_app.router.add_get("/reveal/{token}", _asks_for_number(desk, languages))
    web_app.router.add_post("/reveal/{token}", _shows_contact(desk, languages))
    if app is not None:
        web_app.router.add_post("/slack/events", _slack_events(app))
    return web_app


def seconds_overdue(health: OutboxHealth, desk: Desk) -> float:
    """How long the oldest due notice has been waiting; 0 when none is due yet."""
    return 0.0 if health.oldest_due is None else max(0.0, (desk.now() - health.oldest_due).total_seconds())


def _asks_for_number(desk: Desk, languages: Languages) -> Handler:
    """A look at the address opens nothing: previews and scanners follow links too."""

    async def ask(request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        is_open = await desk.look(contact_data.may_open, token=token)
        return _page(languages.of(await desk.look(reader_locale, token=token)), is_open=is_open)

    return ask


def _shows_contact(desk: Desk, languages: Languages) -> Handler:
    async def show(request: web.Request) -> web.StreamResponse:
        token, pin = request.match_info["token"], await _typed_pin(request)
        ORIGIN.set(Origin(door=Door.PAGE, place=_address_of(request)))
        contact = await desk.do(contact_data.open_page, token=token, pin=pin)
        is_open = contact is None and await desk.look(contact_data.may_open, token=token)
        return _page(languages.of(await desk.look(reader_locale, token=token)), contact, is_open=is_open)

    return show


def _address_of(request: web.Request) -> str:
    """Tell from where a page is opened. Of what a proxy on our own machine passes on, what it added itself counts."""
    remote = request.remote or ""
    passed_on = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        is_proxy = ip_address(remote).is_loopback
        return str(ip_address(passed_on)) if is_proxy and passed_on else remote
    except ValueError:
        return remote


async def _typed_pin(request: web.Request) -> str:
    try:
        return str((await request.post()).get("pin", ""))
    except (ValueError, LookupError):  # no form at all
        return ""


def _page(texts: Texts, contact: Contact | None = None, *, is_open: bool) -> web.Response:
    source = (resources.files("bot.serving") / "reveal_page.html").read_text(encoding="utf-8")
    words = {name: texts.plain(f"page.{name}") for name in ("title", "ask", "pin", "open", "shown", "gone")}
    html = jinja2.Environment(autoescape=True).from_string(source)
    text = html.render(contact=contact, is_open=is_open, lang=texts.locale, **words)
    status = 200 if contact or is_open else 410
    return web.Response(text=text, content_type="text/html", status=status, headers=UNSEEN)


def _slack_events(app: AsyncApp) -> Handler:
    async def events(request: web.Request) -> web.StreamResponse:
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not (timestamp.isascii() and timestamp.isdigit() and signature.isascii()):  # Bolt answers 500 to these
            return web.Response(status=401, text="missing or malformed timestamp or signature")
        try:
            asked = await to_bolt_request(request)
        except (ValueError, LookupError):  # bytes, JSON, or a charset, that Slack never sends
            return web.Response(status=400, text="unreadable")
        return await to_aiohttp_response(await app.async_dispatch(asked))

    return events
