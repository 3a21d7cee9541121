"""The client for Slack's API, as the settings describe it: for whoever speaks with Slack, as most commands do not."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from bot.slack import slack_client


def client_of(settings: Settings, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Make the client for Slack's API that the settings describe."""
    return slack_client(
        settings.slack_bot_token.get_secret_value(),
        settings.slack_api_url,
        session,
        proxy=settings.https_proxy.get_secret_value() if settings.https_proxy else None,
        no_proxy=settings.no_proxy,
    )
