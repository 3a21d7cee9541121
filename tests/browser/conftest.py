"""A browser on the sample station: Debian's Chromium, driven by Playwright. Every page must stay free of errors.

It starts once, so all its tests share a worker and a loop; and its windows, of which each costs a second.
"""

import sys
from collections.abc import AsyncIterator, Generator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Error, Page, async_playwright, expect

from bot.demo.station import SampleDatabase, SampleStation, sample_station
from tests.steps.browsing import CHROMIUM, PATIENCE, QUIET, OpenPage, Windows
from tests.steps.builders import MONDAY, seoul
from tests.steps.slack import BRISK, station_at_work

expect.set_options(timeout=PATIENCE)
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed: its pages are told then."""
    report = yield
    item.stash[FAILED] = report.failed
    return report


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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def windows(browser: Browser) -> AsyncIterator[Windows]:
    """The windows that tests have opened so far."""
    windows = Windows(browser)
    yield windows
    await windows.close()


def is_complaint(said: ConsoleMessage) -> bool:
    """Whether the page is at fault; that a server cannot be reached is not its own."""
    return said.type in {"error", "warning"} and "net::ERR_" not in said.text


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(windows: Windows, request: pytest.FixtureRequest) -> AsyncIterator[OpenPage]:
    """Open the page as somebody in a window of their own; at the end nothing may have been complained of.

    What stood on the pages of a test that failed is told with it.
    """
    complaints: list[str] = []
    opened: list[Page] = []

    def on_error(error: Error) -> None:
        complaints.append(str(error))

    def on_console(said: ConsoleMessage) -> None:
        if is_complaint(said):
            complaints.append(said.text)

    async def open_as(station: SampleStation, user: str, place: str = "", **look: Any) -> Page:
        page = await windows.take(**look)
        opened.append(page)
        page.on("pageerror", on_error)
        page.on("console", on_console)
        await page.goto(f"{station.sandbox.url}/?as={user}&in={place}")
        return page

    yield open_as
    for page in opened:
        if request.node.stash.get(FAILED, False):
            sys.stdout.write(f"--- {page.url}\n{await page.locator('body').inner_text()}\n")
        page.remove_listener("pageerror", on_error)
        page.remove_listener("console", on_console)
        await windows.give_back(page)
    assert not complaints
