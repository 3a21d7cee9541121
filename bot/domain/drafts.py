"""What is typed, as text and back, so that it can be kept sealed: a half-entered result, the words of a reply."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from bot.domain.calls import Outcome
from bot.domain.dispositions import Disposition
from bot.domain.grievances import Reply
from bot.domain.results import MoneyAnswer, Praise, Result, SurveyItem

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
            "scores": {SurveyItem(item): score for item, score in facts["scores"].items()},
            "money": MoneyAnswer(facts["money"]) if facts["money"] else None,
            "outcome": Outcome(facts["outcome"]) if facts["outcome"] else None,
            "praise": Praise(**facts["praise"]) if facts["praise"] else None,
        }
    )


def reply_to_text(reply: Reply) -> str:
    """Write down the words of a reply; what is counted stands in columns."""
    words = {name: getattr(reply, name).strip() for name in REPLY_TEXTS}
    return json.dumps({name: text for name, text in words.items() if text}, ensure_ascii=False)


def reply_texts(text: str) -> Mapping[str, str]:
    """Read the words that `reply_to_text` wrote; those left empty are empty."""
    kept: dict[str, str] = json.loads(text or "{}")
    return dict.fromkeys(REPLY_TEXTS, "") | kept


REPLY_TEXTS = ("words", "handler", "contact", "remedy", "improvement", "petitioner_view", "officer_view")
