"""What came to a region's audit as JSON or CSV; nothing of the region's other picture is in it."""

import json
from typing import Any

from bot.documents.region_audit_tables import audit_tables
from bot.documents.region_csv import tables_csv
from bot.documents.region_json import interval_in_json
from bot.documents.report_json import period_in_json, value_in_json
from bot.domain.figures.region.audit import AuditPicture, AuditSum
from bot.texts import Texts

KIND = "region_audit"
FORMAT = 1
"""Of this JSON; a new number when a key goes or changes its meaning."""


def region_audit_json(card: AuditPicture, _texts: Texts) -> bytes:
    """Write the picture; stations stand in the order of their names."""
    return (json.dumps(_picture(card), ensure_ascii=False, indent=2) + "\n").encode()


def _picture(card: AuditPicture) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format": FORMAT,
        "region": card.region,
        "made_at": card.made_at.isoformat(),
        "period": period_in_json(card.period),
        "expected": card.expected,
        "total": _sum(card.total),
        "stations": {name: _sum(some) for name, some in card.stations.items()},
        "lines": [
            {"department": line.department, "category": line.category, "count": line.count} for line in card.lines
        ],
        "missing": {station: [month.isoformat() for month in months] for station, months in card.missing.items()},
        "left_out": [{"file": each.file, "fault": each.fault} for each in card.left_out],
        "marked": [{"file": each.file, "mark": each.mark} for each in card.marked],
    }


def _sum(some: AuditSum) -> dict[str, Any]:
    money = value_in_json(some.money) | {"interval": interval_in_json(some.interval)}
    return {"filed": some.filed, "open": some.open, "closed": some.closed, "money_yes": money}


def region_audit_csv(card: AuditPicture, texts: Texts) -> bytes:
    """Write the picture's tables as CSV."""
    return tables_csv(audit_tables(card, texts), texts)
