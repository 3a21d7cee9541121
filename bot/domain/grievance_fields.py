"""The fields of the forms around a grievance. An error names the field it belongs to."""

from enum import StrEnum


class ReplyField(StrEnum):
    """The fields of the reply form."""

    RESULT = "reply_result"
    TOLD_ON = "reply_told_on"
    METHOD = "reply_method"
    WORDS = "reply_words"
    HANDLER = "reply_handler"
    CONTACT = "reply_contact"
    REMEDY = "reply_remedy"
    ROOT_CAUSES = "reply_root_causes"
    IMPROVEMENT = "reply_improvement"
    PETITIONER_VIEW = "reply_petitioner_view"
    OFFICER_VIEW = "reply_officer_view"
    COMPLAINT = "reply_complaint"


class FilingField(StrEnum):
    """The fields of the filing form."""

    KIND = "filing_kind"
    CATEGORY = "filing_category"
    SEVERITY = "filing_severity"
    ABOUT_LAW = "filing_about_law"
    MAY_TELL = "filing_may_tell"
    DIRECT = "filing_direct"
    WISH = "filing_wish"
    OFFICER = "filing_officer"
    RECIPIENT = "filing_recipient"
    SAME_AGAIN = "filing_same_again"
