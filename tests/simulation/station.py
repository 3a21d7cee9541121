"""A station of which everything is written down that anybody but audit can see or fetch.

Messages are drawn as delivery draws them, commands are typed into the handlers' own functions; only Slack is left out.
Numbers of matters and codes are drawn at random: they are written down by their first appearance.
"""

import asyncio
import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select
from sqlmodel import col

from bot.delivery.rendering import Renderer
from bot.domain.calls.cards import Recorded
from bot.domain.calls.results import Result
from bot.domain.grievances.filing import Filing
from bot.domain.notices import WITH_FILES, Fate, NoticeKind
from bot.domain.refusals import FormRefused, Refused
from bot.domain.roles import Role
from bot.domain.station import Station
from bot.services.calls import claiming, recording
from bot.services.desk import Desk
from bot.services.grievances import filing
from bot.services.home import open_home
from bot.services.outbox import give_back
from bot.services.unit import Unit
from bot.serving.jobs import JOBS
from bot.settings import load_calendar
from bot.texts import DEFAULT_LOCALE, Languages
from bot.views.answers import refusal
from bot.views.calls.answers import recorded
from bot.views.grievances.messages import filed
from handlers.calls import see_queue
from handlers.commands import look_up
from handlers.installation import Installation
from handlers.outcomes import FormNotOpened
from handlers.payloads import Typed
from handlers.stats import see_stats
from handlers.topics import answer_topic
from storage.database import open_database
from storage.grievances.tables import DrawnNumber, Grievance
from storage.outbox import Sending, mark_sent, take_due
from storage.posts import Posted, find_post
from storage.secrets import Secrets
from tests.steps.builders import BAEK, CHOI, HAN, JUNG, KIM, LEE, OH, SWITCH, YOON, StillClock
from tests.steps.busy_station import BY_COIN, people_of_the_station
from tests.steps.desks import hire, operator
from tests.steps.texts_sent import hand_over_all

P = ParamSpec("P")
T = TypeVar("T")
KEY = urlsafe_b64encode(bytes(32)).decode()
SEO, MIN, GUN = "U0GAMSA", "U0DEPUTY", "U0BOTH"
"""A second officer of audit, the deputy of 교통과's head, and somebody who is supervisor and operator."""
AUDIT = (HAN, SEO)
PLAIN = (KIM, LEE, OH, GUN, JUNG, CHOI, YOON, BAEK, MIN, SWITCH)
"""Everybody whose eyes the two stations are compared with."""
COMMANDS: dict[str, Callable[[Installation, Typed], Coroutine[Any, Any, Any]]] = {
    "": answer_topic, "stats": see_stats, "queue": see_queue, "lookup": look_up
}  # fmt: skip
QUIET = AsyncWebClient(token="xoxb-nobody")


class DirectDesk(Desk):
    """A desk without threads: there is only one thing to do at a time."""

    async def do(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case."""
        return self.do_now(use_case, *args, **kwargs)

    async def look(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case that only reads."""
        return self.do_now(use_case, *args, **kwargs)


class WatchedStation:
    """A station at work. `accuses`: what audit alone may know of happens here; at its twin it does not."""

    def __init__(self, url: str, at: datetime, *, accuses: bool, begun: "WatchedStation | None" = None) -> None:
        """Open it; with `begun`, on a copy of that one's database: everybody has seen what they saw there."""
        self.clock = StillClock(at)
        self.accuses = accuses
        settings = Station(
            name="한빛경찰서",
            main_number="02-0000-0112",
            recheck_share=0.4,
            undo_hold=timedelta(0),
            sms=BY_COIN,
            keep_contact=timedelta(days=8),
            keep_filed=timedelta(days=16),
        )
        secrets = Secrets([KEY])  # what is drawn by keyed hash is drawn alike
        self.desk = DirectDesk(open_database(url), secrets, settings, load_calendar(), self.clock)
        self.languages = Languages(DEFAULT_LOCALE, self.desk.station)
        self.renderer = Renderer(self.desk, self.languages)
        self.installation = Installation(
            desk=self.desk, languages=self.languages, call_channel="C", command_prefix="", slack_host="localhost"
        )
        self.loop = asyncio.new_event_loop()
        self.seen: list[str] = list(begun.seen) if begun else []
        self.unreachable: set[str] = set()
        self.shown: dict[tuple[NoticeKind, str, str], str] = dict(begun.shown) if begun else {}
        self.posts: int = begun.posts if begun else 0
        self._told = 0
        self._names: dict[str, str] = {}
        if begun is None:
            hire(self.desk, *people())
            for person in (*PLAIN, *AUDIT):
                self.desk.do_now(open_home, by=person)

    def close(self) -> None:
        """End its days."""
        self.loop.close()
        self.desk.close()

    # what people do

    def does(self, work: Callable[..., T], **asked: Any) -> T | None:
        """Do something; a refusal is seen by whoever asked."""
        by = str(asked.get("by", ""))
        try:
            return self.desk.do_now(work, **asked)
        except FormRefused as refused:
            self.sees(by, repr(sorted((str(field), str(why)) for field, why in refused.errors.items())))
        except Refused as refused:
            self.sees(by, refusal(refused.reason, refused.facts, self.languages.station))
        return None

    def calls(self, by: str, number: int, result: Result, chosen: Filing | None = None) -> Recorded | None:
        """Claim a call and record how it went; with choices of the filing form something is filed."""
        if self.does(claiming.claim_call, by=by, number=number) is None:
            return None
        return self.records(by, number, result, chosen)

    def records(self, by: str, number: int, result: Result, chosen: Filing | None = None) -> Recorded | None:
        """Record how a claimed call went."""
        if chosen is None:
            done = self.does(recording.record_result, by=by, number=number, result=result)
        else:
            with_form: dict[str, Any] = {"by": by, "number": number, "filing": chosen}
            self.desk.do_now(filing.begin_filing, result=result, **with_form)
            both = self.does(filing.file_grievance, **with_form)
            if both is not None:
                self.sees(by, filed(*both, self.languages.station))
            return None if both is None else both[0]
        if done is not None:
            self.sees(by, recorded(done, self.languages.station))
        return done

    def types(self, by: str, command: str, words: str = "") -> str:
        """Type a command; the answer is seen, and returned."""
        typed = Typed.of({"user_id": by, "text": words}, QUIET)
        try:
            answer = self.runs(COMMANDS[command](self.installation, typed))
        except Refused as refused:
            answer = refusal(refused.reason, refused.facts, self.languages.station)
        except FormNotOpened as form:  # nobody opens any here: what would be asked is seen
            answer = {"asked": str(form)}
        if by in PLAIN:
            self.sees(f"{by} /{command} {words}", answer)
        return json.dumps(answer, ensure_ascii=False)

    def ticks(self, to: datetime | None = None) -> None:
        """Let the clock stand at a moment, the jobs tick, and everything be delivered."""
        if to is not None:
            self.clock.set(to)
        for job in JOBS:
            self.desk.do_now(job)
        hand_over_all(self.desk)
        self.delivers()

    # what people see

    def sees(self, where: str, what: object) -> None:
        """Write down what somebody sees, unless it is audit."""
        if not where.startswith(AUDIT):
            words = what if isinstance(what, str) else json.dumps(what, ensure_ascii=False, sort_keys=True, default=str)
            self.seen.append(f"{self.clock():%m-%d %H:%M} {where}: {words}")

    def delivers(self) -> None:
        """Bring every notice that is due to whom it is for."""
        while (sending := self.desk.do_now(_next_notice)) is not None:
            if sending.recipient in self.unreachable:
                failing: dict[str, Any] = {"fate": Fate.NEVER, "error": "channel_not_found", "delay": timedelta(0)}
                self.desk.do_now(give_back, sending=sending, **failing)
                continue
            self._shows(sending)

    def _shows(self, sending: Sending) -> None:
        if sending.kind in WITH_FILES:
            self.sees(sending.recipient, f"{sending.kind} {sending.ref}")
            self.desk.do_now(_note_sent, sending, None)
            return
        is_home = sending.kind is NoticeKind.HOME
        drawn = self.runs(self.renderer.home(sending.recipient) if is_home else self.renderer.render(sending))
        place = (sending.kind, sending.ref, sending.recipient)
        words = json.dumps(drawn, ensure_ascii=False, sort_keys=True)
        if drawn is not None and self.shown.get(place) != words:
            verb = "" if place in self.shown else "new "
            self.shown[place] = words
            self.sees(sending.recipient, f"{verb}{sending.kind} {words}")
        self.posts += 1
        posted = None if drawn is None or is_home else Posted(channel="D", ts=f"{self.posts}.0", digest="")
        self.desk.do_now(_note_sent, sending, posted)

    def standing(self) -> str:
        """Return everything that stands in Slack now but for audit."""
        return "\n".join(words for place, words in self.shown.items() if place[2] not in AUDIT)

    def runs(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something asynchronous to its end."""
        return self.loop.run_until_complete(work)

    def without_numbers(self) -> list[str]:
        """Return what was seen, the numbers of matters by their first appearance."""
        self._told, self._names = 0, {}
        return self.newly_seen()

    def newly_seen(self) -> list[str]:
        """Return the same of what was seen since somebody asked last."""
        drawn = set(self.desk.do_now(_numbers_drawn))

        def name(found: re.Match[str]) -> str:
            return self._names.setdefault(found[0], f"<{len(self._names) + 1}>") if int(found[0]) in drawn else found[0]

        new, self._told = self.seen[self._told :], len(self.seen)
        return [re.sub(r"(?<![\d.])\d{5}(?!\d)", name, line) for line in new]  # no part of a figure

    # looking at the rows, to know what can be done next

    def matters(self) -> list[Grievance]:
        """Return every grievance in the order of filing."""
        return self.desk.do_now(_matters)


def people() -> tuple[Any, ...]:
    """Return the station's people."""
    return (
        *people_of_the_station(),
        operator(SEO, name="서감사", department="여성청소년과", roles=[Role.AUDIT.value]),
        operator(MIN, name="민계장", department="교통과", roles=[Role.DEPUTY.value]),
        operator(GUN, name="건팀장", department="교통과", roles=[Role.SUPERVISOR.value, Role.OPERATOR.value]),
    )


def _next_notice(unit: Unit) -> Sending | None:
    return take_due(unit.session, unit.now, kinds=list(NoticeKind))


def _note_sent(unit: Unit, sending: Sending, posted: Posted | None) -> None:
    mark_sent(unit.session, sending, posted or find_post(unit.session, sending.what, sending.recipient))


def _numbers_drawn(unit: Unit) -> list[int]:
    return list(unit.session.execute(select(col(DrawnNumber.number))).scalars())


def _matters(unit: Unit) -> list[Grievance]:
    found = unit.session.execute(select(Grievance)).scalars()
    return sorted(found, key=lambda each: (each.filed_at, each.call_id, each.round))
