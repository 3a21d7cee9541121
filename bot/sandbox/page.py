"""The page: what a person sees in a Slack client, drawn here, kept fresh by one question that waits for news."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import jinja2
from markupsafe import Markup

from bot.sandbox import mrkdwn
from bot.sandbox.api_views import describe
from bot.sandbox.words import FOLDER, words_of
from bot.sandbox.workspace import Channel, Json, Message, Workspace

SEOUL = ZoneInfo("Asia/Seoul")
HOME, MESSAGES = "home", "app"
MOST_CACHED = 20_000
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})

Panel = Callable[[str], Awaitable[Json]]
"""Gives what the side panel shows, in a Slack locale: `now` and `steps` of {title, hint, done, next, who, place}."""


class Page:
    """Draws the workspace for its people."""

    def __init__(self, workspace: Workspace, panel: Panel | None) -> None:
        self._workspace = workspace
        self._panel = panel
        self._templates = jinja2.Environment(
            loader=jinja2.FunctionLoader(lambda name: (FOLDER / name).read_text(encoding="utf-8")),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "mrkdwn": lambda words: mrkdwn.mrkdwn(str(words), self._names()),
            "text_object": lambda text: mrkdwn.text_object(text, self._names()),
            "rich_text": lambda element: mrkdwn.rich_text(element, self._names()),
            "clock": _clock,
            "local_time": _local_time,
        }
        self._templates.tests["picture"] = lambda file: file["mimetype"] in PICTURES
        self._draw_message = lru_cache(MOST_CACHED)(self._message_html)

    async def whole(self, user: str, place: str) -> str:
        """Draw the whole page for a person at a place: a channel, the app's messages, or its Home."""
        user = user if self._is_person(user) else next(each.id for each in self._people())
        place = self._place(user, place)
        seq = self._workspace.seq
        regions = await self._regions(user, place)
        drawn = [self._drawn(message, user) for message in self._messages(user, place)]
        return self._render(
            "screen.html",
            me=user,
            place=place,
            seq=seq,
            t=self._words(user),
            title=self._title(user, place),
            team=self._workspace.name,
            commands=self._workspace.manifest["features"].get("slash_commands", []),
            messages=Markup("").join(html for _, _, html in drawn),
            panel=regions.get("panel"),
            sidebar=regions["sidebar"],
            modal=regions["modal"],
            home=regions.get(HOME, ""),
        )

    async def news(self, user: str, place: str, have: Mapping[str, str]) -> Json:
        """Return what changed for a person who has some messages already: key → hash."""
        seq = self._workspace.seq
        place = self._place(user, place)
        drawn = [self._drawn(message, user) for message in self._messages(user, place)]
        return {
            "seq": seq,
            "messages": {
                "order": [key for key, _, _ in drawn],
                "changed": {key: html for key, digest, html in drawn if have.get(key) != digest},
            },
            "regions": await self._regions(user, place),
        }

    async def _regions(self, user: str, place: str) -> dict[str, Markup]:
        top = self._workspace.top_view(user)
        words = self._words(user)
        modal = self._view({**describe(top), "errors": top.errors}, words) if top else Markup("")
        regions = {"sidebar": self._sidebar(user, place), "modal": modal}
        if place == HOME:
            home = self._workspace.homes.get(user)
            loading = Markup('<p class="home">{}</p>').format(words["loading"])
            regions[HOME] = self._view(describe(home), words) if home else loading
        if self._panel is not None:
            panel = await self._panel(self._workspace.members[user].locale)
            regions["panel"] = self._render("panel.html", t=words, panel=panel)
        return regions

    def _view(self, view: Json, words: Json) -> Markup:
        return self._render("view.html", t=words, view=view)

    def _sidebar(self, user: str, place: str) -> Markup:
        channels = [each for each in self._workspace.channels.values() if user in each.members]
        return self._render(
            "sidebar.html",
            t=self._words(user),
            me=user,
            place=place,
            app=self._app_name,
            channels=[self._line(each, user) for each in channels if each.user is None],
            direct=self._line(self._workspace.direct(user), user),
        )

    def _line(self, channel: Channel, user: str) -> Json:
        seen = [message.ts for message in self._messages(user, channel.id) if message.user != user]
        return {"id": channel.id, "name": channel.name, "is_private": channel.is_private, "last": max(seen, default="")}

    def _messages(self, user: str, place: str) -> list[Message]:
        """The messages of a channel and those that only this person sees, oldest first, replies left out."""
        channel = self._workspace.channels.get(place)
        if channel is None:
            return []
        private = [
            message
            for message in self._workspace.ephemerals.values()
            if message.only_for == user and message.channel == place
        ]
        shown = [*(message for message in channel.messages.values() if not message.thread_ts), *private]
        return sorted(shown, key=lambda message: message.ts)

    def _drawn(self, message: Message, user: str) -> tuple[str, str, Markup]:
        channel = self._workspace.channels[message.channel]
        replies = [each.as_json() for each in channel.messages.values() if each.thread_ts == message.ts]
        facts = {"message": message.as_json(), "private": message.only_for is not None, "me": user, "replies": replies}
        facts["locale"] = self._workspace.members[user].locale
        text = json.dumps(facts, ensure_ascii=False)
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        return message.ts.replace(".", "-"), digest, self._draw_message(text, digest)

    def _message_html(self, text: str, digest: str) -> Markup:
        facts = json.loads(text)
        message = facts["message"]
        if facts["private"]:
            del facts["replies"]  # nobody answers what only one person sees
        facts["t"] = words_of(facts.pop("locale"))
        name = self._names().get(message["user"], message["user"])
        return self._render("message.html", key=message["ts"].replace(".", "-"), hash=digest, name=name, **facts)

    def _render(self, template: str, **facts: Any) -> Markup:
        drawn = self._templates.get_template(template).render(**facts, people=self._people(), names=self._names())
        return Markup(drawn)  # noqa: S704 — the templates escape

    def _people(self) -> list[Any]:
        return [each for each in self._workspace.members.values() if not each.is_bot]

    def _names(self) -> dict[str, str]:
        people = {
            each.id: self._app_name if each.is_bot else each.real_name for each in self._workspace.members.values()
        }
        return people | {each.id: each.name for each in self._workspace.channels.values()}

    def _is_person(self, user: str) -> bool:
        member = self._workspace.members.get(user)
        return member is not None and not member.is_bot

    def _place(self, user: str, place: str) -> str:
        """The place asked for, if this person may be there; else the first channel they are in, else the messages."""
        may_be = {each.id for each in self._workspace.channels.values() if user in each.members} | {HOME}
        if place in may_be:
            return place
        if place == MESSAGES:
            return self._workspace.direct(user).id
        channels = [each.id for each in self._workspace.channels.values() if user in each.members and not each.user]
        return channels[0] if channels else self._workspace.direct(user).id

    def _title(self, user: str, place: str) -> str:
        words = self._words(user)
        if place == HOME:
            return str(words["home"] % {"app": self._app_name})
        channel = self._workspace.channels[place]
        return str(words["messages"] % {"app": self._app_name}) if channel.user == user else f"#{channel.name}"

    @property
    def _app_name(self) -> str:
        return str(self._workspace.manifest["display_information"]["name"])

    def _words(self, user: str) -> Json:
        return words_of(self._workspace.members[user].locale)


def asset(name: str) -> tuple[str, str] | None:
    """Return a style or script of the page: its text and content type."""
    kinds = {"client.css": "text/css", "focus.js": "text/javascript", "client.js": "text/javascript"}
    return ((FOLDER / name).read_text(encoding="utf-8"), kinds[name]) if name in kinds else None


def file_headers(file: Json) -> dict[str, str]:
    """Return the headers of a file: a picture is shown, anything else is downloaded under its name."""
    kind = "inline" if file["mimetype"] in PICTURES else "attachment"
    return {
        "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(file['name'])}",
        "Content-Security-Policy": "sandbox",
        "X-Content-Type-Options": "nosniff",
    }


def _clock(ts: str, words: Json) -> str:
    at = datetime.fromtimestamp(float(ts), SEOUL)
    month, weekday = words["months"][at.month - 1], words["weekdays"][at.weekday()]
    return str(words["time"] % {"month": month, "day": at.day, "weekday": weekday, "clock": f"{at:%H:%M}"})


def _local_time(seconds: int | None) -> str:
    return f"{datetime.fromtimestamp(seconds, SEOUL):%Y-%m-%dT%H:%M}" if seconds else ""
