"""The modal of a click or command: opened by the trigger, once; what is shown after that is drawn into it.

Slack keeps at most three pages on top of each other. Where a page of ours was clicked, what follows is laid over it or
takes its place; a last page, with which those below it close, is never left for more.
"""

import asyncio
import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import FAILURES, asked
from handlers.outcomes import View, word_of

log = structlog.get_logger(__name__)

DEEPEST = 3
"""Pages of a modal on top of each other (Slack)."""


class Window:
    """A modal before the person who acted. Every method may raise what `bot.slack.FAILURES` lists."""

    def __init__(self, client: AsyncWebClient, trigger_id: str, clicked: Mapping[str, Any]) -> None:
        is_modal = clicked.get("type") == "modal"
        self._client = client
        self._trigger_id = trigger_id
        self._page = str(clicked.get("id") or "") if is_modal else ""
        self._root = str(clicked.get("root_view_id") or self._page) if is_modal else ""
        self._previous = str(clicked.get("previous_view_id") or "")
        self._is_last = bool(clicked.get("clear_on_close"))
        self._view_id = ""
        self._has_form = False
        self._turn = asyncio.Lock()

    @property
    def is_open(self) -> bool:
        """Whether something is shown for what was done."""
        return bool(self._view_id)

    @property
    def depth(self) -> int:
        """Which page of a modal was clicked or submitted, from 1; 0 elsewhere."""
        if self._page in {"", self._root}:
            return 1 if self._page else 0
        return 2 if self._previous in {"", self._root} else DEEPEST

    @property
    def below(self) -> str:
        """The first page, where another one lies over it."""
        return "" if self._page == self._root else self._root

    async def hold(self, view: View) -> None:
        """Show something for as long as the answer takes, before the trigger expires; nothing where more is shown."""
        async with self._turn:
            if not self._view_id:
                await self._lay(view)

    async def show(self, view: View) -> None:
        """Show an answer, over the page that was clicked."""
        async with self._turn:
            await self._show(view)

    async def show_form(self, view: View) -> None:
        """Show a form, over the page that was clicked; in place of a last page, below which the card lies once more."""
        async with self._turn:
            self._has_form = True
            if not self._view_id and self._is_last and self.depth > 1:
                view = {**view, "clear_on_close": True} if self.depth == DEEPEST else view
                await self._put(self._page, view)
            else:
                await self._show(view)

    async def replace(self, view: View) -> None:
        """Show an answer in place of the page that was clicked and of the first one; a form stays over it."""
        async with self._turn:
            pages = [self._view_id, self._page, self._root]
            pages = [each for each in dict.fromkeys(pages) if each and not (self._has_form and each == self._view_id)]
            if not pages:
                await self._show(view)
                return
            top, *others = pages
            await self._put(top, self._last(top, view))
            for page in others:  # nobody sees them while the top is there, and they close with it
                with contextlib.suppress(*FAILURES):
                    await self._put(page, self._last(page, view))

    def _last(self, page: str, view: View) -> View:
        """Close with a page those below it, if there are any."""
        return {**view, "clear_on_close": True} if self._root and page != self._root else view

    async def _show(self, view: View) -> None:
        if self._view_id:
            await self._put(self._view_id, view)
        else:
            await self._lay(view)

    async def _lay(self, view: View) -> None:
        if self.depth == DEEPEST:
            await self._put(self._page, view)
            return
        lay = self._client.views_push if self._page else self._client.views_open
        laid = await asked(lay(trigger_id=self._trigger_id, view=view))
        self._view_id = str(laid["view"]["id"])

    async def _put(self, page: str, view: View) -> None:
        await asked(self._client.views_update(view_id=page, view=view))
        self._view_id = self._view_id or page


class Choice:
    """A choice in an open form: what it leads to is drawn in its turn, as long as no newer one was made."""

    def __init__(self, form: "_Choices") -> None:
        form.newest += 1
        self._form = form
        self._number = form.newest

    @property
    def turn(self) -> asyncio.Lock:
        """Whoever draws in the form has it."""
        return self._form.turn

    @property
    def is_newest(self) -> bool:
        """Whether no newer one was made, and the form not submitted."""
        return self._number == self._form.newest


async def draw(
    client: AsyncWebClient,
    view: View,
    tries_after: Sequence[float],
    *,
    view_id: str = "",
    external_id: str = "",
    choice: Choice | None = None,
) -> bool:
    """Draw a view anew; one that we named ourselves Slack may not show yet. False: gone, overtaken, or Slack away."""
    which = {"external_id": external_id} if external_id else {"view_id": view_id}
    for seconds in tries_after:
        await asyncio.sleep(seconds)
        async with contextlib.nullcontext() if choice is None else choice.turn:
            if choice is not None and not choice.is_newest:
                return False
            try:
                await asked(client.views_update(view=view, **which))
            except FAILURES as error:
                log.warning("view.not_drawn", error=word_of(error))
                if view_id and word_of(error) == "not_found":
                    return False
            else:
                return True
    log.error("view.lost")
    return False


@dataclass(slots=True)
class _Choices:
    """The choices in one open form that are being followed."""

    newest: int = 0
    under_way: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Redrawing:
    """Of several choices in one open form what the newest leads to is drawn last, however long each takes.

    What an older one leads to is not drawn any more; nor is it over the answer to a form that was submitted meanwhile.
    """

    def __init__(self) -> None:
        self._forms: dict[str, _Choices] = {}

    def overtake(self, view_id: str) -> None:
        """Let nothing be drawn of the choices that were made in a form until now."""
        if view_id in self._forms:
            self._forms[view_id].newest += 1

    @contextlib.contextmanager
    def after_choice(self, view_id: str) -> Iterator[Choice]:
        """Follow a choice that was just made."""
        form = self._forms.setdefault(view_id, _Choices())
        form.under_way += 1
        try:
            yield Choice(form)
        finally:
            form.under_way -= 1
            if not form.under_way:
                del self._forms[view_id]
