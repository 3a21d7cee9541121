"""What says no more than that something was done goes after its time; what waits, failed or stands open stays."""

from datetime import timedelta

from sqlalchemy import func, insert, select
from sqlmodel import Session, col

from bot.services.desk import Desk
from storage.columns import table_of
from storage.keeping.done_work import drop_done_work, drop_job_runs
from storage.keeping.tables import RevealTicket
from storage.lists.tables import Upload
from storage.once import run_once
from storage.outbox import NoticeState
from storage.tables import JobRun, Notice
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 3)
OLD, YOUNG = NOW - timedelta(days=91), NOW - timedelta(days=89)
LIMIT = NOW - timedelta(days=90)


def plant(session: Session) -> None:
    """Leave an old and a young notice of each state, uploads, and used pages."""
    notices = [
        {"kind": "home", "ref": "", "recipient": KIM, "message": f"{state}{at}", "urgency": 1, "state": state.value}
        | {"created_at": at, "due_at": at, "opaque_id": f"{state}{at}", "tries": 1, "for_audit": False}
        for state in NoticeState
        for at in (OLD, YOUNG)
    ]
    session.execute(insert(table_of(Notice)), notices)
    uploads = {"read": (OLD, None), "lately": (YOUNG, None), "waits": (None, None), "stands": (OLD, NOW)}
    for source, (done_at, remind_at) in uploads.items():
        session.add(Upload(source=source, file_id="F1", by=KIM, noted_at=OLD, done_at=done_at, remind_at=remind_at))
    for token, at in (("old", OLD), ("young", YOUNG)):
        session.add(RevealTicket(token_hash=token, call_id=1, by=KIM, purpose="x", pin="0000", expires_at=at))


def left(session: Session) -> tuple[list[str], list[str], list[str]]:
    states = session.execute(select(col(Notice.state)).where(col(Notice.created_at) == OLD))
    uploads = session.execute(select(col(Upload.source)).order_by(col(Upload.source)))
    pages = session.execute(select(col(RevealTicket.token_hash)))
    return list(states.scalars()), list(uploads.scalars()), list(pages.scalars())


def test_what_was_shown_read_or_opened_goes_after_its_time(morning: Desk) -> None:
    in_session(morning, plant)

    dropped = in_session(morning, drop_done_work, LIMIT, most=100)

    states, uploads, pages = in_session(morning, left)
    assert dropped == 3 + 1 + 1
    assert {*states} == {"pending", "sending", "ambiguous", "failed"}
    assert uploads == ["lately", "stands", "waits"]
    assert pages == ["young"]


def test_so_many_go_at_once_and_the_rest_next_time(morning: Desk) -> None:
    in_session(morning, plant)

    assert [in_session(morning, drop_done_work, LIMIT, most=2) for _ in range(3)] == [2 + 1 + 1, 1, 0]


def test_which_jobs_ran_is_forgotten_but_for_what_is_done_once_for_ever(desk: Desk) -> None:
    for job, at in (("morning", OLD), ("once", OLD), ("morning", YOUNG)):
        in_session(desk, run_once, job, at.date(), at)

    dropped = in_session(desk, drop_job_runs, LIMIT, most=100, but="once")

    assert dropped == 1
    assert in_session(desk, count_runs) == 2


def count_runs(session: Session) -> int:
    found: int = session.execute(select(func.count()).select_from(JobRun)).scalar_one()
    return found
