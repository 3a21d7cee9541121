"""The demo for somebody who reads English: claim, card and form; only what people wrote is Korean."""

import re

from playwright.async_api import Page, expect

from bot.demo.station import SampleDatabase, sample_station
from tests.steps.accessibility import faults_of
from tests.steps.browsing import BROWSER, OpenPage
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.slack import BRISK, open_monday

pytestmark = BROWSER
WRITTEN = {"김상담", "이상담", "박상담", "정교통", "최형사", "윤과장", "한감사", "오감독", "서교환"}
MASKED = re.compile(r"[가-힣]\*+[가-힣]*")
HEARD = """() => [...document.querySelectorAll("*")].flatMap((each) => ["aria-label", "placeholder", "title", "alt"]
  .map((name) => each.getAttribute(name) ?? "")).concat(document.title, document.body.innerText).join("\\n")"""


async def korean_of(page: Page, written: set[str]) -> set[str]:
    """Return the Korean words that a page shows or says, but for what people wrote."""
    said = re.sub(MASKED, "", await page.evaluate(HEARD))
    return set(re.findall("[가-힣]+", said)) - WRITTEN - written


async def test_a_claim_a_card_and_a_form_are_english(sample_database: SampleDatabase, open_page: OpenPage) -> None:
    listed = {"수사과", "교통사고", "경사", "경위"}
    async with sample_station(seoul(MONDAY, 8, 25), database=sample_database, locale="en") as station:
        station.spacing = BRISK
        await station.start_bot()
        await open_monday(station, 3, "3 new calls", board="*{count}* in all")
        page = await open_page(station, KIM)
        await expect(page.locator("html")).to_have_attribute("lang", "en")

        await page.get_by_role("button", name="Claim, call 2").click()

        card = page.get_by_role("dialog")
        await expect(card).to_contain_text("Hanbit Police Station")
        await expect(page.locator(".steps .done")).to_have_count(3)
        listed.add(await card.locator("strong").first.inner_text())
        assert not await korean_of(page, listed)
        assert not await faults_of(page)
        await card.get_by_role("button", name="Record the result, call 2").click()
        form = page.get_by_role("dialog", name="Result of the call")
        await form.get_by_role("button", name="Save").click()
        await expect(form.get_by_role("alert").first).to_have_text("Please complete this required field.")
        await form.get_by_role("combobox", name="How it ended").select_option(label="answered")
        await expect(form.get_by_role("radiogroup", name="Outcome")).to_be_visible()
        assert not await korean_of(page, listed)
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_contain_text("Hanbit Police Station")
        await page.keyboard.press("Escape")
        await page.get_by_role("link", name="Integrity Call home").click()
        await expect(page.locator(".home")).to_contain_text("on the phone")
        assert not await korean_of(page, listed)
