"""Where the keyboard is: after a claim, in a form, and when a form is closed."""

from playwright.async_api import Page, expect

from bot.demo.station import SampleStation
from tests.steps.browsing import BROWSER, OpenPage, claim_button
from tests.steps.builders import KIM
from tests.steps.slack import open_monday

pytestmark = BROWSER


async def redraw(station: SampleStation, page: Page) -> None:
    """Have every message that only this person sees drawn again, as an update does."""
    old = await page.locator(".private").get_attribute("data-hash")
    for message in station.sandbox.workspace.ephemerals.values():
        message.text += "."
    station.sandbox.workspace.changed()
    await expect(page.locator(".private")).not_to_have_attribute("data-hash", old or "")


async def test_the_focus_goes_on_where_it_was(socket_station: SampleStation, open_page: OpenPage) -> None:
    await open_monday(socket_station)
    page = await open_page(socket_station, KIM)
    dialog, result = page.get_by_role("dialog"), page.get_by_role("button", name="결과 입력")

    await claim_button(page, 2).press("Enter")
    await expect(page.locator(".messages")).to_contain_text("통화 중 (09:40~)")
    await expect(dialog.get_by_role("button", name="다른 번호")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)

    await page.locator("#words").fill("/queue")
    await page.keyboard.press("Enter")
    await result.press("Enter")
    await expect(dialog.get_by_role("combobox", name="통화 결과")).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await expect(dialog.get_by_role("button", name="저장")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(dialog.get_by_role("button", name="닫기")).to_be_focused()
    await redraw(socket_station, page)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(result).to_be_focused()
    await expect(page.get_by_role("status")).to_be_empty()

    await redraw(socket_station, page)
    await expect(result).to_be_focused()
    await page.locator("#words").fill("/done 2")
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_visible()
    await dialog.get_by_role("button", name="저장").press("Enter")
    await expect(dialog.get_by_role("radio", name="예", exact=True)).to_be_focused()
    await expect(dialog.get_by_role("alert").first).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#words")).to_be_focused()


async def test_on_home_which_shows_what_was_done_the_focus_goes_back_to_the_button(
    socket_station: SampleStation, open_page: OpenPage
) -> None:
    await open_monday(socket_station)
    page = await open_page(socket_station, KIM, "home")
    claim_next = page.locator("main").get_by_role("button", name="다음 청렴콜 맡기")

    await claim_next.press("Enter")
    await expect(page.get_by_role("dialog")).to_contain_text("010-0000-1001")
    await page.keyboard.press("Escape")

    await expect(page.locator(".home")).to_contain_text("통화 중 (09:40~)")
    await expect(claim_next).to_be_focused()
    await page.get_by_role("button", name="+1시간").press("Enter")
    await expect(page.locator(".now")).to_contain_text("10:40")
    await expect(page.get_by_role("button", name="+1시간")).to_be_focused()
