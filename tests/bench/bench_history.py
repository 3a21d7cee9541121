"""Years later: what each question takes that a person asks, with ten years of past calls, beside a month of them."""

import contextlib
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from statistics import median

from bot.domain.figures.periods import PeriodKind, period_with
from bot.domain.refusals import Refused
from bot.domain.roles import Role
from bot.services.calls import abuse, boards, claiming, duty, queue
from bot.services.desk import Desk
from bot.services.figures import factors, figures
from bot.services.grievances import searching
from bot.services.home import see_home
from bot.services.keeping import subjects
from tests.bench.past import A_DAY, plant_day, working_days_back
from tests.bench.stations import database_urls, desk_of, quiet
from tests.steps.builders import KIM, OH
from tests.steps.desks import hire, operator
from tests.steps.tallies import keep_tallies

MONTH, TEN_YEARS = 25, 2_500
"""Working days, of 400 calls each."""
CALLS = 200
FROM = 10_000_000
"""Past calls have high numbers, so that the day's begin with 1."""
Ask = Callable[[Desk], object]
QUESTIONS: Mapping[str, Ask] = {
    "claim": lambda desk: desk.do_now(claiming.claim_next, by=KIM),
    "queue": lambda desk: desk.do_now(queue.see_queue, by=KIM),
    "board": lambda desk: desk.do_now(boards.see_board_page, board_id=1, page=1),
    "home": lambda desk: desk.do_now(see_home, by=KIM),
    "home_of_supervisor": lambda desk: desk.do_now(see_home, by=OH),
    "find": lambda desk: _find(desk, "최나라"),
    "subject": lambda desk: desk.do_now(subjects.see_subject, by=OH, number=1),
    "duty": lambda desk: desk.do_now(duty.see_duty, by=OH),
    "abuse": lambda desk: desk.do_now(abuse.see_repeated_abuse, by=OH),
    "overdue": lambda desk: desk.do_now(factors.see_overdue, by=OH),
    "stats": lambda desk: desk.do_now(figures.see_stats, by=OH, period=period_with(PeriodKind.MONTH, desk.today)),
    "stats_of_department": lambda desk: desk.do_now(
        figures.see_stats, by=OH, period=period_with(PeriodKind.MONTH, desk.today), word="수사과"
    ),
}


def _find(desk: Desk, name: str) -> None:
    with contextlib.suppress(Refused):  # of this name nobody has brought anything
        desk.do_now(searching.search_grievances, by=KIM, words=name)


async def measure() -> dict[str, float]:
    """The median (ms) of each question with few and with many past calls, the ratio, and the largest of them."""
    quiet()
    few, many = _asked_ms(MONTH), _asked_ms(TEN_YEARS)
    ratios = {name: many[name] / few[name] for name in QUESTIONS}
    measured = {f"few_{name}_ms": took for name, took in few.items()}
    measured |= {f"many_{name}_ms": took for name, took in many.items()}
    measured |= {f"{name}_ratio": ratio for name, ratio in ratios.items()}
    return {**measured, "ratio": max(ratios.values())}


def _asked_ms(past: int) -> Mapping[str, float]:
    with database_urls("sqlite") as urls:
        desk = desk_of(urls["sqlite"], calls=CALLS, operators=(KIM,))
        hire(desk, operator(OH, name="오감독", roles=[Role.SUPERVISOR.value]))
        for nth, day in enumerate(desk.do_now(working_days_back, count=past)):
            desk.do_now(plant_day, day=day, first_id=FROM + nth * A_DAY, visited_on=day - timedelta(days=1))
        keep_tallies(desk)
        took = {name: _median_ms(desk, ask) for name, ask in QUESTIONS.items()}
        desk.close()
    return took


def _median_ms(desk: Desk, ask: Ask) -> float:
    """The median, in ms of the processor: ten minutes lie between few and many, and others use the machine too."""
    took = []
    for _ in range(CALLS):
        started = time.process_time()
        ask(desk)
        took.append((time.process_time() - started) * 1000)
    return median(took)
