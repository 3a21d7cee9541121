"""The day's list on paper, for when Slack is away: contact data stand there, so every row is logged (rule book §7)."""

from bot.domain.calls.cards import PaperLine
from bot.domain.trail import Event
from bot.services.calls.claiming import is_excluded
from bot.services.calls.phoning import code_of_call
from bot.services.finding import existing_call
from bot.services.keeping.contact_data import reveal_for_paper
from bot.services.unit import Unit
from storage.calls.boards import calls_for_board
from storage.calls.phonings import note_phoned
from storage.calls.tables import Call


def print_queue(unit: Unit, *, by: str) -> list[PaperLine]:
    """Return what is to be called today, in the queue's order. What somebody has claimed is theirs and not given."""
    waiting = [existing_call(unit, number) for number in calls_for_board(unit.session, unit.today)]
    calls = [call for call in waiting if not is_excluded(unit, call)]
    unit.record(Event.QUEUE_PRINTED, by=by, calls=len(calls))
    return [_line(unit, call, by) for call in calls]


def _line(unit: Unit, call: Call, by: str) -> PaperLine:
    """From now on the call is verified as the centre's: who phones from paper is not known before it is entered."""
    code = code_of_call(unit, call)
    note_phoned(unit.session, call.key, unit.now, staff_id=None)
    return PaperLine(
        number=call.key,
        contact=reveal_for_paper(unit, call, by),
        code=code,
        petition_type=call.petition_type,
        department=call.department,
        visited_on=call.visited_on,
        due_at=call.due_at,
        promised=call.promised,
    )
