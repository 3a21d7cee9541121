"""What Slack tells of the app and of channels: how we stand with it is asked again at once, not a minute later."""

from slack_bolt.async_app import AsyncApp

from handlers.installation import Installation


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to what may have changed how we stand with Slack.

    That a channel was made public comes only to an app that reads its messages; else the next look finds it.
    """

    @app.event("app_uninstalled")
    @app.event("tokens_revoked")
    @app.event("channel_shared")
    @app.event("channel_unshared")
    @app.event("member_joined_channel")
    @app.event({"type": "message", "subtype": "channel_convert_to_public"})
    @app.event({"type": "message", "subtype": "channel_convert_to_private"})
    async def on_change() -> None:
        installation.changed.set()
