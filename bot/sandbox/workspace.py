"""The workspace: people, channels, messages, views and files, and what each person can see."""

import asyncio
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.errors import SlackError

TEAM = "T0HANBIT"
APP = "A0CLEANCALL"
BOT_USER = "U0BOT"
BOT_ID = "B0CLEANCALL"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person of the workspace, or an outsider when `team_id` is another team's.

    Of an Enterprise Grid `teams` are all workspaces of a person, and `team_id` is one of them, wherever they act.
    """

    id: str
    name: str
    real_name: str
    title: str = ""
    locale: str = "ko-KR"
    team_id: str = TEAM
    teams: tuple[str, ...] = ()
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False

    @property
    def is_outsider(self) -> bool:
        """Whether they are no member of this workspace."""
        return TEAM not in {self.team_id, *self.teams}

    @property
    def acts_from(self) -> str:
        """The workspace that Slack names beside what they do here."""
        return self.team_id if self.is_outsider else TEAM


@dataclass(slots=True, kw_only=True)
class Message:
    """A message in a channel; `only_for` makes it an ephemeral one."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    metadata: Json = field(default_factory=dict)
    files: list[Json] = field(default_factory=list)
    edited: bool = False
    thread_ts: str = ""
    only_for: str | None = None

    def as_json(self, *, with_metadata: bool = False) -> Json:
        """Write the message as Slack's history does."""
        shown: Json = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text, "blocks": self.blocks}
        if self.user == BOT_USER:
            shown |= {"bot_id": BOT_ID, "app_id": APP, "team": TEAM}
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.files:
            shown["files"] = self.files
        if self.edited:
            shown["edited"] = {"user": self.user, "ts": self.ts}
        if with_metadata and self.metadata:
            shown["metadata"] = self.metadata
        return shown


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel, or with `user` the direct messages between the app and that person."""

    id: str
    name: str
    members: set[str]
    is_private: bool = False
    is_ext_shared: bool = False
    is_pending_ext_shared: bool = False
    is_org_shared: bool = False
    is_archived: bool = False
    user: str | None = None
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Its kind as events name it."""
        return "im" if self.user is not None else "group" if self.is_private else "channel"

    def as_json(self) -> Json:
        """Write the channel as conversations.info does."""
        return {
            "id": self.id,
            "name": self.name,
            "is_im": self.user is not None,
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "is_ext_shared": self.is_ext_shared,
            "is_pending_ext_shared": self.is_pending_ext_shared,
            "is_org_shared": self.is_org_shared,
            "is_member": BOT_USER in self.members,
            **({"user": self.user} if self.user else {"num_members": len(self.members)}),
        }


@dataclass(slots=True, kw_only=True)
class OpenView:
    """A modal or a Home as a person has it before them, with what they typed so far (block → action → state)."""

    id: str
    user: str
    view: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: dict[str, Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


class Workspace:
    """Everything that is in a workspace. `changed` wakes whoever waits to see something new."""

    def __init__(
        self,
        manifest: Mapping[str, Any],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        name: str = "한빛경찰서",
    ) -> None:
        self.manifest = manifest
        self.name = name
        self.now = now
        self.bot_user_id = BOT_USER
        self.enterprise_id: str | None = None  # of an Enterprise Grid
        self.lacks: frozenset[str] = frozenset()  # kinds of blocks that have not been rolled out to it
        self.members: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.ephemerals: dict[str, Message] = {}
        self.stacks: dict[str, list[OpenView]] = {}
        self.homes: dict[str, OpenView] = {}
        self.files: dict[str, Json] = {}
        self.file_bytes: dict[str, bytes] = {}
        self.file_places: dict[str, dict[str, str]] = {}
        self.seq = 0
        self._numbers = itertools.count(1)
        self._last_ts = 0
        self._news = asyncio.Event()
        self.add_member(Member(id=BOT_USER, name="cleancall", real_name="cleancall", is_bot=True))

    @property
    def enterprise(self) -> Json | None:
        """The organisation as payloads name it; None: the workspace stands alone."""
        return {"id": self.enterprise_id, "name": "경찰"} if self.enterprise_id else None

    def add_member(self, member: Member) -> None:
        """Let a person join (or change one)."""
        self.members[member.id] = member

    def add_channel(self, **facts: Any) -> Channel:
        """Make a channel: `id`, `name`, `members`, and Slack's flags. The bot is in it only as a member."""
        channel = Channel(**{**facts, "members": set(facts["members"])})
        self.channels[channel.id] = channel
        return channel

    def new_id(self, prefix: str) -> str:
        """Make an id of Slack's kind: a letter and capitals."""
        return f"{prefix}{next(self._numbers):09X}"

    def next_ts(self) -> str:
        """Make a message's ts: text, always later than the one before."""
        self._last_ts = max(self._last_ts + 1, int(self.now().timestamp() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def member(self, user: str) -> Member:
        """Find a person.

        Raises:
            SlackError: user_not_found.
        """
        if user not in self.members:
            raise SlackError("user_not_found")
        return self.members[user]

    def channel(self, channel: str) -> Channel:
        """Find a channel by id.

        Raises:
            SlackError: channel_not_found.
        """
        if channel not in self.channels:
            raise SlackError("channel_not_found")
        return self.channels[channel]

    def channel_for_app(self, channel: str) -> Channel:
        """Find a channel that the app can know of: a private one that it is not in does not exist for it.

        Raises:
            SlackError: channel_not_found.
        """
        found = self.channel(channel)
        if found.is_private and BOT_USER not in found.members:
            raise SlackError("channel_not_found")
        return found

    def direct(self, user: str) -> Channel:
        """Find or open the direct messages between the app and a person."""
        for channel in self.channels.values():
            if channel.user == user:
                return channel
        return self.add_channel(id=self.new_id("D"), name=user, members={user, BOT_USER}, is_private=True, user=user)

    def places_of(self, file_id: str) -> Json:
        """Return where a file stands as files.info does: a message's ts for each channel, by the channel's kind."""
        public: Json = {}
        private: Json = {}
        for channel_id, ts in self.file_places.get(file_id, {}).items():
            (private if self.channel(channel_id).is_private else public)[channel_id] = [{"ts": ts}]
        direct = [each for each in private if self.channel(each).user is not None]
        return {
            "channels": list(public),
            "groups": [each for each in private if each not in direct],
            "ims": direct,
            "shares": {**({"public": public} if public else {}), **({"private": private} if private else {})},
        }

    def post(self, channel: Channel, message: Message) -> None:
        """Put a message into a channel, or before one person's eyes."""
        if message.only_for is None:
            channel.messages[message.ts] = message
        else:
            self.ephemerals[message.ts] = message
        self.changed()

    def changed(self) -> None:
        """Note that somebody may see something new."""
        self.seq += 1
        self._news.set()
        self._news = asyncio.Event()

    async def wait_for_news(self, after: int, seconds: float) -> None:
        """Wait until something changed after a sequence number, or time is up."""
        if self.seq > after:
            return
        news = self._news
        try:
            await asyncio.wait_for(news.wait(), seconds)
        except TimeoutError:
            return

    def top_view(self, user: str) -> OpenView | None:
        """Return the modal a person has before them."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def find_view(self, view_id: str, external_id: str = "") -> OpenView | None:
        """Find a modal or Home by Slack's id for it, or by the app's own."""
        everywhere = itertools.chain(self.homes.values(), itertools.chain.from_iterable(self.stacks.values()))
        for view in everywhere:
            if view.id == view_id or (external_id and view.view.get("external_id") == external_id):
                return view
        return None
