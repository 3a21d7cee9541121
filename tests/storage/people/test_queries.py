"""The directory: who is who, who can be reached, who is away."""

from sqlmodel import Session

from bot.domain.roles import Role
from bot.services.desk import Desk
from storage.keeping.purging import purge_petitioner
from storage.people.queries import (
    active_staff,
    find_petitioner,
    forget_slack_account,
    free_accounts,
    mark_left,
    oldest_kept,
    reachable_with,
    save_staff,
    sealed_names,
    slack_ids_with,
    staff_by_slack_id,
    staff_matching,
    staff_named,
    staff_numbered,
)
from storage.people.tables import Staff
from tests.steps.builders import HAN, JUNG, KIM, LEE, OH, PARK
from tests.steps.desks import in_session, operator


def test_people_are_found_by_account_name_and_part_of_a_word(morning: Desk) -> None:
    kim = in_session(morning, staff_by_slack_id, KIM)

    assert kim is not None
    assert in_session(morning, staff_by_slack_id, "U0NOBODY") is None
    assert {each.slack_id for each in in_session(morning, staff_named, "정교통")} == {PARK, JUNG}
    assert [each.slack_id for each in in_session(morning, staff_matching, "감독", most=10)] == [OH]
    assert len(in_session(morning, staff_matching, "", most=2)) == 2
    assert not in_session(morning, staff_matching, "%", most=10)


def test_parts_of_name_rank_and_unit_are_looked_for_together(morning: Desk) -> None:
    save(morning, operator("U0GONE", name="정떠남", rank="순경", department="교통과", extension="7301", active=False))

    found = [
        [each.name for each in in_session(morning, staff_matching, words, most=10, with_left=with_left)]
        for words, with_left in (
            ("교통과 정", False),
            ("교통과 정", True),
            ("순경 떠남", True),
            ("교통과 감사", True),
            ("7301", True),
        )
    ]

    assert found == [["정교통"], ["정교통", "정떠남"], ["정떠남"], [], ["정떠남"]]


def test_a_role_is_held_by_those_who_can_be_reached(morning: Desk) -> None:
    before = in_session(morning, slack_ids_with, Role.AUDIT)

    lost = in_session(morning, forget_slack_account, HAN)

    assert before == [HAN]
    assert lost is not None
    assert in_session(morning, slack_ids_with, Role.AUDIT) == []
    assert [each.slack_id for each in in_session(morning, reachable_with, Role.OPERATOR)] == [KIM, LEE, PARK]
    assert [each.slack_id for each in in_session(morning, reachable_with, Role.OFFICER)] == [JUNG]


def test_who_left_stays_in_the_directory_and_is_found_by_number(morning: Desk) -> None:
    lee = in_session(morning, staff_by_slack_id, LEE)
    assert lee is not None

    in_session(morning, mark_left, lee.key)

    gone = in_session(morning, staff_numbered, [lee.staff_no])[lee.staff_no]
    assert not gone.active
    assert gone.postings == lee.postings
    assert lee.key not in {person.key for person in in_session(morning, active_staff)}


def save(desk: Desk, person: Staff) -> str:
    """Put somebody into the directory as a list of one would."""

    def work(session: Session) -> str:
        free_accounts(session, [person])
        known = staff_numbered(session, [person.staff_no])
        return save_staff(session, person, known.get(person.staff_no))

    return in_session(desk, work)


def test_the_newest_list_gives_an_account_to_its_owner(morning: Desk) -> None:
    saved = [save(morning, operator(KIM, staff_no=number, name="새사람")) for number in ("9001", "9001")]

    owner = in_session(morning, staff_by_slack_id, KIM)
    assert saved == ["added", "unchanged"]
    assert owner is not None
    assert owner.staff_no == "9001"


def test_a_petitioner_is_read_sealed(morning: Desk) -> None:
    petitioner = in_session(morning, find_petitioner, 1)

    assert "남궁민수".encode() not in petitioner.sealed_name
    assert morning.secrets.open(petitioner.sealed_name) == "남궁민수"


def test_the_oldest_kept_is_the_first_whose_data_were_not_destroyed(morning: Desk) -> None:
    in_session(morning, purge_petitioner, 1, morning.now())

    oldest = in_session(morning, oldest_kept)

    assert oldest is not None
    assert oldest.id == 2


def test_names_are_read_sealed_while_they_are_kept(morning: Desk) -> None:
    before = in_session(morning, sealed_names)
    in_session(morning, purge_petitioner, 1, morning.now())

    assert [morning.secrets.open(each) for each in before] == ["남궁민수", "성춘향", "이몽룡"]
    assert len(in_session(morning, sealed_names)) == 2
