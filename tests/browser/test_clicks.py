"""How many clicks and fields an operator needs for a call."""

from dataclasses import dataclass

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


async def claimed(page: Page, number: int) -> Counting:
    """Claim a call from the board; return the person, who has not clicked yet."""
    await page.locator(f"button[value='{number}']", has_text="맡기").first.click()
    await expect(page.get_by_role("dialog")).to_contain_text(f"010-0000-100{number}")
    return Counting(page)


async def closed(counting: Counting, words: str) -> None:
    """Read that the call is closed, and close what says it."""
    dialog = counting.page.get_by_role("dialog")
    await expect(dialog).to_contain_text(words)
    await counting.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def nobody_answers_one_click_and_the_next_call_one_more(page: Page) -> None:
    person = await claimed(page, 1)
    await person.click(person.button("부재·무응답"))
    await expect(page.get_by_role("dialog")).to_contain_text("다음 통화는")
    assert person.clicks == 1

    await person.click(person.button("다음 청렴콜 맡기"))

    await expect(page.get_by_role("dialog")).to_contain_text("010-0000-1002")
    assert person.clicks == 2


async def satisfied_with_six_scores_takes_ten_clicks(person: Counting) -> None:
    await person.opens_the_form()
    await person.scores("4 만족")
    await person.ends("만족")
    await person.saves()

    await closed(person, "번을 종결했습니다. 결과: 만족")
    assert (person.clicks, person.fields) == (10, 0)


async def satisfied_with_one_score_for_all_takes_five_clicks(person: Counting) -> None:
    await person.opens_the_form()
    await person.click(person.radio("모두 같은 점수", "5 매우 만족"))
    await expect(person.page.get_by_role("dialog").get_by_role("group", name="친절")).to_have_count(0)
    await person.ends("만족")
    await person.saves()

    await closed(person, "번을 종결했습니다. 결과: 만족")
    assert (person.clicks, person.fields) == (5, 0)


async def praise_takes_one_click_and_its_words_more(person: Counting) -> None:
    await person.opens_the_form()
    await person.scores("5 매우 만족")
    await person.ends("만족")
    await person.click(person.page.get_by_role("checkbox", name="칭찬하신 말씀이 있음"))
    await person.types("칭찬 말씀", PRAISE_WORDS)
    await person.saves()

    await closed(person, "칭찬을 경찰관에게 전합니다")
    assert (person.clicks, person.fields) == (11, 1)


async def a_grievance_with_the_survey_takes_at_most_sixteen(person: Counting) -> None:
    await person.opens_the_form()
    await person.scores("2 불만족")
    await person.ends("고충 접수")
    await person.types("민원인 말씀", GRIEVANCE_WORDS)
    await person.saves()
    await person.choose("고충 종류", "불만(처리)")
    await person.choose("분야", "진행 상황 미통지")
    await expect(person.page.get_by_role("dialog")).to_contain_text("수사과 경사 최형사")
    await person.click(person.button("접수하고 전달"))

    await closed(person, "번을 종결했습니다. 결과: 고충 접수")
    assert person.clicks + person.fields <= 16


async def test_each_end_of_a_call_takes_few_clicks(socket_station: SampleStation, open_page: OpenPage) -> None:
    await open_monday(socket_station, 5)
    page = await open_page(socket_station, KIM)

    await nobody_answers_one_click_and_the_next_call_one_more(page)
    await satisfied_with_six_scores_takes_ten_clicks(Counting(page))
    await satisfied_with_one_score_for_all_takes_five_clicks(await claimed(page, 3))
    await praise_takes_one_click_and_its_words_more(await claimed(page, 4))
    await a_grievance_with_the_survey_takes_at_most_sixteen(await claimed(page, 5))


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
