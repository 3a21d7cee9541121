"""Parts of cards: who phones, and what the petitioner came for."""

from bot.services.calls import claiming
from bot.services.desk import Desk
from tests.steps.builders import FRIDAY, KIM


def test_the_petitioner_hears_who_phones(morning: Desk) -> None:
    caller = morning.do_now(claiming.claim_call, by=KIM, number=1).caller

    assert (caller.station, caller.department, caller.name) == ("한빛경찰서", "청문감사인권관실", "상담KIM")


def test_a_visit_names_its_officer_with_the_rank(morning: Desk) -> None:
    [visit] = morning.do_now(claiming.claim_call, by=KIM, number=1).visits

    assert (visit.visited_on, visit.petition_type, visit.officers) == (FRIDAY, "교통사고", ("경위 정교통",))
