"""App Home is opened: it is published, and kept fresh from then on."""

from slack_bolt.async_app import AsyncApp

from bot.services import home
from handlers.installation import Installation
from handlers.payloads import Body


def register(app: AsyncApp, office: Installation) -> None:
    """Listen to App Home being opened (Slack sends the event for both tabs)."""

    @app.event("app_home_opened")
    async def on_home_opened(event: Body) -> None:
        if event.get("tab") == "home":
            await office.desk.do(home.open_home, by=event["user"])
