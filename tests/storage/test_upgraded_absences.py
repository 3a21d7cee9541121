"""Absences of before there could be several: they go along."""

from pathlib import Path

import pytest
from sqlalchemy import MetaData
from sqlmodel import Session

from bot.domain.people.duty import Duty, DutyNote
from storage.database import open_database
from storage.migrating import migrate
from storage.people.duty import duty_noted
from tests.steps.builders import MONDAY, TUESDAY

MEMBER = {"rank": "경위", "department": "교통과", "roles": [], "active": True, "home_opened": False, "postings": []}


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_who_is_away_stays_away_with_whom_they_named(request: pytest.FixtureRequest, tmp_path: Path, kind: str) -> None:
    on_disk = f"sqlite:///{tmp_path / 'old.db'}"
    database = open_database(on_disk if kind == "sqlite" else str(request.getfixturevalue("bare_postgres")))
    migrate(database.writes, to="0027")
    before = MetaData()
    before.reflect(database.writes, only=["staff"])
    away = {"away_from": MONDAY, "away_until": TUESDAY, "deputy_id": 1}
    here = dict.fromkeys(away)
    with database.writes.begin() as connection:
        for number, facts in ((1, here), (2, away)):
            row = {"id": number, "staff_no": str(number), "name": f"직원{number}", **MEMBER, **facts}
            connection.execute(before.tables["staff"].insert().values(**row))

    migrate(database.writes)

    with Session(database.writes) as session:
        assert duty_noted(session, MONDAY) == {2: (DutyNote(first=MONDAY, last=TUESDAY, duty=Duty.AWAY, deputy_id=1),)}
    database.close()
