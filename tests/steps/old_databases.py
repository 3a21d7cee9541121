"""Databases as older versions left them: words of lists in the open, wherever those versions kept them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, MetaData, Table, delete, select, text, update
from sqlmodel import col

from bot.domain.calls.states import CallState
from bot.domain.notices import NoticeKind
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.tables import Call
from storage.chaining import link_hash
from storage.database import is_sqlite, open_database, sqlite_file
from storage.keeping.tables import Resealing
from storage.lists.tables import Visit
from storage.migrating import migrate
from storage.secrets import Secrets
from storage.tables import ChainHead, KeyCheck, Trail
from tests.steps.builders import FRIDAY, JUNG, KIM, MONDAY, OH, seoul

Row = dict[str, Any]

PURPOSE, DEPARTMENT, OFFICER = "이영희(010-0000-7777) 사기 고소", "교통조사1팀 박비밀", "이영희(010-0000-7777)"
FILE = "이영희 010-0000-7777 고소.xlsx"
REPORT: Row = {"file_name": FILE, "rejected": [], "dropped_columns": ["주민등록번호", "이영희"], "rows": 3, "added": 3}
OPEN = {"file_name", "dropped_columns"}
REFUSAL: Row = {"file_name": FILE, "problem": "empty"}
SECRET = ("이영희", "010-0000-7777", "박비밀", "숨은계급", "사기 고소")
"""What must not be found anywhere afterwards."""
BEGAN = seoul(MONDAY, 8, 30).astimezone(UTC)
RAW, PURGED, NAMED = 1, 2, 3
"""Calls: whose words are kept; of somebody who was purged; with names of tables alone."""


def make_old_database(url: str, revision: str, secrets: Secrets, *, more: int = 0) -> None:
    """Make a database of an older version, with words of lists in the open; with more calls like the first."""
    secrets.marks = False
    if is_sqlite(url):
        sqlite_file(url).write_bytes(_empty_sqlite(revision))
    database = open_database(url)
    migrate(database.writes, to=revision)
    metadata = MetaData()
    metadata.reflect(database.writes)
    with database.writes.begin() as connection:
        for name, rows in _rows(secrets, more).items():
            if name in metadata.tables:
                _insert(connection, metadata.tables[name], _as_then(rows, metadata.tables[name]))
        if "chainhead" in metadata.tables:
            _note_end(connection)
        connection.execute(text("ANALYZE"))  # PostgreSQL keeps samples of values
    database.close()


@cache
def _empty_sqlite(revision: str) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        database = open_database(f"sqlite:///{file}")
        migrate(database.writes, to=revision)
        database.close()
        return file.read_bytes()


def tamper(url: str, *statements: str) -> None:
    """Change the trail as somebody would who owns the database: its guard comes off first."""
    database = open_database(url)
    with database.writes.begin() as connection:
        if connection.dialect.name == "sqlite":
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS trail_no_{verb}"))
        else:
            connection.execute(text("ALTER TABLE trail DISABLE TRIGGER ALL"))
        for statement in statements:
            connection.execute(text(statement))
    database.close()


def make_old(desk: Desk) -> None:
    """Make a station's database what an older version would have left: lists' own words in place of tables' names."""

    def change(unit: Unit) -> None:
        for row in (*unit.session.execute(select(Call)).scalars(), *unit.session.execute(select(Visit)).scalars()):
            row.department, row.petition_type = f"{row.department} 박비밀", f"{row.petition_type} {OFFICER}"
        unit.session.execute(update(Visit).values(sealed_listed=None))
        _put_words_into_trail(unit)
        forget_keys(unit)
        unit.session.add(Resealing(step="verify"))

    tamper(desk.do_now(lambda unit: unit.session.get_bind().engine.url.render_as_string(hide_password=False)))
    desk.do_now(change)


def forget_keys(unit: Unit) -> None:
    """Make the trail one that never had a key; its rows are hashed as before there were any."""
    link = ""
    for row in unit.session.execute(select(Trail).order_by(col(Trail.id))).scalars():
        row.key_id, row.hash = "", link_hash(link, row.model_dump())
        link = row.hash
    unit.session.execute(update(ChainHead).where(col(ChainHead.chain) == "trail").values(hash=link, key_id="", mac=""))
    unit.session.execute(delete(KeyCheck))


def _put_words_into_trail(unit: Unit) -> None:
    for row in unit.session.execute(select(Trail).order_by(col(Trail.id))).scalars():
        facts = json.loads(row.facts)
        if "petition_type" in facts:
            facts |= {name: f"{word} {OFFICER}" for name, word in facts.items() if name.startswith("petition_type")}
            facts |= {name: f"{word} 박비밀" for name, word in facts.items() if name.startswith("department")}
            row.facts = json.dumps(facts, ensure_ascii=False, sort_keys=True)


def open_words_in(url: str, words: Sequence[str] = SECRET) -> set[str]:
    """Search everything that a database consists of, byte by byte: SQLite's files; PostgreSQL's rows and files."""
    forms = {form: word for word in words for form in (word.encode(), json.dumps(word)[1:-1].encode())}
    return {word for part in _bytes_of(url) for form, word in forms.items() if form in part}


def _bytes_of(url: str) -> Iterator[bytes]:
    if url.startswith("sqlite"):
        file = sqlite_file(url)
        yield from (part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
        return
    database = open_database(url)
    with database.reads.connect() as connection:
        names = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        for name in names:
            found = connection.execute(text(f'SELECT each::text FROM "{name}" each')).scalars()  # noqa: S608
            yield from (row.encode() for row in found)
        connection.execute(text("CHECKPOINT"))
        folder = connection.execute(text("SHOW data_directory")).scalar_one()
        number = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
    database.close()
    yield from (part.read_bytes() for part in (Path(folder) / "base" / str(number)).iterdir())


def _as_then(rows: Sequence[Row], table: Table) -> Sequence[Row]:
    """Leave out what a version with these columns no longer kept in the open."""
    if "sealed_names" not in table.columns:
        return rows
    return [{**row, "report": {name: row["report"][name] for name in row["report"].keys() - OPEN}} for row in rows]


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    names = {name for row in rows for name in row} & set(table.columns.keys())
    connection.execute(table.insert(), [{name: row.get(name) for name in names} for row in rows])
    if connection.dialect.name == "postgresql" and "id" in table.columns:
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM \"{table.name}\"))"  # noqa: S608
        )


def _note_end(connection: Connection) -> None:
    end = "coalesce((SELECT hash FROM trail ORDER BY id DESC LIMIT 1), '')"
    connection.execute(
        text(f"UPDATE chainhead SET rows = (SELECT count(*) FROM trail), hash = {end} WHERE chain = 'trail'")  # noqa: S608
    )


def _rows(secrets: Secrets, more: int) -> Mapping[str, Sequence[Row]]:
    others = range(NAMED + 1, NAMED + 1 + more)
    return {
        "staff": [
            _member(1, KIM, "김상담", "operator", "청문감사인권관실"),
            _member(2, JUNG, "정교통", "officer", "교통과"),
            _member(3, OH, "오감독", "supervisor", "청문감사인권관실"),
        ],
        "importfile": [
            {"id": 1, "source": "old", "brought_by": KIM, "at": BEGAN, "report": REPORT},
            {"id": 2, "source": "no list", "brought_by": KIM, "at": BEGAN, "report": REFUSAL},
        ],
        "board": [
            {
                "id": 1, "day": MONDAY, "visits_from": FRIDAY, "visits_to": date(2026, 11, 22), "posted_late": False,
                "carried_over": 0, "slots": 3,
            }
        ],
        "petitioner": [_petitioner(number, secrets) for number in (RAW, PURGED, NAMED)],
        "call": [
            _call(RAW, petition_type=PURPOSE, department=DEPARTMENT),
            _call(PURGED, petition_type=PURPOSE, department=DEPARTMENT, state=CallState.CLOSED.value, closed_at=BEGAN),
            _call(NAMED),
            *(_call(number, petitioner_id=RAW, petition_type=PURPOSE, department=DEPARTMENT) for number in others),
        ],
        "visit": [
            _visit(RAW, petition_type=PURPOSE, department=DEPARTMENT, officer_name=OFFICER, officer_rank="숨은계급"),
            _visit(PURGED, petition_type=PURPOSE, department=DEPARTMENT, officer_name=OFFICER),
            _visit(NAMED),
            *(_visit(number, petition_type=PURPOSE, department=DEPARTMENT, officer_name=OFFICER) for number in others),
        ],
        "trail": _trail(others),
        "notice": [_request(1, "sent"), _request(2, "pending")],
        "signal": [_signal(1, DEPARTMENT), _signal(2, "교통조사2팀"), _signal(3, "수사과")],
        "improvement": [_improvement(number, secrets) for number in (1, 2)],
    }  # fmt: skip


def _member(number: int, slack_id: str, name: str, role: str, department: str) -> Row:
    return {
        "id": number, "staff_no": f"100{number}", "slack_id": slack_id, "name": name, "rank": "경위",
        "unit": department, "department": department, "roles": [role], "active": True, "home_opened": False,
    }  # fmt: skip


def _petitioner(number: int, secrets: Secrets) -> Row:
    phone, is_purged = f"0100000100{number}", number == PURGED
    return {
        "id": number, "masked_name": "–" if is_purged else "홍*순", "sealed_name": secrets.seal("홍길순"),
        "sealed_phone": secrets.seal(phone), "phone_hash": secrets.keyed_hash(phone),
        "purged_at": BEGAN if is_purged else None,
    }  # fmt: skip


def _call(number: int, **facts: Any) -> Row:
    return {
        "id": number, "petitioner_id": number, "state": CallState.QUEUED.value, "lane": "3-new", "priority": 0,
        "masked_name": "홍*순", "petition_type": "교통사고", "department": "교통과", "visited_on": FRIDAY, "visits": 1,
        "attempts": 0, "board_id": 1, "slot": number - 1, "promised": False,
    } | facts  # fmt: skip


def _visit(number: int, **facts: Any) -> Row:
    return {
        "id": number, "call_id": number, "known_as": f"known-{number}", "visited_on": FRIDAY, "import_id": 1,
        "petition_type": "교통사고", "department": "교통과", "officer_name": "정교통", "officer_rank": "경위",
    } | facts  # fmt: skip


def _request(number: int, state: str) -> Row:
    kind, ref = NoticeKind.STATS_SHEET.value, f"month:2026-11-01|{PURPOSE}|20261123000{number}00"
    return {
        "id": number, "kind": kind, "ref": ref, "recipient": OH, "message": f"{kind}|{ref}|{OH}", "urgency": 1,
        "state": state, "created_at": BEGAN, "due_at": BEGAN, "tries": 0, "opaque_id": f"{number:032}",
    }  # fmt: skip


def _signal(number: int, department: str) -> Row:
    return {
        "id": number, "week": date(2026, 11, 16), "department": department, "category": "delay", "count": 9,
        "mean": 2.0, "limit": 6.2, "weeks": 26, "state": "new",
    }  # fmt: skip


def _improvement(signal: int, secrets: Secrets) -> Row:
    return {
        "id": signal, "signal_id": signal, "owner_id": 2, "due_on": MONDAY, "made_by": OH, "made_at": BEGAN,
        "sealed_words": secrets.seal("안내문을 고친다"),
    }  # fmt: skip


def _trail(others: Iterable[int]) -> list[Row]:
    raw = {"visited_on": FRIDAY.isoformat(), "department": DEPARTMENT, "petition_type": PURPOSE}
    named = raw | {"department": "교통과", "petition_type": "교통사고"}
    return chained(
        [
            ("visits.imported", "import:1", {"added": 3}),
            ("call.made", f"call:{RAW}", raw | {"repeat": False}),
            ("call.made", f"call:{PURGED}", raw | {"repeat": False}),
            ("call.made", f"call:{NAMED}", named | {"repeat": False}),
            ("call.visited_again", f"call:{RAW}", raw),
            ("call.claimed", f"call:{NAMED}", {}),
            *(("call.made", f"call:{number}", raw | {"repeat": True}) for number in others),
        ]
    )


def chained(events: Iterable[tuple[str, str, Mapping[str, Any]]], at: datetime = BEGAN) -> list[Row]:
    """Return rows of a trail as every version wrote them."""
    rows: list[Row] = []
    for number, (event, subject, facts) in enumerate(events, 1):
        told = json.dumps(facts, ensure_ascii=False, sort_keys=True)
        row: Row = {"at": at, "actor": KIM, "event": event, "subject": subject, "facts": told}
        rows.append({"id": number, **row, "hash": link_hash(rows[-1]["hash"] if rows else "", row)})
    return rows
