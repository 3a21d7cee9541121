"""Refusals: what a person asked for and cannot have, as facts that the catalogue turns into a kind sentence."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

Fact = str | int | date | None


class Reason(StrEnum):
    """Why something was refused. Each has a sentence `refused.<reason>` in the catalogue."""

    NOT_STAFF = "not_staff"
    NOT_ALLOWED = "not_allowed"
    OUTSIDER = "outsider"
    UNKNOWN_COMMAND = "unknown_command"
    OLD_BUTTON = "old_button"
    OLD_FORM = "old_form"
    LIST_NOT_WAITING = "list_not_waiting"
    NOT_A_NUMBER = "not_a_number"
    NO_SUCH_CALL = "no_such_call"
    NOTHING_TO_CLAIM = "nothing_to_claim"
    ALREADY_CLAIMED = "already_claimed"
    ALREADY_CLOSED = "already_closed"
    CONFLICT = "conflict"
    NOT_YOURS = "not_yours"
    NOTHING_TO_UNDO = "nothing_to_undo"
    UNDO_NOT_YOURS = "undo_not_yours"
    UNDO_TOO_LATE = "undo_too_late"
    UNDO_TOLD = "undo_told"
    NOT_CLAIMED = "not_claimed"
    NOTHING_CLAIMED = "nothing_claimed"
    SEVERAL_CLAIMED = "several_claimed"
    BROKEN_FORM = "broken_form"
    DISPOSITION_MISSING = "disposition_missing"
    TIME_MISSING = "time_missing"
    TIME_PAST = "time_past"
    TIME_TOO_LATE = "time_too_late"
    TIME_OUTSIDE_HOURS = "time_outside_hours"
    TIME_NOT_WORKING_DAY = "time_not_working_day"
    HAPPENED_IN_FUTURE = "happened_in_future"
    HAPPENED_BEFORE_VISIT = "happened_before_visit"
    OUTCOME_MISSING = "outcome_missing"
    OUTCOME_NEEDS_FOLLOW_UP = "outcome_needs_follow_up"
    YES_NEEDS_GRIEVANCE = "yes_needs_grievance"
    GIFT_UNANSWERED = "gift_unanswered"
    MONEY_MISSING = "money_missing"
    KIND_MISSING = "kind_missing"
    CATEGORY_MISSING = "category_missing"
    VIEWS_MISSING = "views_missing"
    WORDS_MISSING = "words_missing"
    WARNING_MISSING = "warning_missing"
    NO_SUCH_GRIEVANCE = "no_such_grievance"
    RECIPIENT_NOT_ALLOWED = "recipient_not_allowed"
    NO_GRIEVANCE_FOUND = "no_grievance_found"
    GRIEVANCE_NOT_YOURS = "grievance_not_yours"
    GRIEVANCE_MOVED_ON = "grievance_moved_on"
    FILING_MISSING = "filing_missing"
    OFFICER_MISSING = "officer_missing"
    DIRECT_NOT_AGREED = "direct_not_agreed"
    LOOKUP_UNREADABLE = "lookup_unreadable"
    LOOKUP_THROTTLED = "lookup_throttled"
    EXCLUDED = "excluded"
    NOT_EXCLUDED = "not_excluded"
    NO_SUCH_EXCLUSION = "no_such_exclusion"
    PERSONAL_NUMBER = "personal_number"
    NOBODY_ELSE = "nobody_else"
    DELAYED_ENOUGH = "delayed_enough"
    DELAY_TOO_LATE = "delay_too_late"
    DELAY_REASON_MISSING = "delay_reason_missing"
    DELAY_NEEDS_CONSENT = "delay_needs_consent"
    DELAY_OUT_OF_REACH = "delay_out_of_reach"
    DELAY_NOT_YET = "delay_not_yet"
    TOLD_ON_WRONG = "told_on_wrong"
    NOT_CLOSED = "not_closed"
    REOPEN_TOO_LATE = "reopen_too_late"
    WHO_IS_MEANT = "who_is_meant"
    NO_CONFLICT = "no_conflict"
    OWN_CONFLICT = "own_conflict"
    DELETION_OVER = "deletion_over"
    CONTACT_GONE = "contact_gone"
    MATTER_OPEN = "matter_open"
    WRONG_DAY = "wrong_day"
    HOLIDAY_KNOWN = "holiday_known"
    HOLIDAY_TOO_FAR = "holiday_too_far"
    HOLIDAY_NAME = "holiday_name"
    ABSENCE_WRONG = "absence_wrong"
    DEPUTY_WRONG = "deputy_wrong"
    ANSWER_MISSING = "answer_missing"
    REASON_MISSING = "reason_missing"
    REPLY_WORDS_MISSING = "reply_words_missing"
    ROOT_CAUSE_MISSING = "root_cause_missing"
    REMEDY_MISSING = "remedy_missing"
    NOT_A_WORKING_DAY = "not_a_working_day"
    MORNING_DONE = "morning_done"
    WRONG_PERIOD = "wrong_period"
    PERIOD_AHEAD = "period_ahead"
    PERIOD_TOO_LONG = "period_too_long"
    UNKNOWN_SCOPE = "unknown_scope"
    RECHECK_NOT_YOURS = "recheck_not_yours"
    RECHECK_TAKEN = "recheck_taken"
    RECHECK_NOT_CLAIMED = "recheck_not_claimed"
    SIGNAL_DECIDED = "signal_decided"
    IMPROVEMENT_DONE = "improvement_done"
    IMPROVEMENT_NOT_YOURS = "improvement_not_yours"
    OWNER_WRONG = "owner_wrong"
    DUE_DAY_WRONG = "due_day_wrong"
    TOO_LITTLE_PAST = "too_little_past"
    REPEATED = "repeated"
    SOURCE_AT_WORK = "source_at_work"
    SOURCE_NEWER = "source_newer"
    TARGET_IS_SOURCE = "target_is_source"
    TARGET_FAILED = "target_failed"
    TARGET_NOT_EMPTY = "target_not_empty"
    TARGET_NEWER = "target_newer"
    TARGET_AT_WORK = "target_at_work"
    TARGET_DIFFERS = "target_differs"


class Refused(Exception):
    """A person can fix it: `reason` says why, `facts` are the named values of the sentence."""

    def __init__(self, reason: Reason, **facts: Fact) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.facts: Mapping[str, Fact] = facts


class Stale(Refused):
    """Someone was faster: the row was no longer in the state the asker saw. The facts tell the new state."""


class FormRefused(Exception):
    """A form breaks rules: each broken field with its reason. Nothing was stored, nothing is lost."""

    def __init__(self, errors: Mapping[str, Reason]) -> None:
        super().__init__(", ".join(f"{field}: {reason}" for field, reason in errors.items()))
        self.errors = errors
