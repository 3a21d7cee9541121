"""The log: events with ids, one JSON object a line. Names, numbers and words of people never reach it."""

import logging
import sys

import structlog


def set_up_logs(level: int = logging.INFO) -> None:
    """Send our log from a level on to standard error, and of the libraries' only warnings.

    Below that Bolt would log payloads, bodies of badly signed requests among them (SLACK.md).
    """
    logging.basicConfig(stream=sys.stderr, level=max(level, logging.WARNING), format="%(message)s")
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
