"""What people do: type commands, click, fill and submit forms, drop files, open the app, and what they see."""

import time
from typing import Any

from bot.sandbox.api_chat import show_ephemeral
from bot.sandbox.api_files import new_file, share
from bot.sandbox.api_views import describe, make_view, push
from bot.sandbox.appline import NoAnswer
from bot.sandbox.desk import Slack
from bot.sandbox.errors import PersonError, SlackError
from bot.sandbox.hands import entered, find_element, find_input
from bot.sandbox.payloads import (
    action_of,
    closed,
    command_payload,
    message_click,
    options_of,
    submission,
    suggestion,
    view_click,
)
from bot.sandbox.validation import check_message, check_view
from bot.sandbox.workspace import TEAM, Channel, Json, Member, Message, OpenView

MISSING = "이 항목은 필수입니다."
TOO_LONG = "{most}자 이하로 입력하세요."
NO_ANSWER = "operation_timeout"
FIELD_SECONDS = 3.0


class People:
    """Acts for the people of a workspace. Every act may raise PersonError: they cannot do that."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._workspace = slack.workspace

    def actor(self, user: str) -> Member:
        """Find the acting person; deactivated people cannot act."""
        member = self._workspace.members.get(user)
        if member is None or member.deleted or member.id == self._workspace.bot_user_id:
            raise PersonError("this person cannot act here")
        return member

    def channel_for(self, member: Member, channel: str) -> Channel:
        """Find a channel that a person is in."""
        found = self._workspace.channels.get(channel)
        if found is None or member.id not in found.members:
            raise PersonError("this person is not in that channel")
        return found

    async def command(self, user: str, channel: str, words: str) -> Json:
        """Type a slash command."""
        member = self.actor(user)
        where = self.channel_for(member, channel)
        command, _, text = words.strip().partition(" ")
        known = [each["command"] for each in self._workspace.manifest["features"].get("slash_commands", [])]
        if command not in known:
            raise PersonError(f"{command} is not a valid command")
        if member.team_id != TEAM:
            raise PersonError("commands are not available to people of other organisations")
        payload = command_payload(self._slack, member, where, command, text)
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
            message = show_ephemeral(self._slack, channel.id, member.id, answer)
        return {"ok": True, "message": message.as_json()}

    async def _ask(self, kind: str, payload: Json) -> Any:
        if self._slack.faults.is_down:
            raise PersonError("Slack is down")
        try:
            return await self._slack.line.ask(kind, payload)
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
        await self._ask("interactive", message_click(self._slack, member, channel, message, action))
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
            state = await self._enter(member, opened, block, element, wish.get("value"))
        in_input = block["type"] == "input"
        if not in_input or block.get("dispatch_action"):
            action = action_of(element, block["block_id"], state)
            await self._ask("interactive", view_click(self._slack, member, opened, action))
        return {"ok": True}

    async def _enter(self, member: Member, opened: OpenView, block: Json, element: Json, value: Any) -> Json:
        options = options_of(element)
        if element["type"] == "external_select" and value is not None:
            options += await self._suggested(member, opened, block, element, str(value))
        state = entered(element, value, options)
        opened.values.setdefault(block["block_id"], {})[element["action_id"]] = state
        return state

    async def _suggested(self, member: Member, opened: OpenView, block: Json, element: Json, typed: str) -> list[Json]:
        answer = await self._ask(
            "interactive", suggestion(self._slack, member, opened, block["block_id"], element, typed)
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
            await self._enter(member, opened, block, element, value)
            if block.get("dispatch_action"):
                action = action_of(element, block["block_id"], opened.values[block["block_id"]][element["action_id"]])
                await self._ask("interactive", view_click(self._slack, member, opened, action))
        return {"ok": True, "view": describe(opened)}

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
        opened.errors = _own_checks(opened)
        if opened.errors:
            return {"ok": True, "errors": opened.errors, "closed": False}
        answer = await self._ask("interactive", submission(self._slack, member, opened))
        return self._after_submit(member, opened, answer or {})

    def _after_submit(self, member: Member, opened: OpenView, answer: Json) -> Json:
        stack = self._workspace.stacks[member.id]
        try:
            match answer.get("response_action"):
                case "errors":
                    opened.errors = _known_errors(opened, answer.get("errors") or {})
                case "update":
                    check_view(answer["view"])
                    stack[stack.index(opened)] = make_view(
                        self._slack, member.id, answer["view"], root=stack[0] if stack[0] is not opened else None
                    )
                case "push":
                    check_view(answer["view"])
                    push(self._slack, member.id, answer["view"])
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
            await self._ask("interactive", closed(self._slack, member, opened))
        return {"ok": True}

    def upload(self, user: str, channel: str, name: str, data: bytes) -> Json:
        """Drop a file into a channel."""
        member = self.actor(user)
        where = self.channel_for(member, channel)
        file = new_file(self._slack, name, len(data), user)
        self._workspace.file_bytes[file["id"]] = data
        message = share(self._slack, [file], where.id, user, "")
        event = {"type": "file_shared", "file_id": file["id"], "user_id": user, "channel_id": where.id}
        self._tell({**event, "file": {"id": file["id"]}, "event_ts": message.ts}, member)
        return {"ok": True, "file": file["id"]}

    def say(self, user: str, channel: str, text: str) -> Json:
        """Write a plain message."""
        member = self.actor(user)
        where = self.channel_for(member, channel)
        message = Message(ts=self._workspace.next_ts(), channel=where.id, user=user, text=text)
        self._workspace.post(where, message)
        return {"ok": True, "ts": message.ts}

    def home(self, user: str, tab: str = "home") -> Json:
        """Open the app's Home (or its messages tab: the event comes for both)."""
        member = self.actor(user)
        channel = self._workspace.direct(user)
        event = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": tab}
        self._tell({**event, "event_ts": self._workspace.next_ts()}, member)
        return {"ok": True}

    def _tell(self, event: Json, member: Member) -> None:
        subscribed = self._workspace.manifest["settings"].get("event_subscriptions", {}).get("bot_events", [])
        if event["type"] in subscribed:
            self._slack.line.tell({**event, "_team": member.team_id}, self._workspace.new_id("Ev"))


def _own_checks(opened: OpenView) -> dict[str, str]:
    """What Slack's client refuses to submit: required fields left empty, text too long."""
    errors = {}
    for block in opened.view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = opened.values.get(block["block_id"], {}).get(element["action_id"], {})
        value = next((each for name, each in state.items() if name != "type"), None)
        if value in (None, "", []) and not block.get("optional"):
            errors[block["block_id"]] = MISSING
        most = element.get("max_length")
        if most and isinstance(value, str) and len(value) > most:
            errors[block["block_id"]] = TOO_LONG.format(most=most)
    return errors


def _known_errors(opened: OpenView, errors: Json) -> dict[str, str]:
    """Errors may name input blocks only; anything else Slack answers with an error of its own."""
    inputs = {block["block_id"] for block in opened.view["blocks"] if block["type"] == "input"}
    unknown = errors.keys() - inputs
    if unknown:
        raise PersonError(f"invalid errors for blocks {sorted(unknown)}")
    return {str(name): str(words) for name, words in errors.items()}
