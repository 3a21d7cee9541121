"""A person at a keyboard, for tests and the tour: types, clicks, fills, submits, and waits to see."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import aiohttp

from bot.sandbox.validation import elements_of, texts_in
from bot.sandbox.workspace import Json

WAIT = 30.0
EVERYWHERE = ("channel", "direct", "ephemeral", "modal", "home")


class AppDidNotRespond(Exception):
    """Slack would show an error: the app did not answer, or answered what Slack refuses."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message, a modal or a Home as somebody sees it."""

    json: Json

    @property
    def text(self) -> str:
        """The text beside the blocks."""
        return str(self.json.get("text") or "")

    @property
    def blocks(self) -> list[Json]:
        """The blocks."""
        return list(self.json.get("blocks") or [])

    @property
    def words(self) -> str:
        """Everything that can be read, entities decoded."""
        lines = [self.text, *texts_in(self.json.get("title") or {}), *texts_in(self.blocks)]
        return "\n".join(lines).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    def offers(self, action_id: str, value: str | None = None) -> bool:
        """Check whether it holds a button or select of that name."""
        return any(
            element.get("action_id") == action_id and value in {None, element.get("value")}
            for block in self.blocks
            for element in elements_of(block)
        )


@dataclass(frozen=True, slots=True)
class Submission:
    """What became of a submitted form."""

    errors: dict[str, str]
    closed: bool
    view: Shown | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person sees at one moment, each list oldest first."""

    seq: int
    channel: list[Shown] = field(default_factory=list)
    direct: list[Shown] = field(default_factory=list)
    ephemeral: list[Shown] = field(default_factory=list)
    modal: Shown | None = None
    home: Shown | None = None

    def places(self, where: str | None = None) -> Iterator[tuple[str, Shown]]:
        """Return everything seen (in one place), newest first, with the name of its place."""
        for place in EVERYWHERE if where is None else (where,):
            found = getattr(self, place)
            several = reversed(found) if isinstance(found, list) else [found] if found else []
            yield from ((place, each) for each in several)


class Person:
    """One person's hands and eyes, over the sandbox's HTTP interface."""

    def __init__(self, url: str, user: str, *, channel: str = "") -> None:
        self.user = user
        self._base = f"{url}/people/{user}"
        self._channel = channel
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Leave the keyboard."""
        if self._session is not None:
            await self._session.close()

    async def types(self, words: str, *, channel: str | None = None) -> Shown | None:
        """Type a slash command. Returns the immediate answer, if there is one."""
        answer = await self._post("command", {"channel": channel or self._channel, "text": words})
        return Shown(answer["message"]) if answer.get("message") else None

    async def says(self, words: str, *, channel: str | None = None) -> None:
        """Write a plain message into the channel."""
        await self._post("say", {"channel": channel or self._channel, "text": words})

    async def clicks(
        self, action_id: str, *, value: str | None = None, within: str = "", where: str | None = None
    ) -> None:
        """Click the newest button (or use the select) of that name, in something that says `within`."""
        seen = await self.sees()
        for place, shown in seen.places(where):
            button_value = value if any_button(shown, action_id) else None
            if within in shown.words and shown.offers(action_id, button_value):
                await self._post("click", {**_target(place, shown), "action_id": action_id, "value": value})
                return
        msg = f"{self.user} sees nothing to click called {action_id} {value or ''}\n{_all_words(seen)}"
        raise AssertionError(msg)

    async def fills(self, values: Json) -> Shown:
        """Type into the open modal, field by field, without submitting."""
        answer = await self._post("fill", {"view": await self._modal_id(), "values": values})
        return Shown(answer["view"])

    async def submits(self, values: Json | None = None) -> Submission:
        """Submit the open modal."""
        answer = await self._post("submit", {"view": await self._modal_id(), "values": values or {}})
        view = Shown(answer["view"]) if answer.get("view") else None
        return Submission(errors=answer.get("errors") or {}, closed=bool(answer.get("closed")), view=view)

    async def closes_modal(self, seen: Shown | None = None) -> None:
        """Close the modal on top, or the one that was seen, although another may lie over it by now."""
        await self._post("close", {"view": await self._modal_id() if seen is None else seen.json["id"]})

    async def opens_home(self, tab: str = "home") -> None:
        """Open the app."""
        await self._post("home", {"tab": tab})

    async def uploads(self, *paths: Path, channel: str | None = None) -> str:
        """Drop files into the channel, all in one message. Returns the id of the first."""
        answer = await self._post(
            "upload", {"channel": channel or self._channel, "paths": [str(path) for path in paths]}
        )
        return str(answer["file"])

    async def deletes_file(self, file: str) -> None:
        """Delete one's own file."""
        await self._post("delete_file", {"file": file})

    async def deletes_message(self, ts: str) -> None:
        """Delete one's own message."""
        await self._post("delete_message", {"message": ts})

    async def sees(self, *, after: int = -1, wait: float = 0) -> Seen:
        """Look, or wait until there is something newer than a sequence number."""
        async with self._http().get(f"{self._base}/see", params={"after": after, "wait": wait}) as answer:
            seen = await answer.json()
        return Seen(
            seq=seen["seq"],
            channel=[Shown(each) for channel in seen["channels"] for each in channel["messages"]],
            direct=[Shown(each) for channel in seen["direct_messages"] for each in channel["messages"]],
            ephemeral=[Shown(each) for each in seen["ephemerals"]],
            modal=Shown(seen["modal"]) if seen["modal"] else None,
            home=Shown(seen["home"]) if seen["home"] else None,
        )

    async def waits_to_see(self, words: str, *, where: str | None = None, timeout: float = WAIT) -> Shown:  # noqa: ASYNC109 — how long a person waits is part of the story
        """Wait until something that says these words is to be seen; the newest is returned."""
        found: list[Shown] = []

        def is_there(seen: Seen) -> bool:
            found[:] = [shown for _, shown in seen.places(where) if words in shown.words][:1]
            return bool(found)

        await self.waits_until(is_there, timeout=timeout, what=words)
        return found[0]

    async def waits_until(self, is_so: Callable[[Seen], bool], *, timeout: float = WAIT, what: str = "") -> Seen:  # noqa: ASYNC109 — as above
        """Wait until what is seen satisfies a condition.

        Raises:
            AssertionError: it did not in time; tells what is seen instead.
        """
        until = time.monotonic() + timeout
        seen = await self.sees()
        while not is_so(seen):
            left = until - time.monotonic()
            if left <= 0:
                msg = f"{self.user} waited in vain for {what!r} and sees:\n{_all_words(seen)}"
                raise AssertionError(msg)
            seen = await self.sees(after=seen.seq, wait=min(left, 5.0))
        return seen

    async def _modal_id(self) -> str:
        seen = await self.waits_until(lambda seen: seen.modal is not None, what="a form")
        return "" if seen.modal is None else str(seen.modal.json["id"])

    async def _post(self, act: str, wish: Json) -> Json:
        async with self._http().post(f"{self._base}/{act}", json=wish) as answer:
            done: Json = await answer.json()
        if not done.get("ok"):
            raise AppDidNotRespond(str(done.get("error")))
        return done

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session


def any_button(shown: Shown, action_id: str) -> bool:
    """Check whether that name belongs to a button: then the value is part of the name, else it is what is chosen."""
    return any(
        element["type"] == "button" and element.get("action_id") == action_id
        for block in shown.blocks
        for element in elements_of(block)
    )


def _target(place: str, shown: Shown) -> Json:
    match place:
        case "modal":
            return {"view": shown.json["id"]}
        case "home":
            return {"home": True}
        case _:
            return {"message": shown.json["ts"]}


def _all_words(seen: Seen) -> str:
    return "\n---\n".join(f"[{place}] {shown.words}" for place, shown in seen.places())
