"""A report as JSON, for a headquarters to collect."""

import json
from collections.abc import Sequence
from typing import Any

from bot.documents.report_contents import shown
from bot.domain.figures.cards import FactorLine, GroupLine, ReportCard, StatsCard
from bot.domain.figures.figures import Value, Values, is_said, means_in
from bot.domain.figures.periods import Period

FORMAT = 3
"""Of the JSON; a new number when a key goes or changes its meaning."""
DECIMALS = 6


def report_json(card: ReportCard) -> str:
    """Write figures without persons: keys are the names of `Figure`, hidden values null and marked.

    What `said` names, and the factors, are of its closed period, which never changes: asked twice, it is the same.
    """
    return json.dumps(_report(card), ensure_ascii=False, separators=(",", ":")) + "\n"


def _report(card: ReportCard) -> dict[str, Any]:
    stats = card.stats
    return {
        "format": FORMAT,
        "station": card.station,
        "made_at": card.made_at.isoformat(),
        "period": period_in_json(stats.period),
        "scope": {"department": stats.scope.department, "petition_type": stats.scope.petition_type},
        "figures": _figures(stats.values),
        "before": {"period": period_in_json(stats.before), "figures": _figures(stats.values_before)},
        "said": {
            "period": _period_or_none(stats.said),
            "before": _period_or_none(stats.said_before),
            "figures": sorted(str(each) for each in stats.values if is_said(each)),
        },
        "survey": _survey(stats),
        "departments": _groups(card.groups.departments),
        "petition_types": _groups(card.groups.petition_types),
        "factors": {
            "root_causes": _factors(card.factors.causes),
            "categories": _factors(card.factors.categories),
            "cells": [
                {"department": cell.department, "category": cell.category, **_count(cell.count)}
                for cell in card.factors.cells
            ],
        },
        "trend": [{"first": point.first.isoformat(), "figures": _figures(point.values)} for point in card.trend],
    }


def _survey(stats: StatsCard) -> dict[str, Any]:
    """Write what was asked. Words that ship are null; `national` is "" where the national survey calls it alike."""
    return {
        "versions": [{"number": number, "first": first.isoformat()} for number, first in stats.versions],
        "questions": [
            {
                "figure": str(figure),
                "key": figure.question.item.key,
                "versions": figure.question.versions,
                "label": figure.question.item.label or None,
                "sentence": figure.question.item.sentence or None,
                "national": figure.question.item.national,
            }
            for figure in means_in(stats.values)
        ],
    }


def period_in_json(period: Period) -> dict[str, str]:
    """Write a period."""
    return {"kind": period.kind, "first": period.first.isoformat(), "last": period.last.isoformat()}


def _period_or_none(period: Period | None) -> dict[str, str] | None:
    return None if period is None else period_in_json(period)


def _figures(values: Values) -> dict[str, Any]:
    return {str(figure): value_in_json(value) for figure, value in shown(values).items()}


def value_in_json(value: Value) -> dict[str, Any]:
    """Write one figure: a hidden one has no number."""
    number = None if value.value is None else round(value.value, DECIMALS)
    return {"unit": value.unit, "value": number, "n": value.n, "hidden": value.is_hidden}


def _groups(lines: Sequence[GroupLine]) -> list[dict[str, Any]]:
    return [{"name": line.name, "figures": _figures(line.values)} for line in lines]


def _factors(lines: Sequence[FactorLine]) -> list[dict[str, Any]]:
    return [{"name": line.member, **_count(line.count), "before": _count(line.before)} for line in lines]


def _count(count: int | None) -> dict[str, Any]:
    return {"count": count, "hidden": count is None}
