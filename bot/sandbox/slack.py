"""What every part of the sandbox works on: the workspace, the line to the app, tokens, tickets, faults, the log."""

import secrets
from dataclasses import dataclass, field

from bot.sandbox.appline import AppLine
from bot.sandbox.errors import SlackError
from bot.sandbox.faults import TRIGGER, Faults, Rates
from bot.sandbox.triggers import Triggers
from bot.sandbox.workspace import TEAM, Channel, Json, Message, Workspace

SUBSCRIBED_AS = {"channel": "channels", "group": "groups", "im": "im"}
"""The kind of a channel → the word for it in events (message.groups) and scopes (groups:read)."""


@dataclass(slots=True, kw_only=True)
class Slack:
    """A running workspace."""

    workspace: Workspace
    line: AppLine
    faults: Faults = field(default_factory=Faults)
    rates: Rates = field(default_factory=Rates)
    log: list[Json] = field(default_factory=list)
    bot_token: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(12)}")
    app_token: str = field(default_factory=lambda: f"xapp-1-{secrets.token_hex(12)}")
    revoked: set[str] = field(default_factory=set)
    is_installed: bool = True
    url: str = ""
    tickets: Triggers = field(init=False)

    def __post_init__(self) -> None:
        """Hand out tickets by the workspace's clock."""
        self.tickets = Triggers(self.workspace.now)

    def socket_url(self) -> str:
        """Where Socket Mode connects."""
        return f"{self.url.replace('http', 'ws', 1)}/socket?ticket={secrets.token_hex(8)}"

    @property
    def granted(self) -> list[str]:
        """The scopes that the app has."""
        return list(self.workspace.manifest["oauth_config"]["scopes"]["bot"])

    def check_scope(self, channel: Channel, what: str) -> None:
        """Check that the app has the scope by which channels of this kind are read.

        Raises:
            SlackError: missing_scope.
        """
        needed = f"{SUBSCRIBED_AS[channel.kind]}:{what}"
        if needed not in self.granted:
            raise SlackError("missing_scope", needed=needed, provided=",".join(self.granted))

    def tell(self, event: Json, team: str = TEAM) -> None:
        """Send the app an event, if it subscribed to that kind; messages have a kind for each kind of channel."""
        if not self.is_installed:
            return
        subscribed = self.workspace.manifest["settings"].get("event_subscriptions", {}).get("bot_events", [])
        kind = f"message.{SUBSCRIBED_AS[event['channel_type']]}" if event["type"] == "message" else event["type"]
        if kind in subscribed:
            enterprise = self.workspace.enterprise_id
            self.line.tell({**event, "_team": team, "_enterprise": enterprise}, self.workspace.new_id("Ev"))

    def tell_message(self, channel: Channel, message: Message) -> None:
        """Send the app a message of its direct messages, its own too."""
        if channel.user is not None:
            shown = {**message.as_json(), "channel": channel.id, "channel_type": "im", "event_ts": message.ts}
            subtype = {"subtype": "file_share"} if message.files else {}
            self.tell({**shown, **subtype}, self.workspace.member(message.user).acts_from)

    def trigger(self, user: str) -> str:
        """Make a trigger id, for what somebody did now."""
        late = self.faults.take(TRIGGER, None)
        return self.tickets.trigger(user, age=0 if late is None else late.seconds)

    def response_url(self, channel: str, user: str, message: str = "") -> str:
        """Make an address where the app may answer."""
        return f"{self.url}/response/{self.tickets.response_url(channel, user, message)}"


def check_messages_tab(slack: Slack, channel: Channel | None) -> None:
    """Check that the app may write into its direct messages.

    Raises:
        SlackError: messages_tab_disabled.
    """
    app_home = slack.workspace.manifest["features"].get("app_home", {})
    if (channel is None or channel.user is not None) and not app_home.get("messages_tab_enabled"):
        raise SlackError("messages_tab_disabled")
