"""The log: events with ids, one JSON object a line. Names, numbers, tokens and keys never reach it."""

import logging
import re
import sys
import time
from collections.abc import Callable, MutableMapping
from typing import Any, TextIO

import structlog

SECRETS = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<![\w-])[\w-]{43}=|(?i:bearer\s+\S+)|(?<=v0=)[0-9a-f]{64}")
NUMBERS = re.compile(r"(?<!\d)01[016789][-. ]?\d{3,4}[-. ]?\d{4}(?!\d)|(?<!\d)\d{6}-[1-8]\d{6}(?!\d)")
HIDDEN = "[hidden]"
SPARED_SECONDS, MOST_SPARED_SECONDS = 60.0, 3600.0
MOST_KINDS = 1000


def hidden(words: str) -> str:
    """Take tokens, keys and people's numbers out of a line: the last door, should one ever get so far."""
    return NUMBERS.sub(HIDDEN, SECRETS.sub(HIDDEN, words))


class Hiding(logging.Filter):
    """Hides secrets in what libraries log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite a record; it always passes."""
        record.msg, record.args = hidden(record.getMessage()), None
        if record.exc_info:
            record.exc_text = hidden(logging.Formatter().formatException(record.exc_info))
        return True


class Sparing(logging.Filter):
    """Lets what a library says over and over again through after a minute, then two, up to an hour; with how often.

    asyncio tells of each connection that finds no free file 128 times a second, slack_sdk of Slack that is away some
    times a minute, both with a traceback.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._said: dict[tuple[str, str, str], tuple[float, float, int]] = {}  # when, for how long, how often since

    def filter(self, record: logging.LogRecord) -> bool:
        """Judge by who speaks, the first line but its numbers, and the kind of error."""
        first, error = record.getMessage().partition("\n")[0], record.exc_info[0] if record.exc_info else None
        key = record.name, re.sub(r"\d+", "", first), error.__name__ if error else ""
        at, pause, unsaid = self._said.get(key, (-SPARED_SECONDS, SPARED_SECONDS, 0))
        if self._now() - at < pause:
            self._said[key] = at, pause, unsaid + 1
            return False
        if len(self._said) >= MOST_KINDS:
            self._said.clear()
        self._said[key] = self._now(), min(2 * pause, MOST_SPARED_SECONDS) if unsaid else SPARED_SECONDS, 0
        if unsaid:
            record.msg, record.args = f"{record.getMessage()}\n({unsaid} more since)", None
        return True


def set_up_logs(level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Send our log from a level on to standard error or elsewhere, and of the libraries' only warnings.

    Below that Bolt would log payloads, bodies of badly signed requests among them (sandbox/README.md).
    """
    stream = stream or sys.stderr
    logging.basicConfig(stream=stream, level=max(level, logging.WARNING), format="%(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(Sparing())
        handler.addFilter(Hiding())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _hide,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )


def _hide(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {name: hidden(value) if isinstance(value, str) else value for name, value in event.items()}
