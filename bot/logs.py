"""The log: events with ids, one JSON object a line. Names, numbers and words of people never reach it."""

import logging
import sys

import structlog

TALKATIVE = ("slack_bolt", "slack_sdk", "aiohttp", "apscheduler", "sqlalchemy", "alembic", "uvicorn")
"""Libraries that would log payloads below WARNING (SLACK.md: bodies of badly signed requests at INFO)."""


def set_up_logs(level: int = logging.INFO) -> None:
    """Send the log from a level on to standard error."""
    logging.basicConfig(stream=sys.stderr, level=level, format="%(message)s")
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
