"""Axe's rules over every kind of screen, in light and dark."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from bot.demo.station import SampleStation
from tests.steps.browsing import BROWSER, OpenPage, claim_call
from tests.steps.builders import KIM
from tests.steps.slack import open_monday

pytestmark = BROWSER


async def complaints(page: Page) -> list[str]:
    """What axe has against a page."""
    found = (await Axe().run(page)).response["violations"]
    return [f"{each['id']}: {node['target']} {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(socket_station: SampleStation, open_page: OpenPage, scheme: str) -> None:
    await open_monday(socket_station)
    page = await open_page(socket_station, KIM, color_scheme=scheme)
    await expect(page.locator(".message").last).to_be_visible()
    found = {"channel": await complaints(page)}

    await claim_call(page, 1)
    await page.get_by_role("button", name="결과 입력").click()
    form = page.get_by_role("dialog")
    await form.get_by_role("combobox", name="통화 결과").select_option(label="통화 성공")
    await form.get_by_role("combobox", name="종결 결과").select_option(label="고충 접수")
    await expect(form).to_contain_text("그대로 적어 주십시오")
    await form.get_by_role("button", name="저장").click()
    await expect(form.get_by_role("alert")).to_be_visible()
    found["form with an error"] = await complaints(page)
    for place in ("app", "home"):
        await page.goto(f"{socket_station.sandbox.url}/?as=U0LEE&in={place}")
        await expect(page.locator("main")).to_contain_text("청렴콜")
        found[place] = await complaints(page)

    assert found == {place: [] for place in found}
