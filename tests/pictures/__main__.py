"""`uv run python -m tests.pictures`: take the README's pictures from the page of the sample station."""

import asyncio
from datetime import timedelta
from pathlib import Path

from playwright.async_api import Page, async_playwright

from bot.demo.station import SampleStation, sample_station, visitor_list
from bot.documents.charts.all import draw_charts
from bot.domain.figures.periods import PeriodKind, period_with
from bot.services.figures.reports import report_asked_for
from bot.texts import load_texts
from tests.steps.browsing import CHROMIUM, QUIET
from tests.steps.builders import KIM, MONDAY, seoul

DAYS_OF_PAST = 90
HERE = Path(__file__).parent
SIZE = {"width": 1180, "height": 720}
WORDS = "조사가 어떻게 진행되고 있는지 아무도 알려 주지 않아 답답합니다."


async def main() -> None:
    """Draw two charts of a sample past; play a morning and take five pictures on the way."""
    async with sample_station(seoul(MONDAY, 8, 25)) as station:
        await asyncio.to_thread(station.live_past, DAYS_OF_PAST, lambda _day: None)
        await station.start_bot()
        await asyncio.to_thread(_draw_charts, station)
    async with sample_station(seoul(MONDAY, 8, 25)) as station, async_playwright() as playwright:
        await station.start_bot()
        kim = station.person(KIM)
        await kim.uploads(visitor_list(station.folder))
        await kim.waits_to_see("가져오기 결과", where="direct")
        await station.move_clock(to=seoul(MONDAY, 9, 40))
        await kim.waits_to_see("전체 *7*", where="channel")
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = await browser.new_page(viewport={"width": SIZE["width"], "height": SIZE["height"]})
        await _take_all(station, page)
        await browser.close()


def _draw_charts(station: SampleStation) -> None:
    quarter = period_with(PeriodKind.QUARTER, MONDAY - timedelta(days=90))  # a closed one
    card = station.desk.do_now(report_asked_for, period=quarter, word="")
    for chart in draw_charts(card, load_texts("ko")):
        if chart.name in {"trend", "factors"}:
            (HERE / f"{chart.name}.png").write_bytes(chart.png)


async def _take_all(station: SampleStation, page: Page) -> None:
    await page.goto(f"{station.sandbox.url}/?as={KIM}")
    await station.person("U0LEE").types("/claim 3")
    await page.get_by_text("@이상담").wait_for()
    await _take(page, "board")
    await page.locator("button[value='2']", has_text="맡기").click()
    await page.get_by_role("dialog").wait_for()
    await _take(page, "card")
    await page.get_by_role("button", name="결과 입력").click()
    form = page.get_by_role("dialog")
    await form.get_by_role("group", name="전반적인 만족도").get_by_role("radio", name="2 불만족").check()
    await form.get_by_role("radio", name="아니요").check()
    await form.get_by_role("radio", name="고충 접수", exact=True).check()
    await form.get_by_text("그대로 적어 주십시오").wait_for()
    await form.get_by_role("textbox", name="민원인 말씀").fill(WORDS)
    await form.get_by_role("button", name="저장").click()
    await form.get_by_role("combobox", name="고충 종류").select_option(label="불만(처리)")
    await form.get_by_role("combobox", name="분야").select_option(label="진행 상황 미통지")
    await form.get_by_text("받는 사람: 수사과 경사 최형사").first.wait_for()
    await _take(page, "form")
    await form.get_by_role("button", name="접수하고 전달").click()
    await form.get_by_text("종결했습니다").wait_for()
    await form.get_by_role("button", name="닫기").last.click()
    await page.locator("button[value='6']", has_text="맡기").click()
    await page.get_by_role("dialog").get_by_text("6번 청렴콜").last.wait_for()
    await page.goto(f"{station.sandbox.url}/?as=U0CHOI")
    await page.get_by_role("button", name="확인").wait_for()
    await _take(page, "officer")
    await page.goto(f"{station.sandbox.url}/?as={KIM}&in=home")
    await page.get_by_role("dialog").wait_for()
    await page.keyboard.press("Escape")
    await page.get_by_role("dialog").wait_for(state="hidden")
    await page.get_by_role("button", name="다음 청렴콜 맡기").wait_for()
    await _take(page, "home")


async def _take(page: Page, name: str) -> None:
    await page.wait_for_timeout(400)  # what is still being drawn
    await page.screenshot(path=HERE / f"{name}.png")


asyncio.run(main())
