"""The guided tour and a turn of every role, by the mouse alone, and again by the keyboard alone."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from bot.demo.station import SampleStation, visitor_list
from tests.steps.browsing import BROWSER, Hands, Keyboard, Mouse, OpenPage

pytestmark = BROWSER


def button(page: Page, name: str, value: str | None = None) -> Locator:
    """The newest button that reads so (and has a call's number)."""
    found = page.get_by_role("button").filter(has_text=re.compile(f"^{re.escape(name)}$"))
    return (found if value is None else found.and_(page.locator(f"[value='{value}']"))).last


async def fill_in(hands: Hands, page: Page, choices: dict[str, str], words: dict[str, str] | None = None) -> None:
    """Fill the open form, save it and close what it says."""
    form = page.get_by_role("dialog")
    for label, option in choices.items():
        await hands.choose(page, form.get_by_role("combobox", name=label).first, option)
    for label, text in (words or {}).items():
        await hands.write(page, form.get_by_role("textbox", name=label).first, text)


async def answer_no(hands: Hands, page: Page) -> None:
    """Answer the money question, which has no default."""
    await hands.pick(page, page.get_by_role("dialog").get_by_role("radio", name="아니요"))


async def close_as(hands: Hands, page: Page, outcome: str) -> None:
    """Say how the call ends."""
    await hands.pick(page, page.get_by_role("dialog").get_by_role("radio", name=outcome, exact=True))


async def become(hands: Hands, page: Page, who: str) -> None:
    """Act as somebody else."""
    await hands.choose(page, page.get_by_label("나는"), who)
    await hands.use(page, page.get_by_role("button", name="바꾸기"))
    await expect(page.locator("body")).to_have_attribute("data-me", re.compile("U0"))


async def ticked(page: Page, steps: int) -> None:
    """Wait for so many ticks."""
    await expect(page.locator(".steps .done")).to_have_count(steps)


async def save(hands: Hands, page: Page, expected: str, submit: str = "저장") -> None:
    """Submit the open form, read what it says, and close it."""
    await hands.use(page, button(page, submit))
    await expect(page.get_by_role("dialog")).to_contain_text(expected)
    await hands.use(page, page.get_by_role("dialog").get_by_role("button", name="닫기").last)


async def morning(hands: Hands, page: Page, station: SampleStation) -> None:
    """Steps 1 and 2: the list comes in, the queue is posted."""
    async with page.expect_file_chooser() as chooser:
        pointed = page.locator(".attach") if isinstance(hands, Mouse) else page.get_by_label("파일 올리기")
        await hands.use(page, pointed)
    await (await chooser.value).set_files(visitor_list(station.folder))
    await ticked(page, 1)
    await hands.use(page, button(page, "다음 아침"))
    await ticked(page, 2)


async def calls(hands: Hands, page: Page) -> None:
    """Steps 3 to 5: a call with praise, a call that ends as suspected phishing."""
    await hands.use(page, button(page, "맡기", "1"))
    await ticked(page, 3)
    await hands.use(page, button(page, "결과 입력"))
    await answer_no(hands, page)
    await close_as(hands, page, "만족")
    await hands.use(page, page.get_by_role("checkbox", name="칭찬하신 말씀이 있음"))
    await fill_in(hands, page, {}, {"칭찬 말씀": "사위 삼고 싶을 만큼 친절하셨어요."})
    await save(hands, page, "칭찬을 경찰관에게 전합니다")
    await ticked(page, 4)
    await become(hands, page, "이상담 · 상담원")
    await hands.use(page, button(page, "맡기", "3"))
    await hands.choose_at_once(page, page.get_by_role("dialog").get_by_role("combobox").last, "보이스피싱 의심 종료")
    await expect(page.get_by_role("dialog")).to_contain_text("다음 통화는")
    await hands.use(page, page.get_by_role("dialog").get_by_role("button", name="닫기").last)
    await ticked(page, 5)


async def relay(hands: Hands, page: Page) -> None:
    """Steps 6 to 8: a grievance is filed, answered, and the petitioner told."""
    await become(hands, page, "김상담 · 상담원")
    await hands.use(page, button(page, "맡기", "2"))
    await hands.use(page, button(page, "결과 입력"))
    await answer_no(hands, page)
    await close_as(hands, page, "고충 접수")
    await fill_in(hands, page, {}, {"민원인 말씀": "진행 상황을 알려 주지 않았습니다."})
    await hands.use(page, button(page, "저장"))
    await fill_in(hands, page, {"고충 종류": "불만(처리)", "분야": "진행 상황 미통지"})
    await expect(page.get_by_role("dialog")).to_contain_text("수사과 경사 최형사")
    await save(hands, page, "종결했습니다", submit="접수하고 전달")
    await ticked(page, 6)
    await become(hands, page, "최형사 · 담당 경찰관")
    await hands.use(page, button(page, "확인"))
    await expect(page.locator(".messages")).to_contain_text("확인함")
    await hands.use(page, button(page, "답변"))
    await fill_in(hands, page, {}, {"민원인께 전할 답변": "참고인 조사 중이며 12월에 알려 드리겠습니다."})
    await save(hands, page, "답변을 등록했습니다")
    await ticked(page, 7)
    await become(hands, page, "김상담 · 상담원")
    await hands.use(page, page.get_by_role("link", name="청렴콜 메시지"))
    await hands.use(page, button(page, "회신 기록"))
    told = {"민원인께 드린 말씀": "진행 상황을 설명드림", "민원인이 여전히 불만": "연락이 늦은 까닭을 모르겠습니다."}
    await hands.pick(page, page.get_by_role("dialog").get_by_role("radio", name="설명", exact=True))
    await fill_in(hands, page, {}, told)
    for ticked_too in ("설명 부족", "말로 듣는 데 동의함"):
        await hands.use(page, page.get_by_role("checkbox", name=ticked_too))
    await save(hands, page, "종결했습니다")
    await ticked(page, 8)


async def complaint_to_the_head(hands: Hands, page: Page) -> None:
    """The operator files a complaint about manner; the head of the officer answers it."""
    await become(hands, page, "김상담 · 상담원")
    await hands.use(page, page.get_by_role("link", name="청렴콜센터"))
    await hands.use(page, button(page, "맡기", "6"))
    await hands.use(page, button(page, "결과 입력"))
    await answer_no(hands, page)
    await close_as(hands, page, "고충 접수")
    await fill_in(hands, page, {}, {"민원인 말씀": "말투가 무뚝뚝했습니다."})
    await hands.use(page, button(page, "저장"))
    await fill_in(hands, page, {"고충 종류": "불만(태도)", "분야": "불친절"})
    await expect(page.get_by_role("dialog")).to_contain_text("교통과 경정 윤과장")
    await save(hands, page, "종결했습니다", submit="접수하고 전달")
    await become(hands, page, "윤과장 · 부서장")
    await acknowledge_and_answer(hands, page)


async def acknowledge_and_answer(hands: Hands, page: Page) -> None:
    """Say that a grievance has arrived, and answer it, in the messages of the app."""
    await hands.use(page, button(page, "확인"))
    await expect(page.locator(".messages")).to_contain_text("확인함")
    await hands.use(page, button(page, "답변"))
    await fill_in(hands, page, {}, {"민원인께 전할 답변": "확인하여 설명드리겠습니다."})
    await save(hands, page, "답변을 등록했습니다")


async def lookup_and_figures(hands: Hands, page: Page) -> None:
    """The switchboard checks who phoned, on Home; the supervisor asks for the figures and for a topic of them."""
    await become(hands, page, "서교환 · 교환·당직")
    await hands.use(page, page.get_by_role("link", name="청렴콜 홈"))
    await hands.use(page, page.locator("main").get_by_role("button", name="전화 확인"))
    await fill_in(hands, page, {}, {"확인번호": "010-0000-1001"})
    await save(hands, page, "우리 직원의 전화가 맞습니다", submit="확인")
    await become(hands, page, "오감독 · 감독자")
    await hands.use(page, page.get_by_role("link", name="청렴콜 메시지"))
    await hands.write(page, page.locator("#words"), "/stats 오늘")
    await hands.use(page, button(page, "보내기"))
    await expect(page.locator(".private").last).to_contain_text("청렴콜 현황")
    await hands.use(page, button(page, "부서별"))
    await expect(page.locator(".messages > .private")).to_have_count(2)


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    "hands", [pytest.param(Mouse(), marks=pytest.mark.slow), Keyboard()], ids=["mouse", "keyboard"]
)
async def test_the_whole_tour_can_be_done_and_every_role_has_its_turn(
    early_station: SampleStation, open_page: OpenPage, hands: Hands
) -> None:
    page = await open_page(early_station, "U0KIM")

    await morning(hands, page, early_station)
    await calls(hands, page)
    await relay(hands, page)
    await complaint_to_the_head(hands, page)
    await become(hands, page, "한감사 · 청문감사인권관")
    await acknowledge_and_answer(hands, page)
    await lookup_and_figures(hands, page)
    for _ in range(10):
        await hands.use(page, button(page, "+1시간"))

    await ticked(page, 9)
