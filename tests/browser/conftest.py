"""A browser on the sample station: Debian's Chromium, driven by Playwright. Every page must stay free of errors.

It starts once, so all its tests share a worker and a loop.
"""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright, expect

from bot.demo.station import SampleDatabase, SampleStation, sample_station
from tests.steps.browsing import CHROMIUM, QUIET, OpenPage
from tests.steps.builders import MONDAY, seoul
from tests.steps.slack import BRISK, station_at_work

PATIENCE = 20_000
"""Milliseconds that a page may take on a busy machine."""
expect.set_options(timeout=PATIENCE)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The browser; without one on the machine the test is skipped."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine (apt-get install chromium)")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def early_station(sample_database: SampleDatabase) -> AsyncIterator[SampleStation]:
    """The sample station at 08:25 of a Monday: the bot at work, no list yet."""
    async with sample_station(seoul(MONDAY, 8, 25), database=sample_database) as at_work:
        at_work.spacing = BRISK
        await at_work.start_bot()
        yield at_work


@pytest_asyncio.fixture(loop_scope="session")
async def socket_station(sample_database: SampleDatabase) -> AsyncIterator[SampleStation]:
    """The sample station over Socket Mode, in the browser's loop."""
    async with station_at_work(sample_database, "socket") as at_work:
        yield at_work


def is_complaint(said: ConsoleMessage) -> bool:
    """Whether the page is at fault; that a server cannot be reached is not its own."""
    return said.type in {"error", "warning"} and "net::ERR_" not in said.text


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> AsyncIterator[OpenPage]:
    """Open the page as somebody in a window of their own; at the end nothing may have been complained of."""
    complaints: list[str] = []
    windows: list[BrowserContext] = []

    async def open_as(station: SampleStation, user: str, place: str = "", **context: Any) -> Page:
        window = await browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **context})
        windows.append(window)
        page = await window.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
        await page.goto(f"{station.sandbox.url}/?as={user}&in={place}")
        return page

    yield open_as
    for window in windows:
        await window.close()
    assert not complaints
