"""The wiring: the only module that sees every room."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.leases import Leases
from bot.delivery.loop import Delivery
from bot.delivery.pacing import Pace
from bot.delivery.posting import Poster
from bot.delivery.rendering import Renderer
from bot.delivery.standing import Standing
from bot.metrics import Vitals
from bot.services.desk import Desk
from bot.texts import Languages
from handlers import (
    admission,
    callers,
    calls,
    commands,
    deletions,
    duty,
    exclusion,
    fallbacks,
    filing,
    flags,
    grievances,
    lookups,
    numbers,
    people,
    rechecks,
    results,
    signals,
    standing,
    stats,
    tellings,
    uploads,
    waiting_lists,
)
from handlers.app import OnceApp
from handlers.installation import Installation

LISTENERS = (
    admission,
    commands,
    callers,
    calls,
    results,
    filing,
    grievances,
    tellings,
    deletions,
    exclusion,
    flags,
    rechecks,
    stats,
    signals,
    lookups,
    numbers,
    people,
    duty,
    standing,
    uploads,
    waiting_lists,
    fallbacks,
)
"""In this order: who may come in first, what is left last."""


def build_app(
    client: AsyncWebClient,
    desk: Desk,
    languages: Languages,
    *,
    call_channel: str,
    prefix: str = "",
) -> tuple[OnceApp, Installation]:
    """Make the Bolt app with every listener, and what its handlers are given."""
    app = OnceApp(
        client=client,
        request_verification_enabled=False,  # done at the door, before anything is read (`serving/signatures`)
        ssl_check_enabled=False,
    )
    installation = Installation(
        desk=desk,
        languages=languages,
        call_channel=call_channel,
        command_prefix=prefix,
        slack_host=urlsplit(client.base_url).hostname or "",
    )
    for listeners in LISTENERS:
        listeners.register(app, installation)
    return app, installation


def build_delivery(
    client: AsyncWebClient,
    session: aiohttp.ClientSession,
    installation: Installation,
    spacing: Mapping[str, float],
    lease: float,
    vitals: Vitals,
) -> Delivery:
    """Make the delivery loop."""
    desk = installation.desk
    renderer, poster = Renderer(desk, installation.languages), Poster(client, session, installation.call_channel)
    standing = Standing(desk, client, installation.call_channel, vitals, installation.changed)
    return Delivery(desk, renderer, poster, Pace(spacing), Leases(desk, lease), standing)
