"""Free text that a person typed into a form: there must be some, and no number that belongs to somebody."""

from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.refusals import FormRefused, Reason


def checked(words: str, field: str, missing: Reason) -> str:
    """Return the words without the blanks around them.

    Raises:
        FormRefused: none, or with a number in them.
    """
    plain = words.strip()
    if not plain:
        raise FormRefused({field: missing})
    if holds_number(plain):
        raise FormRefused({field: Reason.PERSONAL_NUMBER})
    return plain
