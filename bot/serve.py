"""Run until told to stop: Socket Mode or HTTP, the scheduler, delivery, health."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import build_app, build_delivery
from bot.clock import wall_clock
from bot.domain.station import Station
from bot.http import web_app
from bot.jobs import schedule, tick_all
from bot.services.desk import Desk
from bot.settings import DatabaseSettings, Settings, load_calendar
from bot.slack import FAILURES, asked, error_name
from bot.texts import Texts, load_texts
from storage.database import is_sqlite, open_database
from storage.migrating import is_current, migrate
from storage.secrets import Secrets

log = structlog.get_logger(__name__)

RETRY_SECONDS = 3.0
FINAL = {
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "missing_scope",
    "not_allowed_token_type",
}


class CannotStart(Exception):
    """The bot cannot run; the message says why, for the administrator."""


@dataclass(frozen=True, slots=True)
class Running:
    """A bot at work."""

    desk: Desk
    app: AsyncApp
    http_port: int
    delivery: "asyncio.Task[None]"  # runs as long as the bot; its end is the bot's end


def open_desk(settings: DatabaseSettings, station: Station, now: Callable[[], datetime] = wall_clock) -> Desk:
    """Open the database behind the settings. SQLite is brought up to date; PostgreSQL must be (`cleancall migrate`).

    Raises:
        CannotStart: PostgreSQL has not had every migration.
    """
    database = open_database(settings.database_url)
    if is_sqlite(settings.database_url):
        migrate(database.writes)
    elif not is_current(database.writes):
        database.close()
        msg = "the database is not up to date: run `cleancall migrate`"
        raise CannotStart(msg)
    return Desk(database, Secrets(settings.data_keys), station, load_calendar(), now)


@contextlib.asynccontextmanager
async def running(settings: Settings, desk: Desk) -> AsyncIterator[Running]:
    """Run the bot while the block runs: listening, ticking, delivering.

    Raises:
        CannotStart: Slack refuses our tokens for good, or the call channel is not the station's alone.
    """
    texts = load_texts(settings.locale)
    channel = settings.call_channel
    async with contextlib.AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)))
        client = AsyncWebClient(
            token=settings.slack_bot_token.get_secret_value(),
            base_url=settings.slack_api_url,
            session=session,
            retry_handlers=[],  # a repeated chat.postMessage would post twice
        )
        secret = settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else ""
        app = build_app(
            client,
            desk,
            texts,
            call_channel=channel,
            prefix=settings.command_prefix,
            signing_secret=secret if settings.slack_mode == "http" else "",
        )
        await _wait_for_slack(client)
        await _check_channel(client, channel)
        port = await stack.enter_async_context(_serving(settings, app, desk, texts))
        await stack.enter_async_context(_connected(settings, app))
        delivery = asyncio.create_task(build_delivery(client, desk, texts, call_channel=channel).run())
        stack.push_async_callback(_cancel, delivery)
        await tick_all(desk)
        scheduler = schedule(desk)
        scheduler.start()
        stack.callback(scheduler.shutdown, wait=False)
        log.info("bot.started", mode=settings.slack_mode)
        yield Running(desk, app, port, delivery)
        log.info("bot.stopping")


async def _wait_for_slack(client: AsyncWebClient) -> None:
    """Ask who we are until Slack answers; it also warms up the first request."""
    while True:
        try:
            await asked(client.auth_test())
        except SlackApiError as error:
            name = error_name(error)
            if name in FINAL:
                msg = f"Slack refuses the bot token: {name}"
                raise CannotStart(msg) from None
            log.warning("slack.away", error=name)
        except FAILURES as error:
            log.warning("slack.away", error=type(error).__name__)
        else:
            return
        await asyncio.sleep(RETRY_SECONDS)


async def _check_channel(client: AsyncWebClient, channel: str) -> None:
    """Refuse a call channel that others than the station's people can read (DOMAIN §7).

    Raises:
        CannotStart: shared with another organisation, public, or the bot is not in it.
    """
    try:
        info = (await asked(client.conversations_info(channel=channel)))["channel"]
    except SlackApiError as error:
        msg = f"CALL_CHANNEL cannot be used: {error_name(error)}"
        raise CannotStart(msg) from None
    except FAILURES as error:  # Slack went away again: what is posted later is refused or not, as it was
        log.warning("slack.away", error=type(error).__name__)
        return
    problems = {
        "it is shared with another organisation": info.get("is_ext_shared") or info.get("is_pending_ext_shared"),
        "it is public: the centre needs a private channel": not info.get("is_private"),
        "the bot is not in it: invite it with /invite": info.get("is_member") is False,
    }
    for problem, applies in problems.items():
        if applies:
            msg = f"CALL_CHANNEL cannot be used: {problem}"
            raise CannotStart(msg)


@contextlib.asynccontextmanager
async def _serving(settings: Settings, app: AsyncApp, desk: Desk, texts: Texts) -> AsyncIterator[int]:
    """Serve our HTTP port: health, and in HTTP mode Slack's requests. Gives the port.

    Raises:
        CannotStart: the port is taken.
    """
    runner = web.AppRunner(web_app(app if settings.slack_mode == "http" else None, desk, texts), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.http_host, settings.http_port).start()
        yield int(runner.addresses[0][1])
    except OSError as error:
        msg = f"cannot listen on {settings.http_host}:{settings.http_port}: {error.strerror}"
        raise CannotStart(msg) from None
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def _connected(settings: Settings, app: AsyncApp) -> AsyncIterator[None]:
    """Stay connected in Socket Mode; in HTTP mode Slack comes to us."""
    if settings.slack_mode == "http" or settings.slack_app_token is None:
        yield
        return
    handler = AsyncSocketModeHandler(app, settings.slack_app_token.get_secret_value())
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # as above


async def _cancel(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
