"""The days of a station, one after another: lists, boards, calls, grievances, evenings, nights, and who asks what."""

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from bot.demo.station import SampleStation
from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.registry import ActionId
from bot.sandbox import Person
from bot.sandbox.person import AppDidNotRespond, Shown
from bot.sandbox.triggers import TRIGGER_SECONDS
from bot.sandbox.workspace import Message
from bot.settings import load_calendar
from tests.soak.the_bot import BotProcess
from tests.steps.builders import CHOI, HAN, JUNG, KIM, LEE, OH, PARK, SWITCH, YOON, visitor, write_list
from tests.steps.slack import ANSWER, GRIEVANCE_WORDS, PRAISE_WORDS, TOLD_BY_WORD, file_grievance

OPERATORS = (KIM, LEE, PARK)
QUICK = ("부재", "부재", "부재", "통화 중", "거부", "결번", "재통화 내일 10시")
SATISFIED = {"disposition": "answered", "money": "no", "outcome": "satisfied", "same_score": "4"}
RECHECKED = {"recheck_outcome": "answered", "overall": "4", "kindness": "4"}
PRAISED = {**SATISFIED, "more": "praise", "praise_words": PRAISE_WORDS, "praised_officer": "정교통"}
REPLIED = {
    "reply_result": "explained",
    "reply_method": "phone",
    "reply_words": "진행 상황을 설명드림",
    "reply_root_causes": ["explanation_missing"],
    **TOLD_BY_WORD,
}
FILLED: Mapping[ActionId, dict[str, Any]] = {ActionId.ANSWER: {"grievance_answer": ANSWER}, ActionId.REPLY: REPLIED}
PLACES = (
    ("교통사고", "교통과", "경위 정교통"),
    ("고소·고발", "수사과", "경사 최형사"),
    ("민원 상담", "수사과", "경사 최형사"),
)
WHOLE, SEEN = timedelta(days=22), timedelta(days=400)
"""So long the sandbox keeps messages as they are, and at all: a purge draws them anew months later."""
FRIDAY = 5
NUMBERS = 9000
"""How many invented numbers there are; after so many visitors people come again."""


@dataclass
class Years:
    """A station whose bot is a process of its own; here stand the workspace and the people."""

    station: SampleStation
    bot: BotProcess
    calls_a_day: int
    random: Random = field(default_factory=lambda: Random(22))  # noqa: S311 — draws deeds, guards nothing
    calendar: WorkingCalendar = field(default_factory=load_calendar)
    visitors: int = 0
    did: Counter[str] = field(default_factory=Counter)
    day: date = date.min

    async def sets(self, day: date, hour: int, minute: int) -> None:
        """Set the clocks of the workspace and of the bot."""
        moment = datetime.combine(day, time(hour, minute), SEOUL)
        self.station.clock.set(moment)
        await self.bot.told("sets", moment)

    async def at(self, day: date, hour: int, minute: int = 0) -> None:
        """Let it be a certain time; what is due then is done when this returns."""
        await self.sets(day, hour, minute)
        await self.bot.told("ticks")

    async def lives(self, day: date) -> None:
        """Live through a working day, from the evening before and the night on, until its afternoon.

        On Fridays all that waits is answered in the morning, and one accusation comes: when questions are asked in the
        afternoon as much waits as on any other Friday.
        """
        if self.day != date.min:
            await self.at(self.day, 18, 5)
        self.day = day
        await self.at(day, 3)
        self.forgets()
        self.did["days"] += 1
        await self.list_comes()
        await self.at(day, 8, 31)
        await self.sets(day, 9, 40)
        half = (self.calls_a_day + 1) // 2
        for nth in range(half):
            await self.somebody_calls(OPERATORS[nth % 3])
        await self.messages_are_answered()
        if self.is_friday:
            await self.messages_are_answered()  # what the first answers led to
        for by in OPERATORS:
            await self.somebody_rechecks(by)
        await self.at(day, 14, 30)
        for nth in range(half, self.calls_a_day):
            await self.somebody_calls(OPERATORS[nth % 3])
        if self.is_friday:
            await self.somebody_accuses(LEE)
            await self.asks()

    @property
    def is_friday(self) -> bool:
        """Whether it is Friday."""
        return self.day.isoweekday() == FRIDAY

    async def list_comes(self) -> None:
        """Drop the list of the last days, see that it is read, and delete the file."""
        await self.sets(self.day, 8, 10)
        kim = self.station.person(KIM)
        since = self.calendar.previous_working_day(self.day)
        rows = [self._row(since) for _ in range(self.calls_a_day + 1)]
        file = await kim.uploads(write_list(self.station.folder, rows, f"명단{self.day:%Y%m%d}.csv"))
        await self.bot.told("has_read", file)
        await kim.deletes_file(file)
        self.did["lists"] += 1

    def _row(self, visited: date) -> dict[str, str]:
        self.visitors += 1
        kind, department, officer = self.random.choice(PLACES)
        return visitor(
            self.visitors,
            접수번호=f"{visited.year}-{self.visitors:06}",
            연락처=f"010-0000-{1000 + self.visitors % NUMBERS}",
            방문일시=visited.isoformat(),
            민원종류=kind,
            담당부서=department,
            담당자=officer,
            비고="연락 거부" if self.random.random() < 0.04 else "",
        )

    async def somebody_calls(self, by: str) -> None:
        """Claim what comes next, and record how it went."""
        person = self.station.person(by)
        number = await self._claims(person)
        if number is None:
            return
        drawn = self.random.random() if self.did["claims"] > 1 else 1.0  # something is filed before anybody asks
        if drawn < 0.45:
            await person.types(f"/done {number} {self.random.choice(QUICK)}")
            self.did["quick results"] += 1
        elif drawn < 0.95:
            await person.types(f"/done {number}")
            await self._submits(person, PRAISED if drawn > 0.88 else SATISFIED, "results")
        else:
            accuses = self.did["filed"] > 0 and self.random.random() < 0.125 and not self.is_friday
            await self.grievance_comes(person, number, accuses=accuses)

    async def somebody_accuses(self, by: str) -> None:
        """Call somebody who brings an accusation: audit has one in hand when it is asked what it has."""
        number = await self._claims(self.station.person(by))
        if number is not None:
            await self.grievance_comes(self.station.person(by), number, accuses=True)

    async def _claims(self, person: Person) -> int | None:
        number = _number_in(await person.types("/claim"))
        self.did["nothing to claim" if number is None else "claims"] += 1
        return number

    async def grievance_comes(self, person: Person, number: int, *, accuses: bool = False) -> None:
        """File what the petitioner brings: questions, complaints, accusations."""
        chosen: dict[str, Any] = {"kind": self.random.choice(("inquiry", "complaint_handling")), "category": "delay"}
        if accuses:
            chosen = {"money": "yes", "kind": "allegation", "category": "bribery_favour"}
        with _let_be(self.did, "filing"):
            await file_grievance(person, GRIEVANCE_WORDS, number=number, **chosen)
            self.did["filed"] += 1

    async def somebody_rechecks(self, by: str) -> None:
        """Phone again who waits for it, so that nobody does when questions are asked."""
        person = self.station.person(by)
        while await self._is_offered(person, ActionId.RECHECK):
            before = self.did["rechecks"]
            with _let_be(self.did, "recheck"):
                await person.clicks(ActionId.RECHECK, where="home")
                await person.waits_to_see("010-", where="modal")
                await person.closes_modal()
                assert await self._is_offered(person, ActionId.RECHECK_RESULT)
                await person.clicks(ActionId.RECHECK_RESULT, where="home")
                await self._submits(person, RECHECKED, "rechecks")
            if self.did["rechecks"] == before:
                return

    async def _is_offered(self, person: Person, action: ActionId) -> bool:
        await person.opens_home()
        await self.bot.told("rests")
        home = (await person.sees()).home
        return home is not None and home.offers(action)

    async def messages_are_answered(self) -> None:
        """Let whoever is asked something by a message do it, on Fridays always, else most of the time."""
        for user in (CHOI, JUNG, YOON, HAN, *OPERATORS):
            for action, value in self._asked_of(user):
                if self.random.random() < 0.2 and not self.is_friday:
                    continue
                with _let_be(self.did, action.value):
                    person = self.station.person(user)
                    await person.clicks(action, value=value, where="direct")
                    await self._submits(person, FILLED[action], action.value)
        await self.bot.told("rests")

    def _asked_of(self, user: str) -> Iterator[tuple[ActionId, str | None]]:
        messages = self.station.sandbox.workspace.direct(user).messages.values()
        for message in [each for each in messages if each.blocks]:
            shown = Shown({"blocks": message.blocks})
            for action in FILLED:
                if shown.offers(action):
                    yield action, _value_of(message, action)

    async def _submits(self, person: Person, values: dict[str, Any], what: str) -> None:
        with _let_be(self.did, what):
            await person.waits_until(lambda seen: seen.modal is not None, timeout=TRIGGER_SECONDS, what="a form")
            done = await person.submits(values)
            self.did[f"{what} refused" if done.errors else what] += 1
            if done.errors or done.view:
                await person.closes_modal()

    async def asks(self) -> None:
        """Look at what is there, as people do now and then in a day."""
        for user in (KIM, OH, CHOI, HAN):
            await self.station.person(user).opens_home()
        direct = self.station.sandbox.workspace.direct
        await self.station.person(LEE).types("/queue")
        await self.station.person(OH).types("/stats", channel=direct(OH).id)
        phone = f"010-0000-{1000 + self.visitors % NUMBERS}"
        await self.station.person(SWITCH).types(f"/lookup {phone}", channel=direct(SWITCH).id)
        await self.bot.told("rests")

    def forgets(self) -> None:
        """Let the sandbox forget: it is not what is measured, and keeps all that was ever said to it."""
        slack = self.station.sandbox.slack
        now = slack.workspace.now().timestamp()
        slack.log.clear()
        slack.line.deliveries.clear()
        for places in (slack.workspace.ephemerals, slack.workspace.file_bytes, slack.workspace.stacks):
            places.clear()
        for channel in slack.workspace.channels.values():
            for ts, message in list(channel.messages.items()):
                age = now - float(ts)
                if age > SEEN.total_seconds():
                    del channel.messages[ts]
                elif age > WHOLE.total_seconds():
                    message.blocks, message.text = [], ""


def _number_in(card: Shown | None) -> int | None:
    if card is None or "번 청렴콜" not in card.words:
        return None
    return int(card.words.split("번 청렴콜", maxsplit=1)[0].rsplit(maxsplit=1)[-1])


def _value_of(message: Message, action: str) -> str | None:
    elements = (each for block in message.blocks for each in block.get("elements", ()))
    return next((each.get("value") for each in elements if each.get("action_id") == action), None)


@contextlib.contextmanager
def _let_be(did: Counter[str], what: str) -> Iterator[None]:
    """Let a deed that is refused or no longer offered be, and count it."""
    try:
        yield
    except (AppDidNotRespond, AssertionError, KeyError) as error:
        did[f"{what}: {type(error).__name__}"] += 1
