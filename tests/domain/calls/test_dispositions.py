"""The table of dispositions (rule book §4)."""

import pytest

from bot.domain.calls.dispositions import NEEDS_FORM, RULES, Disposition, Next, Reached, recovered
from tests.steps.vectors import every


def test_every_disposition_has_its_rule() -> None:
    assert RULES.keys() == set(Disposition)


@every("disposition", Disposition)
def test_only_what_ends_a_call_has_an_outcome(disposition: Disposition) -> None:
    rule = RULES[disposition]

    assert (rule.outcome is not None) == (rule.next is Next.CLOSE)


def test_an_answered_call_is_asked_about_and_needs_the_form() -> None:
    assert RULES[Disposition.ANSWERED].next is Next.SURVEY
    assert Disposition.ANSWERED in NEEDS_FORM
    assert all(RULES[each].contact is Reached.YES for each in NEEDS_FORM)


@pytest.mark.parametrize(
    ("earlier", "counts"),
    [
        ([], False),
        ([Disposition.NO_ANSWER], False),
        ([Disposition.PHISHING_SUSPECTED, Disposition.NO_ANSWER], True),
    ],
)
def test_a_success_after_suspected_phishing_counts_as_recovered(earlier: list[Disposition], *, counts: bool) -> None:
    assert recovered(earlier) == counts
