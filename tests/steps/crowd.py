"""Operators who command the bot at a steady rate, and how each command was answered."""

import asyncio
import itertools
import re
import time
from collections import Counter
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.sandbox import Member
from bot.sandbox.person import Shown
from bot.sandbox.validation import elements_of
from bot.texts import LOCALES, load_texts

AT_WORK = {load_texts(locale).plain(key) for locale in LOCALES for key in ("answer.working", "form.loading")}
LATE = 8.0
"""Seconds that an answer may come after Slack's own error."""
NO_ANSWER = "operation_timeout"
CLAIMED = re.compile(r"📞 (\d+)번 청렴콜 — ")
RECORDED = re.compile(r"^(?:✅|🕒) (\d+)번", re.MULTILINE)


def let_operators_in(station: SampleStation, count: int) -> list[str]:
    """Let people into the workspace and the call channel; return their ids. The directory learns of them elsewhere."""
    users = [f"U1OP{number:02}" for number in range(count)]
    for user in users:
        station.sandbox.workspace.add_member(Member(id=user, name=user.lower(), real_name=user))
        station.sandbox.workspace.channels[CHANNEL].members.add(user)
    return users


@dataclass(slots=True)
class Act:
    """Something that somebody did, and how they were answered."""

    by: str
    what: str
    at: float  # seconds since they all began
    seconds: float = 0.0
    words: str = ""  # of the bot
    error: str = ""  # of Slack's own


@dataclass(slots=True)
class Crowd:
    """Operators who claim, look, record, click and release, all together so many times a second."""

    station: SampleStation
    operators: list[str]
    rate: float
    acts: list[Act] = field(default_factory=list)
    _turns: "itertools.count[int]" = field(default_factory=itertools.count)
    _began: float = 0.0
    _is_over: bool = False

    async def works(self, meanwhile: Awaitable[None]) -> float:
        """Work while something else goes on, and to the end of what is begun; return the seconds."""
        self._began = time.monotonic()
        async with aiohttp.ClientSession(f"{self.station.sandbox.url}/people/") as http:
            working = [asyncio.create_task(self._day_of(http, nth, user)) for nth, user in enumerate(self.operators)]
            try:
                await meanwhile
            finally:
                self._is_over = True
                await asyncio.gather(*working)
        return time.monotonic() - self._began

    def told(self, what: "re.Pattern[str]") -> "Counter[tuple[str, int]]":
        """Count what people were told to be done: who, and which call."""
        return Counter((act.by, int(number)) for act in self.acts for number in set(what.findall(act.words)))

    async def _day_of(self, http: aiohttp.ClientSession, nth: int, user: str) -> None:
        for how in itertools.cycle(("부재", "결번")):
            if self._is_over:
                return
            claimed = await self._types(http, user, "/claim")
            await self._types(http, user, "/queue")
            number = CLAIMED.search(claimed.words)
            await self._types(http, user, f"/done {number[1]} {how}" if number else "/release")
            await self._clicks_claim(http, user, nth)
            await self._types(http, user, "/release")

    async def _types(self, http: aiohttp.ClientSession, user: str, words: str) -> Act:
        await self._turn()
        return await self._does(http, Act(user, words, self.now()), "command", {"channel": CHANNEL, "text": words})

    async def _clicks_claim(self, http: aiohttp.ClientSession, user: str, nth: int) -> None:
        """Claim by the button of a call on the board, where one is offered, and close the card's window."""
        await self._turn()
        offered = list(self._offered())
        if offered:
            message, number = offered[nth % len(offered)]
            wish = {"message": message, "action_id": ActionId.CLAIM.value, "value": number}
            await self._does(http, Act(user, f"click {number}", self.now()), "click", wish)
        view = self.station.sandbox.workspace.top_view(user)
        if view is not None:
            await (await http.post(f"{user}/close", json={"view": view.id})).read()

    async def _turn(self) -> None:
        """Wait for the next moment at which somebody does something."""
        await asyncio.sleep(max(0.0, next(self._turns) / self.rate - self.now()))

    def now(self) -> float:
        """Return the seconds since they all began."""
        return time.monotonic() - self._began

    def _offered(self) -> Iterator[tuple[str, str]]:
        """Return the buttons on the board that claim a call: the message, and which call."""
        for ts, message in self.station.sandbox.workspace.channels[CHANNEL].messages.items():
            for block in message.blocks:
                for element in elements_of(block):
                    if element.get("action_id") == ActionId.CLAIM:
                        yield ts, str(element["value"])

    async def _does(self, http: aiohttp.ClientSession, act: Act, way: str, wish: dict[str, Any]) -> Act:
        before, started = {key for key, _ in self._shown_to(act.by)}, time.monotonic()
        async with http.post(f"{act.by}/{way}", json=wish) as answer:
            done = await answer.json()
        act.seconds = time.monotonic() - started
        act.error = "" if done.get("ok") else str(done.get("error"))
        if act.error in {"", NO_ANSWER}:  # any other is Slack's: what was meant is no longer there
            self.acts.append(act)
            act.words = Shown(done["message"]).words if done.get("message") else ""
            if not _is_answer(act.words):
                act.words = await self._answer_after(act.by, before)
        return act

    async def _answer_after(self, user: str, before: set[str]) -> str:
        """Wait for what is shown to somebody alone, beside what there was; "": nothing came."""
        last = time.monotonic() + LATE
        while time.monotonic() < last:
            for key, shown in self._shown_to(user):
                if key not in before and _is_answer(shown.words):
                    return shown.words
            await asyncio.sleep(0.02)
        return ""

    def _shown_to(self, user: str) -> Iterator[tuple[str, Shown]]:
        """Return what is shown to somebody alone, with the ids of messages and windows."""
        workspace = self.station.sandbox.workspace
        for ts, message in workspace.ephemerals.items():
            if message.only_for == user:
                yield ts, Shown({"text": message.text, "blocks": message.blocks})
        view = workspace.top_view(user)
        if view is not None:
            yield f"{view.id}:{view.hash}", Shown(view.view)


def _is_answer(words: str) -> bool:
    """Check whether the bot said something, and not only that it will."""
    return bool(words) and not any(each in words for each in AT_WORK)
