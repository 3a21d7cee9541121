"""Tasks: what a person of the centre still has to do by hand."""

from enum import StrEnum


class TaskKind(StrEnum):
    """What is to be done."""

    ADVANCE_SMS = "advance_sms"
    INTERPRETER = "interpreter"
