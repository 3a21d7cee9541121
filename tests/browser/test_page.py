"""The page as a chat client: two windows, errors, uploads, threads, a phone, a thousand messages."""

import asyncio
import base64
from datetime import timedelta

from playwright.async_api import Locator, expect

from bot.demo.station import SampleStation, visitor_list
from bot.sandbox.workspace import BOT_USER, Message
from tests.steps.browsing import BROWSER, OpenPage, claim_button, claim_call
from tests.steps.builders import KIM, LEE
from tests.steps.slack import open_monday

pytestmark = BROWSER

DROP = """([target, name, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const dragged = new DataTransfer();
  dragged.items.add(new File([bytes], name));
  document.querySelector(target).dispatchEvent(new DragEvent("drop", { dataTransfer: dragged, bubbles: true }));
}"""


async def test_two_people_in_two_windows_race_for_one_call(socket_station: SampleStation, open_page: OpenPage) -> None:
    await open_monday(socket_station)
    kim, lee = await open_page(socket_station, KIM), await open_page(socket_station, LEE)

    for page in (kim, lee):
        await claim_button(page, 1).hover()
        await page.mouse.down()
    await asyncio.gather(kim.mouse.up(), lee.mouse.up())

    for page in (kim, lee):
        await expect(page.get_by_role("dialog")).to_have_count(1)
        await expect(page.locator(".messages")).to_contain_text("통화 중 (09:40~)")
    words = [await page.get_by_role("dialog").inner_text() for page in (kim, lee)]
    assert sum("010-0000-1001" in each for each in words) == 1
    assert sum("맡고 있습니다" in each for each in words) == 1


async def test_a_page_that_moves_under_a_hand_at_rest_does_not_make_it_miss(
    socket_station: SampleStation, open_page: OpenPage
) -> None:
    await open_monday(socket_station)
    page = await open_page(socket_station, KIM)
    await claim_button(page, 1).hover()

    await page.mouse.down()
    await page.locator("main .scroll").evaluate("pane => pane.style.paddingTop = '150px'")
    await page.mouse.up()
    await expect(page.get_by_role("dialog")).to_contain_text("010-0000-1001")
    await page.keyboard.press("Escape")
    await claim_button(page, 2).hover()
    await page.mouse.down()
    await page.mouse.move(5, 5)
    await page.mouse.up()
    await page.locator("#words").fill("/queue")
    await page.keyboard.press("Enter")

    await expect(page.locator(".messages > .private").last).to_contain_text("1번")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_an_error_stands_at_its_field_what_was_typed_stays_and_stacked_forms_go_back_one_at_a_time(
    socket_station: SampleStation, open_page: OpenPage
) -> None:
    await open_monday(socket_station)
    page = await open_page(socket_station, KIM)
    await claim_call(page, 1)
    await page.get_by_role("button", name="결과 입력").click()
    form = page.get_by_role("dialog")
    await form.get_by_role("checkbox", name="칭찬하신 말씀이 있음").check()
    await form.get_by_role("textbox", name="칭찬 말씀").fill("친절했습니다.")
    await form.get_by_role("radio", name="아니요").check()
    await form.get_by_role("radio", name="고충 접수", exact=True).check()
    await expect(form).to_contain_text("그대로 적어 주십시오")

    await form.get_by_role("button", name="저장").click()

    wrong = form.get_by_role("textbox", name="민원인 말씀")
    await expect(wrong).to_be_focused()
    await expect(wrong).to_have_accessible_description("고충을 접수하려면 민원인의 말씀을 적어야 합니다.")
    await expect(form.get_by_role("textbox", name="칭찬 말씀")).to_have_value("친절했습니다.")

    await wrong.fill("연락이 없었습니다.")
    await form.get_by_role("button", name="저장").click()
    await expect(page.get_by_role("dialog", name="고충 접수")).to_be_visible()
    await page.get_by_role("button", name="이전").click()

    await expect(page.get_by_role("dialog", name="통화 결과")).to_be_visible()
    await expect(form.get_by_role("textbox", name="민원인 말씀")).to_have_value("연락이 없었습니다.")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_officers_are_found_by_typing_and_taken_back(socket_station: SampleStation, open_page: OpenPage) -> None:
    await open_monday(socket_station)
    page = await open_page(socket_station, KIM)
    await claim_call(page, 1)
    await page.get_by_role("button", name="결과 입력").click()
    form = page.get_by_role("dialog")
    await form.get_by_role("checkbox", name="칭찬하신 말씀이 있음").check()
    field = form.get_by_role("combobox", name="칭찬받은 경찰관")

    await field.fill("교통")
    await expect(form.locator("datalist option")).to_have_count(2)
    await field.fill("교통과 경위 정교통 (내선 2101)")
    await field.blur()
    await expect(form.get_by_role("checkbox", name="교통과 경위 정교통")).to_be_checked()
    await form.get_by_role("checkbox", name="수사과 경사 최형사").uncheck()
    await form.get_by_role("textbox", name="칭찬 말씀").fill("고맙습니다.")
    await form.get_by_role("radio", name="아니요").check()
    await form.get_by_role("radio", name="만족", exact=True).check()
    await form.get_by_role("button", name="저장").click()

    await socket_station.person("U0JUNG").waits_to_see("고맙습니다.", where="direct")
    assert not (await socket_station.person("U0CHOI").sees()).direct


async def filing_form(station: SampleStation, open_page: OpenPage) -> Locator:
    """The form of a grievance about nobody whom the list names, open before 김상담."""
    kim = await open_monday(station, officer="박모름")
    page = await open_page(station, KIM)
    await claim_call(page, 1)
    await kim.types("/done 1 성공")
    await kim.submits({"money": "no", "outcome": "grievance_filed", "words": "연락이 없었습니다."})
    return page.get_by_role("dialog", name="고충 접수")


async def test_whom_it_is_about_is_offered_before_one_types(socket_station: SampleStation, open_page: OpenPage) -> None:
    form = await filing_form(socket_station, open_page)
    await form.get_by_role("combobox", name="고충 종류").select_option(label="문의")
    await form.get_by_role("combobox", name="분야").select_option(label="기타")
    field = form.get_by_role("combobox", name="담당 경찰관")

    await field.focus()
    await expect(form.locator("datalist option")).to_have_count(10)
    await field.fill("직원 명부에 없는 사람 / 아직 모름")
    await field.blur()
    await expect(form).to_contain_text("받는 사람:")
    await expect(form.get_by_role("checkbox", name="직원 명부에 없는 사람 / 아직 모름")).to_be_checked()
    await form.get_by_role("button", name="접수하고 전달").click()

    await socket_station.person("U0HAN").waits_to_see("연락이 없었습니다.", where="direct")


async def test_who_is_typed_faster_than_anybody_is_offered_is_chosen(
    socket_station: SampleStation, open_page: OpenPage
) -> None:
    form = await filing_form(socket_station, open_page)
    field = form.get_by_role("combobox", name="담당 경찰관")

    await field.fill("직원 명부에 없는 사람 / 아직 모름")
    await field.blur()

    await expect(form.get_by_role("checkbox", name="직원 명부에 없는 사람 / 아직 모름")).to_be_checked()


async def test_what_is_being_typed_outlives_a_form_drawn_anew(
    socket_station: SampleStation, open_page: OpenPage
) -> None:
    form = await filing_form(socket_station, open_page)
    field = form.get_by_role("combobox", name="담당 경찰관")
    await field.focus()
    await expect(form.locator("datalist option")).to_have_count(10)
    await field.fill("수사과 경사 최형사 (내선 2201)")
    await expect(form.locator("datalist option")).to_have_count(1)

    await socket_station.person(KIM).fills({"filing_kind": "inquiry"})
    await expect(form).to_contain_text("기한")
    await expect(field).to_have_value("수사과 경사 최형사 (내선 2201)")
    await field.blur()

    await expect(form.get_by_role("checkbox", name="수사과 경사 최형사")).to_be_checked()


async def test_a_file_dropped_into_the_channel_is_read_and_can_be_deleted(
    early_station: SampleStation, open_page: OpenPage
) -> None:
    page = await open_page(early_station, KIM)
    path = visitor_list(early_station.folder)

    content = base64.b64encode(path.read_bytes()).decode()
    await page.evaluate(DROP, ["main", path.name, content])

    await expect(page.locator(".file")).to_contain_text(path.name)
    await expect(page.locator(".sidebar .unread:visible")).to_have_count(1)
    await page.get_by_role("link", name="청렴콜 메시지").click()
    await expect(page.locator(".messages")).to_contain_text("새 청렴콜 7")
    await expect(page.locator(".sidebar .unread:visible")).to_have_count(0)
    await page.get_by_role("link", name="청렴콜센터").click()
    await page.get_by_role("button", name="파일 삭제").click()
    await expect(page.locator(".file")).to_have_count(0)


async def test_commands_are_completed_answered_to_the_asker_alone_or_explained_and_replies_stand_in_their_thread(
    socket_station: SampleStation, open_page: OpenPage
) -> None:
    await open_monday(socket_station)
    kim, lee = await open_page(socket_station, KIM), await open_page(socket_station, LEE)
    offered = await kim.locator("#commands option").evaluate_all("options => options.map((each) => each.value.trim())")

    await kim.get_by_label("에 쓰기").fill("/queue")
    await kim.keyboard.press("Enter")

    await expect(kim.locator(".private")).to_contain_text("다음 차례")
    await expect(lee.locator(".private")).to_have_count(0)
    assert {"/queue", "/claim", "/done", "/release", "/cleancall"} <= set(offered)

    await lee.get_by_label("에 쓰기").fill("/nosuch 1")
    await lee.keyboard.press("Enter")

    await expect(lee.get_by_role("status")).to_contain_text("not a valid command")
    await expect(lee.get_by_label("에 쓰기")).to_have_value("/nosuch 1")

    lee.once("dialog", lambda asked: asked.accept("확인했습니다"))
    await lee.locator(".message").last.hover()
    await lee.get_by_role("button", name="댓글 달기").last.click()

    await expect(lee.locator(".thread").last).to_contain_text("댓글 1개")
    await expect(lee.locator(".thread li")).to_contain_text("확인했습니다")


async def test_a_button_is_not_replaced_while_it_is_pressed_and_the_page_outlives_a_server_that_is_gone(
    early_station: SampleStation, open_page: OpenPage
) -> None:
    page = await open_page(early_station, KIM)
    await expect(page.locator(".now")).to_contain_text("08:25")
    await page.get_by_role("button", name="+1시간").hover()

    await page.mouse.down()
    async with page.expect_response("**/screen") as seen:
        await early_station.move_clock(by=timedelta(minutes=10))
    await (await seen.value).finished()
    await page.evaluate("new Promise(requestAnimationFrame)")
    await page.mouse.up()

    await expect(page.locator(".now")).to_contain_text("09:35")

    await page.context.set_offline(offline=True)

    await page.locator("#words").fill("/claim")
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("alert")).to_contain_text("연습 화면이 꺼져 있습니다")
    await expect(page.locator(".toast")).to_be_empty()
    await expect(page.locator("#words")).to_have_value("/claim")
    await page.context.set_offline(offline=False)
    await expect(page.get_by_role("alert")).to_have_count(0)


async def test_on_a_phone_nothing_is_wider_than_the_screen(socket_station: SampleStation, open_page: OpenPage) -> None:
    await open_monday(socket_station, 40)
    page = await open_page(socket_station, KIM, viewport={"width": 360, "height": 740})

    await claim_call(page, 1)
    await page.get_by_role("button", name="결과 입력").click()
    await expect(page.get_by_role("dialog")).to_be_visible()

    width = await page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
    assert width <= 360
    box = await page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


async def test_a_thousand_messages_stay_quick(socket_station: SampleStation, open_page: OpenPage) -> None:
    workspace = socket_station.sandbox.workspace
    channel = workspace.channels["C0CALLS"]
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": f"*{n}* 홍*순 · 교통과"}} for n in range(8)]
    for _ in range(1000):
        workspace.post(
            channel, Message(ts=workspace.next_ts(), channel=channel.id, user=BOT_USER, text="", blocks=blocks)
        )
    page = await open_page(socket_station, KIM)
    await expect(page.locator(".message")).to_have_count(1000)
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))

    await page.get_by_label("에 쓰기").fill("천한 번째 글")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message").last).to_contain_text("천한 번째 글", timeout=2000)

    assert max(sizes) < 100_000  # the order of the messages, and the one that is new
