"""Our HTTP port: in HTTP mode Slack's requests, checked before anything reads them, and one-time pages, where used."""

import re
import time
from collections.abc import Awaitable, Callable
from functools import cache
from importlib import resources
from ipaddress import ip_address

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.domain.keeping.cards import Contact
from bot.domain.station import Reveal
from bot.domain.trail import Door, Origin
from bot.metrics import NOT_SIGNED
from bot.services.desk import ORIGIN, Desk
from bot.services.keeping import contact_data
from bot.services.people.languages import reader_locale
from bot.serving.port import application
from bot.serving.signatures import Signatures
from bot.settings import Networks
from bot.texts import Languages, Texts

TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
"""How a page's token looks: anything else is asked of nobody."""
UNSEEN = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""Headers of a page that nothing may keep, frame or learn of."""

SAID_EVERY = 600.0
"""Seconds between two words to the log about requests that Slack did not sign."""

log = structlog.get_logger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def web_app(
    app: AsyncApp, desk: Desk, languages: Languages, signatures: Signatures | None, proxies: Networks = ()
) -> web.Application | None:
    """Make the web application: Slack's requests, with what tells them from others, and one-time pages where used.

    None: nobody has anything to ask of us, and no port need be open.
    """
    routes: list[tuple[str, str, Handler]] = []
    if signatures is not None:
        routes.append(("POST", "/slack/events", _slack_events(app, signatures)))
    if desk.station.reveal is Reveal.LINK:
        _page_template()  # nobody waits for its language to be loaded
        routes.append(("GET", "/reveal/{token}", _asks_for_number(desk, languages)))
        routes.append(("POST", "/reveal/{token}", _shows_contact(desk, languages, proxies)))
    return application(routes) if routes else None


def _asks_for_number(desk: Desk, languages: Languages) -> Handler:
    """A look at the address opens nothing: previews and scanners follow links too."""

    async def ask(request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        if not TOKEN.fullmatch(token):
            return _page(languages.of(None), is_open=False)
        is_open = await desk.look(contact_data.may_open, token=token)
        return _page(languages.of(await desk.look(reader_locale, token=token)), is_open=is_open)

    return ask


def _shows_contact(desk: Desk, languages: Languages, proxies: Networks) -> Handler:
    """Nothing is written for who does not know the address of an open page."""

    async def show(request: web.Request) -> web.StreamResponse:
        token, pin = request.match_info["token"], await _typed_pin(request)
        if not TOKEN.fullmatch(token):
            return _page(languages.of(None), is_open=False)
        ORIGIN.set(Origin(door=Door.PAGE, place=_address_of(request, proxies)))
        may_open = await desk.look(contact_data.may_open, token=token)
        contact = await desk.do(contact_data.open_page, token=token, pin=pin) if may_open else None
        is_open = may_open and contact is None and await desk.look(contact_data.may_open, token=token)
        return _page(languages.of(await desk.look(reader_locale, token=token)), contact, is_open=is_open)

    return show


def _address_of(request: web.Request, proxies: Networks) -> str:
    return address_of(request.remote or "", request.headers.get("X-Forwarded-For", ""), proxies)


def address_of(remote: str, forwarded_for: str, proxies: Networks) -> str:
    """Return from where a page is opened: of what a proxy of ours or on our machine passes on, what it added itself."""
    passed_on = forwarded_for.rpartition(",")[2].strip()
    try:
        seen = ip_address(remote)
        is_proxy = seen.is_loopback or any(seen in each for each in proxies)
        return str(ip_address(passed_on)) if is_proxy and passed_on else remote
    except ValueError:
        return remote


async def _typed_pin(request: web.Request) -> str:
    try:
        return str((await request.post()).get("pin", ""))
    except (ValueError, LookupError):  # no form at all
        return ""


@cache
def _page_template() -> Callable[..., str]:
    import jinja2

    source = (resources.files("bot.serving") / "reveal_page.html").read_text(encoding="utf-8")
    return jinja2.Environment(autoescape=True).from_string(source).render


def _page(texts: Texts, contact: Contact | None = None, *, is_open: bool) -> web.Response:
    words = {name: texts.plain(f"page.{name}") for name in ("title", "ask", "pin", "open", "shown", "gone")}
    text = _page_template()(contact=contact, is_open=is_open, lang=texts.locale, **words)
    status = 200 if contact or is_open else 410
    return web.Response(text=text, content_type="text/html", status=status, headers=UNSEEN)


def _slack_events(app: AsyncApp, signatures: Signatures) -> Handler:
    refused = _Refused()

    async def events(request: web.Request) -> web.StreamResponse:
        timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if not signatures.fit(timestamp, signature, await request.read()):
            refused.add()
            return web.Response(status=401, text="not signed by Slack, or too long ago")
        try:
            asked = await to_bolt_request(request)
        except (ValueError, LookupError, RecursionError):  # bytes, JSON, or a charset, that Slack never sends
            return web.Response(status=400, text="unreadable")
        return await to_aiohttp_response(await app.async_dispatch(asked))

    return events


class _Refused:
    """Counts what was refused and says so now and then: it may be Slack's, and our secret the wrong one."""

    def __init__(self) -> None:
        self._count, self._say_at = 0, 0.0

    def add(self) -> None:
        """Count one."""
        NOT_SIGNED.inc()
        self._count += 1
        if time.monotonic() >= self._say_at:
            log.warning("http.not_signed", requests=self._count)
            self._count, self._say_at = 0, time.monotonic() + SAID_EVERY
