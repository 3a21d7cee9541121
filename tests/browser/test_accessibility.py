"""Every kind of screen: axe's rules, the tree that is read, sizes and widths; and what forced colours leave to see."""

from collections.abc import Sequence
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from bot.demo.station import SampleStation
from tests.steps.accessibility import faults_of
from tests.steps.browsing import BROWSER, OpenPage, claim_call
from tests.steps.builders import CHOI, HAN, KIM, LEE, OH, SWITCH
from tests.steps.slack import ask_for_figures, file_grievance, open_monday

pytestmark = BROWSER
CHANNEL, DIRECT, HOME = "C0CALLS", "app", "home"
PLACES = [(CHOI, DIRECT), (OH, HOME)]
"""Whose messages and whose Home are looked at: where the most stands. Slowly, those of the others too."""
OF_OTHERS = [(OH, DIRECT), *((each, HOME) for each in (KIM, CHOI, HAN, SWITCH))]


@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    "places", [PLACES, pytest.param(OF_OTHERS, marks=pytest.mark.slow)], ids=["where the most stands", "of others"]
)
async def test_every_screen_can_be_read_reached_and_hit(
    socket_station: SampleStation, open_page: OpenPage, places: Sequence[tuple[str, str]]
) -> None:
    kim = await open_monday(socket_station, 9)
    await file_grievance(kim)
    await kim.closes_modal()
    await kim.types("/claim 5")
    await socket_station.person(LEE).types("/claim 3")
    await ask_for_figures(socket_station.person(OH), socket_station, "")
    page = await open_page(socket_station, LEE)
    await expect(page.locator(".message").last).to_be_visible()
    faults = {"board": await faults_of(page)}

    await claim_call(page, 2)
    await page.get_by_role("button", name="결과 입력").click()
    form = page.get_by_role("dialog")
    await form.get_by_role("radio", name="고충 접수", exact=True).check()
    await expect(form).to_contain_text("그대로 적어 주십시오")
    await form.get_by_role("button", name="저장").click()
    await expect(form.get_by_role("alert").first).to_be_visible()
    faults["form with errors"] = await faults_of(page)
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    await page.locator("#words").fill("/queue")
    await page.keyboard.press("Enter")
    await expect(page.locator(".private")).to_have_count(3)
    faults["card and queue"] = await faults_of(page)
    for user, place in places:
        await page.goto(f"{socket_station.sandbox.url}/?as={user}&in={place}")
        await expect(page.locator("main .block, main .none").first).to_be_visible()
        faults[f"{place} of {user}"] = await faults_of(page)

    assert faults == {screen: [] for screen in faults}


MEDIA: Sequence[dict[str, Any]] = (
    {"forced_colors": "active", "contrast": "no-preference"},
    {"forced_colors": "none", "contrast": "more"},
)
LINES = """(each) => (({ textDecorationLine, borderTopWidth, outlineStyle, fontWeight }) =>
  [textDecorationLine, borderTopWidth, outlineStyle, fontWeight].join(" "))(getComputedStyle(each))"""


async def lines_of(target: Locator) -> str:
    """Return what marks an element when all colours are gone."""
    found: str = await target.evaluate(LINES)
    return found


async def test_what_is_chosen_is_seen_without_colours(socket_station: SampleStation, open_page: OpenPage) -> None:
    await open_monday(socket_station)
    page = await open_page(socket_station, KIM)
    await claim_call(page, 1)
    links, steps = page.locator(".sidebar a"), page.locator(".steps b")
    result, release = (page.get_by_role("button").get_by_text(name, exact=True) for name in ("결과 입력", "내려놓기"))

    for media in MEDIA:
        await page.emulate_media(**media)
        assert await lines_of(result) != await lines_of(release)
        assert await lines_of(links.and_(page.locator("[aria-current]"))) != await lines_of(links.last)
        assert await lines_of(page.locator(".steps [aria-current] b")) != await lines_of(steps.last)
    await result.click()
    form = page.get_by_role("dialog")
    await form.get_by_role("combobox", name="통화 결과").select_option(label="통화 성공")
    await form.get_by_role("radio", name="아니요").check()
    words = form.locator(".choice span")
    picked = form.locator(".choice:has(:checked) span").first

    for media in MEDIA:
        await page.emulate_media(**media)
        assert await lines_of(picked) != await lines_of(words.first)
        await page.keyboard.press("Tab")
        await expect(page.locator(":focus-visible")).to_have_css("outline-style", "solid")
