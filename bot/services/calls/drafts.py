"""Half-entered results: kept for each call, so that a form closed by mistake opens again as it was."""

from bot.domain.calls.drafts import result_from_text, result_to_text
from bot.domain.calls.results import Result
from bot.domain.trail import Subject
from bot.services.unit import Unit
from storage.calls.drafts import drop_drafts, find_draft, keep_draft


def keep_half_entered(unit: Unit, by: str, number: int, result: Result) -> None:
    """Keep what an operator has entered so far of a call's result."""
    sealed = unit.secrets.seal(result_to_text(result))
    keep_draft(unit.session, _key(number), by, unit.now, sealed)


def half_entered(unit: Unit, by: str, number: int) -> Result | None:
    """Return what an operator began to enter for a call and did not finish."""
    sealed = find_draft(unit.session, _key(number), by)
    return None if sealed is None else result_from_text(unit.secrets.open(sealed))


def keep_first_page(unit: Unit, by: str, number: int, result: Result) -> None:
    """Keep the first page as it was sent off: a drawing of it that comes late changes what is half entered alone."""
    keep_half_entered(unit, by, number, result)
    keep_draft(unit.session, _key(number), _first_page_of(by), unit.now, unit.secrets.seal(result_to_text(result)))


def first_page(unit: Unit, by: str, number: int) -> Result | None:
    """Return the first page as it was sent off."""
    sealed = find_draft(unit.session, _key(number), _first_page_of(by))
    return None if sealed is None else result_from_text(unit.secrets.open(sealed))


def keep_second_page(unit: Unit, by: str, number: int, text: str) -> None:
    """Keep what an operator has entered so far on the second page of a call's result form."""
    keep_draft(unit.session, _key(number), _second_page_of(by), unit.now, unit.secrets.seal(text))


def second_page(unit: Unit, by: str, number: int) -> str:
    """Return what was entered on the second page; empty when there is nothing."""
    return unit.secrets.open_if(find_draft(unit.session, _key(number), _second_page_of(by)))


def drop_half_entered(unit: Unit, number: int) -> None:
    """Forget the drafts of a call: its result is recorded."""
    drop_drafts(unit.session, _key(number))


def _first_page_of(by: str) -> str:
    return f"{by}/1"


def _second_page_of(by: str) -> str:
    return f"{by}/2"


def _key(number: int) -> str:
    return Subject.CALL.of(number)
