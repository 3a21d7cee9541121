"""What holds in any order of events, by the rule book (bot/domain/README.md), each with the sentence that it checks.

Those that are cheap are checked after every step, all of them when everything that was broken is mended and the bot
has come to rest. A check says what is wrong, in a line each.

What is not lived here, why, and what stands for it:

- Several replicas, and PostgreSQL: its driver's sockets block, so no seed can choose when they answer. What several do
  at once: the tests marked `races`, on both databases, and tests/stories/test_crew.py; three replicas that die in turn:
  tests/stories/test_crashes.py; PostgreSQL away or silent: tests/stories/test_trouble_at_home.py,
  tests/stories/test_silent_network.py and tests/storage/test_silence.py.
- A kill inside a use case or its commit: a use case runs in line, whole, so a kill comes before it, or after its commit
  and before anybody hears of it (`the_bot_dies_of_a_commit`). Of a kill inside, SQLite leaves the one or the other;
  real processes that are killed at any instruction: tests/stories/test_crashes.py and
  tests/services/keeping/test_interrupted.py.
- A process that stops without dying: threads are run in line. Told to stop: tests/stories/test_stopping.py.
- A disk that loses what it confirmed: a commit is SQLite's own business; nothing that stands on it could hold.
- A list that is read in a process of its own, but for its bytes: that process is a real one (tests/services).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.domain.calls.states import CallState
from bot.domain.figures.figures import Count, Tally
from bot.domain.figures.periods import Period, PeriodKind
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import GrievanceState
from bot.domain.keeping.names import name_key
from bot.domain.notices import TAKEN_OUT, WITH_FILES
from bot.domain.trail import Event
from bot.registry import ActionId
from bot.services.keeping.diagnosis import verify_chains
from storage.calls.tables import Attempt
from storage.grievances.tables import GrievanceReply
from storage.lists.tables import Upload
from storage.outbox import UNDER_WAY, NoticeState
from storage.people.tables import Petitioner
from storage.tables import AccessLog, Notice, Post, Trail
from tests.simulation.evidence import Evidence
from tests.simulation.scene import MARK
from tests.steps.builders import HAN, OH
from tests.steps.figures import tallies_of, trail_of
from tests.steps.figures_from_trail import Recount
from tests.steps.slack import AT_WORK

Check = Callable[[Evidence], Iterator[str]]
BACKOFF = timedelta(minutes=1)
"""No notice waits longer for its next try."""
ANSWERED_WITHIN = 180.0
"""Seconds for which an answer is tried again after the acknowledgement (`handlers.deadlines`), with some to spare."""
FOR_AUDIT = {Count.MONEY_YES, Count.AUDIT_GRIEVANCES}
CLAIMED = re.compile(r"^(\d+)번 청렴콜을 맡았습니다", re.MULTILINE)
RECORDED = re.compile(r"(?:✅|🕒) (\d+)번(?:을 종결했습니다|의 통화 결과를 기록했습니다)")


@dataclass(frozen=True, slots=True)
class Invariant:
    """One thing that always holds. `each_step`: it is checked after every step, not at the end alone."""

    name: str
    sentence: str
    check: Check
    each_step: bool = False


def one_owner(evidence: Evidence) -> Iterator[str]:
    """Read the trail for calls that were claimed, laid down or recorded by others than their owner."""
    yield from evidence.walk.wrong.pop("one owner at a time", ())
    for call in evidence.calls:
        told = evidence.walk.calls.get(call.key)
        if (call.state == CallState.CLAIMED) != (call.claimed_by is not None):
            yield f"call {call.key} is {call.state} and has the owner {call.claimed_by}"
        if told is None or told.owner != call.claimed_by:
            yield f"call {call.key} is {call.claimed_by}'s, by the trail {told and told.owner}'s"


def nobody_called_twice(evidence: Evidence) -> Iterator[str]:
    """Look for two calls that are open for one person: the same number and the same name."""
    people = {each.key: each for each in evidence.rows(Petitioner)}
    found: dict[tuple[str, str], list[int]] = {}
    for call in evidence.calls:
        person = people[call.petitioner_id]
        if call.state != CallState.CLOSED and person.purged_at is None:
            name = name_key(evidence.desk.secrets.open(person.sealed_name))
            found.setdefault((person.phone_hash, name), []).append(call.key)
    yield from (f"calls {numbers} are open for one person" for numbers in found.values() if len(numbers) > 1)


def legal_states(evidence: Evidence) -> Iterator[str]:
    """Read the trail for moves that the tables of rule book §4 and §5 do not have; rows agree with it."""
    yield from evidence.walk.wrong.pop("legal states only", ())
    pairs = [(f"call {each.key}", each.state, evidence.walk.calls.get(each.key)) for each in evidence.calls]
    pairs += [("a grievance", each.state, evidence.walk.grievances.get(each.key)) for each in evidence.grievances]
    for what, state, told in pairs:
        if told is None or told.state != state:
            yield f"{what} is {state}, by the trail {told and told.state}"


def no_message_twice(evidence: Evidence) -> Iterator[str]:
    """Look at every message in Slack for one notice that stands twice."""
    seen = Counter(mark for _, _, mark in evidence.marks())
    yield from (f"notice {mark[:8]} stands {times} times" for mark, times in seen.items() if times > 1)


def what_stands_is_known(evidence: Evidence) -> Iterator[str]:
    """Compare what the bot knows to stand in Slack with what stands there: neither a lost one nor a forgotten one.

    Figures that somebody asked for are shown once: nothing of them is updated or taken out.
    """
    shown_once = {each.opaque_id for each in evidence.rows(Notice) if each.kind in WITH_FILES - TAKEN_OUT}
    standing = {(channel, ts) for channel, ts, mark in evidence.marks() if mark not in shown_once}
    known = {(each.channel, each.ts) for each in evidence.rows(Post)}
    yield from (f"{place} stands in Slack and is not known" for place in standing - known)


def told_once(evidence: Evidence) -> Iterator[str]:
    """Count how often each grievance was closed by telling the petitioner."""
    for number, told in evidence.walk.grievances.items():
        if told.closings > 1:
            yield f"grievance {number} was closed {told.closings} times"


def due_by_rule(evidence: Evidence) -> Iterator[str]:
    """Compare each due date with that of its filing and the extensions, pauses and down-times of the trail."""
    for each in evidence.grievances:
        told = evidence.walk.grievances.get(each.key)
        if told is not None and told.due_on != each.due_on.isoformat():
            yield f"a grievance is due on {each.due_on}, by the trail {told.due_on}"


def closed_is_told(evidence: Evidence) -> Iterator[str]:
    """Look for grievances that are closed without a reply or a withdrawal."""
    told = {each.grievance_id for each in evidence.rows(GrievanceReply)}
    for each in evidence.grievances:
        if each.state == GrievanceState.CLOSED and each.key not in told:
            yield "a grievance is closed and nobody was told"


def nothing_acknowledged_is_lost(evidence: Evidence) -> Iterator[str]:
    """Look for the row of everything that somebody read to be done."""
    claims = {(row.subject, row.actor) for row in _trail_rows(evidence, Event.CALL_CLAIMED)}
    done = {(f"call:{each.call_id}", each.by) for each in evidence.rows(Attempt)}
    undone = {(row.subject, row.actor) for row in _trail_rows(evidence, Event.CALL_UNDONE)}
    for act in evidence.scene.acts:
        yield from (f"{act}: no such claim" for n in CLAIMED.findall(act.words) if (f"call:{n}", act.by) not in claims)
        recorded = {(f"call:{n}", act.by) for n in RECORDED.findall(act.words)}
        yield from (f"{act}: no such attempt" for _ in recorded - done - undone)


def phone_shown_is_logged(evidence: Evidence) -> Iterator[str]:
    """Look in the access log for everybody who saw a number."""
    logged = {(row.actor, row.subject) for row in evidence.rows(AccessLog)}
    numbers = evidence.calls_of_numbers()
    for who, phone in evidence.scene.phones:
        calls = numbers.get(phone.replace("-", ""), set())
        if calls and not any((who, f"call:{call}") in logged for call in calls):
            yield f"{who} saw {phone} of call {sorted(calls)} and no log says so"


def audits_words_unseen(evidence: Evidence) -> Iterator[str]:
    """Look at everything that anybody but audit saw for the words of an accusation that was filed."""
    with_audit = [each for each in evidence.grievances if each.track == Track.AUDIT]
    again = {each.call_id for each in with_audit if each.round > 1}  # another than who answered: a supervisor here
    readers: dict[str, set[str]] = {}
    for each in with_audit:
        for mark in MARK.findall(evidence.desk.secrets.open_if(each.sealed_words)):
            readers[mark] = {HAN, OH} if each.call_id in again else {HAN}
    for who, mark, place in sorted(evidence.scene.leaks):
        if who not in readers.get(mark, {who}):
            yield f"{who} sees the words of {mark} in {place}"


def nobody_unanswered(evidence: Evidence) -> Iterator[str]:
    """Look for acts that had neither an answer of ours nor an error of Slack's, at once or later.

    Whoever only looked, and whose answer was lost with a bot that died before it could say so, looks again: nothing
    became of it, and no note is kept of what is only looked at.
    """
    for act in (each for each in evidence.scene.acts if not each.answer):
        is_lost = any(0 <= died - act.at <= ANSWERED_WITHIN for died in evidence.scene.universe.died_at)
        has_changed = any(row.actor == act.by and (row.id or 0) > act.told for row in evidence.rows(Trail))
        if has_changed or not is_lost:
            yield str(act)


def told_when_asking_again(evidence: Evidence) -> Iterator[str]:
    """Look at what everybody was told who asked at the end what they have: their calls stand there."""
    for user, shown in evidence.scene.asked_again.items():
        if shown is None or shown.words.strip() in AT_WORK:
            yield f"{user} asks what they have and is not told"
        for call in evidence.calls:
            if shown is not None and call.claimed_by == user and not shown.offers(ActionId.RECORD, str(call.key)):
                yield f"{user} has call {call.key} and is not told so"


def noted_list_is_answered(evidence: Evidence) -> Iterator[str]:
    """Look for lists of which Slack heard that we know of them, and whose uploader heard nothing."""
    noted = {each.file_id: each for each in evidence.rows(Upload)}
    for file, (by, before) in evidence.scene.lists.items():
        if file in noted and evidence.scene.told_to(by) == before:
            yield f"{by} dropped a list and heard nothing of it"
        if file in noted and noted[file].done_at is None:
            yield f"a list of {by}'s was noted and never read"


def nothing_waits(evidence: Evidence) -> Iterator[str]:
    """Look for notices that are due, or are to be tried again, although all is well."""
    soon = evidence.scene.universe.station.clock() + BACKOFF
    for each in evidence.rows(Notice):
        is_due = each.state == NoticeState.PENDING and each.due_at <= soon
        if is_due or each.state in UNDER_WAY:
            yield f"notice {each.kind} to {each.recipient} is {each.state} ({each.error})"


def figures_hold(evidence: Evidence) -> Iterator[str]:
    """Count the figures of the month again, from the trail alone."""
    day = evidence.desk.today
    period = Period(PeriodKind.RANGE, day.replace(day=1), day)
    told = Recount(trail_of(evidence.desk), period, evidence.desk.calendar).tallies
    found = tallies_of(evidence.desk, period)
    for place in found.keys() | told.keys():
        one, other = _counted(found.get(place, Tally())), _counted(told.get(place, Tally()))
        if one != other:
            differing = {
                name: (one.get(name), other.get(name))
                for name in one.keys() | other.keys()
                if one.get(name) != other.get(name)
            }
            yield f"figures of {place}: rows and trail differ in {differing}"


def chain_sound(evidence: Evidence) -> Iterator[str]:
    """Verify both chains."""
    for report in evidence.desk.look_now(verify_chains):
        if not report.is_sound:
            yield f"{report.chain} is broken at {report.broken_at}, {report.cut_off} cut off"


def _counted(tally: Tally) -> dict[Any, Any]:
    counts: dict[Any, Any] = {count: n for count, n in tally.counts.items() if n and count not in FOR_AUDIT}
    return {**counts, **{item: score for item, score in tally.scores.items() if score.n}}


def _trail_rows(evidence: Evidence, event: Event) -> Iterator[Trail]:
    return (row for row in evidence.rows(Trail) if row.event == event)


INVARIANTS = (
    Invariant(
        "one owner at a time",
        "§1, §4: Operators share the queue; nobody is phoned by two of them. Whoever has a call alone records it.",
        one_owner,
        each_step=True,
    ),
    Invariant(
        "legal states only",
        "§4, §5: A call and a grievance go from state to state by the tables alone.",
        legal_states,
        each_step=True,
    ),
    Invariant(
        "no message stands twice",
        "§7: A notice is a message, which is posted once and updated after; after a crash it is looked for first.",
        no_message_twice,
        each_step=True,
    ),
    Invariant(
        "audit's words in no other view",
        "§5: The words of the audit track are seen by audit alone, of a second round by who did not answer the first.",
        audits_words_unseen,
        each_step=True,
    ),
    Invariant(
        "nobody is called twice",
        "§3: Visits of one person become one call; a visit of a person with an open call is added to that call.",
        nobody_called_twice,
    ),
    Invariant(
        "what stands is known", "§7: What stands in Slack can be updated and taken out later.", what_stands_is_known
    ),
    Invariant(
        "told once", "§5: A grievance is closed once, by what the petitioner was told.", told_once, each_step=True
    ),
    Invariant(
        "due dates move only by rule", "§5: By an extension, a visit or a down-time, each in the trail.", due_by_rule
    ),
    Invariant("closed is told", "§5: A closed grievance has its reply, or was withdrawn.", closed_is_told),
    Invariant(
        "nothing acknowledged is lost", "§4: What somebody read to be done is done.", nothing_acknowledged_is_lost
    ),
    Invariant(
        "a phone shown is logged", "§7: Each time contact data are shown the access log says so.", phone_shown_is_logged
    ),
    Invariant(
        "nobody is unanswered",
        "§1: Who asks is answered, where they alone see it: by us, or by Slack's own error; what became of it when the "
        "bot died meanwhile is seen when it is back. Whoever only looked looks again.",
        nobody_unanswered,
    ),
    Invariant(
        "who asks again is told",
        "§4: Whoever has a call is shown it: also who read an error, or nothing, when they took it.",
        told_when_asking_again,
    ),
    Invariant(
        "a list that was noted is answered",
        "§3: Whoever brings a list has a report, or a sentence that says why it is refused.",
        noted_list_is_answered,
    ),
    Invariant("everything is delivered", "§7: When all is well nothing that is due waits.", nothing_waits),
    Invariant("figures are those of the trail", "§8: The figures can be counted again from the trail.", figures_hold),
    Invariant("the chains are sound", "§7: The trail and the access log verify.", chain_sound),
)
