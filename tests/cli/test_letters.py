"""`cleancall letter`: a file that its owner alone can read; nothing of an audit matter."""

from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.domain.calls.results import MoneyAnswer
from bot.services.grievances import handling
from tests.steps.builders import HAN, JUNG, MONDAY, seoul, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import make_desk, open_morning
from tests.steps.grievances import bring_grievance
from tests.steps.processes import cleancall
from tests.steps.rows import doors, purposes
from tests.steps.workers import RUNS_COMMANDS

pytestmark = RUNS_COMMANDS


@pytest.mark.long
def test_a_letter_is_its_owners_and_of_audits_matters_there_is_none(
    environment: dict[str, str], tmp_path: Path
) -> None:
    clock = MovableClock(seoul(MONDAY, 8))
    desk = make_desk(environment["DATABASE_URL"], clock, environment["DATA_KEYS"])
    open_morning(desk, clock)
    bring_grievance(desk)
    early = cleancall(environment, tmp_path, "letter", "1")
    desk.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")

    made = cleancall(environment, tmp_path, "letter", "1")
    again = cleancall(environment, tmp_path, "letter", "1")
    named = cleancall(environment, tmp_path, "letter", "1", "--kind", "reply", "--out", "a.pdf")
    none = cleancall(environment, tmp_path, "letter", "77")
    misused = cleancall(environment, tmp_path, "letter", "1", "--kind", "apology")

    file = tmp_path / "cleancall-reply-1.pdf"
    codes = [each.returncode for each in (early, made, again, named, none, misused)]
    assert codes == [1, 0, 1, 0, 1, 2], made.stderr
    assert "아직 만들 문서가 없거나" in early.stderr
    assert file.read_bytes().startswith(b"%PDF")
    assert {path.stat().st_mode & 0o777 for path in (file, tmp_path / "a.pdf")} == {0o600}
    assert purposes(desk) == ["call.claimed", "grievance.letter", "grievance.letter"]
    assert doors(desk)[-1][0] == "command_line"
    desk.close()


@pytest.mark.long
def test_a_matter_of_audit_is_answered_as_what_does_not_exist(environment: dict[str, str], tmp_path: Path) -> None:
    clock = MovableClock(seoul(MONDAY, 8))
    desk = make_desk(environment["DATABASE_URL"], clock, environment["DATA_KEYS"])
    open_morning(desk, clock)
    bring_grievance(desk, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))
    desk.do_now(handling.answer, by=HAN, grievance_id=1, words="조사했습니다")
    desk.close()

    audits = cleancall(environment, tmp_path, "letter", "1")
    none = cleancall(environment, tmp_path, "letter", "2")

    assert audits.returncode == none.returncode == 1
    assert audits.stderr.replace("1", "2") == none.stderr.replace("1", "2")
