"""A station that began with the first version: migrated to this one, it goes on working with what it had."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, MetaData, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, Result
from bot.domain.calls.states import Outcome
from bot.domain.calls.surveys import FIRST
from bot.domain.notices import NoticeKind
from bot.services.calls import boards, claiming, recording
from bot.services.desk import Desk
from bot.services.keeping import diagnosis
from bot.services.keeping.key_checks import note_new_keys
from bot.services.lists.reports import see_import, see_refusal
from bot.settings import load_calendar
from storage.calls.phonings import phonings_of
from storage.calls.praise import praised_by
from storage.calls.surveys import find_survey, scores_of, survey_history
from storage.calls.tables import Call, RecheckScore, Task
from storage.columns import table_of
from storage.database import open_database
from storage.grievances.queries import find_reply
from storage.grievances.subjects import subjects_asked, subjects_noted
from storage.grievances.tables import Grievance, GrievanceSubject
from storage.lists.tables import ImportFile
from storage.migrating import migrate
from storage.people.queries import active_staff
from storage.schema import SCHEMA
from storage.tables import Notice, Post
from tests.steps.builders import KIM, MONDAY, TUESDAY, seoul, visitor
from tests.steps.deliveries import take_notice
from tests.steps.desks import bring_list, in_session
from tests.steps.first_version import BEGAN, SECRETS, STATION, Journey, Row, fill, staff
from tests.steps.full_tables import rows_of
from tests.steps.rows import call_row, told

if TYPE_CHECKING:
    from tests.steps.postgres import Server


At = Callable[[str], str]
"""Makes a database of a version and returns its address."""

pytestmark = [pytest.mark.xdist_group("upgrades"), pytest.mark.long]
"""In one worker: what a test begins with is copied from what was made for another."""


@pytest.fixture(scope="module")
def sqlite_journey(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], str]:
    """Copy a SQLite database of the first version that has come to another."""
    folder = tmp_path_factory.mktemp("journey")

    def copy(of: str | None, name: str) -> str:
        if of is not None:
            shutil.copy(folder / of, folder / name)
        return f"sqlite:///{folder / name}"

    journey = Journey(copy)
    return lambda version, file: f"sqlite:///{shutil.copy(folder / journey.at(version), file)}"


@pytest.fixture(scope="module")
def postgres_journey(server: "Server") -> Journey:
    """A station on PostgreSQL that began with the first version."""
    return Journey(lambda of, name: server.url_of(server.copy(of or "template1", name)))


@pytest.fixture(params=["sqlite", "postgres"])
def station_at(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[At]:
    """Make a database of the first version, with a day's work in it, that has come to another version."""
    if request.param == "sqlite":
        copy = request.getfixturevalue("sqlite_journey")
        yield lambda version: copy(version, tmp_path / "old.db")
        return
    journey, server = request.getfixturevalue("postgres_journey"), request.getfixturevalue("server")
    made: list[str] = []

    def make(version: str) -> str:
        made.append(server.make(journey.at(version)))
        return str(server.url_of(made[-1]))

    yield make
    for name in made:
        server.drop(name)


@pytest.fixture
def clock() -> MovableClock:
    """Tuesday at 08:30."""
    return MovableClock(seoul(TUESDAY, 8, 30))


@pytest.fixture
def upgraded(station_at: At, clock: MovableClock) -> Iterator[Desk]:
    """A desk of this version on the migrated database."""
    database = open_database(station_at("head"))
    desk = Desk(database, SECRETS, STATION, load_calendar(), clock)
    desk.do_now(note_new_keys)
    yield desk
    desk.close()


def test_the_next_day_goes_on_with_what_was_there(upgraded: Desk, clock: MovableClock) -> None:
    board = upgraded.do_now(boards.post_morning_when_due)
    clock.set(seoul(TUESDAY, 9, 40))
    card = upgraded.do_now(claiming.claim_call, by=KIM, number=2)
    done = upgraded.do_now(
        recording.record_result,
        by=KIM,
        number=2,
        result=Result(disposition=Disposition.ANSWERED, outcome=Outcome.SATISFIED, money=MoneyAnswer.NO),
    )

    assert board is not None
    assert board.slots == 2
    assert (card.contact.name, card.contact.phone) == ("홍길순", "010-0000-1002")
    assert [attempt.disposition for attempt in card.attempts] == [Disposition.NO_ANSWER]
    assert done.outcome is Outcome.SATISFIED
    assert call_row(upgraded, 3).outcome == Outcome.SATISFIED


def test_the_old_chains_verify_and_grow(upgraded: Desk) -> None:
    before = upgraded.do_now(diagnosis.verify_chains)
    upgraded.do_now(claiming.claim_call, by=KIM, number=1)
    after = upgraded.do_now(diagnosis.verify_chains)

    assert [(report.rows, report.broken_at, report.cut_off) for report in before] == [(4, None, 0), (3, None, 0)]
    assert [(report.rows, report.broken_at, report.cut_off) for report in after] == [(5, None, 0), (4, None, 0)]


def test_an_old_number_is_recognised_and_an_old_notice_still_goes_out(upgraded: Desk, clock: MovableClock) -> None:
    clock.set(seoul(TUESDAY, 9, 40))

    later = {"성명": "홍길순", "방문일시": "2026-11-23"}
    report = bring_list(upgraded, [visitor(1, **later), visitor(3, **later), visitor(4)])
    sending = take_notice(upgraded, NoticeKind.BOARD_PAGE)

    assert (report.added, report.merged, dict(report.excluded)) == (1, 1, {"recently_called": 1})
    assert sending is not None
    assert sending.ref == "1:1"
    assert told(upgraded, NoticeKind.BOARD_PAGE) == ["call-channel"]


def grievance(number: int, officer_id: int | None, earlier_id: int | None = None) -> Row:
    return {
        "id": number, "call_id": 3, "kind": "inquiry", "category": "other", "severity": "S4", "track": "ordinary",
        "lane": "officer", "state": "closed", "due_on": TUESDAY, "period_days": 7, "extensions": 0, "pauses": 0,
        "round": 1, "earlier_id": earlier_id, "filed_by": KIM, "filed_at": BEGAN, "officer_id": officer_id,
        "direct_consent": False, "routings": 1, "declines": 0, "routed_at": BEGAN,
        "sealed_words": SECRETS.seal("답답합니다"),
    }  # fmt: skip


REPLY: Row = {
    "id": 1, "grievance_id": 1, "at": BEGAN, "by": KIM, "told_on": MONDAY, "method": "phone", "result": "explained",
    "root_causes": [], "sealed_texts": SECRETS.seal("{}"),
}  # fmt: skip
WITH_ONE_SUBJECT: dict[str, list[Row]] = {
    "grievance": [grievance(1, 3), grievance(2, None, earlier_id=1)],
    "grievancereply": [REPLY],
    "praise": [
        {"id": number, "call_id": 3, "officer_id": officer, "standing": "sent", "sealed_words": b"", "at": BEGAN}
        for number, officer in ((1, 2), (2, None))
    ],
}


def test_the_one_subject_of_a_grievance_and_the_one_officer_of_a_praise_go_along(
    station_at: At,
) -> None:
    database = open_database(station_at("0009"))
    fill(database.writes, WITH_ONE_SUBJECT)

    migrate(database.writes)

    with Session(database.writes) as session:
        assert [(subjects_asked(session, each), subjects_noted(session, each)) for each in (1, 2)] == [
            ([3], {3}),
            ([], set()),
        ]
        found = [session.get_one(Grievance, each) for each in (1, 2)]
        assert [each.officer_unknown for each in found] == [False, True]
        assert found[1].earlier_id == 1
        assert find_reply(session, 1) is not None
        assert praised_by(session, [1, 2]) == {1: [2], 2: []}
    with database.writes.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(insert(table_of(GrievanceSubject)).values(grievance_id=9, staff_id=3))
    database.close()


def test_short_codes_end_and_who_phoned_is_known_but_never_that_audit_did(station_at: At) -> None:
    database = open_database(station_at("0017"))
    looked = [("call:1", "recheck", "U0OH"), ("call:2", "grievance.reply", "U0HAN"), ("call:3", "recheck", "U0OH")]
    later = [BEGAN + timedelta(days=number) for number in (1, 2, 3)]
    logged = [
        {"id": 3 + number, "at": at, "actor": actor, "event": event, "subject": subject, "facts": "{}", "hash": ""}
        for number, ((subject, event, actor), at) in enumerate(zip(looked, later, strict=True))
    ]
    audits = {key: value for key, value in grievance(1, None).items() if key != "officer_id"}
    fill(database.writes, {"grievance": [audits | {"call_id": 2, "track": "audit"}], "accesslog": logged})
    with database.writes.begin() as connection:
        connection.exec_driver_sql("UPDATE call SET code = '0421' WHERE id = 2")

    migrate(database.writes)

    with Session(database.writes) as session:
        known = [[(each.staff_id, each.at) for each in phonings_of(session, number)] for number in (1, 2, 3)]
        assert known == [[(2, later[0])], [(1, BEGAN)], [(2, later[2]), (1, BEGAN)]]
        assert session.get_one(Call, 2).code is None
    database.close()


def test_an_old_report_is_still_shown_without_the_name_of_its_file(upgraded: Desk) -> None:
    report = upgraded.do_now(see_import, source="old")
    refused = upgraded.do_now(see_refusal, source="older")

    assert report is not None
    assert (report.added, [row.row_no for row in report.rejected]) == (3, [5])
    assert refused is not None
    assert refused.problem == "hangul_file"
    kept = in_session(upgraded, lambda session: [row.report for row in session.execute(select(ImportFile)).scalars()])
    assert "홍길순" not in json.dumps(kept, ensure_ascii=False)


def test_migrating_again_changes_nothing(station_at: At) -> None:
    database = open_database(station_at("head"))
    with database.reads.connect() as connection:
        before = {table.name: rows_of(connection, table) for table in SCHEMA.sorted_tables}

    migrate(database.writes)

    with database.reads.connect() as connection:
        assert {table.name: rows_of(connection, table) for table in SCHEMA.sorted_tables} == before
    database.close()


BEFORE_POSTINGS = sorted(
    each.name[:4]
    for each in (resources.files("storage.migrations") / "versions").iterdir()
    if "0001" <= each.name[:4] < "0015"
)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_former_department_goes_along_from_every_version(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Of each version's people: left on a known day, left on an unknown one, moved from nowhere known, never moved."""
    on_disk = f"sqlite:///{tmp_path / 'old.db'}"
    database = open_database(on_disk if kind == "sqlite" else str(request.getfixturevalue("bare_postgres")))
    moved = [("교통과", date(2026, 7, 13)), ("수사과", None), (None, date(2026, 1, 5)), (None, None)]
    for number, version in enumerate(BEFORE_POSTINGS):
        migrate(database.writes, to=version)
        plant_staff(database.writes, moved, first=len(moved) * number + 1)

    migrate(database.writes)

    with Session(database.writes) as session:
        people = [(person.moved_on, person.postings) for person in active_staff(session)]
    database.close()
    assert len(BEFORE_POSTINGS) == 14
    assert people == len(BEFORE_POSTINGS) * [
        (date(2026, 7, 13), [{"department": "교통과", "first": None, "last": "2026-07-12"}]),
        (None, [{"department": "수사과", "first": None, "last": None}]),
        (date(2026, 1, 5), []),
        (None, []),
    ]


def plant_staff(engine: Engine, moved: list[tuple[str | None, date | None]], first: int) -> None:
    """Put people who moved into the directory as it was."""
    metadata = MetaData()
    metadata.reflect(engine, only=["staff"])
    table = metadata.tables["staff"]
    unit, former = ("unit", "former_unit") if "unit" in table.c else ("department", "former_department")
    with engine.begin() as connection:
        for number, (department, moved_on) in enumerate(moved, first):
            row = staff(number, f"U{number}", "operator") | {former: department, "moved_on": moved_on}
            row[unit] = row.pop("unit")
            connection.execute(table.insert(), row)


def test_a_task_to_tell_of_an_improvement_goes_along_with_it(station_at: At) -> None:
    """Older versions knew which one by the moment at which both were written."""
    database = open_database(station_at("0039"))
    signal = {
        "week": MONDAY,
        "department": "교통과",
        "category": "delay",
        "count": 9,
        "mean": 2.0,
        "limit": 6.0,
        "weeks": 8,
    }
    plan = {"owner_id": 1, "due_on": MONDAY, "made_by": "U0OH", "made_at": BEGAN, "sealed_words": b""}
    later = BEGAN + timedelta(hours=1)
    task = {"call_id": 3, "kind": "tell_improved", "assignee": KIM}
    rows = {
        "signal": [{**signal, "id": n, "part": n, "state": "improving"} for n in (1, 2)],
        "improvement": [{**plan, "id": n, "signal_id": n, "done_at": at} for n, at in ((1, BEGAN), (2, later))],
        "task": [{**task, "id": 1, "created_at": later}, {**task, "id": 2, "created_at": later, "kind": "tell_delay"}],
    }
    fill(database.writes, rows)

    migrate(database.writes)

    with Session(database.reads) as session:
        table = table_of(Task)
        kept = session.execute(select(table.c.id, table.c.improvement_id).order_by(table.c.id)).all()
    database.close()
    assert [tuple(each) for each in kept] == [(1, 2), (2, None)]


def test_what_came_to_audit_counts_as_answered_from_now_on_and_its_yes_is_kept(
    station_at: At,
) -> None:
    database = open_database(station_at("0017"))
    to_audit = {"track": "audit", "lane": "audit"}
    filed = [{**audit_matter(7), **to_audit}, {**audit_matter(8), "call_id": 2}]
    fill(database.writes, {"grievance": filed})
    with database.writes.begin() as connection:
        connection.exec_driver_sql("UPDATE call SET outcome = 'grievance_filed' WHERE id IN (2, 3)")
        connection.exec_driver_sql("UPDATE survey SET money = 'yes'")
        connection.exec_driver_sql("UPDATE notice SET recipient = 'U0HAN'")
    for recipient in ("U0HAN", "U0KIM"):
        post = {"kind": NoticeKind.BOARD_PAGE.value, "ref": "1:1", "recipient": recipient}
        fill(database.writes, {"post": [{**post, "channel": "D1", "ts": "1.0", "digest": ""}]})

    migrate(database.writes)

    with Session(database.writes) as session:
        outcomes = {number: session.get_one(Call, number).outcome for number in (2, 3)}
        yes = {number: session.get_one(Grievance, number).said_yes for number in (7, 8)}
        hidden = [each.for_audit for each in session.execute(select(Notice)).scalars()]
        standing = {each.recipient: each.for_audit for each in session.execute(select(Post)).scalars()}
    database.close()
    assert standing == {"U0HAN": True, "U0KIM": False}
    assert outcomes == {2: "grievance_filed", 3: "inquiry_answered"}
    assert yes == {7: True, 8: False}
    assert hidden == [True]


SCORED = {"overall": 4, "kindness": None, "promptness": None, "fairness": 1, "explanation": None}
RECHECKED: Row = {
    "id": 1, "call_id": 3, "first_operator": KIM, "drawn_at": BEGAN, "state": "done", "agrees": True, **SCORED,
}  # fmt: skip


@pytest.mark.parametrize("version", ["0025", "0037"])
def test_scores_go_along_as_answers_to_the_questions_that_shipped(station_at: At, version: str) -> None:
    database = open_database(station_at(version))
    sixth = {} if version == "0025" else {"expertise": 2}
    second: Row = {"id": 2, "call_id": 2, "no_follow_up": True, "money": "no", **SCORED, **sixth}
    fill(database.writes, {"survey": [second], "recheck": [RECHECKED | sixth]})

    migrate(database.writes)

    with Session(database.writes) as session:
        assert {number: scores_of(session, number) for number in (1, 2, 3)} == {
            1: {}, 2: {"overall": 4, "fairness": 1, **sixth}, 3: {"overall": 5},
        }  # fmt: skip
        heard = {each.question: each.score for each in session.execute(select(RecheckScore)).scalars()}
        assert heard == {"overall": 4, "fairness": 1, **sixth}
        survey = find_survey(session, 2)
        assert survey is not None
        assert (survey.money, survey.no_follow_up) == ("no", True)
        assert [each.names for each in survey_history(session).noted] == [FIRST.names]
    database.close()


def audit_matter(number: int) -> Row:
    row = grievance(number, None)
    return {name: value for name, value in row.items() if name != "officer_id"} | {"officer_unknown": False}
