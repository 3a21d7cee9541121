"""A region's picture as JSON, for other machines."""

import json
from typing import Any

from bot.documents.report_json import DECIMALS, period_in_json, value_in_json
from bot.domain.figures.intervals import Interval
from bot.domain.figures.region.cards import RegionCard, RegionMonth, StationLine, Sum, TopicSum, Unusual

FORMAT = 1
"""Of this JSON; a new number when a key goes or changes its meaning."""


def region_json(card: RegionCard) -> str:
    """Write a region's picture; keys are identifiers, stations stand in the order of their names."""
    return json.dumps(_region(card), ensure_ascii=False, indent=2) + "\n"


def _region(card: RegionCard) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "region": card.region,
        "made_at": card.made_at.isoformat(),
        "period": period_in_json(card.period),
        "stations": list(card.stations),
        "expected": card.expected,
        "figures": {str(each.figure): _sum(each.now) | {"changed": each.is_changed} for each in card.figures},
        "before": {
            "period": period_in_json(card.before),
            "stations": card.stations_before,
            "figures": {str(each.figure): _sum(each.before) for each in card.figures},
        },
        "trend": [_month(each) for each in card.trend],
        "by_station": {str(each.figure): [_line(line) for line in each.lines] for each in card.by_station},
        "departments": [
            {
                "name": line.name,
                "stations": line.stations,
                "figures": {str(figure): _sum(some) for figure, some in line.sums.items()},
            }
            for line in card.departments
        ],
        "topics": [_topic(each) for each in card.topics],
        "cells": [
            {
                "department": cell.department,
                "category": cell.category,
                "count": cell.count,
                "hidden_stations": cell.hidden,
            }
            for cell in card.cells
        ],
        "unusual": [_unusual(each) for each in card.unusual],
        "missing": {station: [month.isoformat() for month in months] for station, months in card.missing.items()},
        "left_out": [{"file": each.file, "fault": each.fault} for each in card.left_out],
        "marked": [{"file": each.file, "mark": each.mark} for each in card.marked],
    }


def _month(month: RegionMonth) -> dict[str, Any]:
    return {
        "month": month.first.isoformat(),
        "stations": month.stations,
        "figures": {str(figure): value_in_json(value) for figure, value in month.values.items()},
    }


def _line(line: StationLine) -> dict[str, Any]:
    return {
        "station": line.station,
        **value_in_json(line.value),
        "interval": interval_in_json(line.interval),
        "limits": interval_in_json(line.limits),
        "standing": line.standing,
    }


def _topic(each: TopicSum) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "name": each.topic,
        "count": each.count,
        "hidden_stations": each.hidden,
        "before": each.before,
    }


def _unusual(each: Unusual) -> dict[str, Any]:
    return {
        "station": each.station,
        "month": each.month.isoformat(),
        "figure": str(each.figure),
        **value_in_json(each.value),
        "usual": interval_in_json(each.usual),
        "months": each.months,
    }


def _sum(some: Sum) -> dict[str, Any]:
    return {
        **value_in_json(some.value),
        "interval": interval_in_json(some.interval),
        "stations": some.stations,
        "hidden_stations": some.hidden,
    }


def interval_in_json(interval: Interval | None) -> list[float] | None:
    """Write an interval."""
    return None if interval is None else [round(interval.low, DECIMALS), round(interval.high, DECIMALS)]
