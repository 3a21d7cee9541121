"""Advance texts: decided with the morning board, handed over one by one, told when they are stuck (rule book §6).

Nothing of a grievance is looked at: who gets a text tells nothing of what anybody said.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.domain.calls.advance_texts import (
    ENDS,
    TOLD_AFTER,
    Occasion,
    OutgoingText,
    StuckTexts,
    TextEnd,
    TextFate,
    TextsStuckNotice,
    TextState,
    is_heads,
    pause_after,
    pointless_from,
    sent_from,
)
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.states import CallState, Outcome
from bot.domain.roles import Role
from bot.domain.trail import SYSTEM, Event
from bot.services.calls.claiming import is_registered
from bot.services.finding import existing_call
from bot.services.keeping.contact_data import may_get_text, number_for_text
from bot.services.refreshing import refresh_homes_of
from bot.services.unit import Unit
from storage.calls.advance_texts import (
    TextChange,
    add_text,
    being_sent,
    calls_without_text,
    failing_since,
    had_text_since,
    is_any_due,
    move_text,
    new_key,
    next_due,
    text_of_id,
    unended_texts,
)
from storage.calls.attempts import attempts_of
from storage.calls.boards import latest_board
from storage.calls.tables import AdvanceText, Call
from storage.calls.tasks import leave_again
from storage.people.queries import find_petitioner, slack_ids_with
from storage.posts import has_post

BATCH = 200
AT_A_TIME = 50
"""So many texts that must not go any more are passed over in one turn."""
SAME_DAY = timedelta(hours=20)
"""Two people of one number get one text in so long."""


def decide_texts(unit: Unit) -> int:
    """Decide of the calls of today's board that nobody has tried who gets a text; returns how many will."""
    if not unit.station.sms.is_on:
        _switch_off(unit)
        return 0
    board = latest_board(unit.session)
    is_time = sent_from(unit.now, unit.station, unit.calendar).date() == unit.today
    if not is_time or board is None or board.day != unit.today:
        return 0
    return sum(_decide(unit, call) for call in calls_without_text(unit.session, board.key, most=BATCH))


def _switch_off(unit: Unit) -> None:
    """Give up what still waits where no texts are sent any more; what was under way may have been sent."""
    for text in unended_texts(unit.session):
        state = TextState.UNSURE if text.state == TextState.SENDING else TextState.GIVEN_UP
        _end(unit, text, state, TextEnd.SWITCHED_OFF)


def _decide(unit: Unit, call: Call) -> bool:
    why = _why_not(unit, call)
    is_drawn = why is None and (not unit.station.sms.trial or is_heads(unit.secrets.keyed_hash(f"text:{call.key}")))
    state = TextState.DROPPED if why else TextState.WAITING if is_drawn else TextState.NOT_DRAWN
    text = new_text(unit, call, Occasion.FIRST, by=SYSTEM)
    text.state, text.in_trial = state.value, why is None and unit.station.sms.trial
    text.why, text.ended_at = why, None if state is TextState.WAITING else unit.now
    if not add_text(unit.session, text) or why is not None:
        return False
    drawn = int(is_drawn) if text.in_trial else None
    unit.record(Event.TEXT_DECIDED, call.key, occasion=Occasion.FIRST.value, drawn=drawn)
    return is_drawn


def _why_not(unit: Unit, call: Call) -> TextEnd | None:
    if is_registered(unit, call):
        return TextEnd.EXCLUDED
    if not may_get_text(unit, call):
        return TextEnd.NO_MOBILE
    return TextEnd.SAME_NUMBER if had_text_since(unit.session, call, unit.now - SAME_DAY) else None


def new_text(unit: Unit, call: Call, occasion: Occasion, *, by: str) -> AdvanceText:
    """Make a text that waits until it may go."""
    return AdvanceText(
        call_id=call.key,
        occasion=occasion.value,
        asked_as=new_key(),
        state=TextState.WAITING.value,
        by=by,
        decided_at=unit.now,
        due_at=sent_from(unit.now, unit.station, unit.calendar),
        expires_at=pointless_from(unit.now, unit.station, unit.calendar),
    )


def is_text_due(unit: Unit) -> bool:
    """Check whether a text waits to be handed over."""
    return is_any_due(unit.session, unit.now)


def take_text(unit: Unit) -> OutgoingText | None:
    """Take the next text to be handed over; what must not go any more is dropped. None: nothing is due."""
    for _ in range(AT_A_TIME):
        text = next_due(unit.session, unit.now)
        if text is None:
            return None
        call = existing_call(unit, text.call_id)
        why = _pointless(unit, text, call)
        goes_at = sent_from(unit.now, unit.station, unit.calendar)
        if why is not None:
            _end(unit, text, TextState.GIVEN_UP if why is TextEnd.LATE else TextState.DROPPED, why)
        elif goes_at > unit.now:
            move_text(unit.session, text.key, [TextState.WAITING], TextState.WAITING, due_at=goes_at)
        else:
            return _taken(unit, text, call)
    return None


def _taken(unit: Unit, text: AdvanceText, call: Call) -> OutgoingText | None:
    of_try = text.tries + 1
    if not move_text(unit.session, text.key, [TextState.WAITING], TextState.SENDING, of_try=text.tries, tries=of_try):
        return None
    number = number_for_text(unit, call, text.by, is_new_look=of_try == 1)
    return OutgoingText(id=text.key, of_try=of_try, asked_as=text.asked_as, number=number)


def _pointless(unit: Unit, text: AdvanceText, call: Call) -> TextEnd | None:
    """Say why a text must not go any more, as everything stands now; None: it goes."""
    is_purged = find_petitioner(unit.session, call.petitioner_id).purged_at is not None
    if is_purged or is_barred(unit, call):
        return TextEnd.EXCLUDED
    if text.occasion == Occasion.FIRST and (call.state != CallState.QUEUED or call.first_tried_at or call.came_in):
        return TextEnd.CALLED
    if text.occasion == Occasion.SUSPECTED and not _was_suspected(unit, call):
        return TextEnd.TAKEN_BACK
    if not may_get_text(unit, call):
        return TextEnd.NO_MOBILE
    return TextEnd.LATE if unit.now >= text.expires_at else None


def is_barred(unit: Unit, call: Call) -> bool:
    """Check whether nobody may write to a petitioner: excluded, or on the register."""
    return call.outcome == Outcome.INELIGIBLE or call.inbound_only or is_registered(unit, call)


def _was_suspected(unit: Unit, call: Call) -> bool:
    attempts = attempts_of(unit.session, call.key)
    return any(a.suspects_phishing or a.disposition == Disposition.PHISHING_SUSPECTED for a in attempts)


def note_text(unit: Unit, *, text: OutgoingText, fate: TextFate) -> bool:
    """Note what became of a try, once. False: it was noted before, or another try has the text."""
    row = text_of_id(unit.session, text.id)
    state = ENDS[fate]
    if row is None or row.state != TextState.SENDING or row.tries != text.of_try:
        return False
    if state is not TextState.WAITING:
        return _end(unit, row, state, TextEnd.REFUSED if fate is TextFate.REFUSED else None, of_try=text.of_try)
    since = row.failing_since or row.due_at  # it was to go then
    due_at = unit.now + pause_after(row.tries)
    moved = move_text(
        unit.session, row.key, [TextState.SENDING], state, of_try=text.of_try, due_at=due_at, failing_since=since
    )
    if moved and unit.now - since >= TOLD_AFTER:
        _tell_stuck(unit)
    return moved


def take_up_texts(unit: Unit, *, stranded: Mapping[int, int], may_ask_again: bool) -> int:
    """Take up texts whose process is gone: asked for again under the same key, or left as unsure. Returns how many."""
    count = 0
    for text_id, of_try in stranded.items():
        fate = TextFate.LATER if may_ask_again else TextFate.UNSURE
        count += note_text(unit, text=OutgoingText(id=text_id, of_try=of_try, asked_as="", number=""), fate=fate)
    return count


def texts_under_way(unit: Unit) -> Mapping[int, int]:
    """Return which texts are being handed over, by whatever process, and in which try."""
    return being_sent(unit.session)


def see_stuck(unit: Unit, *, day: date) -> StuckTexts | None:
    """Return how many texts fail on a day; of another day nothing is told."""
    if day != unit.today:
        return None
    since = failing_since(unit.session)
    return StuckTexts(count=len(since), since=since[0] if since else None)


def _end(unit: Unit, text: AdvanceText, state: TextState, why: TextEnd | None, *, of_try: int | None = None) -> bool:
    """End a text; of one that somebody asked for and that did not go, the task is left again."""
    sources, was_failing = [TextState.WAITING, TextState.SENDING], text.failing_since is not None
    change: TextChange = {"ended_at": unit.now, "why": why, "failing_since": None}
    if not move_text(unit.session, text.key, sources, state, of_try=of_try, **change):
        return False
    if state is TextState.SENT:
        unit.record(Event.TEXT_SENT, text.call_id, by=text.by, occasion=text.occasion)
    else:
        unit.record(Event.TEXT_ENDED, text.call_id, occasion=text.occasion, state=state.value, why=why)
    if state is TextState.GIVEN_UP and text.task_id is not None and leave_again(unit.session, text.task_id):
        unit.record(Event.TASK_LEFT_AGAIN, text.call_id, task=text.task_id)
        refresh_homes_of(unit, Role.OPERATOR)
    if was_failing and not failing_since(unit.session):
        _tell_stuck(unit, again=True)
    return True


def _tell_stuck(unit: Unit, *, again: bool = False) -> None:
    """Tell supervisors that texts are stuck, one message a day; `again`: draw it anew for who was told."""
    notice = TextsStuckNotice(day=unit.today)
    for person in slack_ids_with(unit.session, Role.SUPERVISOR):
        if not again or has_post(unit.session, notice, person):
            unit.announce(notice, to=person)
