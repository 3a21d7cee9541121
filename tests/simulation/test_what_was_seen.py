"""What told others of an accusation, and must not: one example of each kind, before the random days."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, PraiseGiven, Result
from bot.domain.calls.states import Outcome
from bot.domain.calls.surveys import FIRST
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.handing_on import HandOn
from bot.domain.grievances.kinds import Category, Kind, Severity
from bot.domain.trail import Event
from bot.services.calls import supervising
from bot.services.calls.boards import post_morning_when_due
from bot.services.calls.verification import look_up
from bot.services.grievances import handing_on, handling, replying
from bot.services.grievances.filing import trail_facts
from bot.services.grievances.numbers import number_for
from bot.services.grievances.routing import tell_operator, tell_recipients
from bot.services.grievances.undoing import undo_result
from bot.services.officers import officers_of_call
from bot.services.people.directory import members_with
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from bot.views.calls.claim_card import claim_card
from storage.grievances.queries import add_grievance
from storage.grievances.subjects import add_subjects
from storage.grievances.tables import Grievance
from tests.simulation.station import GUN, PLAIN, WatchedStation
from tests.steps.builders import HAN, JUNG, KIM, LEE, MONDAY, OH, SWITCH, TUESDAY, seoul, visitor
from tests.steps.desks import bring_list
from tests.steps.grievances import BY_AUDIT
from tests.steps.rows import call_row

pytestmark = pytest.mark.long
SCORES = dict.fromkeys(FIRST.names, 2)
PLAIN_END = Result(
    disposition=Disposition.ANSWERED, outcome=Outcome.INQUIRY_ANSWERED, scores=SCORES, money=MoneyAnswer.NO
)
ACCUSING_END = Result(
    disposition=Disposition.ANSWERED,
    outcome=Outcome.GRIEVANCE_FILED,
    scores=SCORES,
    money=MoneyAnswer.YES,
    words="담당 형사가 돈을 요구했습니다.",
)
ACCUSATION = Filing(kind=Kind.ALLEGATION, category=Category.BRIBERY_FAVOUR, severity=Severity.S1)
Twins = tuple[WatchedStation, WatchedStation]


@pytest.fixture(scope="module")
def begun(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[WatchedStation, Path]:
    """A station that was closed on a Monday at 09:40, six calls on the board, and its database, to be copied."""
    file = Path(copy(migrated_file, tmp_path_factory.mktemp("begun") / "station.db"))
    station = WatchedStation(f"sqlite:///{file}", seoul(MONDAY, 8, 20), accuses=False)
    bring_list(station.desk, [visitor(number) for number in range(1, 7)])
    station.clock.set(seoul(MONDAY, 8, 31))
    station.desk.do_now(post_morning_when_due)
    station.clock.set(seoul(MONDAY, 9, 40))
    station.delivers()
    station.close()
    return station, file


@pytest.fixture
def twins(begun: tuple[WatchedStation, Path], tmp_path: Path) -> Iterator[Twins]:
    """Two stations on a Monday at 09:40, six calls on the board; the first is the one with the accusation."""
    before, file = begun
    made = []
    for name in ("accusing", "plain"):
        url = f"sqlite:///{copy(file, tmp_path / f'{name}.db')}"
        made.append(WatchedStation(url, seoul(MONDAY, 9, 40), accuses=name == "accusing", begun=before))
    yield made[0], made[1]
    for station in made:
        station.close()


def accuse(station: WatchedStation, number: int = 1) -> None:
    """Let a call bring an accusation at the one station; at its twin the same call closes with nothing filed."""
    if station.accuses:
        station.calls(KIM, number, ACCUSING_END, ACCUSATION)
    else:
        station.calls(KIM, number, PLAIN_END)
    station.delivers()


def in_both(twins: Twins, work: Callable[[WatchedStation], object]) -> None:
    """Do the same at both stations."""
    for station in twins:
        work(station)


def assert_alike(twins: Twins) -> None:
    """Compare everything that anybody but audit saw."""
    one, other = (station.without_numbers() for station in twins)
    for a, b in zip(one, other, strict=False):
        assert a == b
    assert len(one) == len(other)


def asks_everything(station: WatchedStation) -> None:
    """Let everybody ask for everything about call 1."""
    for by in PLAIN:
        station.types(by, "queue")
        for words in ("subject 1", "outbox", "grievance 1"):
            station.types(by, "", words)
        for words in ("", "이번달 factors", "quality", "work"):
            station.types(by, "stats", words)


def test_a_call_that_brought_an_accusation_counts_and_shows_as_a_question_answered(twins: Twins) -> None:
    in_both(twins, accuse)
    in_both(twins, asks_everything)
    in_both(twins, lambda station: station.ticks(seoul(MONDAY, 18, 1)))

    assert_alike(twins)


def test_a_down_time_moves_audits_matters_alike_and_tells_of_none(twins: Twins) -> None:
    in_both(twins, accuse)
    before = twins[0].matters()[0].due_on
    in_both(twins, lambda station: station.ticks(seoul(TUESDAY, 12, 1)))
    in_both(twins, lambda station: station.types(OH, "", "downtime 11/23 14:00 ~ 11/24 11:00 전산망 장애"))
    in_both(twins, lambda station: station.delivers())

    moved = twins[0].matters()[0].due_on
    in_both(twins, lambda station: station.types(OH, "", "downtime undo 11/23 14:00 잘못 적음"))
    in_both(twins, lambda station: station.delivers())

    assert moved > before == twins[0].matters()[0].due_on
    assert_alike(twins)


def test_the_looks_of_audit_are_not_counted(twins: Twins) -> None:
    in_both(twins, accuse)
    accusing, _ = twins
    matter = accusing.matters()[0].key
    accusing.desk.do_now(replying.reveal_for_reply, by=HAN, grievance_id=matter)
    accusing.desk.do_now(handling.answer, by=HAN, grievance_id=matter, words="조사했습니다")
    accusing.desk.do_now(replying.reveal_for_reply, by=HAN, grievance_id=matter)
    in_both(twins, WatchedStation.delivers)
    in_both(twins, asks_everything)

    assert_alike(twins)


def test_the_switchboard_is_answered_alike_while_audit_phones_under_a_code_of_its_own(twins: Twins) -> None:
    in_both(twins, accuse)
    codes = {station: call_row(station.desk).code or "" for station in twins}
    accusing, _ = twins
    matter = accusing.matters()[0].key
    accusing.desk.do_now(handling.answer, by=HAN, grievance_id=matter, words="조사했습니다")
    for days in (1, 13, 15, 21):
        for station in twins:
            station.ticks(seoul(MONDAY + timedelta(days=days), 18, 1))
        card = accusing.desk.do_now(replying.reveal_for_reply, by=HAN, grievance_id=matter)
        for station in twins:
            for words in (codes[station], "010-0000-1001"):
                station.sees(SWITCH, repr(station.does(look_up, by=SWITCH, words=words)))
        assert accusing.desk.do_now(look_up, by=LEE, words=card.code).genuine

    assert_alike(twins)


def test_contact_data_are_destroyed_at_the_same_time_and_old_boards_lose_names_alike(twins: Twins) -> None:
    in_both(twins, accuse)
    in_both(twins, lambda station: station.calls(KIM, 2, PLAIN_END))
    for days in (9, 17, 40):
        night = seoul(MONDAY + timedelta(days=days), 3)
        for station in twins:
            station.ticks(night)
        in_both(twins, asks_everything)

    assert_alike(twins)
    accusing, plain = twins
    assert "홍*순" not in plain.standing()
    card = accusing.desk.do_now(handling.see_grievance, by=HAN, grievance_id=accusing.matters()[0].key)
    contact = accusing.desk.do_now(replying.reveal_for_reply, by=HAN, grievance_id=card.id).contact
    assert (card.words, contact.name, contact.phone) == (ACCUSING_END.words, "남궁민수", "010-0000-1001")


def test_a_deletion_is_answered_alike_and_leaves_audit_what_it_has(twins: Twins) -> None:
    in_both(twins, accuse)
    accusing, plain = twins
    closes(accusing)
    in_both(twins, lambda station: station.types(OH, "", "subject delete 1 본인 요청"))
    in_both(twins, lambda station: station.ticks(seoul(MONDAY + timedelta(days=1), 3)))
    in_both(twins, asks_everything)

    assert_alike(twins)
    assert "접수했습니다. 10일 안에 민원인께 결과를 알립니다" in plain.seen[-1] or any(
        "접수했습니다. 10일 안에 민원인께 결과를 알립니다" in line for line in plain.seen
    )
    card = accusing.desk.do_now(handling.see_grievance, by=HAN, grievance_id=accusing.matters()[0].key)
    assert card.words == ACCUSING_END.words


def closes(station: WatchedStation) -> None:
    """Audit answers and tells the petitioner: the matter is closed."""
    matter = station.matters()[0].key
    station.desk.do_now(handling.answer, by=HAN, grievance_id=matter, words="조사했습니다")
    station.desk.do_now(replying.record_reply, by=HAN, grievance_id=matter, reply=BY_AUDIT)


def test_what_audit_did_not_get_is_told_to_audit_alone(twins: Twins) -> None:
    for station in twins:
        station.unreachable = {HAN, OH}
    in_both(twins, accuse)
    for station in twins:
        station.unreachable = set()
    in_both(twins, lambda station: station.ticks(seoul(MONDAY, 11)))
    in_both(twins, asks_everything)
    in_both(twins, lambda station: station.types(OH, "", "outbox retry"))
    in_both(twins, asks_everything)

    assert_alike(twins)


def test_what_audit_read_is_cleaned_at_night_without_a_word_to_others_if_that_fails(twins: Twins) -> None:
    in_both(twins, accuse)
    closes(twins[0])
    twins[0].delivers()
    for station in twins:
        station.unreachable = {HAN}
        for days in (9, 17, 40):
            station.ticks(seoul(MONDAY + timedelta(days=days), 3))
        asks_everything(station)

    assert_alike(twins)


def test_a_yes_stays_whatever_comes_after_it(twins: Twins) -> None:
    in_both(twins, accuse)
    in_both(twins, lambda station: station.types(OH, "", "reopen 1 다시 확인"))
    in_both(twins, lambda station: station.calls(KIM, 1, PLAIN_END))
    in_both(twins, asks_everything)

    assert_alike(twins)
    assert "‘예’" in twins[0].types(HAN, "stats", "이번달")


def test_nobody_lifts_their_own_conflict_and_audit_is_told(twins: Twins) -> None:
    station = twins[1]

    answer = station.types(GUN, "", f"override 1 {GUN} 급합니다")
    station.delivers()

    assert "본인" in answer
    assert station.does(supervising.lift_conflict_for, by=OH, number=1, operator=GUN, reason="급함") is not None


def test_praise_that_speaks_of_a_gift_is_seen_by_audit_alone(twins: Twins) -> None:
    accusing, plain = twins
    gift = PraiseGiven(words="고마워서 봉투를 드렸어요", was_gift=True)
    happy = Result(
        disposition=Disposition.ANSWERED, outcome=Outcome.SATISFIED, scores={}, money=MoneyAnswer.NO, praise=gift
    )
    accusing.calls(KIM, 1, happy)
    plain.calls(KIM, 1, Result(**{**{name: getattr(happy, name) for name in Result.__slots__}, "praise": None}))
    in_both(twins, lambda station: station.delivers())
    in_both(twins, asks_everything)

    assert_alike(twins)


def file_now(unit: Unit) -> None:
    """File of call 1, which is closed, what the other station's audit hands on at this moment."""
    named = members_with(unit, officers_of_call(unit, 1).found)
    matter = Grievance(
        id=number_for(unit, 1),
        call_id=1,
        kind="inquiry",
        category="other",
        severity="s4",
        track="ordinary",
        lane="officer",
        state="routed",
        period_days=7,
        filed_by=KIM,
        recipient=named[0].slack_id,
        due_on=unit.calendar.due_in_days(unit.today, 7),
        filed_at=unit.now,
        routed_at=unit.now,
        sealed_words=unit.secrets.seal(ACCUSING_END.words),
    )
    add_grievance(unit.session, matter)
    add_subjects(unit.session, matter.key, [each.key for each in named], ())
    unit.record(Event.GRIEVANCE_FILED, matter.key, by=KIM, call=1, **trail_facts(matter))
    tell_recipients(unit, matter)
    tell_operator(unit, matter)
    refresh_home(unit, matter.recipient or "")


def test_what_audit_hands_on_looks_as_if_it_were_filed_then(twins: Twins) -> None:
    accusing, plain = twins
    in_both(twins, accuse)
    in_both(twins, lambda station: station.ticks(seoul(MONDAY + timedelta(days=1), 10)))
    chosen = HandOn(reason="감사할 일이 아닙니다", kind=Kind.INQUIRY, category=Category.OTHER)
    accusing.desk.do_now(handing_on.hand_on, by=HAN, grievance_id=accusing.matters()[0].key, choice=chosen)
    plain.desk.do_now(file_now)
    for station in twins:
        number = station.matters()[0].key
        station.delivers()
        asks_everything(station)
        station.types(JUNG, "", f"grievance {number}")
        station.types(OH, "", f"grievance {number}")
        for later in (1, 8, 9):
            station.ticks(seoul(MONDAY + timedelta(days=1 + later), 15))

    assert accusing.seen
    assert "감사할 일이" not in "".join(accusing.seen)
    assert_alike(twins)


def test_the_undo_of_an_accusing_result_looks_like_any_other(twins: Twins) -> None:
    in_both(twins, accuse)
    for station in twins:
        card = station.does(undo_result, by=KIM, number=1)
        assert card is not None
        station.sees(KIM, claim_card(replace(card, code="000000"), station.languages.station))
        station.delivers()
    in_both(twins, asks_everything)
    in_both(twins, lambda station: station.records(KIM, 1, PLAIN_END))
    in_both(twins, asks_everything)
    in_both(twins, lambda station: station.ticks(seoul(MONDAY, 18, 1)))

    assert_alike(twins)
    assert [(each.track, each.said_yes) for each in twins[0].matters()] == [("audit", True)]
    assert "‘예’" in twins[0].types(HAN, "stats", "이번달")
