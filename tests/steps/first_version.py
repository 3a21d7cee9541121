"""A station that began with the first version: its rows as they stood then."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Engine, MetaData

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.states import CallState, Outcome
from bot.domain.notices import NoticeKind
from bot.domain.station import Station
from storage.chaining import link_hash
from storage.database import open_database
from storage.migrating import migrate
from storage.secrets import Secrets
from tests.steps.builders import FRIDAY, KIM, MONDAY, seoul

KEY = Fernet.generate_key().decode()
SECRETS = Secrets([KEY])
STATION = Station(name="한빛경찰서", main_number="02-0000-0112")
BEGAN = seoul(MONDAY, 8, 30).astimezone(UTC)
Row = dict[str, Any]
STOPS = ("0001", "0009", "0017", "0025", "0037", "0039", "head")


def make_first_version(url: str) -> None:
    """Make a database of the first version, with a day's work in it."""
    database = open_database(url)
    migrate(database.writes, to="0001")
    fill(database.writes, MONDAYS_WORK)
    database.close()


class Journey:
    """A station of the first version on its way to this one: each version it comes to is made once, to be copied."""

    def __init__(self, copy: Callable[[str | None, str], str]) -> None:
        self._copy = copy  # a database, None: an empty one, to a new name; returns its address
        self._made: set[str] = set()

    def at(self, version: str) -> str:
        """Return the name of the database of a version."""
        if version not in self._made:
            earlier = [each for each in STOPS if each < version]
            url = self._copy(self.at(earlier[-1]) if earlier else None, f"first_{version}")
            _bring(url, version) if earlier else make_first_version(url)
            self._made.add(version)
        return f"first_{version}"


def _bring(url: str, version: str) -> None:
    database = open_database(url)
    migrate(database.writes, to=version)
    database.close()


def fill(engine: Engine, work: Mapping[str, Sequence[Row]]) -> None:
    """Put rows into the tables as they are by now."""
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.begin() as connection:
        for name, rows in work.items():
            connection.execute(metadata.tables[name].insert(), rows)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            for name in work:
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM \"{name}\"))"  # noqa: S608
                )


def staff(number: int, slack_id: str, role: str) -> Row:
    return {
        "id": number, "staff_no": f"100{number}", "slack_id": slack_id, "name": f"상담{number}", "rank": "경위",
        "unit": "청문감사인권관실", "roles": [role], "active": True, "home_opened": False,
    }  # fmt: skip


def petitioner(number: int) -> Row:
    phone = f"0100000100{number}"
    return {
        "id": number, "masked_name": "홍*순", "sealed_name": SECRETS.seal("홍길순"),
        "sealed_phone": SECRETS.seal(phone), "phone_hash": SECRETS.keyed_hash(phone),
    }  # fmt: skip


def call(number: int, state: CallState, **facts: Any) -> Row:
    row = {
        "id": number, "petitioner_id": number, "state": state.value, "lane": "3-new", "priority": 0,
        "masked_name": "홍*순", "petition_type": "교통사고", "department": "교통과", "visited_on": FRIDAY, "visits": 1,
        "attempts": 0, "board_id": 1, "slot": number - 1, "promised": False, "last_operator": None, "due_at": None,
        "outcome": None, "closed_at": None,
    }  # fmt: skip
    return row | facts


def visit(number: int) -> Row:
    return {
        "id": number, "call_id": number, "known_as": f"known-{number}", "visited_on": FRIDAY, "import_id": 1,
        "petition_type": "교통사고", "department": "교통과", "officer_name": "정교통", "officer_rank": "경위",
    }  # fmt: skip


def chained(*events: tuple[str, str]) -> list[Row]:
    """Rows of the trail as the first version wrote them."""
    rows: list[Row] = []
    for number, (event, subject) in enumerate(events, 1):
        row: Row = {"at": BEGAN, "actor": KIM, "event": event, "subject": subject, "facts": json.dumps({})}
        rows.append({"id": number, **row, "hash": link_hash(rows[-1]["hash"] if rows else "", row)})
    return rows


OLD_REPORT: Row = {
    "file_name": "홍길순 민원.xlsx", "dry_run": False, "rows": 3, "added": 3, "known": 0, "merged": 0, "excluded": {},
    "rejected": [{"row_no": 5, "reason": "no_name"}], "repaired": 0, "dropped_values": 0,
    "dropped_columns": ["홍길순주민번호"], "queued_today": 0,
}  # fmt: skip
MONDAYS_WORK: dict[str, list[Row]] = {
    "staff": [staff(1, KIM, "operator"), staff(2, "U0OH", "supervisor"), staff(3, "U0HAN", "audit")],
    "importfile": [
        {"id": 1, "source": "old", "brought_by": KIM, "at": BEGAN, "report": OLD_REPORT},
        {
            "id": 2, "source": "older", "brought_by": KIM, "at": BEGAN,
            "report": {"file_name": "홍길순 민원.hwp", "problem": "hangul_file"},
        },
    ],
    "board": [
        {
            "id": 1, "day": MONDAY, "visits_from": FRIDAY, "visits_to": date(2026, 11, 22), "posted_late": False,
            "carried_over": 0, "slots": 3,
        }
    ],
    "jobrun": [{"id": 1, "job": "morning", "day": MONDAY, "at": BEGAN}],
    "petitioner": [petitioner(number) for number in (1, 2, 3)],
    "call": [
        call(1, CallState.QUEUED),
        call(2, CallState.SCHEDULED, lane="2-retry", attempts=1, last_operator=KIM, due_at=seoul(MONDAY, 13, 10)),
        call(3, CallState.CLOSED, attempts=1, last_operator=KIM, outcome=Outcome.SATISFIED.value, closed_at=BEGAN),
    ],
    "visit": [visit(number) for number in (1, 2, 3)],
    "attempt": [
        {"id": 1, "call_id": 2, "at": BEGAN, "by": KIM, "disposition": Disposition.NO_ANSWER.value},
        {"id": 2, "call_id": 3, "at": BEGAN, "by": KIM, "disposition": Disposition.ANSWERED.value},
    ],
    "survey": [{"id": 1, "call_id": 3, "overall": 5, "no_follow_up": False, "sealed_words": SECRETS.seal("고마워요")}],
    "notice": [
        {
            "id": 1, "kind": NoticeKind.BOARD_PAGE.value, "ref": "1:1", "recipient": "call-channel",
            "message": "board.page|1:1|call-channel", "urgency": 3, "state": "pending", "created_at": BEGAN,
            "due_at": BEGAN, "tries": 0, "opaque_id": "0" * 32,
        }
    ],
    "trail": chained(("board.posted", "board:1"), ("call.claimed", "call:2"), ("call.closed", "call:3")),
    "accesslog": chained(("call.claimed", "call:2"), ("call.claimed", "call:3")),
}  # fmt: skip
