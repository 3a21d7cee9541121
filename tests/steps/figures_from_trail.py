"""Every count, score and wait of the figures, made again of the trail alone, without `storage/figures`."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.figures.figures import Count, Score, Tally, Wait
from bot.domain.figures.periods import Period
from storage.tables import Trail

Place = tuple[str, str]
"""Department and petition type."""

REACHED = {"answered", "callback_requested", "refused", "abusive", "abusive+phishing"}
ANSWERED = {"satisfied", "misunderstanding_cleared", "inquiry_answered", "grievance_filed"}
SOLVED = {"misunderstanding_cleared", "inquiry_answered"}
COMPLAINTS = {"complaint_handling", "complaint_manner"}
OUTCOMES = {Count.REFUSED: "refused", Count.UNREACHED: "unreached", Count.WRONG_NUMBER: "wrong_number"}


@dataclass
class ToldCall:
    """One call, of the trail."""

    place: Place
    is_repeat: bool
    visits: list[tuple[date, Place]] = field(default_factory=list)
    attempts: list[tuple[datetime, str]] = field(default_factory=list)
    closed_at: datetime | None = None
    outcome: str | None = None
    survey: Mapping[str, Any] = field(default_factory=dict)
    surveys: list[Mapping[str, Any]] = field(default_factory=list)  # as it stood before each attempt
    said_yes: bool = False  # to the money question, in the last conversation
    reopened: list[datetime] = field(default_factory=list)
    inbound: list[datetime] = field(default_factory=list)  # when its petitioner came to us
    is_listed: bool = True
    told_us: list[tuple[date, Place]] = field(default_factory=list)  # visits of which no list told
    end: tuple[datetime, str] | None = None  # as it stands, whatever the list's call came to
    end_before: tuple[datetime, str] | None = None  # before its petitioner came to us
    praised: list[datetime] = field(default_factory=list)
    rechecks: list[tuple[datetime, bool]] = field(default_factory=list)
    drawn: bool | None = None  # whether a coin gave them an advance text; None: no coin was tossed
    grievances: list["ToldGrievance"] = field(default_factory=list)

    def undo(self, facts: Mapping[str, Any]) -> None:
        """Read that the last result was taken back."""
        self.survey = self.surveys.pop()
        self.end = None
        if not facts.get("inbound"):
            self.attempts.pop()
            self.closed_at = self.outcome = None

    def go_on(self, event: str, at: datetime, facts: Mapping[str, Any]) -> None:
        """Read what an attempt brought."""
        if facts.get("disposition"):
            made_at = datetime.fromisoformat(facts.get("happened_at", at.isoformat()))
            how = "abusive+phishing" if facts.get("suspected") else facts["disposition"]
            self.attempts += [] if facts.get("inbound") else [(made_at, how)]
            self.surveys.append(self.survey)
        if event == "closed":
            self.end = (at, facts["outcome"])
            if not self.inbound:
                self.closed_at, self.outcome = self.end
        self.said_yes = facts.get("disposition") == "answered" and facts.get("money") == "yes"
        if facts.get("disposition") == "answered":
            self.survey = self.survey_with(facts)

    def survey_with(self, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what was said, with what the petitioner added when they came to us again."""
        if not self.inbound:
            return facts
        asked_anew = any(name.startswith("score_") for name in facts)
        kept = {name: said for name, said in self.survey.items() if not asked_anew or name != "same_score"}
        return {**kept, **facts}

    def correct(self, facts: Mapping[str, Any]) -> None:
        """Read that a newer list named another department or type."""
        before = (facts["department_before"], facts["petition_type_before"])
        after = (facts["department"], facts["petition_type"])
        visit = (date.fromisoformat(facts["visited_on"]), before)
        among = self.visits if visit in self.visits else self.told_us
        among[among.index(visit)] = (visit[0], after)
        if self.place == before:
            self.place = after


@dataclass
class ToldGrievance:
    """One grievance, of the trail."""

    kind: str
    category: str
    track: str
    due_on: date
    due_at: datetime | None
    filed_at: datetime
    round: int
    earlier: int | None
    said_yes: bool
    routed_at: datetime
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: str = ""
    closed_at: datetime | None = None
    result: str = ""
    causes: Sequence[str] = ()
    satisfaction: int | None = None


class Told:
    """The station, of its trail."""

    def __init__(self, trail: Iterable[Trail]) -> None:
        self.calls: dict[int, ToldCall] = {}
        self.grievances: dict[int, ToldGrievance] = {}
        self.stops: list[tuple[datetime, datetime]] = []
        for row in trail:
            subject, _, number = row.subject.partition(":")
            facts = json.loads(row.facts)
            kind, _, event = row.event.partition(".")
            if subject == "call" and kind in READERS:
                READERS[kind](self, int(number), event, row.at, facts)
            elif subject == "grievance":
                self._grievance(int(number), event, row, facts)
            elif kind == "clock":
                stretch = datetime.fromisoformat(facts["began"]), datetime.fromisoformat(facts["ended"])
                (self.stops.append if event == "stopped" else self.stops.remove)(stretch)

    def call(self, number: int, event: str, at: datetime, facts: Mapping[str, Any]) -> None:
        """Read what happened to a call."""
        if event in {"made", "visited_again", "came_in"}:
            self._visited(number, event, at, facts)
            return
        call = self.calls[number]
        if event in {"closed", "scheduled"}:
            call.go_on(event, at, facts)
        if event == "released" and facts.get("closed_again"):
            call.end = call.end_before
        if event == "corrected":
            call.correct(facts)
        if event in {"reopened", "called_in", "readmitted"}:
            call.end = None
            if not call.inbound:
                call.closed_at = call.outcome = None
        if event == "reopened":
            call.reopened.append(at)
        if event == "undone":
            call.undo(facts)

    def _visited(self, number: int, event: str, at: datetime, facts: Mapping[str, Any]) -> None:
        if event == "came_in" and facts["again"]:
            call = self.calls[number]
            call.inbound.append(at)
            call.end, call.end_before = None, call.end
            return
        place = (facts["department"], facts["petition_type"])
        call = self.calls.setdefault(number, ToldCall(place=place, is_repeat=bool(facts.get("repeat"))))
        if event == "came_in":
            call.is_listed = False
            call.inbound.append(at)
        told = call.told_us if event == "came_in" or facts.get("inbound") else call.visits
        told.append((date.fromisoformat(facts["visited_on"]), place))
        if event == "made":
            call.place = place

    def praise(self, number: int, event: str, at: datetime, _facts: Mapping[str, Any]) -> None:
        """Read that somebody was praised."""
        if event == "undone":
            self.calls[number].praised.pop()
        elif event != "held":
            self.calls[number].praised.append(at)

    def recheck(self, number: int, event: str, at: datetime, facts: Mapping[str, Any]) -> None:
        """Read how a re-check went."""
        if event == "answered" and facts["agrees"] is not None:
            self.calls[number].rechecks.append((at, bool(facts["agrees"])))

    def text(self, number: int, event: str, _at: datetime, facts: Mapping[str, Any]) -> None:
        """Read which side a coin fell on."""
        if event == "decided" and facts.get("drawn") is not None:
            self.calls[number].drawn = bool(facts["drawn"])

    def _grievance(self, number: int, event: str, row: Trail, facts: Mapping[str, Any]) -> None:
        at = row.at
        if event in {"handed_on", "undone"}:  # by audit: what follows is that it is filed, as if it were brought then
            gone = self.grievances.pop(number)
            for call in self.calls.values():
                call.grievances = [each for each in call.grievances if each is not gone]
            return
        if event in {"filed", "again"}:
            told = ToldGrievance(
                kind=facts["kind"],
                category=facts["category"],
                track=facts["track"],
                due_on=date.fromisoformat(facts["due_on"]),
                due_at=datetime.fromisoformat(facts["due_at"]) if facts.get("due_at") else None,
                filed_at=at,
                round=facts.get("round", 1),
                earlier=facts.get("earlier"),
                said_yes=event == "filed" and self.calls[facts["call"]].said_yes,
                routed_at=at,
            )
            self.grievances[number] = told
            self.calls[facts["call"]].grievances.append(told)
            return
        grievance = self.grievances[number]
        match event:
            case "acknowledge":
                grievance.acknowledged_at = at
            case "routed":
                grievance.routed_at, grievance.acknowledged_at = at, None
            case "answer":
                grievance.answered_at, grievance.answered_by = at, row.actor
            case "clock_stopped" | "clock_resumed":
                at_once, grievance.due_on = facts.get("due_at"), date.fromisoformat(facts["due_on"])
                grievance.due_at = datetime.fromisoformat(at_once) if at_once else grievance.due_at
            case "extension" | "site_visit":
                grievance.due_on, grievance.due_at = date.fromisoformat(facts["due_on"]), None
            case "closed":
                grievance.closed_at, grievance.result = at, facts["result"]
                grievance.causes = [each for each in facts["causes"].split(",") if each]
                grievance.satisfaction = facts.get("satisfaction")


READERS: Mapping[str, Callable[[Told, int, str, datetime, Mapping[str, Any]], None]] = {
    "call": Told.call,
    "praise": Told.praise,
    "recheck": Told.recheck,
    "text": Told.text,
}


def scores_in(survey: Mapping[str, Any]) -> dict[str, int]:
    """Read scores by the names of their questions."""
    return {name[6:]: score for name, score in survey.items() if name.startswith("score_")}


@dataclass
class Sums:
    """What was counted in one place."""

    counts: Counter[Count] = field(default_factory=Counter)
    scores: dict[str, Score] = field(default_factory=dict)
    hours: dict[Wait, list[float]] = field(default_factory=dict)


class Recount:
    """The figures of one period. `reader`: the one of audit they are for; a next round is kept from who answered."""

    def __init__(self, told: Told, period: Period, calendar: WorkingCalendar, reader: str = "") -> None:
        self._told = told
        self._reader = reader
        self._period = period
        self._calendar = calendar.stopped_during(sorted(told.stops))
        self._sums: dict[Place, Sums] = {}
        for call in told.calls.values():
            self._visits(call)
            self._attempts(call)
            self._closing(call)
            self._extras(call)
            self._money(call)
            for grievance in call.grievances:
                self._grievance(call.place, grievance)
                self._satisfaction(call, grievance)

    @property
    def tallies(self) -> Mapping[Place, Tally]:
        """Return what was counted in each place where anything was."""
        return {
            place: Tally(sums.counts, sums.scores, {wait: tuple(hours) for wait, hours in sums.hours.items()})
            for place, sums in self._sums.items()
        }

    def _at(self, place: Place) -> Sums:
        return self._sums.setdefault(place, Sums())

    def _count(self, place: Place, count: Count, number: int = 1) -> None:
        if number:
            self._at(place).counts[count] += number

    def _wait(self, place: Place, wait: Wait, start: datetime, end: datetime) -> None:
        hours = self._calendar.working_hours_between(start, end)
        self._at(place).hours.setdefault(wait, []).append(hours)

    def _now(self, at: datetime | None) -> bool:
        return at is not None and self._period.first <= at.astimezone(SEOUL).date() <= self._period.last

    def _visits(self, call: ToldCall) -> None:
        if not call.is_listed:
            return
        for day, place in call.visits:
            if self._period.first <= day <= self._period.last and call.outcome != "ineligible":
                self._count(place, Count.VISITS)
                reached = any(how in REACHED for _, how in call.attempts)
                self._count(place, Count.VISITS_CALLED, int(bool(call.attempts)))
                self._count(place, Count.VISITS_REACHED, int(reached))
                self._count(place, Count.VISITS_ANSWERED, int(reached and call.outcome in ANSWERED))
        if self._period.first <= call.visits[0][0] <= self._period.last:
            self._count(call.place, Count.CALLS)
            self._count(call.place, Count.REPEATED, int(call.is_repeat or len(call.visits + call.told_us) > 1))

    def _attempts(self, call: ToldCall) -> None:
        made = [how for at, how in call.attempts if self._now(at)]
        reached = sum(how in REACHED for how in made)
        self._count(call.place, Count.ATTEMPTS, len(made))
        self._count(call.place, Count.CONTACTS, reached)
        self._count(call.place, Count.TRIED, int(bool(made)))
        self._count(call.place, Count.REACHED, int(bool(reached)))
        self._count(call.place, Count.SUSPECTED, int(bool({"phishing_suspected", "abusive+phishing"} & set(made))))
        if call.drawn is not None:
            sides = (Count.TEXTED, Count.TEXTED_REACHED), (Count.UNTEXTED, Count.UNTEXTED_REACHED)
            tried, of_these = sides[0 if call.drawn else 1]
            self._count(call.place, tried, int(bool(made)))
            self._count(call.place, of_these, int(bool(reached)))
        if call.attempts and self._now(call.attempts[0][0]):
            day_over = datetime.combine(call.visits[0][0], datetime.min.time(), SEOUL) + timedelta(days=1)
            self._wait(call.place, Wait.FIRST_ATTEMPT, day_over, call.attempts[0][0])

    def _closing(self, call: ToldCall) -> None:
        solved = call.end is not None and self._now(call.end[0]) and call.end[1] in SOLVED
        self._count(call.place, Count.SOLVED, int(solved))
        if not call.is_listed or not self._now(call.closed_at):
            return
        answered = call.outcome in ANSWERED
        doubted = any(how == "phishing_suspected" for _, how in call.attempts)
        self._count(call.place, Count.CLOSED)
        self._count(call.place, Count.COMPLETED, int(answered))
        self._count(call.place, Count.SAME_SCORE, int(answered and bool(call.survey.get("same_score"))))
        self._count(call.place, Count.DOUBTED, int(doubted))
        self._count(call.place, Count.RECOVERED, int(doubted and answered))
        for count, outcome in OUTCOMES.items():
            self._count(call.place, count, int(call.outcome == outcome))
        for question, points in scores_in(call.survey).items() if answered else ():
            said = self._at(call.place).scores
            said[question] = said.get(question, Score()) + Score(1, points, points // 4)

    def _extras(self, call: ToldCall) -> None:
        done = [agrees for at, agrees in call.rechecks if self._now(at)]
        self._count(call.place, Count.INBOUND, sum(self._now(at) for at in call.inbound))
        self._count(call.place, Count.REOPENED, sum(self._now(at) for at in call.reopened))
        self._count(call.place, Count.PRAISE, sum(self._now(at) for at in call.praised))
        self._count(call.place, Count.RECHECKED, len(done))
        self._count(call.place, Count.AGREED, sum(done))

    def _money(self, call: ToldCall) -> None:
        yes = [each for each in call.grievances if each.said_yes]
        self._count(call.place, Count.MONEY_YES, sum(self._now(each.filed_at) for each in yes))

    def _grievance(self, place: Place, grievance: ToldGrievance) -> None:
        filed_now = self._now(grievance.filed_at)
        if grievance.track == "audit":
            before = self._told.grievances.get(grievance.earlier or 0)
            is_theirs = before is not None and before.answered_by == self._reader
            self._count(place, Count.AUDIT_GRIEVANCES, int(filed_now and not is_theirs))
            return
        self._count(place, Count.GRIEVANCES, int(filed_now))
        self._count(place, Count.COMPLAINTS, int(filed_now and grievance.kind in COMPLAINTS))
        seen_at = grievance.acknowledged_at or grievance.answered_at
        if seen_at is not None and self._now(seen_at):
            self._wait(place, Wait.ACKNOWLEDGE, grievance.routed_at, seen_at)
        if grievance.answered_at is not None and self._now(grievance.answered_at):
            self._wait(place, Wait.ANSWER, grievance.filed_at, grievance.answered_at)
        told_at = None if grievance.result in {"withdrawn", "mistaken"} else grievance.closed_at
        if told_at is not None and self._now(told_at):
            self._count(place, Count.REPLIED)
            by_day = told_at.astimezone(SEOUL).date() <= grievance.due_on
            in_time = told_at <= grievance.due_at if grievance.due_at else by_day
            self._count(place, Count.IN_TIME, int(in_time))
            self._wait(place, Wait.REPLY, grievance.filed_at, told_at)

    def _satisfaction(self, call: ToldCall, grievance: ToldGrievance) -> None:
        asked = grievance.track == "ordinary" and grievance.satisfaction is not None
        if not asked or grievance.result == "withdrawn" or not self._now(grievance.closed_at):
            return
        was_upset, is_content = min(scores_in(call.survey).values(), default=5) <= 2, (grievance.satisfaction or 0) >= 4
        self._count(call.place, Count.RATED)
        self._count(call.place, Count.CONTENT, int(is_content))
        self._count(call.place, Count.UPSET, int(was_upset))
        self._count(call.place, Count.TURNED, int(was_upset and is_content))
