"""What `/stats` can tell, beside the summary (rule book §8)."""

from enum import StrEnum


class StatsTopic(StrEnum):
    """One view of the figures."""

    SUMMARY = "summary"
    FACTORS = "factors"
    PRAISE = "praise"
    OVERDUE = "overdue"
    OPERATORS = "operators"
    DEPARTMENTS = "departments"
    PHISHING = "phishing"
    QUALITY = "quality"
    STAFFING = "staffing"
    SIGNALS = "signals"


OF_THE_STATION = frozenset(
    {
        StatsTopic.PRAISE,
        StatsTopic.OVERDUE,
        StatsTopic.OPERATORS,
        StatsTopic.DEPARTMENTS,
        StatsTopic.QUALITY,
        StatsTopic.SIGNALS,
    }
)
"""Topics that are told of the whole station alone, never of one department or petition type."""
