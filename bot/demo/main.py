"""`cleancall demo`: a workspace to try the bot in, and the tour."""

import asyncio
import contextlib
import errno
import logging
import signal
import time
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TimeElapsedColumn

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleStation, sample_station, visitor_list
from bot.demo.tour import Tour, TourError, part_of
from bot.domain.calendar import SEOUL
from bot.logs import set_up_logs
from bot.sandbox import AppDidNotRespond
from bot.texts import Texts

MONDAY = datetime(2026, 11, 23, 8, 25, tzinfo=SEOUL)
MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=SEOUL)
LOG = "demo.log"
SETTLES = 60.0
"""Seconds: after a long past every operator is first told of what is still open, one message a second."""
CALLING = datetime(2026, 11, 23, 9, 35, tzinfo=SEOUL)


async def run_demo(texts: Texts, port: int, history: int = 0) -> int:
    """Run the sample station until Ctrl-C: its list is dropped, its Monday board posted, after days of history."""
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    async with contextlib.AsyncExitStack() as last, contextlib.AsyncExitStack() as stack:
        try:
            station = await stack.enter_async_context(sample_station(MONDAY, port=port, locale=texts.locale))
        except OSError as error:
            reason = errno.errorcode.get(error.errno or 0, "")
            words = texts.plain("demo.port_taken", port=port, error=reason)
            Console(stderr=True, soft_wrap=True).print(words, style="red", markup=False)
            return 1
        log = station.folder / LOG
        set_up_logs(stream=last.enter_context(log.open("w", encoding="utf-8")))
        if history:
            await asyncio.to_thread(_live_past, station, history, texts)
        await station.start_bot()
        await station.person("U0KIM").uploads(visitor_list(station.folder))
        await station.person("U0KIM").waits_to_see(part_of(texts, "report.text"), where="direct", timeout=SETTLES)
        await station.move_clock(to=MORNING)
        await station.person("U0KIM").waits_to_see(part_of(texts, "board.title"), where="channel")
        await station.move_clock(to=CALLING)
        _explain(station, texts, log)
        await told.wait()
    return 0


def _live_past(station: SampleStation, days: int, texts: Texts) -> None:
    console, began = Console(highlight=False), time.monotonic()
    with Progress(*Progress.get_default_columns(), TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task(texts.plain("demo.living"), total=days)
        counts = station.live_past(days, lambda _day: bar.advance(task))
    words = texts.plain(
        "demo.lived",
        days=days,
        seconds=time.monotonic() - began,
        calls=counts.calls,
        attempts=counts.attempts,
        grievances=counts.grievances,
        praise=counts.praise,
    )
    console.print(f"\n{words}", soft_wrap=True)


def _explain(station: SampleStation, texts: Texts, log: Path) -> None:
    """Say how to use it; the address stands last, and nothing is printed after it."""
    url, console = station.sandbox.url, Console(highlight=False, soft_wrap=True)
    console.print(texts.plain("demo.welcome", url=url, channel=CHANNEL, log=str(log)), markup=False)
    opened = texts.plain("demo.open")
    console.print(f"[bold]{opened}[/bold]  {url}/?as=U0KIM")


async def run_tour(texts: Texts) -> int:
    """Play a whole day and print it as a story. 0: all went as it should; 1: something differed."""
    set_up_logs(logging.ERROR)
    console = Console(highlight=False)
    async with sample_station(MONDAY, locale=texts.locale) as station:
        try:
            await Tour(station, console, texts).play()
        except (TourError, AppDidNotRespond, AssertionError) as error:
            console.print(f"✘ {error}", style="red", markup=False)
            return 1
    return 0
