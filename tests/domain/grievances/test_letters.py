"""What a letter is asked for by, as it waits in the outbox."""

from bot.domain.announcements import announcement_of
from bot.domain.grievances.letters import LetterKind, LetterNotice
from bot.domain.notices import TAKEN_OUT, WITH_FILES, NoticeKind
from tests.steps.builders import MONDAY, seoul
from tests.steps.vectors import every


@every("letter", LetterKind)
def test_a_letter_is_read_back_as_it_was_asked_for(letter: LetterKind) -> None:
    asked = LetterNotice(grievance=48211, letter=letter, at=seoul(MONDAY, 10))

    assert announcement_of(NoticeKind.LETTER, asked.ref) == asked


def test_what_is_taken_out_of_slack_is_a_file() -> None:
    assert TAKEN_OUT <= WITH_FILES
