"""Reminders of files that still stand in the call channel: who dropped them and when, never their names."""

from collections.abc import Sequence

from bot.domain.lists.dropped_files import StandingFile
from bot.texts import Texts
from bot.views.answers import told
from bot.views.blocks import Message, section

MOST_LISTED = 20


def files_stand(files: Sequence[StandingFile], texts: Texts) -> Message:
    """Remind an uploader of the files that still stand."""
    lines = [texts.mrkdwn("dropped.line", dropped=file.dropped_at) for file in files]
    return told(texts.mrkdwn("dropped.stand", count=len(files)), section(_listed(lines)))


def files_left(files: Sequence[StandingFile], texts: Texts) -> Message:
    """Tell a supervisor which files still stand at the end of the day."""
    lines = [texts.mrkdwn("dropped.line_by", by=file.by, dropped=file.dropped_at) for file in files]
    return told(texts.mrkdwn("dropped.left", count=len(files)), section(_listed(lines)))


def _listed(lines: Sequence[str]) -> str:
    return "\n".join([*lines[:MOST_LISTED], *(["…"] if len(lines) > MOST_LISTED else [])])
