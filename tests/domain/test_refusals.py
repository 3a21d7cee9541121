"""Refusals: a reason with its facts, for the catalogue to put in words."""

from bot.domain.refusals import FormRefused, Reason, Refused, Stale


def test_a_refusal_carries_its_reason_and_facts() -> None:
    refused = Stale(Reason.ALREADY_CLAIMED, number=17, by="U0KIM")

    assert isinstance(refused, Refused)
    assert (refused.reason, refused.facts) == (Reason.ALREADY_CLAIMED, {"number": 17, "by": "U0KIM"})


def test_a_refused_form_names_every_field() -> None:
    refused = FormRefused({"words": Reason.WORDS_MISSING, "outcome": Reason.OUTCOME_MISSING})

    assert str(refused) == "words: words_missing, outcome: outcome_missing"
