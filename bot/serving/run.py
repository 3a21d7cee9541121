"""Run until told to stop: Socket Mode or HTTP, the scheduler, delivery, health."""

import asyncio
import contextlib
import signal
import time
from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.delivery.errors import About, failure_of
from bot.delivery.lanes import FIRST_PAUSE, longer
from bot.delivery.leases import LEASE
from bot.delivery.loop import Delivery
from bot.delivery.pacing import SPACING
from bot.delivery.standing import TOKEN
from bot.delivery.texting import Texting
from bot.domain.keeping.diagnosis import InstallationFault
from bot.metrics import Vitals
from bot.services.calls.surveys import begin_survey
from bot.services.desk import Desk
from bot.services.keeping.places import is_copy, settle
from bot.serving.advance_texts import texting_of
from bot.serving.app import build_app, build_delivery
from bot.serving.client import client_of
from bot.serving.health import health_app
from bot.serving.http import web_app
from bot.serving.jobs import Tick, all_jobs, schedule
from bot.serving.neighbours import STRANGE_AFTER, Neighbours
from bot.serving.opening import CannotStart, place_of_database
from bot.serving.port import Limits, serving
from bot.serving.signatures import Signatures
from bot.serving.slack_clock import SlackClock
from bot.serving.socket_mode import Hellos, cancel, connected
from bot.serving.watchdog import watched
from bot.settings import Settings, networks_in
from bot.slack import (
    ANSWER_SECONDS,
    FAILURES,
    REFUSED_ENTIRELY,
    TOKEN_WRONG,
    asked,
    channel_fault,
    channel_refusal,
    error_name,
    said_at,
)
from bot.texts import Languages
from handlers.app import OnceApp
from handlers.installation import Installation
from handlers.standing_files import watch_standing_files
from handlers.uploads import leave_unread, take_left_uploads
from storage.database import AnotherProcess, is_sqlite, one_process
from storage.posts import is_used

log = structlog.get_logger(__name__)

RETRY_SECONDS = 3.0
TICK_SECONDS = 20.0
HEALTH_CONNECTIONS = 16
LAST_CALL_SECONDS = 4.0
"""How long what is being stored may go on when we are told to stop; a list that is broken off is read later."""
FINISH_SECONDS = 3.0
STOP_SECONDS = 8.0
"""How long each of the things under way, and all of them, may take when we are told to stop: less than 10 s."""


@dataclass(frozen=True, slots=True)
class Running:
    """A bot at work."""

    desk: Desk
    app: OnceApp
    http_port: int | None  # None: nobody has anything to ask of us
    health_port: int
    tick: Tick  # every job once, in order
    work: "tuple[asyncio.Task[None], ...]"  # runs as long as the bot; the end of any is the bot's end


@contextlib.asynccontextmanager
async def running(
    settings: Settings,
    desk: Desk,
    *,
    spacing: Mapping[str, float] = SPACING,
    lease: float = LEASE,
    strange_after: float = STRANGE_AFTER,
) -> AsyncIterator[Running]:
    """Run the bot while the block runs: listening, ticking, delivering.

    Raises:
        CannotStart: Slack does not know our tokens, the call channel is not the station's alone, a port is taken,
            or on SQLite another bot runs on this database.
    """
    languages = Languages(settings.locale, desk.station)
    channel = settings.call_channel
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(_at_home(settings, desk))
        last_call = desk.last_call(LAST_CALL_SECONDS)
        stack.callback(last_call.cancel)
        session = await stack.enter_async_context(
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS))
        )
        client = client_of(settings, session)
        vitals, hellos = Vitals(), Hellos()
        health_port = await stack.enter_async_context(_serving_health(settings, desk, vitals))
        stack.enter_context(watched(vitals))
        app, installation = build_app(client, desk, languages, call_channel=channel, prefix=settings.command_prefix)
        stack.push_async_callback(leave_unread, installation)
        jobs = all_jobs(desk, vitals, SlackClock(client, desk.now))
        identity = await _wait_for_slack(client, jobs, vitals)
        app.know_itself(identity)
        if not await desk.read(is_used, channel):  # at an installation at work delivery looks, and waits
            await _check_channel(client, channel)
        port = await stack.enter_async_context(_serving(settings, app, installation, identity))
        watching = await stack.enter_async_context(connected(settings, app, installation, client, vitals, hellos))
        delivery = build_delivery(client, session, installation, spacing, lease, vitals)
        delivering = asyncio.create_task(delivery.run(), name="delivery")
        stack.push_async_callback(_finish, delivery, delivering)
        _beside(stack, "neighbours", Neighbours(desk, hellos, strange_after).keep())
        beside = _work_beside(stack, installation, client, texting_of(settings, desk, session, languages, vitals))
        await _tick(stack, jobs)
        stack.callback(last_call.start)
        stack.callback(installation.patience.hurry)
        log.info("bot.started", mode=settings.slack_mode)
        work = (delivering, watching, *beside)
        yield Running(desk, app, port, health_port, partial(_tick_once, jobs), work)
        log.info("bot.stopping")


async def _tick_once(jobs: Iterable[Tick]) -> None:
    for tick in jobs:
        await tick()


async def _tick(stack: contextlib.AsyncExitStack, jobs: Mapping[Tick, float]) -> None:
    """Tick every job once, in order, and then each in its time until the stack is left."""
    await _tick_once(jobs)
    scheduler = schedule(jobs)
    scheduler.start()
    stack.callback(scheduler.shutdown, wait=False)


def _work_beside(
    stack: contextlib.AsyncExitStack, installation: Installation, client: AsyncWebClient, texting: Texting | None
) -> "tuple[asyncio.Task[None], ...]":
    """Do what goes on beside the day's work: lists that were dropped, files that stand, texts where they are sent."""
    reading = _beside(stack, "uploads", take_left_uploads(installation, client))
    reminding = _beside(stack, "standing-files", watch_standing_files(installation, client))
    return (reading, reminding, *([_beside(stack, "texts", texting.run())] if texting else []))


def _beside(stack: contextlib.AsyncExitStack, name: str, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
    task = asyncio.create_task(work, name=name)
    stack.push_async_callback(cancel, task)
    return task


async def run_until_told(settings: Settings, desk: Desk, *, lease: float = LEASE) -> None:
    """Run the bot until SIGTERM or SIGINT; what is under way is brought to its end.

    Raises:
        CannotStart: as `running`.
        DeadLine: the connection does not come back although Slack answers.
    """
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    at_work = asyncio.create_task(_run(settings, desk, told, lease))
    stop = asyncio.create_task(told.wait())
    await asyncio.wait({at_work, stop}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    await asyncio.wait({at_work}, timeout=STOP_SECONDS)
    if at_work.done():
        at_work.result()
    else:  # it never got as far as running: Slack is down
        await cancel(at_work)


async def _run(settings: Settings, desk: Desk, told: asyncio.Event, lease: float) -> None:
    async with running(settings, desk, lease=lease) as bot:
        stop = asyncio.create_task(told.wait())
        done, _ = await asyncio.wait({stop, *bot.work}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        for each in done - {stop}:
            each.result()


@contextlib.asynccontextmanager
async def _at_home(settings: Settings, desk: Desk) -> AsyncIterator[None]:
    """Be the only bot on a SQLite file, and note that one works on it here; ask what the station's survey asks now.

    Raises:
        CannotStart: another runs; the file is a copy of one on which a bot works elsewhere.
    """
    with _alone_on(settings.database_url):
        here = place_of_database(settings)
        if here is not None and await desk.look(is_copy, here=here):
            raise CannotStart(InstallationFault.DATABASE_COPIED)
        if here is not None and await desk.do(settle, here=here):
            desk.write_through()  # whoever copies the file without its log copies the mark
        await desk.do(begin_survey)
        yield


@contextlib.contextmanager
def _alone_on(database_url: str) -> Iterator[None]:
    """SQLite is for one running bot: keep out a second one, however this one ends."""
    if not is_sqlite(database_url):
        yield
        return
    try:
        with one_process(database_url):
            yield
    except AnotherProcess:
        raise CannotStart(InstallationFault.ANOTHER_RUNS) from None


async def _wait_for_slack(client: AsyncWebClient, jobs: Iterable[Tick], vitals: Vitals) -> AsyncSlackResponse:
    """Ask who we are until Slack answers; returns the answer. The day goes on meanwhile: what falls due waits.

    Raises:
        CannotStart: it never was a token of ours.
    """
    pause, tick_at = FIRST_PAUSE, 0.0
    while True:
        vitals.beat()
        try:
            identity: AsyncSlackResponse = await asked(client.auth_test())
        except SlackApiError as error:
            name = error_name(error)
            if name in TOKEN_WRONG:
                raise CannotStart(InstallationFault.BOT_REFUSED, error=name) from None
        except FAILURES as error:
            name = type(error).__name__
        else:
            vitals.taken(TOKEN)
            return identity
        is_refused = name in REFUSED_ENTIRELY
        if is_refused:
            vitals.refused(TOKEN, name)
        log.warning("slack.refuses_us" if is_refused else "slack.away", error=name)
        if time.monotonic() >= tick_at:
            await _tick_once(jobs)
            tick_at = time.monotonic() + TICK_SECONDS
        await asyncio.sleep(pause)
        pause = longer(pause) if is_refused else min(longer(pause), RETRY_SECONDS)


async def _check_channel(client: AsyncWebClient, channel: str) -> None:
    """Refuse a new call channel that others than the station's people can read (rule book §7).

    Raises:
        CannotStart: shared with another organisation, public, or the bot is not in it.
    """
    try:
        info = (await asked(client.conversations_info(channel=channel)))["channel"]
    except SlackApiError as error:
        failure = failure_of(error)
        if failure.about is About.CHANNEL or failure.error == "missing_scope":
            raise CannotStart(channel_refusal(error), error=failure.error) from None
        log.warning("slack.away", error=failure.error)  # it passes; before each board the channel is looked at again
        return
    except FAILURES as error:
        log.warning("slack.away", error=type(error).__name__)
        return
    fault = channel_fault(info)
    if fault is not None:
        raise CannotStart(fault)


@contextlib.asynccontextmanager
async def _serving(
    settings: Settings, app: OnceApp, installation: Installation, identity: AsyncSlackResponse
) -> AsyncIterator[int | None]:
    """Serve our HTTP port, if anybody has anything to ask there. Gives the port."""
    signatures = None
    if settings.slack_mode == "http" and settings.slack_signing_secret is not None:
        signatures = Signatures(settings.slack_signing_secret.get_secret_value(), said_at(identity.headers))
    proxies = networks_in(settings.trusted_proxies)
    asked_there = web_app(app, installation.desk, installation.languages, signatures, proxies)
    if asked_there is None:
        yield None
        return
    async with serving(asked_there, settings.http_host, settings.http_port, Limits()) as port:
        yield port


@contextlib.asynccontextmanager
async def _serving_health(settings: Settings, desk: Desk, vitals: Vitals) -> AsyncIterator[int]:
    """Serve our health port, from before Slack answers. Gives the port."""
    limits = Limits(connections=HEALTH_CONNECTIONS)
    async with serving(health_app(desk, vitals), settings.health_host, settings.health_port, limits) as port:
        yield port


async def _finish(delivery: Delivery, delivering: "asyncio.Task[None]") -> None:
    """Let what is being sent be sent to its end; what takes too long is looked for after the next start."""
    delivery.stop()
    await asyncio.wait({delivering}, timeout=FINISH_SECONDS)
    await cancel(delivering)
