"""The claimant's card, which carries contact data, is taken off the screen when its call is done."""

from slack_sdk.web.async_client import AsyncWebClient

from handlers.answering import Message, tell
from handlers.payloads import Body, Metadata


async def replace_card(client: AsyncWebClient, view: Body, message: Message) -> None:
    """Put the outcome in the place of the card, where the form was opened from one."""
    card_url = Metadata.of(view).card_url
    if card_url:
        await tell(client, card_url, message, replace=True)
