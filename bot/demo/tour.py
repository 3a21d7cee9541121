"""The tour: a Monday at the sample station, played through the workspace as people would, and told as a story."""

import re
from collections.abc import Awaitable, Callable
from datetime import date, datetime

from rich.console import Console

from bot.demo.station import SampleStation, visitor_list
from bot.domain.calendar import SEOUL
from bot.domain.calls.dispositions import Disposition
from bot.registry import ActionId
from bot.sandbox import Person
from bot.texts import Texts

MENTION = re.compile(r"<@(U\w+)>")
FACT = re.compile(r"\{[^}]*\}")
SON_IN_LAW = "사위 삼고 싶을 만큼 친절하셨어요."


class TourError(Exception):
    """Something differed from the story; the message says what, in the reader's language."""


def part_of(texts: Texts, key: str) -> str:
    """Return of a sentence its longest part without a fact: by it people know the sentence."""
    return max(FACT.split(texts.sentences[key]), key=len).strip()


class Tour:
    """Plays the day, step by step."""

    def __init__(self, station: SampleStation, console: Console, texts: Texts) -> None:
        self._station = station
        self._texts = texts
        self._console = console
        self._kim = station.person("U0KIM")
        self._lee = station.person("U0LEE")

    async def play(self) -> None:
        """Play every step.

        Raises:
            TourError, AssertionError: something differed.
        """
        steps: list[tuple[str, Callable[[], Awaitable[None]]]] = [
            ("list", self._list_comes_in),
            ("morning", self._morning),
            ("race", self._race),
            ("praise", self._praise),
            ("phishing", self._phishing),
            ("no_answer", self._no_answer),
            ("due", self._comes_due),
            ("day_ends", self._day_ends),
            ("recovery", self._recovery),
        ]
        for number, (name, step) in enumerate(steps, 1):
            title = self._texts.plain(f"tour.{name}")
            self._console.print(f"\n[bold]{number}. {title}[/bold]")
            await step()
            self._console.print("   ✔", style="green")
        self._console.print(f"\n{self._texts.plain('tour.done')}")

    async def _list_comes_in(self) -> None:
        await self._at("2026-11-23T08:20")
        await self._station.start_bot()
        await self._kim.uploads(visitor_list(self._station.folder))
        await self._sees(self._kim, self._texts.mrkdwn("report.text", added=7), "direct")
        await self._sees(self._kim, part_of(self._texts, "report.delete_file"), "direct")

    async def _morning(self) -> None:
        await self._at("2026-11-23T08:30")
        tally = self._texts.mrkdwn("board.tally", total=7, queued=7, claimed=0, scheduled=0, closed=0)
        await self._sees(self._kim, tally, "channel")

    async def _race(self) -> None:
        await self._at("2026-11-23T09:40")
        await self._kim.clicks(ActionId.CLAIM, value="1")
        await self._sees(self._kim, "010-0000-1001", "modal")
        await self._kim.closes_modal()
        answer = await self._lee.types("/claim 1")
        self._tell(self._lee.user, "" if answer is None else answer.words)
        if answer is None or "<@U0KIM>" not in answer.words or "010-" in answer.words:
            raise TourError(self._texts.plain("tour.two_operators"))

    async def _praise(self) -> None:
        await self._at("2026-11-23T09:50")
        await self._record(
            self._kim,
            1,
            {
                "disposition": "answered",
                "overall": "5",
                "kindness": "5",
                "money": "no",
                "outcome": "satisfied",
                "more": "praise",
                "praise_words": SON_IN_LAW,
                "praised_officer": "정교통",
            },
        )
        await self._sees(self._kim, part_of(self._texts, "recorded.praise_sent"), "modal")
        await self._kim.closes_modal()
        await self._sees(self._station.person("U0JUNG"), SON_IN_LAW, "direct")

    async def _phishing(self) -> None:
        await self._at("2026-11-23T10:00")
        await self._lee.types("/claim 2")
        await self._ends(self._lee, 2, Disposition.PHISHING_SUSPECTED, "2026-11-24T13:10")

    async def _no_answer(self) -> None:
        await self._at("2026-11-23T10:20")
        await self._kim.types("/claim 3")
        await self._ends(self._kim, 3, Disposition.NO_ANSWER, "2026-11-23T13:10")

    async def _comes_due(self) -> None:
        await self._at("2026-11-23T13:10")
        await self._sees(self._kim, part_of(self._texts, "notice.due"), "direct")

    async def _day_ends(self) -> None:
        await self._lee.types("/claim 4")
        await self._at("2026-11-23T18:00")
        await self._sees(self._lee, part_of(self._texts, "notice.released"), "direct")
        await self._sees(self._kim, self._texts.mrkdwn("summary.phishing", suspected=1, recovered=0), "channel")

    async def _recovery(self) -> None:
        await self._at("2026-11-24T08:30")
        await self._sees(self._kim, self._texts.mrkdwn("board.title", day=date(2026, 11, 24)), "channel")
        await self._at("2026-11-24T14:00")
        await self._lee.types("/claim 2")
        await self._sees(self._lee, part_of(self._texts, "claim.phishing_before"), "ephemeral")
        await self._record(
            self._lee, 2, {"disposition": "answered", "overall": "4", "money": "no", "outcome": "inquiry_answered"}
        )
        await self._sees(self._lee, part_of(self._texts, "recorded.recovered"), "modal")

    async def _record(self, person: Person, number: int, values: dict[str, str]) -> None:
        await person.types(f"/done {number}")
        submission = await person.submits(values)
        if submission.errors:
            raise TourError(self._texts.plain("tour.form_refused", errors=submission.errors))

    async def _ends(self, person: Person, number: int, disposition: Disposition, again: str) -> None:
        """Record by command how a call ended; it is tried again at a Seoul time."""
        word = self._texts.word("disposition", disposition)
        words, at = f"/done {number} {word}", datetime.fromisoformat(again).replace(tzinfo=SEOUL)
        expected = self._texts.mrkdwn("recorded.again", number=number, disposition=word, at=at)
        answer = await person.types(words)
        self._tell(person.user, "" if answer is None else answer.words)
        if answer is None or expected not in answer.words:
            raise TourError(self._texts.plain("tour.wrong_answer", words=words, expected=expected))

    async def _sees(self, person: Person, words: str, where: str) -> None:
        shown = await person.waits_to_see(words, where=where)
        line = next((line for line in shown.words.splitlines() if words.split("\n", maxsplit=1)[0] in line), words)
        self._tell(person.user, line)

    async def _at(self, moment: str) -> None:
        await self._station.move_clock(to=datetime.fromisoformat(moment).replace(tzinfo=SEOUL))

    def _tell(self, who: str, words: str) -> None:
        first = words.strip().splitlines()[0] if words.strip() else ""
        told = MENTION.sub(lambda match: f"@{self._name(match[1])}", first)
        self._console.print(f"   {self._name(who)}: {told}", markup=False, style="dim")

    def _name(self, who: str) -> str:
        return self._station.sandbox.workspace.members[who].real_name
