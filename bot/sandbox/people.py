"""What people do: type commands, click, fill and submit forms, drop files, open the app, and what they see."""

import time
from typing import Any

from bot.sandbox.api_chat import show_ephemeral
from bot.sandbox.api_views import describe, push, renew
from bot.sandbox.appline import NoAnswer
from bot.sandbox.elements import entered, find_element, find_input, known_errors, own_checks
from bot.sandbox.errors import PersonError, SlackError
from bot.sandbox.payloads import (
    action_of,
    chosen_in,
    closed,
    command_payload,
    message_click,
    options_of,
    submission,
    suggestion,
    values_in,
    view_click,
)
from bot.sandbox.schema import EXTERNAL
from bot.sandbox.slack import Slack
from bot.sandbox.validation import check_message, check_view
from bot.sandbox.words import words_of
from bot.sandbox.workspace import Channel, Json, Member, Message, OpenView

NO_ANSWER = "operation_timeout"
FIELD_SECONDS = 3.0
READ_ONLY = "messages_tab_read_only_enabled"


class People:
    """Acts for the people of a workspace. Every act may raise PersonError: they cannot do that."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        self._workspace = slack.workspace

    def actor(self, user: str) -> Member:
        """Find the acting person; deactivated people cannot act."""
        member = self._workspace.members.get(user)
        if member is None or member.deleted or member.id == self._workspace.bot_user_id:
            raise PersonError("this person cannot act here")
        return member

    def channel_for(self, member: Member, channel: str) -> Channel:
        """Find a channel that a person is in; with the app nobody talks whose messages tab is read-only."""
        found = self._workspace.channels.get(channel)
        if found is None or member.id not in found.members:
            raise PersonError("this person is not in that channel")
        if found.user is not None and self._workspace.manifest["features"].get("app_home", {}).get(READ_ONLY):
            raise PersonError("sending messages to this app has been turned off")
        return found

    async def command(self, user: str, channel: str, words: str) -> Json:
        """Type a slash command."""
        member = self.actor(user)
        where = self.channel_for(member, channel)
        command, _, text = words.strip().partition(" ")
        known = [each["command"] for each in self._workspace.manifest["features"].get("slash_commands", [])]
        if command not in known or not self.slack.is_installed:
            raise PersonError(f"{command} is not a valid command")
        if member.is_outsider:
            raise PersonError("commands are not available to people of other organisations")
        payload = command_payload(self.slack, member, where, command, text)
        answer = await self._ask("slash_commands", payload)
        return self._show_answer(member, where, answer)

    def _show_answer(self, member: Member, channel: Channel, answer: Any) -> Json:
        """Show what an app acknowledged a command with."""
        if not answer or not (answer.get("text") or answer.get("blocks")):
            return {"ok": True, "message": None}
        try:
            check_message(answer)
        except SlackError as error:
            raise PersonError(f"{error.error}: {error.extra}") from error
        if answer.get("response_type") == "in_channel":
            message = Message(
                ts=self._workspace.next_ts(),
                channel=channel.id,
                user=self._workspace.bot_user_id,
                text=answer.get("text", ""),
                blocks=answer.get("blocks", []),
            )
            self._workspace.post(channel, message)
        else:
            message = show_ephemeral(self.slack, channel.id, member.id, answer)
        return {"ok": True, "message": message.as_json()}

    async def _ask(self, kind: str, payload: Json) -> Any:
        if self.slack.faults.is_down:
            raise PersonError("Slack is down")
        if not self.slack.is_installed:
            raise PersonError(NO_ANSWER)
        try:
            return await self.slack.line.ask(kind, payload)
        except NoAnswer:
            raise PersonError(NO_ANSWER) from None

    async def click(self, user: str, wish: Json) -> Json:
        """Click a button or choose in a select, of a message (`message`), a modal (`view`) or Home (`home`)."""
        member = self.actor(user)
        opened = self._view_meant(member, wish)
        if opened is not None:
            return await self._click_in_view(member, opened, wish)
        message = self._message_meant(member, str(wish.get("message") or ""))
        block, element = find_element(message.blocks, wish)
        state = entered(element, wish.get("value"), options_of(element))
        action = action_of(element, block.get("block_id", ""), state)
        channel = self._workspace.channels[message.channel]
        await self._ask("interactive", message_click(self.slack, member, channel, message, action))
        return {"ok": True}

    def _view_meant(self, member: Member, wish: Json) -> OpenView | None:
        if wish.get("home"):
            home = self._workspace.homes.get(member.id)
            if home is None:
                raise PersonError("Home is empty")
            return home
        if not wish.get("view"):
            return None
        opened = self._workspace.find_view(str(wish["view"]))
        if opened is None or opened.user != member.id:
            raise PersonError("that view is not open")
        return opened

    def _message_meant(self, member: Member, ts: str) -> Message:
        ephemeral = self._workspace.ephemerals.get(ts)
        if ephemeral is not None and ephemeral.only_for == member.id:
            return ephemeral
        for channel in self._workspace.channels.values():
            if member.id in channel.members and ts in channel.messages:
                return channel.messages[ts]
        raise PersonError("there is no such message")

    async def _click_in_view(self, member: Member, opened: OpenView, wish: Json) -> Json:
        block, element = find_element(opened.view["blocks"], wish)
        if element["type"] == "button":
            state: Json = {}
        else:
            state = await self._enter(member, opened, block, element, wish)
        in_input = block["type"] == "input"
        if not in_input or block.get("dispatch_action"):
            action = action_of(element, block["block_id"], state)
            await self._ask("interactive", view_click(self.slack, member, opened, action))
        return {"ok": True}

    async def _enter(self, member: Member, opened: OpenView, block: Json, element: Json, wish: Json) -> Json:
        """Set an element to a value; of an external select, one of what the app offers for what was typed."""
        value, options = wish.get("value"), options_of(element)
        if element["type"] in EXTERNAL:
            options += chosen_in(opened.values.get(block["block_id"], {}).get(element["action_id"], {}))
            for typed in values_in(value) if wish.get("typed") is None else [wish["typed"]]:
                options += await self._suggested(member, opened, block, element, str(typed))
        state = entered(element, value, options)
        opened.values.setdefault(block["block_id"], {})[element["action_id"]] = state
        return state

    async def _suggested(self, member: Member, opened: OpenView, block: Json, element: Json, typed: str) -> list[Json]:
        answer = await self._ask(
            "interactive", suggestion(self.slack, member, opened, block["block_id"], element, typed)
        )
        groups = answer.get("option_groups") or []
        return [*(answer.get("options") or []), *(each for group in groups for each in group["options"])]

    async def fill(self, user: str, view: str, values: Json) -> Json:
        """Type into a modal without submitting: values by block id or action id."""
        member = self.actor(user)
        opened = self._view_meant(member, {"view": view})
        if opened is None:
            raise PersonError("that view is not open")
        for name, value in values.items():
            block, element = await self._field(opened, name)
            await self._enter(member, opened, block, element, {"value": value})
            if block.get("dispatch_action"):
                action = action_of(element, block["block_id"], opened.values[block["block_id"]][element["action_id"]])
                await self._ask("interactive", view_click(self.slack, member, opened, action))
        return {"ok": True, "view": describe(opened)}

    async def enter(self, user: str, view: str, values: list[Json]) -> Json:
        """Type into a modal; the app hears nothing of it yet."""
        member = self.actor(user)
        opened = self._view_meant(member, {"view": view})
        if opened is None:
            raise PersonError("that view is not open")
        for each in values:
            block, element = find_element(opened.view["blocks"], each)
            await self._enter(member, opened, block, element, each)
        return {"ok": True}

    async def suggest(self, user: str, wish: Json) -> Json:
        """Type into an external select and look at what the app offers."""
        member = self.actor(user)
        opened = self._view_meant(member, wish)
        if opened is None:
            raise PersonError("that view is not open")
        block, element = find_element(opened.view["blocks"], wish)
        typed = str(wish.get("typed") or "")
        return {"ok": True, "typed": typed, "options": await self._suggested(member, opened, block, element, typed)}

    async def _field(self, opened: OpenView, name: str) -> tuple[Json, Json]:
        """Find a field; one that the app is about to show is waited for, as people do."""
        until = time.monotonic() + FIELD_SECONDS
        while True:
            seq = self._workspace.seq
            try:
                return find_input(opened, name)
            except PersonError:
                if time.monotonic() > until:
                    raise
            await self._workspace.wait_for_news(seq, FIELD_SECONDS)

    async def submit(self, user: str, view: str, values: Json) -> Json:
        """Submit a modal; Slack's own checks come first."""
        await self.fill(user, view, values)
        member = self.actor(user)
        opened = self._view_meant(member, {"view": view})
        if opened is None or not opened.view.get("submit"):
            raise PersonError("that view cannot be submitted")
        opened.errors = own_checks(opened, words_of(member.locale))
        if opened.errors:
            self._workspace.changed()
            return {"ok": True, "errors": opened.errors, "closed": False}
        answer = await self._ask("interactive", submission(self.slack, member, opened))
        return self._after_submit(member, opened, answer or {})

    def _after_submit(self, member: Member, opened: OpenView, answer: Json) -> Json:
        stack = self._workspace.stacks[member.id]
        try:
            match answer.get("response_action"):
                case "errors":
                    opened.errors = known_errors(opened, answer.get("errors") or {})
                case "update":
                    check_view(answer["view"])
                    opened.errors = {}
                    renew(self.slack, opened, answer["view"])
                case "push":
                    check_view(answer["view"])
                    push(self.slack, member.id, answer["view"])
                case "clear":
                    stack.clear()
                case _:
                    stack.remove(opened)
        except SlackError as error:
            raise PersonError(f"{error.error}: {error.extra}") from error
        self._workspace.changed()
        top = self._workspace.top_view(member.id)
        return {"ok": True, "errors": opened.errors, "closed": top is None, "view": describe(top) if top else None}

    async def close(self, user: str, view: str) -> Json:
        """Close the modal on top."""
        member = self.actor(user)
        opened = self._view_meant(member, {"view": view})
        if opened is None:
            raise PersonError("that view is not open")
        stack = self._workspace.stacks[member.id]
        stack.remove(opened)
        if opened.view.get("clear_on_close"):
            stack.clear()
        self._workspace.changed()
        if opened.view.get("notify_on_close"):
            await self._ask("interactive", closed(self.slack, member, opened))
        return {"ok": True}

    def home(self, user: str, tab: str = "home") -> Json:
        """Open the app's Home (or its messages tab: the event comes for both)."""
        member = self.actor(user)
        channel = self._workspace.direct(user)
        event = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": tab}
        self.slack.tell({**event, "event_ts": self._workspace.next_ts()}, member.acts_from)
        return {"ok": True}
