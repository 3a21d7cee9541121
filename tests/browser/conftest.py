"""A browser on the sample station: Debian's Chromium, driven by Playwright. Every page must stay free of errors."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

from bot.demo.station import SampleStation, sample_station
from tests.steps.browsing import CHROMIUM, QUIET, OpenPage
from tests.steps.builders import MONDAY, seoul


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A browser; without one on the machine the test is skipped."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine (apt-get install chromium)")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        await browser.close()


@pytest.fixture
async def early_station() -> AsyncIterator[SampleStation]:
    """The sample station at 08:25 of a Monday: the bot at work, no list yet."""
    async with sample_station(seoul(MONDAY, 8, 25)) as at_work:
        await at_work.start_bot()
        yield at_work


@pytest.fixture
async def open_page(browser: Browser) -> AsyncIterator[OpenPage]:
    """Open the page as somebody in a window of their own; at the end nothing may have been complained of."""
    complaints: list[str] = []

    async def open_as(station: SampleStation, user: str, place: str = "", **context: Any) -> Page:
        window = await browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **context})
        page = await window.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        await page.goto(f"{station.sandbox.url}/?as={user}&in={place}")
        return page

    yield open_as
    assert not complaints
