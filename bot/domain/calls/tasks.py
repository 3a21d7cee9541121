"""Tasks: what a person of the centre still has to do by hand."""

from enum import StrEnum


class TaskKind(StrEnum):
    """What is to be done."""

    ADVANCE_SMS = "advance_sms"
    INTERPRETER = "interpreter"
    TELL_DELAY = "tell_delay"  # a grievance is due later: tell the petitioner
    TELL_STANDING = "tell_standing"  # a grievance has been open for 30 days: tell the petitioner how it stands
