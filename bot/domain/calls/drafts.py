"""What is typed, as text and back, so that it can be kept sealed: a half-entered result, the words of a reply."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, PraiseGiven, Result
from bot.domain.calls.states import Outcome

MOMENTS = ("callback_at", "happened_at")


def result_to_text(result: Result) -> str:
    """Write a result down."""
    facts = asdict(result)
    facts |= {name: moment.isoformat() for name in MOMENTS if (moment := getattr(result, name)) is not None}
    return json.dumps(facts, ensure_ascii=False)


def result_from_text(text: str) -> Result:
    """Read a result that `result_to_text` wrote."""
    facts = json.loads(text)
    return Result(
        **{
            **facts,
            "disposition": Disposition(facts["disposition"]),
            **{name: datetime.fromisoformat(facts[name]) for name in MOMENTS if facts.get(name)},
            "money": MoneyAnswer(facts["money"]) if facts["money"] else None,
            "outcome": Outcome(facts["outcome"]) if facts["outcome"] else None,
            "praise": _praise(facts["praise"]) if facts["praise"] else None,
        }
    )


def _praise(facts: dict[str, Any]) -> PraiseGiven:
    """Read praise; drafts of older versions name one officer at most."""
    one = facts.get("officer_id")
    officers = facts.get("officers", [] if one is None else [one])
    return PraiseGiven(
        words=facts["words"], officers=tuple(officers), declined=facts["declined"], was_gift=facts.get("was_gift")
    )
