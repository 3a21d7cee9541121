"""Places of cells."""

from bot.services.spreadsheets.places import column_at
from tests.steps.vectors import every


@every(("letters", "at"), [("A", 0), ("z", 25), ("AA", 26), ("IV", 255), ("XFD", 16383)])
def test_a_column_is_counted_by_its_letters(letters: str, at: int) -> None:
    assert column_at(letters) == at
