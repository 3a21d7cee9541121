"""Places of cells as workbooks name them: B3."""

import re

PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


def column_at(letters: str) -> int:
    """Return the column of a letter, from 0."""
    at = 0
    for letter in letters.upper():
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1
