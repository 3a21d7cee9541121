"""What people do: by commands, clicks, forms and files, sensibly and otherwise; each deed has dice of its own."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from bot.registry import ActionId
from bot.sandbox.payloads import options_of
from bot.sandbox.person import AppDidNotRespond, Seen, Shown
from bot.sandbox.validation import elements_of
from tests.simulation.scene import Scene
from tests.simulation.typing_anything import anything_typed, list_with_oddities, some_value
from tests.steps.builders import KIM, LEE, MONDAY, PARK, seoul
from tests.steps.mutations import mutated
from tests.steps.slack import file_grievance

OPERATORS = (KIM, LEE, PARK)
RESULTS = (
    "부재",
    "부재",
    "통화 중",
    "음성",
    "거부",
    "결번",
    "타인",
    "피싱",
    "재통화 내일 10시",
    "재통화 14:30",
    "성공",
    "언어",
)
SENSIBLE = {"disposition": "answered", "money": "no", "outcome": "satisfied"}

Deed = Callable[[Scene, str, Random], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Doing:
    """A deed, how often it happens beside the others, and whether it is one of operators alone."""

    does: Deed
    weight: int
    of_operators: bool = False


async def a_list_comes(scene: Scene, by: str, dice: Random) -> None:
    """Somebody drops a list of visitors."""
    data = list_with_oddities(dice, scene.visits + 1)
    scene.visits += 12
    await _drops(scene, by, f"명단{len(scene.lists)}.csv", data)


async def _drops(scene: Scene, by: str, name: str, data: bytes) -> None:
    path = scene.universe.station.folder / name
    path.write_bytes(data)
    with contextlib.suppress(AppDidNotRespond):
        before = scene.told_to(by)
        file = await scene.person(by).uploads(path, channel=scene.place_of(by))
        scene.lists[file] = (by, before)


async def an_odd_file_comes(scene: Scene, by: str, dice: Random) -> None:
    """Somebody drops a list that came to harm, or that is none."""
    data = dice.choice((mutated(list_with_oddities(dice, 1), dice), b"", b"\xff\xfe\x00", "청렴콜".encode()))
    await _drops(scene, by, f"명단{len(scene.lists)}.{dice.choice(('csv', 'txt', 'csv', 'hwp'))}", data)


async def the_morning_comes(scene: Scene, _by: str, dice: Random) -> None:
    """It is half past eight, or later."""
    await asyncio.sleep(2)
    scene.universe.station.clock.set(seoul(MONDAY, 8, 31) + timedelta(minutes=dice.choice((0, 4, 60))))
    await scene.universe.ticks()


async def time_passes(scene: Scene, _by: str, dice: Random) -> None:
    """Some time of the day passes; now and then a night."""
    clock = scene.universe.station.clock
    minutes = dice.choice((3, 10, 31, 31, 65, 180, 24 * 60))
    clock.advance(timedelta(minutes=minutes))
    scene.counts["hours"] += minutes // 60
    await scene.universe.ticks()


async def claims(scene: Scene, by: str, dice: Random) -> None:
    """Somebody takes the next call, or a certain one."""
    await scene.types(by, dice.choice(("/claim", "/claim", f"/claim {dice.randint(1, 6)}")))


async def two_claim_at_once(scene: Scene, by: str, dice: Random) -> None:
    """Two operators want the same call."""
    other, number = dice.choice([each for each in OPERATORS if each != by]), dice.randint(1, 6)
    await asyncio.gather(*(scene.types(each, f"/claim {number}") for each in (by, other)))


async def records(scene: Scene, by: str, dice: Random) -> None:
    """Somebody records how a call of theirs went, in one word."""
    number = await _own_call(scene, by)
    if number is not None:
        await scene.types(by, f"/done {number} {dice.choice(RESULTS)}")


async def records_in_a_form(scene: Scene, by: str, dice: Random) -> None:
    """Somebody fills in the result form, sensibly or not."""
    number = await _own_call(scene, by)
    if number is None:
        return
    await scene.types(by, f"/done {number}")
    extra: Mapping[str, Any] = dice.choice(
        (
            {},
            {},
            {"outcome": "inquiry_answered"},
            {"more": "praise", "praise_words": "친절했어요", "praised_officer": "정교통"},
        )
    )
    await scene.submits(by, {**SENSIBLE, **extra})


async def files_a_grievance(scene: Scene, by: str, dice: Random) -> None:
    """Somebody files what the petitioner said; one in three is an accusation."""
    number = await _own_call(scene, by)
    if number is None:
        return
    accuses = dice.random() < 0.34
    chosen: dict[str, Any] = {"words": "설명이 없었습니다.", "kind": dice.choice(("inquiry", "complaint_handling"))}
    if accuses:
        mark = scene.new_mark(by)
        chosen = {
            "words": f"{mark} 담당 형사가 돈을 요구했습니다.",
            "kind": "allegation",
            "category": "bribery_favour",
            "money": "yes",
        }
    scene.counts["filings"] += 1
    with contextlib.suppress(AppDidNotRespond, AssertionError, KeyError):
        await file_grievance(scene.person(by), number=number, **chosen)
        scene.counts["filed"] += 1
    scene.look(by)


async def types_anything(scene: Scene, by: str, dice: Random) -> None:
    """Somebody types any command."""
    await scene.types(by, anything_typed(dice))


async def clicks_anything(scene: Scene, by: str, dice: Random) -> None:
    """Somebody clicks anything that they see, perhaps twice."""
    seen = await scene.sees(by)
    offered = list(_to_click(seen, dice))
    if not offered:
        with contextlib.suppress(AppDidNotRespond):
            await scene.person(by).opens_home()
        return
    chosen = dice.choice(offered)
    times = 2 if dice.random() < 0.2 else 1
    await asyncio.gather(*(scene.clicks(by, *chosen) for _ in range(times)))
    if dice.random() < 0.7:
        await asyncio.sleep(0.3)
        await fills_a_form(scene, by, dice)


async def fills_a_form(scene: Scene, by: str, dice: Random) -> None:
    """Somebody fills in the form before them: what it asks for, or something else; three tries, or it is closed."""
    for _ in range(3):
        seen = await scene.sees(by)
        scene.settle_answers(by)
        if seen.modal is None:
            return
        if not seen.modal.json.get("submit") or dice.random() < 0.1:
            await closes_the_form(scene, by)
            return
        done = await scene.submits(by, _filled(seen.modal, dice))
        if done is None or not done.errors:
            return


async def closes_the_form(scene: Scene, by: str) -> None:
    """Somebody closes the form before them, once they have seen it."""
    form = (await scene.sees(by)).modal
    scene.settle_answers(by)
    if form is not None:
        with contextlib.suppress(AppDidNotRespond):
            await scene.person(by).closes_modal(form)


async def somebody_does_their_work(scene: Scene, _by: str, dice: Random) -> None:
    """Somebody whom a message asks for something does it: a button of a newest message that has one."""
    channels = scene.slack.workspace.channels.values()
    asked = [
        (each.user, buttons)
        for each in channels
        if each.user is not None
        for message in list(each.messages.values())[-3:]
        if (buttons := _buttons(Shown({"blocks": message.blocks})))
    ]
    if asked:
        by, buttons = dice.choice(asked)
        action, value = dice.choice(buttons)
        await closes_the_form(scene, by)  # it stands before the message
        await scene.clicks(by, action, value, "direct")
        await asyncio.sleep(0.3)
        await fills_a_form(scene, by, dice)


async def a_request_comes_again(scene: Scene, _by: str, dice: Random) -> None:
    """Slack brings again what it brought before."""
    line = scene.slack.line
    if line.deliveries:
        again = dice.choice(line.deliveries[-6:])
        scene.counts["redelivered"] += 1
        with contextlib.suppress(Exception):
            await line.ask(again["kind"], again["payload"], accepts=again["kind"] != "events_api")


DEEDS: Mapping[str, Doing] = {
    "a_list_comes": Doing(a_list_comes, 2),
    "an_odd_file_comes": Doing(an_odd_file_comes, 2, of_operators=True),
    "the_morning_comes": Doing(the_morning_comes, 0),
    "time_passes": Doing(time_passes, 7),
    "claims": Doing(claims, 12, of_operators=True),
    "two_claim_at_once": Doing(two_claim_at_once, 3, of_operators=True),
    "records": Doing(records, 8, of_operators=True),
    "records_in_a_form": Doing(records_in_a_form, 5, of_operators=True),
    "files_a_grievance": Doing(files_a_grievance, 9, of_operators=True),
    "types_anything": Doing(types_anything, 12),
    "clicks_anything": Doing(clicks_anything, 10),
    "somebody_does_their_work": Doing(somebody_does_their_work, 22),
    "fills_a_form": Doing(fills_a_form, 2),
    "a_request_comes_again": Doing(a_request_comes_again, 3),
}


async def _own_call(scene: Scene, by: str) -> int | None:
    """Find a call that somebody has; else they take the next."""
    for _ in range(2):
        shown = Shown({"text": "", "blocks": []})
        with contextlib.suppress(AppDidNotRespond):
            shown = await scene.person(by).types("/queue") or shown
        for block in shown.blocks:
            for element in elements_of(block):
                if element.get("action_id") == ActionId.RECORD:
                    return int(element["value"])
        await scene.types(by, "/claim")
    return None


def _to_click(seen: Seen, dice: Random) -> list[tuple[str, str | None, str]]:
    """List what can be clicked: action, value, place; of a select one of its options."""
    found: list[tuple[str, str | None, str]] = []
    for place, shown in seen.places():
        found += [(action, value, place) for action, value in _buttons(shown)]
        for block in shown.blocks:
            for element in elements_of(block):
                options = [str(each["value"]) for each in options_of(element)]
                if element["type"] in {"static_select", "overflow"} and block["type"] != "input" and options:
                    found.append((element["action_id"], dice.choice(options), place))
    return found


def _buttons(shown: Shown) -> list[tuple[str, str | None]]:
    return [
        (element["action_id"], element.get("value"))
        for block in shown.blocks
        for element in elements_of(block)
        if element["type"] == "button" and not element.get("url")
    ]


def _filled(form: Shown, dice: Random) -> dict[str, Any]:
    words = dice.choice(("설명드렸습니다.", "다른 부서 소관입니다.", "처리하였습니다."))
    values: dict[str, Any] = {}
    for block in form.blocks:
        if block["type"] != "input" or (block.get("optional") and dice.random() < 0.6):
            continue
        value = some_value(block["element"], dice, words)
        if value is not None:
            values[block["block_id"]] = value
    return values
