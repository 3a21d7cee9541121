"""The guided tour beside the page: nine steps of a station's day, each ticked when it has really happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Protocol

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.retries import AttemptMade
from bot.domain.grievances.states import GrievanceState
from bot.services.day import JOB as DAY_END
from bot.services.desk import Desk
from bot.services.unit import Unit
from bot.texts import load_texts, locale_for
from storage.calls.attempts import attempts_between
from storage.calls.boards import latest_board
from storage.calls.praise import praise_between
from storage.calls.queries import claimed_calls
from storage.grievances.queries import filed_since
from storage.lists.visits import has_import_since
from storage.once import has_run_since

CHANNEL = "C0CALLS"
MOMENT = timedelta(seconds=1)
"""What happens now has happened."""


class AtWork(Protocol):
    """A station whose bot may be running."""

    @property
    def clock(self) -> MovableClock:
        """The station's clock."""

    @property
    def desk(self) -> Desk:
        """The running bot's desk."""

    @property
    def first_call(self) -> int:
        """The number of the first call of the sample list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TourStep:
    """One step: whose it is, where, and what must have happened for its tick."""

    name: str  # its sentences: `guide.name`, and `guide.name_hint` with the numbers of the first three calls
    happened: Callable[[Unit, datetime], bool]  # since when
    who: str = ""
    place: str = ""


def _is_board_posted(unit: Unit, since: datetime) -> bool:
    board = latest_board(unit.session)
    return board is not None and board.day >= since.date()


def _attempts(unit: Unit, since: datetime) -> Sequence[AttemptMade]:
    return attempts_between(unit.session, since, unit.now + MOMENT)


def _is_call_claimed(unit: Unit, since: datetime) -> bool:
    return bool(claimed_calls(unit.session) or _attempts(unit, since))


def _is_phishing_suspected(unit: Unit, since: datetime) -> bool:
    return any(attempt.disposition is Disposition.PHISHING_SUSPECTED for attempt in _attempts(unit, since))


def _is_grievance_filed(unit: Unit, since: datetime, *states: GrievanceState) -> bool:
    return any(not states or grievance.state in states for grievance in filed_since(unit.session, since))


STEPS: Sequence[TourStep] = (
    TourStep(
        name="list",
        happened=lambda unit, since: has_import_since(unit.session, since),
        who="U0KIM",
        place=CHANNEL,
    ),
    TourStep(name="morning", happened=_is_board_posted, who="U0KIM", place=CHANNEL),
    TourStep(name="claim", happened=_is_call_claimed, who="U0KIM", place=CHANNEL),
    TourStep(
        name="praise",
        happened=lambda unit, since: bool(praise_between(unit.session, since, unit.now + MOMENT)),
        who="U0KIM",
        place=CHANNEL,
    ),
    TourStep(name="phishing", happened=_is_phishing_suspected, who="U0LEE", place=CHANNEL),
    TourStep(name="grievance", happened=_is_grievance_filed, who="U0KIM", place=CHANNEL),
    TourStep(
        name="answer",
        happened=lambda unit, since: _is_grievance_filed(unit, since, GrievanceState.ANSWERED, GrievanceState.CLOSED),
        who="U0CHOI",
    ),
    TourStep(
        name="reply",
        happened=lambda unit, since: _is_grievance_filed(unit, since, GrievanceState.CLOSED),
        who="U0KIM",
        place="app",
    ),
    TourStep(
        name="day_end",
        happened=lambda unit, since: has_run_since(unit.session, DAY_END, since.date()),
        who="U0KIM",
        place=CHANNEL,
    ),
)


def guide(station: Sequence[AtWork], since: datetime) -> Callable[[str], Any]:
    """Make what the page asks for its side panel: the time, and the steps with their ticks since the demo began."""

    async def panel(slack_locale: str) -> dict[str, Any]:
        texts = load_texts(locale_for(slack_locale)).of_station(station[0].desk.station)
        done = await station[0].desk.look(_happened, since=since)
        first = next((place for place, is_done in enumerate(done) if not is_done), len(done))
        numbers = dict(zip(("first", "second", "third"), count(station[0].first_call), strict=False))
        steps = [
            {
                "title": texts.plain(f"practice.{step.name}"),
                "hint": texts.plain(f"practice.{step.name}_hint", **numbers),
                "who": step.who,
                "place": step.place,
                "done": is_done,
                "next": place == first,
            }
            for place, (step, is_done) in enumerate(zip(STEPS, done, strict=True))
        ]
        return {"now": texts.plain("practice.now", at=station[0].clock()), "steps": steps}

    return panel


def _happened(unit: Unit, *, since: datetime) -> list[bool]:
    return [step.happened(unit, since) for step in STEPS]
