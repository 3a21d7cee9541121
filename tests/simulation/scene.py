"""Who does what in a universe, and what came of it: the acts, the answers, what is seen, what was typed."""

import asyncio
import contextlib
import re
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.person import AppDidNotRespond, Person, Seen, Shown, Submission
from bot.sandbox.visible import see
from tests.simulation.universe import Universe
from tests.steps.slack import AT_WORK

PHONE = re.compile(r"010-0000-\d{4}")
MARK = re.compile(r"봉투이야기\d+호")
"""Stands in the words of every accusation that is filed here, each with its own number, and in nothing else."""


@dataclass(slots=True)
class Act:
    """Something that somebody did, and how they were answered; "" while they are not."""

    nth: int
    by: str
    what: str
    answer: str = ""
    words: str = ""
    before: str = ""  # everything that they saw
    own: str = ""  # what they alone saw of it
    deaths: int = 0  # how often the bot had died
    told: int = 0  # the last row of the trail that was read before
    at: float = 0.0  # when Slack had shown what it shows at once, by the universe's clock

    def __str__(self) -> str:
        """Write it as a line of a trace."""
        return f"{self.nth} {self.by} {self.what!r}: {self.answer} {self.words[:60]!r}"


@dataclass
class Scene:
    """A universe with people in it. `counts` tells what was done and what went wrong, for the report."""

    universe: Universe
    acts: list[Act] = field(default_factory=list)
    typed: set[tuple[str, str]] = field(default_factory=set)  # who typed which number themselves
    phones: set[tuple[str, str]] = field(default_factory=set)  # who saw which number
    leaks: set[tuple[str, str, str]] = field(default_factory=set)  # who saw an accusation's words: whose, where
    authors: dict[str, str] = field(default_factory=dict)  # accusation → who writes it down
    counts: Counter[str] = field(default_factory=Counter)
    broken: list[dict[str, Any]] = field(default_factory=list)  # how to mend what an administrator changed
    visits: int = 0
    nth: int = 0
    told: int = 0  # the last row of the trail that was read
    lists: dict[str, tuple[str, str]] = field(default_factory=dict)  # file → who dropped it, what they were told before
    asked_again: dict[str, Shown | None] = field(default_factory=dict)  # what somebody is told they have, at the end

    @property
    def slack(self) -> Any:
        """The sandbox's workspace with everything about it."""
        slack: Any = self.universe.station.sandbox.slack
        return slack

    def person(self, user: str) -> Person:
        """Give somebody a keyboard."""
        return self.universe.station.person(user)

    def place_of(self, user: str) -> str:
        """Return where somebody types: the call channel, or the app's direct messages."""
        workspace = self.slack.workspace
        channel = workspace.channels[self.universe.station.settings.call_channel]
        return str(channel.id if user in channel.members else workspace.direct(user).id)

    def sight_of(self, user: str) -> str:
        """Return everything somebody sees, to be compared."""
        seen = see(self.slack.workspace, user)
        return repr({name: what for name, what in seen.items() if name != "seq"})

    def told_to(self, user: str) -> str:
        """Return everything that was told to somebody alone, to be compared."""
        seen = see(self.slack.workspace, user)
        return repr((seen["direct_messages"], seen["ephemerals"]))

    def own_sight_of(self, user: str) -> str:
        """Return everything that somebody sees and others do not, to be compared."""
        seen = see(self.slack.workspace, user)
        return repr({name: what for name, what in seen.items() if name not in {"seq", "channels"}})

    async def types(self, user: str, words: str) -> str:
        """Type a command; return what it is answered with at once."""
        self.typed.update((user, number) for number in PHONE.findall(words))
        act = self._begins(user, words)
        shown = await self._ends(act, self.person(user).types(words, channel=self.place_of(user)))
        act.words = shown.words if isinstance(shown, Shown) else ""
        if act.words.strip() in AT_WORK:
            act.own = self.own_sight_of(user)  # the answer is to follow
        elif act.words:
            act.answer = "answered"
        return act.words

    async def clicks(self, user: str, action: str, value: str | None, where: str) -> None:
        """Click something."""
        act = self._begins(user, f"click {action}={value} in {where}")
        await self._ends(act, self.person(user).clicks(action, value=value, where=where))

    async def fills(self, user: str, values: dict[str, Any]) -> None:
        """Fill fields of the open form."""
        self._notes(user, values)
        with contextlib.suppress(AppDidNotRespond, AssertionError):
            await self.person(user).fills(values)

    async def submits(self, user: str, values: dict[str, Any]) -> Submission | None:
        """Submit the open form; None: Slack shows an error of its own."""
        self._notes(user, values)
        act = self._begins(user, f"submit {sorted(values)}")
        done = await self._ends(act, self.person(user).submits(values))
        if isinstance(done, Submission):
            act.answer = "answered"
            act.words = f"{done.errors} {done.view.words if done.view else ''}"
            return done
        return None

    async def asks_again(self, user: str) -> None:
        """Ask what one has, now that all is well: whatever was not heard before, or was not said, is told."""
        self.asked_again[user] = None
        with contextlib.suppress(AppDidNotRespond):
            self.asked_again[user] = await self.person(user).types("/queue", channel=self.place_of(user))

    async def sees(self, user: str) -> Seen:
        """Look."""
        return await self.person(user).sees()

    def _notes(self, user: str, values: dict[str, Any]) -> None:
        self.typed.update((user, number) for number in PHONE.findall(repr(values)))

    def _begins(self, user: str, what: str) -> Act:
        before, own = self.sight_of(user), self.own_sight_of(user)
        act = Act(self.nth, user, what, before=before, own=own, deaths=self.universe.deaths, told=self.told)
        self.acts.append(act)
        return act

    async def _ends(self, act: Act, deed: Awaitable[object]) -> object:
        try:
            done = await deed
        except AppDidNotRespond as error:
            act.answer = f"slack: {error}"
            done = None
        except AssertionError:  # it is not there any more
            act.answer = "not there"
            done = None
        act.at = asyncio.get_running_loop().time()
        self.look(act.by)
        return done

    def look(self, user: str) -> None:
        """Note which numbers somebody sees, and whether an accusation's words are among what they see."""
        sight = self.sight_of(user)
        self.phones.update((user, number) for number in PHONE.findall(sight) if (user, number) not in self.typed)
        if MARK.search(sight):
            self._note_words(user)

    def new_mark(self, user: str) -> str:
        """Return words for an accusation that somebody is about to write down: their own form may show it again."""
        mark = f"봉투이야기{len(self.authors) + 1}호"
        self.authors[mark] = user
        return mark

    def _note_words(self, user: str) -> None:
        seen = see(self.slack.workspace, user)
        for place in ("channels", "direct_messages", "ephemerals", "home", "modal"):
            for mark in MARK.findall(repr(seen[place])):
                if place != "modal" or self.authors.get(mark) != user:
                    self.leaks.add((user, mark, place))

    def settle_answers(self, by: str = "") -> None:
        """Note of every act (of somebody's) that was not answered at once whether it is answered by now.

        An answer is seen by whoever acted alone. Where the bot died meanwhile that may be lost: what became of the act
        is seen once it is back, by whoever sees what others see of it too.
        """
        waiting = [act for act in self.acts if by in {"", act.by} and not act.answer]
        for user in {act.by for act in waiting}:
            sight, own = self.sight_of(user), self.own_sight_of(user)
            for act in waiting:
                if act.by == user and own != act.own:
                    act.answer = "answered later"
                elif act.by == user and sight != act.before and act.deaths < self.universe.deaths:
                    act.answer = "seen after the restart"


async def pause(seconds: float) -> None:
    """Let the universe's time pass."""
    await asyncio.sleep(seconds)
