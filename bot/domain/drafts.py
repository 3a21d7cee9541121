"""A result as text and back, so that a half-entered form can be kept sealed."""

import json
from dataclasses import asdict
from datetime import datetime

from bot.domain.calls import Outcome
from bot.domain.dispositions import Disposition
from bot.domain.results import MoneyAnswer, Praise, Result, SurveyItem


def result_to_text(result: Result) -> str:
    """Write a result down."""
    facts = asdict(result)
    facts["callback_at"] = result.callback_at.isoformat() if result.callback_at else None
    return json.dumps(facts, ensure_ascii=False)


def result_from_text(text: str) -> Result:
    """Read a result that `result_to_text` wrote."""
    facts = json.loads(text)
    return Result(
        **{
            **facts,
            "disposition": Disposition(facts["disposition"]),
            "callback_at": datetime.fromisoformat(facts["callback_at"]) if facts["callback_at"] else None,
            "scores": {SurveyItem(item): score for item, score in facts["scores"].items()},
            "money": MoneyAnswer(facts["money"]) if facts["money"] else None,
            "outcome": Outcome(facts["outcome"]) if facts["outcome"] else None,
            "praise": Praise(**facts["praise"]) if facts["praise"] else None,
        }
    )
