"""What came to audit in a month as JSON, for the audit of a headquarters alone: a file of its own kind."""

import json

from bot.documents.report_json import period_in_json
from bot.domain.figures.cards import AuditCard

AUDIT = "audit"
"""The kind of the file, by which it is told from every other."""
FORMAT = 1
"""Of this JSON; a new number when a key goes or changes its meaning."""


def audit_json(card: AuditCard) -> str:
    """Write what one reader of audit may know of a month: counts, and nothing of who or what."""
    table = {
        "kind": AUDIT,
        "format": FORMAT,
        "station": card.station,
        "made_at": card.made_at.isoformat(),
        "period": period_in_json(card.period),
        "filed": card.filed,
        "open": card.open,
        "closed": card.closed,
        "money_yes": card.money_yes,
        "answered": card.answered,
        "lines": [
            {"department": line.department, "category": line.category, "count": line.count} for line in card.lines
        ],
    }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n"
