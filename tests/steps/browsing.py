"""A person at the sandbox's page: with the mouse alone, or with the keyboard alone."""

import shutil
from collections.abc import Awaitable, Callable
from typing import Literal, Protocol

import pytest
from playwright.async_api import Browser, Locator, Page, ViewportSize

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BROWSER = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser"), pytest.mark.long]
"""The marks of tests with a browser, which is started once."""
ColorScheme = Literal["light", "dark"]
OpenPage = Callable[..., Awaitable[Page]]
MOST_TABS = 200
IS_FOCUSED = "element => element.isConnected ? document.activeElement === element : null"
"""Null: it was drawn anew, and another stands in its place."""
PATIENCE = 20_000
"""Milliseconds that a page may take on a busy machine."""
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


class Windows:
    """A browser's windows: one that a test is done with is empty again, and the next test's."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: list[Page] = []

    async def take(self, *, viewport: ViewportSize = DESKTOP, color_scheme: ColorScheme = "light") -> Page:
        """Return an empty window, which shares nothing with others."""
        page = self._free.pop() if self._free else await self._open()
        await page.set_viewport_size(viewport)
        await page.emulate_media(color_scheme=color_scheme, forced_colors="none", contrast="no-preference")
        return page

    async def give_back(self, page: Page) -> None:
        """Take a window back: what stood and ran in it goes."""
        await page.context.set_offline(offline=False)
        await page.goto("about:blank")
        await page.context.clear_cookies()
        self._free.append(page)

    async def close(self) -> None:
        """Close them all."""
        for page in self._free:
            await page.context.close()

    async def _open(self) -> Page:
        page = await (await self._browser.new_context()).new_page()
        page.set_default_timeout(PATIENCE)
        return page


class Hands(Protocol):
    """How a person uses a page. Words are typed either way."""

    async def use(self, page: Page, target: Locator) -> None:
        """Press a button, follow a link, open what opens."""

    async def choose(self, page: Page, target: Locator, label: str) -> None:
        """Choose an option of a select."""

    async def choose_at_once(self, page: Page, target: Locator, label: str) -> None:
        """Choose an option of a menu that acts."""

    async def pick(self, page: Page, target: Locator) -> None:
        """Pick one of a group of radio buttons."""

    async def write(self, page: Page, target: Locator, words: str) -> None:
        """Type into a field."""


class Mouse:
    """Points and clicks."""

    async def use(self, page: Page, target: Locator) -> None:
        """Click."""
        del page
        await target.click()

    async def choose(self, page: Page, target: Locator, label: str) -> None:
        """Pick from the list."""
        del page
        await target.select_option(label=label)

    async def choose_at_once(self, page: Page, target: Locator, label: str) -> None:
        """Pick from the list."""
        await self.choose(page, target, label)

    async def pick(self, page: Page, target: Locator) -> None:
        """Click."""
        del page
        await target.check()

    async def write(self, page: Page, target: Locator, words: str) -> None:
        """Click into the field and type."""
        await target.click()
        await page.keyboard.insert_text(words)


class Keyboard:
    """Tabs to what is meant; Enter, arrows and letters do the rest."""

    async def use(self, page: Page, target: Locator) -> None:
        """Tab there and press Enter (Space on a file input)."""
        await self._reach(page, target)
        is_input = await target.evaluate("element => element.matches('input')")
        await page.keyboard.press("Space" if is_input else "Enter")

    async def choose(self, page: Page, target: Locator, label: str) -> None:
        """Tab there and press the down arrow until it is chosen."""
        await self._reach(page, target)
        wanted = await target.evaluate(
            "(element, label) => [...element.options].findIndex((each) => each.text === label)", label
        )
        while (at := await target.evaluate("element => element.selectedIndex")) != wanted:
            await page.keyboard.press("ArrowDown" if at < wanted else "ArrowUp")
            await page.wait_for_load_state("networkidle") if at == -1 else await page.wait_for_timeout(30)
            await self._reach(page, target)

    async def choose_at_once(self, page: Page, target: Locator, label: str) -> None:
        """Go to it by the arrow keys, and press Enter."""
        await self.choose(page, target, label)
        await page.keyboard.press("Enter")

    async def pick(self, page: Page, target: Locator) -> None:
        """Tab to the first of the group, then press the down arrow until it is picked."""
        group = page.locator(f"input[name='{await target.get_attribute('name')}']")
        await self._reach(page, group.first)
        for _ in range(await group.count()):
            if not await target.is_checked():
                await page.keyboard.press("ArrowDown")

    async def write(self, page: Page, target: Locator, words: str) -> None:
        """Tab there and type."""
        await self._reach(page, target)
        await page.keyboard.insert_text(words)

    async def _reach(self, page: Page, target: Locator) -> None:
        found = await target.element_handle()
        for _ in range(MOST_TABS):
            is_focused = await found.evaluate(IS_FOCUSED)
            if is_focused:
                return
            if is_focused is None:
                found = await target.element_handle()
            else:
                await page.keyboard.press("Tab")
        msg = f"Tab does not reach {target}"
        raise AssertionError(msg)


async def claim_call(page: Page, number: int) -> None:
    """Claim a call by its command: the card is a message."""
    await page.locator("#words").fill(f"/claim {number}")
    await page.keyboard.press("Enter")


def claim_button(page: Page, number: int) -> Locator:
    """Return the button that claims a call."""
    return page.locator(f"button[value='{number}']", has_text="맡기").first
