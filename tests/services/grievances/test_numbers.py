"""The number of a matter: drawn at random, for both tracks alike, before anything is decided."""

from bot.services.calls import claiming
from bot.services.desk import Desk
from bot.services.grievances import filing
from bot.services.grievances.history import look_up_grievance
from bot.services.grievances.numbers import number_for
from storage.secrets import LEAST_NUMBER, MOST_NUMBER, random_number
from tests.steps.builders import JUNG, KIM
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.grievances import QUESTION, bring_grievance


def test_the_number_on_the_form_is_that_of_the_matter_whatever_is_chosen_afterwards(morning: Desk) -> None:
    morning.draw_number = random_number
    begun = morning.do_now(number_for, 1)

    bring_grievance(morning)

    assert LEAST_NUMBER <= begun <= MOST_NUMBER
    assert morning.do_now(look_up_grievance, by=JUNG, grievance_id=begun).line.id == begun


def test_a_number_that_somebody_has_is_drawn_again(morning: Desk) -> None:
    drawn = iter([48213, 48213, 48213, 31007])
    morning.draw_number = drawn.__next__

    assert morning.do_now(number_for, 1) == 48213
    assert morning.do_now(number_for, 1) == 48213
    assert morning.do_now(number_for, 2) == 31007


def test_the_petitioner_can_be_told_the_number_before_it_is_filed(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    card = morning.do_now(filing.begin_filing, by=KIM, number=1, result=GRIEVANCE_RESULT, filing=QUESTION)
    again = morning.do_now(filing.see_filing, by=KIM, number=1, filing=QUESTION)

    assert card.filed_as == again.filed_as == 1
