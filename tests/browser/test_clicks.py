"""How many clicks and fields an operator needs for a call."""

from dataclasses import dataclass

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from bot.demo.station import SampleStation
from bot.registry import ActionId
from tests.steps.browsing import BROWSER, OpenPage
from tests.steps.builders import KIM
from tests.steps.slack import ANSWER, GRIEVANCE_WORDS, PRAISE_WORDS, file_grievance, open_monday

pytestmark = BROWSER
ITEMS = ("전반적인 만족도", "친절", "신속·정확", "공정", "진행 상황 설명", "전문성")


@dataclass(slots=True)
class Counting:
    """A person with a mouse, whose clicks and typed fields are counted; to choose from a list takes two clicks."""

    page: Page
    clicks: int = 0
    fields: int = 0

    async def click(self, target: Locator) -> None:
        self.clicks += 1
        await target.click()

    async def choose(self, label: str, option: str) -> None:
        self.clicks += 2
        await self.page.get_by_role("dialog").get_by_role("combobox", name=label).select_option(label=option)

    async def types(self, label: str, words: str) -> None:
        self.fields += 1
        await self.page.get_by_role("dialog").get_by_role("textbox", name=label).fill(words)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button").get_by_text(name, exact=True).last

    def radio(self, group: str, name: str) -> Locator:
        return self.page.get_by_role("dialog").get_by_role("group", name=group).get_by_role("radio", name=name)

    async def opens_the_form(self) -> None:
        await self.click(self.button("결과 입력"))

    async def ends(self, outcome: str) -> None:
        await self.click(self.radio("금품·향응", "아니요"))
        await self.click(self.radio("종결 결과", outcome))

    async def scores(self, score: str) -> None:
        for item in ITEMS:
            await self.click(self.page.get_by_role("dialog").get_by_role("group", name=item).get_by_text(score))

    async def saves(self) -> None:
        await self.click(self.button("저장"))


@pytest_asyncio.fixture(loop_scope="session")
async def claimed(socket_station: SampleStation, open_page: OpenPage) -> Counting:
    """김상담, who has just claimed call 1 from the board."""
    await open_monday(socket_station)
    page = await open_page(socket_station, KIM)
    await page.locator("button[value='1']", has_text="맡기").first.click()
    await expect(page.get_by_role("dialog")).to_contain_text("010-0000-1001")
    return Counting(page)


async def closed(counting: Counting, outcome: str) -> None:
    await expect(counting.page.get_by_role("dialog")).to_contain_text(f"번을 종결했습니다. 결과: {outcome}")


async def test_nobody_answers_one_click_and_the_next_call_one_more(claimed: Counting) -> None:
    await claimed.click(claimed.button("부재·무응답"))
    await expect(claimed.page.get_by_role("dialog")).to_contain_text("다음 통화는")
    assert claimed.clicks == 1

    await claimed.click(claimed.button("다음 청렴콜 맡기"))

    await expect(claimed.page.get_by_role("dialog")).to_contain_text("010-0000-1002")
    assert claimed.clicks == 2


async def test_satisfied_with_six_scores_takes_ten_clicks(claimed: Counting) -> None:
    await claimed.opens_the_form()
    await claimed.scores("4 만족")
    await claimed.ends("만족")
    await claimed.saves()

    await closed(claimed, "만족")
    assert (claimed.clicks, claimed.fields) == (10, 0)


async def test_satisfied_with_one_score_for_all_takes_five_clicks(claimed: Counting) -> None:
    await claimed.opens_the_form()
    await claimed.click(claimed.radio("모두 같은 점수", "5 매우 만족"))
    await expect(claimed.page.get_by_role("dialog").get_by_role("group", name="친절")).to_have_count(0)
    await claimed.ends("만족")
    await claimed.saves()

    await closed(claimed, "만족")
    assert (claimed.clicks, claimed.fields) == (5, 0)


async def test_praise_takes_one_click_and_its_words_more(claimed: Counting) -> None:
    await claimed.opens_the_form()
    await claimed.scores("5 매우 만족")
    await claimed.ends("만족")
    await claimed.click(claimed.page.get_by_role("checkbox", name="칭찬하신 말씀이 있음"))
    await claimed.types("칭찬 말씀", PRAISE_WORDS)
    await claimed.saves()

    await expect(claimed.page.get_by_role("dialog")).to_contain_text("칭찬을 경찰관에게 전합니다")
    assert (claimed.clicks, claimed.fields) == (11, 1)


async def test_a_plain_reply_takes_five_clicks_and_no_typing_and_one_more_says_how_content_they_are(
    socket_station: SampleStation, open_page: OpenPage
) -> None:
    kim, choi = await open_monday(socket_station), socket_station.person("U0CHOI")
    await file_grievance(kim, kind="complaint_handling", category="delay")
    await kim.closes_modal()
    await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")
    await choi.clicks(ActionId.ANSWER, where="direct")
    await choi.submits({"grievance_answer": ANSWER})
    await kim.waits_to_see(ANSWER, where="direct")
    page = await open_page(socket_station, KIM)
    await page.get_by_role("link", name="청렴콜 메시지").click()
    counting = Counting(page)

    await counting.click(counting.button("회신 기록"))
    form = page.get_by_role("dialog")
    await expect(form).to_contain_text(GRIEVANCE_WORDS)
    await expect(form.get_by_role("textbox", name="민원인께 드린 말씀")).to_have_value(ANSWER)
    await counting.click(counting.radio("결과", "설명"))
    await counting.click(form.get_by_role("checkbox", name="설명 부족"))
    await counting.click(form.get_by_role("checkbox", name="말로 듣는 데 동의함"))
    assert counting.clicks == 4
    await counting.click(counting.radio("“답변에 얼마나 만족하십니까?”", "4 만족"))
    await counting.saves()

    await expect(form).to_contain_text("종결했습니다")
    assert (counting.clicks, counting.fields) == (6, 0)


async def test_a_grievance_with_the_survey_takes_at_most_sixteen(claimed: Counting) -> None:
    await claimed.opens_the_form()
    await claimed.scores("2 불만족")
    await claimed.ends("고충 접수")
    await claimed.types("민원인 말씀", GRIEVANCE_WORDS)
    await claimed.saves()
    await claimed.choose("고충 종류", "불만(처리)")
    await claimed.choose("분야", "진행 상황 미통지")
    await expect(claimed.page.get_by_role("dialog")).to_contain_text("수사과 경사 최형사")
    await claimed.click(claimed.button("접수하고 전달"))

    await closed(claimed, "고충 접수")
    assert claimed.clicks + claimed.fields <= 16
