"""Telling somebody what became of what they asked, by a way that works.

An answer goes through the response_url; where that fails, to the same place by chat.postEphemeral; where that fails
too, in brief by direct message, where it stays: its text names no petitioner, and its buttons carry numbers alone.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack import FAILURES, asked
from bot.texts import Texts
from bot.views.answers import in_brief
from bot.views.blocks import Message
from handlers.installation import Installation
from handlers.outcomes import word_of
from handlers.payloads import Trigger

log = structlog.get_logger(__name__)

OK = 200
SHUT_SECONDS = {"response_url": 60.0, "ephemeral": 0.0, "direct": 0.0}
"""For so long a way that failed is tried last: behind a firewall every try costs its whole patience."""

Way = Callable[[], Awaitable[None]]


class AnswerRefused(Exception):
    """A response_url did not take an answer; the message is the HTTP status."""


async def tell(installation: Installation, trigger: Trigger, message: Message, *, in_place: bool = False) -> None:
    """Tell the person who acted, by the first way that works; when none does, again a little later."""
    await _by_some_way(installation, trigger.by, _ways(trigger, message, installation.texts, in_place=in_place))


async def write_to(installation: Installation, client: AsyncWebClient, person: str, message: Message) -> None:
    """Write to somebody by direct message; when Slack does not take it, again a little later."""

    async def directly() -> None:
        await asked(client.chat_postMessage(channel=person, unfurl_links=False, unfurl_media=False, **message))

    await _by_some_way(installation, person, {"direct": directly})


async def _by_some_way(installation: Installation, by: str, ways: Mapping[str, Way]) -> None:
    for seconds in installation.patience.rounds:
        await asyncio.sleep(seconds)
        for name, way in _open_first(installation.shut, ways):
            if await _took(name, way, by, installation.patience.way):
                return
            installation.shut[name] = time.monotonic() + SHUT_SECONDS[name]
    log.error("answer.lost", by=by)


def _ways(trigger: Trigger, message: Message, texts: Texts, *, in_place: bool) -> dict[str, Way]:
    client, by = trigger.client, trigger.by

    async def beside() -> None:
        await asked(client.chat_postEphemeral(channel=trigger.channel, user=by, **message))

    async def directly() -> None:
        brief = in_brief(message, texts)
        await asked(client.chat_postMessage(channel=by, unfurl_links=False, unfurl_media=False, **brief))

    async def in_reply() -> None:
        await respond(client, trigger.response_url, message, in_place=in_place)

    ways = {"response_url": (trigger.response_url, in_reply), "ephemeral": (trigger.channel, beside)}
    return {**{name: way for name, (place, way) in ways.items() if place}, "direct": directly}


def _open_first(shut: Mapping[str, float], ways: Mapping[str, Way]) -> list[tuple[str, Way]]:
    now = time.monotonic()
    return sorted(ways.items(), key=lambda each: shut.get(each[0], 0) > now)


async def replace(installation: Installation, trigger: Trigger, response_url: str, message: Message) -> None:
    """Put something in the place of a private message. Its address lives for half an hour; there is no second way."""

    async def in_place() -> None:
        await respond(trigger.client, response_url, message, in_place=True)

    await _took("replacement", in_place, trigger.by, installation.patience.way)


async def respond(client: AsyncWebClient, response_url: str, message: Message, *, in_place: bool = False) -> None:
    """Send something through a response_url: a new private message, or in place of the one that was clicked.

    Raises:
        AnswerRefused: it was not taken.
    """
    webhook = AsyncWebhookClient(
        response_url, session=client.session, proxy=client.proxy, logger=client.logger, retry_handlers=[]
    )
    answer = await webhook.send_dict({**message, "response_type": "ephemeral", "replace_original": in_place})
    if answer.status_code != OK:
        raise AnswerRefused(f"http_{answer.status_code}")


async def _took(name: str, way: Way, by: str, patience: float) -> bool:
    """Try a way; what an error says is not logged, for it may quote the answer."""
    try:
        async with asyncio.timeout(patience):
            await way()
    except AnswerRefused as error:
        log.warning("answer.refused", by=by, way=name, error=str(error))
    except FAILURES as error:
        log.warning("answer.refused", by=by, way=name, error=word_of(error))
    else:
        return True
    return False
