"""A sample of every view, with whatever strange words somebody may have typed: view → what it draws."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

from bot.domain.calls import cards
from bot.domain.calls.cards import AccusationCard, PraiseList
from bot.domain.calls.dispositions import Disposition, TaskKind, Unclear
from bot.domain.calls.flags import Flag, Flags
from bot.domain.calls.inbound import HowCame
from bot.domain.calls.missing_lists import ListState
from bot.domain.calls.results import MoneyAnswer, PraiseGiven, Result
from bot.domain.calls.states import ANSWERED_OUTCOMES, CallState, Outcome
from bot.domain.calls.surveys import FIRST
from bot.domain.home import Home
from bot.domain.keeping.cards import Contact, LooksFrom, SubjectCard
from bot.domain.keeping.diagnosis import InstallationFault
from bot.domain.lists.dropped_files import StandingFile
from bot.domain.lists.rows import ExclusionReason
from bot.domain.notices import CALL_CHANNEL, FailedNotice, NoticeKind, Outbox
from bot.domain.refusals import Reason
from bot.domain.roles import Role
from bot.domain.trail import Door, Purpose
from bot.registry import ActionId, Command, FormId, Part, Topic
from bot.texts import Texts
from bot.views import answers, home, modals, subjects
from bot.views.blocks import actions, button, plain
from bot.views.calls import board, claim_card, praise, queue, result_form
from bot.views.calls.abuse import repeated_abuse
from bot.views.calls.answers import (
    excluded,
    mistake_noted,
    petitioner_included,
    recorded,
    released,
    reopened,
    task_done,
    undoable,
    verified,
    visitor_included,
    which_result,
)
from bot.views.calls.exclusion import exclude_form
from bot.views.calls.flag_form import flag_form
from bot.views.calls.lookup_form import lookup_form
from bot.views.calls.notices import (
    abuse,
    call_corrected,
    call_due,
    call_withdrawn,
    called_in,
    came_in,
    claim_idle,
    claim_released,
    conflict_lifted,
    own_override,
)
from bot.views.calls.number_form import number_form
from bot.views.grievances.filing_form import unknown_officer
from bot.views.keeping.answers import access_review, subject_deleted, subject_shown
from bot.views.keeping.deletions import deletion_message, keep_form, whom_to_tell
from bot.views.lists import standing_files
from bot.views.lists.caller_form import caller_form
from bot.views.outbox import channel_refused, outbox_retried, outbox_shown, undelivered
from bot.views.people import guide
from tests.steps.builders import FRIDAY, KIM, MONDAY, seoul
from tests.steps.cards import (
    CLAIMED,
    NOW,
    SCHEDULED,
    TALLY,
    abuse_lines,
    board_page,
    claim_card_of,
    duty_table,
    grievance_line,
    matter,
    queue_line,
    result_card,
    undoable_result,
    visit_line,
)
from tests.steps.duty_samples import DUTY_SAMPLES, away, officer
from tests.steps.figure_samples import BUSY, FIGURE_SAMPLES, recheck_line
from tests.steps.grievance_samples import GRIEVANCE_SAMPLES
from tests.steps.keeping_samples import deletions, reviews
from tests.steps.list_samples import LIST_SAMPLES
from tests.steps.text_samples import TEXT_SAMPLES
from tests.steps.views import Drawn, Sample, in_message
from tests.steps.workspace import modal

PRESSED = button("a", "OK", "17")


def in_select(option: Drawn) -> Drawn:
    """Return an option as part of a message."""
    select = {"type": "static_select", "action_id": "a", "options": [option]}
    return in_message({"type": "actions", "elements": [select]})


def strange_line(strange: str, **facts: Any) -> cards.QueueLine:
    """Return a call whose every word is strange."""
    return queue_line(
        masked_name=strange or "*", petition_type=strange, department=strange, visits=9, attempts=2, **facts
    )


def outbox(strange: str) -> Outbox:
    """Return an outbox in which everything that can fail has failed."""
    failed = [
        FailedNotice(kind=kind, recipient=to, error=strange[:80], created_at=NOW)
        for kind in NoticeKind
        for to in (KIM, CALL_CHANNEL)
    ]
    return Outbox(waiting=9, oldest_due=NOW, failed=99, listed=tuple(failed[:20]))


def _refusals(strange: str, texts: Texts) -> Iterable[Drawn]:
    facts: dict[str, Any] = {"number": 17, "by": KIM, "since": NOW, "numbers": "3, 7", "word": strange, "day": NOW}
    facts |= {"known": strange, "target": strange, "error": "OSError", "tables": "call, visit"}
    return [answers.refusal(reason, facts, texts) for reason in Reason]


def _recorded(strange: str, texts: Texts) -> Iterable[Drawn]:
    for disposition in Disposition:
        for outcome in (None, *Outcome):
            yield recorded(
                cards.Recorded(
                    line=strange_line(strange, promised=True),
                    disposition=disposition,
                    outcome=outcome or Outcome.UNREACHED,
                    next_at=None if outcome else NOW,
                    task=TaskKind.ADVANCE_SMS,
                    praise="kept",
                    recovered=True,
                    undo_minutes=10,
                    is_uncounted=True,
                ),
                texts,
            )


def _subjects(strange: str, texts: Texts) -> Iterable[Drawn]:
    counts = dict.fromkeys(("visits", "attempts", "surveys", "praise", "grievances", "looks", "numbers"), 1)
    looks = (LooksFrom(door=Door.COMMAND, place="", count=2), LooksFrom(door=Door.PAGE, place=strange, count=1))
    for looks_from in (looks, ()):
        card = SubjectCard(number=17, is_excluded=True, is_purged=not looks_from, looks_from=looks_from, **counts)
        yield subject_shown(card, texts)


def _which_result(strange: str, texts: Texts) -> Iterable[Drawn]:
    return [which_result(17, Unclear.HUNG_UP, "", texts), which_result(17, None, strange or "–", texts)]


LINES = dict.fromkeys(("immigration", "family", "volunteer", "relay"), "1577-1366")


def _verified(strange: str, texts: Texts) -> Iterable[Drawn]:
    for works_here in (True, False):
        yield verified(cards.Verified(genuine=False, works_here=works_here), texts)
    yield verified(cards.Verified(genuine=True, call=17), texts)
    before = (cards.WhoPhoned(rank="경사", name=strange, at=NOW),) * 3
    for operator, extension in product((None, KIM), ("", strange[:20])):
        card = cards.Verified(
            genuine=True, rank="경위", name=strange, at=NOW, before=before, put_through=operator, extension=extension
        )
        yield verified(card, texts)


def _boards(strange: str, texts: Texts) -> Iterable[Drawn]:
    states: list[dict[str, Any]] = [{}, CLAIMED, SCHEDULED, {"state": CallState.CLOSED}]
    facts = {"masked_name": strange or "*", "petition_type": strange, "department": strange, "visits": 9}
    lines = [queue_line(**{**facts, "number": 10**6 + n, **states[n % 4]}) for n in range(20)]
    excluded = {reason.value: 1000 for reason in ExclusionReason}
    for current in (True, False):
        extras = {"excluded": excluded, "posted_late": True, "carried_over": 9, "is_current": current, "pages": 2}
        yield board.board_page(board_page(*lines, **extras), texts)
        for state in ListState:
            yield board.board_page(board_page(is_current=current, list_state=state), texts)
            yield board.board_page(board_page(*lines, **extras, list_state=state), texts)


def _day(_strange: str, texts: Texts) -> Iterable[Drawn]:
    counts = ("attempts", "contacts", "closed_today", "unreached_today", "released", "carried_over", "recovered")
    some = [
        cards.DaySummary(day=MONDAY, tally=TALLY, phishing_suspected=1, **dict.fromkeys(counts, count))
        for count in (0, 1)
    ]
    return [board.day_summary(card, texts) for card in some]


def _claims(strange: str, texts: Texts) -> Iterable[Drawn]:
    card = claim_card_of(strange)
    yield claim_card.claim_card(replace(card, contact=replace(card.contact, chosen=(strange,) * 9)), texts)
    noted = replace(
        card, flags=Flags(which=tuple(Flag), who=strange), abuse_before=True, help_lines=LINES, text_sent_at=NOW
    )
    yield claim_card.claim_card(noted, texts)
    came = replace(card, came_in=HowCame.PHONED, inbound_only=True, purpose=Purpose.INBOUND)
    yield claim_card.claim_card(replace(came, visits=(replace(visit_line(strange), no_visit=True),)), texts)
    link = replace(card.contact, phone="", link="https://cleancall.example/reveal/x", pin="0421")
    yield claim_card.claim_card(replace(card, contact=link, visits=(visit_line(strange),) * 30), texts)


def _homes(strange: str, texts: Texts) -> Iterable[Drawn]:
    task = cards.TaskLine(
        id=1, kind=TaskKind.ADVANCE_SMS, call=17, grievance=3, masked_name=strange or "*", created_at=NOW
    )
    task = replace(task, sends_text=True, by_hand=True)
    thanks = replace(task, id=2, kind=TaskKind.TELL_IMPROVED, words=strange)
    for roles in (frozenset(), frozenset(Role), *(frozenset({role}) for role in Role)):
        card = Home(
            roles=roles,
            station=strange[:40],
            mine=(strange_line(strange, **CLAIMED),) * 20,
            callbacks=(queue_line(masked_name=strange or "*", **SCHEDULED),) * 20,
            tasks=(task, thanks) * 5,
            waiting=(grievance_line(matter(strange, call=17)),) * 10,
            to_reply=(grievance_line(),) * 10,
            absences=(away(strange),),
            duty=duty_table(strange),
            break_until=NOW,
            tally=TALLY,
            rechecks=(recheck_line(strange),) * 5,
            own_rechecks=(recheck_line(strange),) * 3,
            dashboard=BUSY if Role.SUPERVISOR in roles else None,
        )
        yield home.home_view(card, texts)


def _results(strange: str, texts: Texts) -> Iterable[Drawn]:
    for disposition in (None, *Disposition):
        entered = Result(
            disposition=disposition or Disposition.ANSWERED,
            scores=dict.fromkeys(FIRST.names, 5),
            words=strange[:3000],
            petitioner_view=strange[:3000],
            officer_view=strange[:3000],
            praise=PraiseGiven(words=strange[:3000], declined=True),
            no_follow_up=True,
        )
        for outcome in (None, *ANSWERED_OUTCOMES):
            for typed in (None, entered):
                state = result_form.FormState(
                    disposition=disposition, outcome=outcome, money=MoneyAnswer.YES, entered=typed
                )
                yield result_form.result_form(result_card(strange), state, texts, "{}")


def _praised(strange: str, texts: Texts) -> Iterable[Drawn]:
    card = _praise_card(strange)
    return [praise.praise(card, texts), praise.praise(replace(card, words=""), texts)]


def _praise_card(strange: str) -> cards.PraiseCard:
    officers = (strange, strange) if strange else ()
    return cards.PraiseCard(number=17, words=strange, petition_type=strange, visited_on=FRIDAY, officers=officers)


def _praise_lists(strange: str, texts: Texts) -> Iterable[Drawn]:
    for officers, words in (((), ()), ((strange,) * 100, (strange,) * 100)):
        yield praise.praise_list(PraiseList(month=MONDAY, officers=officers, words=words), texts)


NOT_COME = (ListState.WAITS, ListState.MISSING)
LEFT = StandingFile(file_id="F0LIST", by=KIM, dropped_at=NOW)

SAMPLES: Mapping[Callable[..., Any], Sample] = {
    **GRIEVANCE_SAMPLES,
    **FIGURE_SAMPLES,
    **LIST_SAMPLES,
    **TEXT_SAMPLES,
    lookup_form: lambda _, t: [lookup_form(t)],
    **DUTY_SAMPLES,
    answers.refusal: _refusals,
    which_result: _which_result,
    answers.unexpected: lambda _, t: [answers.unexpected("a1b2c3", t)],
    answers.busy: lambda _, t: [answers.busy(t)],
    answers.disk_full: lambda _, t: [answers.disk_full(t)],
    answers.in_doubt: lambda _, t: [answers.in_doubt(t)],
    answers.not_passed_on: lambda _, t: [
        answers.not_passed_on(roles, "/cleancall", "/lookup", t) for roles in (frozenset[Role](), frozenset(Role))
    ],
    answers.working: lambda _, t: [answers.working(t)],
    answers.in_brief: lambda _, t: [answers.in_brief(claim_card.claim_card(claim_card_of(), t), t)],
    answers.form_not_opened: lambda _, t: [answers.form_not_opened(ActionId.RECORD, "17", t)],
    answers.not_saved: lambda strange, t: [answers.not_saved([strange or "–"] * 3, t)],
    answers.not_saved_yet: lambda _, t: [answers.not_saved_yet(t)],
    answers.not_known_yet: lambda _, t: [answers.not_known_yet(t)],
    task_done: lambda _, t: [task_done(t)],
    released: lambda s, t: [released(cards.Released(line=strange_line(s)), t)],
    mistake_noted: lambda _, t: [mistake_noted(5, t)],
    undoable: lambda s, t: [undoable(undoable_result(strange_line(s)), t)],
    recorded: _recorded,
    guide.command_help: lambda _, t: [guide.command_help(command, "gc", t) for command in Command],
    guide.topic_help: lambda _, t: [guide.topic_help(topic, "gc", t) for topic in Topic],
    guide.topic_incomplete: lambda s, t: [
        guide.topic_incomplete(Topic.OVERRIDE, s, {Part.CALL: s, Part.OPERATOR: "", Part.REASON: ""}, "gc", t)
    ],
    guide.guide_message: lambda _, t: [
        guide.guide_message(roles, "gc", t) for roles in (frozenset(), frozenset(Role), *({role} for role in Role))
    ],
    reopened: lambda s, t: [reopened(cards.Reopened(line=strange_line(s), operator=each), t) for each in (None, KIM)],
    petitioner_included: lambda s, t: [petitioner_included(cards.Reopened(line=strange_line(s)), t)],
    visitor_included: lambda _s, t: [visitor_included(57, t)],
    excluded: lambda s, t: [excluded(cards.Reopened(line=strange_line(s)), until, t) for until in (None, MONDAY)],
    subject_shown: _subjects,
    subject_deleted: lambda _, t: [subject_deleted(17, t)],
    verified: _verified,
    outbox_shown: lambda s, t: [
        outbox_shown(each, t) for each in (outbox(s), Outbox(waiting=0, oldest_due=None, failed=0, listed=()))
    ],
    outbox_retried: lambda _, t: [outbox_retried(count, t) for count in (3, 0)],
    answers.clock_stopped: lambda _, t: [
        answers.clock_stopped(seoul(MONDAY, 9), seoul(MONDAY, 18), days, t) for days in (1, 0)
    ],
    answers.clock_taken_back: lambda _, t: [answers.clock_taken_back(seoul(MONDAY, 9), seoul(MONDAY, 18), t)],
    answers.holiday_set: lambda _, t: [answers.holiday_set(MONDAY, t, is_holiday=each) for each in (True, False)],
    answers.holidays: lambda s, t: [
        answers.holidays({}, MONDAY, t),
        answers.holidays({MONDAY + timedelta(days=n): s[:40] for n in range(60)}, MONDAY, t),
    ],
    board.board_page: _boards,
    board.day_summary: _day,
    board.list_missing: lambda _, t: [board.list_missing(MONDAY, each, t) for each in NOT_COME],
    board.list_still_missing: lambda _, t: [board.list_still_missing(MONDAY, each, t) for each in NOT_COME],
    claim_card.claim_card: _claims,
    home.home_view: _homes,
    modals.form_view: lambda s, t: [
        modals.form_view(FormId.LOOK_UP, t.plain("lookup.form_title") + s, [{"type": "divider"}], t)
    ],
    modals.loading_view: lambda _, t: [modals.loading_view(t)],
    modals.message_view: lambda s, t: [modals.message_view(each, t, is_last=True) for each in _praised(s, t)],
    claim_idle: lambda s, t: [claim_idle(strange_line(s, **CLAIMED), t)],
    claim_released: lambda s, t: [claim_released(strange_line(s), t)],
    call_due: lambda s, t: [call_due(strange_line(s, **facts), t) for facts in (CLAIMED, {}, {"promised": True})],
    praise.praise: _praised,
    praise.praise_held: lambda s, t: [
        praise.praise_held(replace(_praise_card(s), accuses=accuses), t) for accuses in (True, False)
    ],
    praise.accusation: lambda s, t: [
        praise.accusation(AccusationCard(number=number, words=s), t) for number in (17, None)
    ],
    abuse: lambda _, t: [abuse(17, t, warned=each) for each in (True, False)],
    standing_files.files_stand: lambda _, t: [standing_files.files_stand((LEFT,) * count, t) for count in (1, 99)],
    standing_files.files_left: lambda _, t: [standing_files.files_left((LEFT,) * count, t) for count in (1, 99)],
    undelivered: lambda s, t: [undelivered(outbox(s), t)],
    channel_refused: lambda s, t: [
        channel_refused(fault, s, t) for fault in InstallationFault if fault.startswith("channel")
    ],
    came_in: lambda s, t: [came_in(strange_line(s, **facts), t) for facts in ({}, CLAIMED)],
    repeated_abuse: lambda s, t: [repeated_abuse(lines, t) for lines in ((), abuse_lines(s))],
    flag_form: lambda s, t: [flag_form(17, flags, t) for flags in (Flags(), Flags(which=tuple(Flag), who=s))],
    number_form: lambda s, t: [number_form(strange_line(s), t)],
    caller_form: lambda s, t: [caller_form(places, t) for places in ((), ((s or "–")[:40],) * 120)],
    called_in: lambda s, t: [called_in(strange_line(s, **facts), t) for facts in ({}, CLAIMED)],
    call_corrected: lambda s, t: [call_corrected(strange_line(s), t)],
    call_withdrawn: lambda _s, t: [call_withdrawn(7, t)],
    own_override: lambda _s, t: [own_override(17, KIM, t)],
    conflict_lifted: lambda s, t: [conflict_lifted(strange_line(s), t)],
    access_review: reviews,
    deletion_message: deletions,
    exclude_form: lambda strange, t: [exclude_form(strange_line(strange), strange, t, "exclusion_reason")],
    keep_form: lambda _, t: [keep_form(3, t, "deletion_reason")],
    whom_to_tell: lambda s, t: [whom_to_tell(Contact(name=s or "홍길순", phone="010-0000-1001"), t)],
    praise.praise_list: _praise_lists,
    queue.queue_message: lambda s, t: [
        queue.queue_message(
            cards.Queue(may_claim=may, is_posted=may, rechecks=3 * may, mine=mine, next=left, tally=TALLY), t
        )
        for may in (True, False)
        for mine in ((strange_line(s, **CLAIMED),) * 20 * may, ())
        for left in ((strange_line(s),) * 5, ())
    ],
    queue.call_buttons: lambda _, t: [in_message(queue.call_buttons(17, t))],
    queue.claim_button: lambda _, t: [in_message(actions(queue.claim_button(17, t)))],
    queue.quick_button: lambda _, t: [in_message(actions(queue.quick_button(17, Disposition.BUSY, t)))],
    subjects.about: lambda s, t: [in_message(actions(subjects.about(PRESSED, s * 9, t)))],
    subjects.about_call: lambda _, t: [in_message(actions(subjects.about_call(PRESSED, 17, t)))],
    subjects.about_grievance: lambda _, t: [in_message(actions(subjects.about_grievance(PRESSED, 5, t)))],
    result_form.result_form: _results,
    result_form.officer_option: lambda s, t: [in_select(result_form.officer_option(officer(s), t))],
    result_form.officers_select: lambda s, t: [
        modal(blocks=[{"type": "section", "text": plain(t.plain("form.choose")), "accessory": select}])
        for select in (
            result_form.officers_select(ActionId.PRAISED_OFFICER, [officer(s)] * 101, t),
            result_form.officers_select(ActionId.FILING_OFFICER, [], t, least=0),
        )
    ],
    unknown_officer: lambda _, t: [in_select(unknown_officer(t))],
}
"""The views themselves are the keys: a new one without a sample fails the test beside this."""
