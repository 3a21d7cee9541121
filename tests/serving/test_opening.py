"""Opening a database of an older version: what it kept in the open of lists is sealed before anybody is served."""

import json
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, text

from bot.clock import MovableClock
from bot.domain.keeping.diagnosis import InstallationFault, findings_of
from bot.domain.lists.old_words import facts_that_stood
from bot.domain.station import Station
from bot.services.calls import claiming
from bot.services.desk import DatabaseError, Desk
from bot.services.figures.improvements import lines_of_open
from bot.services.keeping.diagnosis import see_installation, verify_chains
from bot.services.keeping.old_trail import see_old_trail, verify_sealed_facts
from bot.services.unit import Unit
from bot.serving.opening import CannotStart, open_desk, upgraded_desk
from bot.settings import DatabaseSettings
from storage.calls.tables import Call
from storage.chaining import link_hash
from storage.database import open_database
from storage.figures.signals import add_signal
from storage.figures.tables import Signal
from storage.lists.tables import Visit
from storage.migrating import migrate
from storage.secrets import Secrets
from storage.tables import Notice, SealedFacts, Trail
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.old_databases import (
    DEPARTMENT,
    NAMED,
    OFFICER,
    PURGED,
    PURPOSE,
    RAW,
    make_old_database,
    open_words_in,
    tamper,
)

pytestmark = pytest.mark.long
REVISIONS = [f"{number:04}" for number in range(1, 17)]
OFTEN = {REVISIONS[0], REVISIONS[-1]}
"""Tried each time; the others are slow."""
OF_OLD = [
    pytest.param(kind, revision, marks=[] if revision in OFTEN else [pytest.mark.slow])
    for kind in ("sqlite", "postgres")
    for revision in REVISIONS
]
KEY = Fernet.generate_key().decode()
STATION = Station(name="한빛경찰서", main_number="02-0000-0112")
CLOCK = MovableClock(seoul(MONDAY, 9, 40))


@pytest.fixture(params=["sqlite", "postgres"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Each of the two databases in turn, with nothing in it."""
    on_disk = f"sqlite:///{tmp_path / 'old.db'}"
    return on_disk if request.param == "sqlite" else str(request.getfixturevalue("bare_postgres"))


def settings_for(url: str, key: str = KEY) -> DatabaseSettings:
    """Settings of an installation."""
    return DatabaseSettings(database_url=url, data_keys=[key])


def upgraded(url: str) -> Desk:
    """Open a database as `cleancall migrate` does."""
    return upgraded_desk(settings_for(url), STATION, CLOCK)


@pytest.mark.parametrize(("bare_url", "revision"), OF_OLD, indirect=["bare_url"])
def test_of_every_earlier_version_no_word_of_a_list_is_left_in_the_open(bare_url: str, revision: str) -> None:
    make_old_database(bare_url, revision, Secrets([KEY]))
    before = open_words_in(bare_url)

    desk = upgraded(bare_url)

    trail, _ = desk.do_now(verify_chains)
    places = desk.do_now(_places)
    desk.close()
    assert before
    assert not open_words_in(bare_url)
    assert (trail.broken_at, trail.cut_off, trail.rows, trail.is_sound) == (None, 0, 8, True)
    assert places == {
        RAW: ("교통과", "고소·고발", "교통과", "고소·고발", ""),
        PURGED: ("교통과", "고소·고발", "교통과", "고소·고발", ""),
        NAMED: ("교통과", "교통사고", "교통과", "교통사고", "경위 정교통"),
    }


@pytest.mark.parametrize("revision", ["0017", "0018", "0019"])
def test_a_trail_of_the_version_before_keys_goes_on_under_one_and_stays_what_it_was(
    bare_url: str, revision: str
) -> None:
    make_old_database(bare_url, revision, Secrets([KEY]))
    ends = [("trail", "sound", 6)]

    desk = upgraded(bare_url)

    reports = desk.do_now(verify_chains)
    desk.do_now(claiming.claim_call, by=KIM, number=NAMED)
    later = desk.do_now(verify_chains)
    desk.close()
    tamper(bare_url, "UPDATE trail SET actor = 'U0LEE' WHERE id = 2")
    found = open_desk(settings_for(bare_url), STATION, CLOCK)
    assert [
        (each.chain, each.before_keys.result, each.before_keys.rows) for each in reports if each.before_keys
    ] == ends
    assert all(each.is_sound for each in (*reports, *later))
    assert [each.rows for each in later] == [reports[0].rows + 1, 1]
    assert found.do_now(verify_chains)[0].broken_at == 2
    found.close()


def _places(unit: Unit) -> dict[int, tuple[str, ...]]:
    """Departments and types of the calls, and of their visits with the officer."""
    rows = unit.session.execute(select(Call, Visit).join(Visit, Visit.call_id == Call.id))  # type: ignore[arg-type]
    return {
        call.key: (
            call.department,
            call.petition_type,
            visit.department,
            visit.petition_type,
            f"{visit.officer_rank} {visit.officer_name}".strip(),
        )
        for call, visit in rows
    }


def test_the_claimant_still_reads_what_the_list_said_and_of_the_purged_nothing_is_kept(bare_url: str) -> None:
    make_old_database(bare_url, "0007", Secrets([KEY]))
    desk = upgraded(bare_url)

    card = desk.do_now(claiming.claim_call, by=KIM, number=RAW)

    visit = card.visits[0]
    assert (visit.petition_type, visit.department, visit.officers) == ("고소·고발", "교통과", ())
    assert visit.listed == f"{PURPOSE} · {DEPARTMENT} · 숨은계급 {OFFICER}"
    assert desk.do_now(_sealed) == ({RAW, NAMED}, {f"call:{RAW}"})
    desk.close()


def test_visits_are_known_by_what_they_were_known_by(bare_url: str) -> None:
    make_old_database(bare_url, "0009", Secrets([KEY]))
    desk = upgraded(bare_url)

    visits = desk.do_now(lambda unit: unit.session.execute(select(Visit)).scalars().all())
    desk.close()

    assert sorted(visit.known_as for visit in visits) == ["known-1", "known-2", "known-3"]


def _sealed(unit: Unit) -> tuple[set[int], set[str]]:
    """Visits and subjects of the trail of which words are kept, sealed."""
    visits = unit.session.execute(select(Visit).where(Visit.sealed_listed.is_not(None))).scalars()  # type: ignore[union-attr]
    facts = unit.session.execute(select(SealedFacts)).scalars()
    return {visit.call_id for visit in visits}, {row.subject for row in facts}


def test_the_new_trail_begins_with_what_the_old_one_was_and_the_old_one_can_be_made_again(bare_url: str) -> None:
    make_old_database(bare_url, "0009", Secrets([KEY]))
    make_everybody_known(bare_url)
    desk = upgraded(bare_url)

    trail = desk.do_now(_trail)
    old = desk.do_now(see_old_trail)
    report = desk.do_now(verify_sealed_facts)
    made_again = desk.do_now(_old_end_made_again)
    desk.close()

    assert (trail[0].event, trail[0].subject, [row.id for row in trail]) == (
        "trail.resealed",
        "chain:trail",
        [0, 1, 2, 3, 4, 5, 6, 7],
    )
    assert json.loads(trail[0].facts) == {
        "head": made_again,
        "rows": 6,
        "result": "sound",
        "broken_at": None,
        "cut_off": 0,
    }
    assert old is not None
    assert (old.head, old.rows, old.broken_at, old.cut_off) == (made_again, 6, None, 0)
    assert (report.rows, report.unfit_at) == (3, None)


def make_everybody_known(url: str) -> None:
    """Nobody was purged."""
    database = open_database(url)
    with database.writes.begin() as connection:
        connection.execute(text("UPDATE petitioner SET purged_at = NULL"))
    database.close()


def _trail(unit: Unit) -> list[Trail]:
    return list(unit.session.execute(select(Trail).order_by(Trail.id)).scalars())  # type: ignore[arg-type]


def _old_end_made_again(unit: Unit) -> str:
    """Hash the rows of the trail as they stood before, of what is sealed beside them."""
    stood = {row.id: row.sealed_words for row in unit.session.execute(select(SealedFacts)).scalars()}
    link = ""
    for row in _trail(unit)[1:-1]:
        facts = row.facts if row.id not in stood else facts_that_stood(unit.secrets.open(stood[row.id]), row.facts)
        link = link_hash(link, {**row.model_dump(), "facts": facts})
    return link


@pytest.mark.parametrize(
    ("statement", "result", "broken_at", "cut_off"),
    [
        ("UPDATE trail SET actor = 'U0LEE' WHERE id = 2", "broken", 2, 0),
        ("DELETE FROM trail WHERE id = 3", "broken", 4, 0),
        ("DELETE FROM trail WHERE id > 4", "cut_off", None, 2),
        ("UPDATE trail SET facts = 'not json', subject = 'nothing' WHERE id = 2", "broken", 2, 0),
    ],
    ids=["changed", "deleted", "cut off", "spoilt"],
)
def test_a_trail_that_was_tampered_with_is_sealed_and_its_damage_told(
    bare_url: str, statement: str, result: str, broken_at: int | None, cut_off: int
) -> None:
    make_old_database(bare_url, "0009", Secrets([KEY]))
    tamper(bare_url, statement)

    desk = upgraded(bare_url)

    first = json.loads(desk.do_now(_trail)[0].facts)
    faults = [each.fault for each in findings_of(desk.do_now(see_installation), desk.now(), desk.today)]
    chain = desk.do_now(verify_chains)[0]
    assert (first["result"], first["broken_at"], first["cut_off"]) == (result, broken_at, cut_off)
    assert f"trail_{result}" in faults
    assert (chain.broken_at, chain.cut_off) == (None, 0)
    with pytest.raises(DatabaseError):
        desk.do_now(lambda unit: unit.session.execute(text("UPDATE trail SET actor = 'U0LEE'")))
    desk.close()
    assert not open_words_in(bare_url)


def test_with_keys_that_do_not_open_what_is_sealed_nothing_is_sealed(bare_url: str) -> None:
    make_old_database(bare_url, "0009", Secrets([KEY]))
    other = Fernet.generate_key().decode()

    with pytest.raises(CannotStart) as refused:
        upgraded_desk(settings_for(bare_url, other), STATION, CLOCK)

    assert refused.value.fault is InstallationFault.KEY_MISSING
    assert refused.value.facts == {"tables": "petitioner, improvement"}
    assert len(open_words_in(bare_url)) == 5
    upgraded(bare_url).close()
    assert not open_words_in(bare_url)


def test_requests_and_signals_are_of_names_of_the_tables_and_none_is_lost(bare_url: str) -> None:
    make_old_database(bare_url, "0009", Secrets([KEY]))
    desk = upgraded(bare_url)

    notices = desk.do_now(lambda unit: [(row.ref, row.state) for row in unit.session.execute(select(Notice)).scalars()])
    signals = desk.do_now(lambda unit: [row.department for row in unit.session.execute(select(Signal)).scalars()])
    improved = [(line.signal, line.department) for line in desk.do_now(lines_of_open)]
    again = desk.do_now(lambda unit: add_signal(unit.session, _signal_like_the_first(unit)))
    desk.close()

    assert sorted(notices) == [
        ("month:2026-11-01|고소·고발|20261123000100", "sent"),
        ("month:2026-11-01|고소·고발|20261123000200", "pending"),
    ]
    assert sorted(signals) == ["교통과", "교통과", "수사과"]
    assert improved == [(1, "교통과"), (2, "교통과")]
    assert again is None  # of one week, department and category there is one


def _signal_like_the_first(unit: Unit) -> Signal:
    first = unit.session.get_one(Signal, 1)
    return Signal(**first.model_dump(exclude={"id"}))


def test_an_upgrade_is_done_once(bare_url: str) -> None:
    make_old_database(bare_url, "0009", Secrets([KEY]))
    upgraded(bare_url).close()
    steps: list[str] = []

    desk = upgraded_desk(settings_for(bare_url), STATION, CLOCK, lambda step, _row: steps.append(step))

    events = [row.event for row in desk.do_now(_trail)]
    desk.close()
    assert not steps
    assert events.count("trail.resealed") == 1


def test_a_trail_without_words_of_lists_stays_as_it_is(bare_url: str) -> None:
    make_old_database(bare_url, "0009", Secrets([KEY]))
    tamper(bare_url, "DELETE FROM trail", "UPDATE chainhead SET rows = 0, hash = '' WHERE chain = 'trail'")

    desk = upgraded(bare_url)

    assert ([row.event for row in desk.do_now(_trail)], desk.do_now(see_old_trail)) == (["chain.keyed"], None)
    desk.close()


def test_a_new_database_has_nothing_to_seal(bare_url: str) -> None:
    steps: list[str] = []

    upgraded_desk(settings_for(bare_url), STATION, CLOCK, lambda step, _row: steps.append(step)).close()

    assert not steps


def test_on_postgresql_nobody_is_served_before_all_is_sealed(bare_postgres: str) -> None:
    make_old_database(bare_postgres, "0009", Secrets([KEY]))
    database = open_database(bare_postgres)
    migrate(database.writes)
    database.close()

    with pytest.raises(CannotStart) as refused:
        open_desk(settings_for(bare_postgres), STATION, CLOCK)
    upgraded(bare_postgres).close()
    open_desk(settings_for(bare_postgres), STATION, CLOCK).close()

    assert refused.value.fault is InstallationFault.NOT_SEALED


def test_an_older_program_leaves_a_newer_database_alone(bare_url: str) -> None:
    upgraded(bare_url).close()
    tamper(bare_url, "UPDATE alembic_version SET version_num = '9999'", "UPDATE oldestprogram SET version = '99.0.0'")

    for opening in (open_desk, upgraded_desk):
        with pytest.raises(CannotStart) as refused:
            opening(settings_for(bare_url), STATION, CLOCK)
        assert refused.value.fault is InstallationFault.DATABASE_NEWER
