"""What is made ready of a list before any transaction: sealed, hashed, with the names of the station's tables."""

from dataclasses import replace
from datetime import date

from cryptography.fernet import Fernet

from bot.domain.station import Station
from bot.services.desk import Desk
from bot.services.lists.importing import import_visits
from bot.services.lists.preparing import PreparedList, Progress, Step, prepare_list, tell_nobody
from storage.secrets import Secrets
from tests.steps.builders import MONDAY, csv_list, visitor

SECRETS = Secrets([Fernet.generate_key().decode()])


def prepare(rows: list[dict[str, str]], progress: Progress = tell_nobody) -> PreparedList:
    return prepare_list(
        csv_list(rows),
        "명단.csv",
        today=MONDAY,
        station=Station(name="한빛경찰서", main_number="02-0000-0112"),
        secrets=SECRETS,
        progress=progress,
    )


def test_nothing_of_a_person_stands_open() -> None:
    words = {"연락처": "010-0000-1001 (문자만) / 02-000-1001", "민원종류": "이영희 사기 고소", "비고": "청각장애인"}

    [sealed] = prepare([visitor(1, **words)]).visits

    assert not any(word in repr(sealed) for word in ("남궁민수", "1001", "이영희", "청각", "문자만"))
    assert SECRETS.open(sealed.sealed_alternates or b"") == "020001001"
    assert (sealed.petition_type, sealed.department, sealed.masked_name) == ("고소·고발", "교통과", "남**수")


def test_the_same_file_has_the_same_content_and_another_has_not() -> None:
    one, again, other = (prepare([visitor(number)]).content_hash for number in (1, 1, 2))

    assert one == again != other


def test_the_day_of_a_list_is_that_of_its_newest_row() -> None:
    rows = [visitor(1), visitor(2, 방문일시="2026-11-22", 비고="연락 거부"), visitor(3, 방문일시="2026-11-19")]

    assert prepare(rows).listed.as_of == date(2026, 11, 22)


def test_progress_is_told_of_each_step_to_its_end(desk: Desk) -> None:
    told: list[tuple[Step, int, int | None]] = []

    prepared = prepare([visitor(number) for number in range(1, 502)], lambda *step: told.append(step))
    desk.do_now(
        import_visits, prepared=replace(prepared, hashed_with=tuple(desk.secrets.hashed_with)), by="admin", source="a"
    )

    assert told == [
        (Step.READING, 500, None),
        (Step.SEALING, 500, 501),
        (Step.SEALING, 501, 501),
        (Step.STORING, 501, 501),
    ]
