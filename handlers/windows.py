"""The modal of a click or command: opened by the trigger, once; what is shown after that is drawn into it."""

import asyncio
from collections.abc import Sequence

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import FAILURES, asked
from handlers.outcomes import View, word_of

log = structlog.get_logger(__name__)


class Window:
    """A modal before the person who acted. Every method may raise what `bot.slack.FAILURES` lists."""

    def __init__(self, client: AsyncWebClient, trigger_id: str) -> None:
        self._client = client
        self._trigger_id = trigger_id
        self._view_id = ""
        self._turn = asyncio.Lock()

    @property
    def is_open(self) -> bool:
        """Whether something is shown."""
        return bool(self._view_id)

    async def hold(self, view: View) -> None:
        """Show something for as long as the answer takes, before the trigger expires; nothing where more is shown."""
        async with self._turn:
            if not self._view_id:
                await self._open(view)

    async def show(self, view: View) -> None:
        """Show an answer or a form."""
        async with self._turn:
            if self._view_id:
                await asked(self._client.views_update(view_id=self._view_id, view=view))
            else:
                await self._open(view)

    async def _open(self, view: View) -> None:
        opened = await asked(self._client.views_open(trigger_id=self._trigger_id, view=view))
        self._view_id = str(opened["view"]["id"])


async def draw(
    client: AsyncWebClient, view: View, tries_after: Sequence[float], *, view_id: str = "", external_id: str = ""
) -> bool:
    """Draw a view anew; one that we named ourselves Slack may not show yet. False: it is gone, or Slack is away."""
    which = {"external_id": external_id} if external_id else {"view_id": view_id}
    for seconds in tries_after:
        await asyncio.sleep(seconds)
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
