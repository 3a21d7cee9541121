"""Where somebody served on which day, as lists of staff tell it one after another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people.postings import Career, Posting, read_day, read_postings, transferred, with_days

JULY, TODAY = date(2026, 7, 13), date(2026, 11, 23)
YEAR = timedelta(days=365)
DAY = timedelta(days=1)


def same(one: str, other: str) -> bool:
    """Teams are the same department."""
    return one[:3] == other[:3]


def after(before: Career, listed: Career, today: date = TODAY) -> Career:
    """A career after a newer list."""
    return transferred(before, listed, today, same)


def concerned(career: Career, visited_on: date = TODAY, memory: timedelta = YEAR) -> set[str]:
    """The departments whose matters are somebody's own."""
    return {department for department, _ in career.concerns(visited_on, TODAY, memory)}


def test_a_transfer_is_of_the_listed_day_and_each_day_has_its_department() -> None:
    career = after(Career(department="교통과", since=date(2024, 1, 2)), Career(department="수사과", since=JULY))

    assert career == Career(
        department="수사과",
        since=JULY,
        former=(Posting(department="교통과", first=date(2024, 1, 2), last=JULY - DAY),),
    )
    assert [career.on(day) for day in (date(2023, 1, 1), JULY - DAY, JULY, TODAY)] == [
        "수사과", "교통과", "수사과", "수사과",
    ]  # fmt: skip


def test_without_a_day_a_transfer_is_of_the_day_of_the_list() -> None:
    career = after(Career(department="교통과"), Career(department="수사과"))

    assert (career.since, career.former) == (TODAY, (Posting(department="교통과", last=TODAY - DAY),))


def test_an_order_published_ahead_takes_effect_on_its_day() -> None:
    ahead = TODAY + timedelta(days=7)

    career = after(Career(department="교통과", since=JULY), Career(department="수사과", since=ahead))

    assert [career.on(day) for day in (TODAY, ahead - DAY, ahead)] == ["교통과", "교통과", "수사과"]
    assert concerned(career) == {"교통과", "수사과"}


def test_another_spelling_or_team_is_no_transfer_and_an_empty_cell_takes_nothing_away() -> None:
    before = Career(department="교통과", since=JULY, former=(Posting(department="수사과", last=JULY - DAY),))

    assert after(before, Career(department="교통과 교통조사팀")) == Career(
        department="교통과 교통조사팀", since=JULY, former=before.former
    )


def test_another_department_from_the_same_day_corrects_the_list_before() -> None:
    wrong = after(Career(department="교통과"), Career(department="형사과", since=JULY))

    right = after(wrong, Career(department="수사과", since=JULY))

    assert right == Career(department="수사과", since=JULY, former=(Posting(department="교통과", last=JULY - DAY),))


def test_the_day_of_a_transfer_that_is_told_later_ends_the_stay_before() -> None:
    on_the_day_of_the_list = after(Career(department="교통과"), Career(department="수사과"))

    told = after(on_the_day_of_the_list, Career(department="수사과", since=JULY))

    assert (told.since, told.former) == (JULY, (Posting(department="교통과", last=JULY - DAY),))


def test_a_day_of_coming_that_was_not_known_moves_no_stay_before() -> None:
    former = (Posting(department="교통과", last=JULY - 2 * DAY),)

    told = after(Career(department="수사과", former=former), Career(department="수사과", since=JULY))

    assert (told.since, told.former) == (JULY, former)


def test_a_stay_that_ended_earlier_is_not_prolonged_by_a_later_day_of_coming() -> None:
    former = (Posting(department="교통과", last=JULY - 3 * DAY),)

    told = after(Career(department="수사과", since=JULY, former=former), Career(department="수사과", since=JULY + DAY))

    assert (told.since, told.former) == (JULY + DAY, former)


def test_former_departments_are_told_with_their_days_and_told_better_later() -> None:
    before = Career(department="수사과", since=JULY, former=(Posting(department="교통과", last=JULY - DAY),))
    cell = "교통과(2024-01-02~2026-07-12), 여청과(2022-07-01~2024-01-01)"

    career = after(before, Career(department="수사과", former=read_postings(cell)))

    assert [(each.department, each.first) for each in career.former] == [
        ("여청과", date(2022, 7, 1)),
        ("교통과", date(2024, 1, 2)),
    ]
    assert career.on(date(2023, 5, 1)) == "여청과"


def test_a_department_served_in_twice_is_kept_twice() -> None:
    cell = "교통과(2018-01-01~2019-12-31); 수사과(2020-01-01~2023-12-31); 교통과(2024-01-01~2026-07-12)"

    career = after(Career(department="형사과", since=JULY), Career(department="형사과", former=read_postings(cell)))

    assert [each.department for each in career.former] == ["교통과", "수사과", "교통과"]


def test_what_is_ones_own_is_the_present_department_that_of_the_day_and_what_was_left_lately() -> None:
    career = with_days(
        Career(department="청문감사인권관실", since=JULY, former=read_postings("교통과, 형사과(2022-01-01~2024-06-30)"))
    )

    assert concerned(career) == {"청문감사인권관실", "교통과"}
    assert concerned(career, memory=timedelta(days=30)) == {"청문감사인권관실"}
    assert concerned(career, visited_on=date(2023, 1, 1)) == {"청문감사인권관실", "교통과", "형사과"}
    assert concerned(career, visited_on=JULY - DAY, memory=timedelta(0)) == {"청문감사인권관실", "교통과"}


def test_a_department_left_so_many_days_ago_to_the_day_still_counts() -> None:
    moved = TODAY - YEAR

    assert concerned(with_days(Career(department="수사과", since=moved, former=(Posting(department="교통과"),)))) == {
        "수사과", "교통과",
    }  # fmt: skip
    assert concerned(
        with_days(Career(department="수사과", since=moved - DAY, former=(Posting(department="교통과"),)))
    ) == {"수사과"}


def test_the_day_of_coming_follows_from_the_end_of_the_stay_before() -> None:
    career = with_days(Career(department="수사과", former=read_postings("교통과(~2026-07-12)")))

    assert career.since == JULY


@pytest.mark.parametrize(
    ("cell", "postings"),
    [
        ("", []),
        ("교통과", [("교통과", None, None)]),
        ("교통과(교통조사팀)", [("교통과(교통조사팀)", None, None)]),
        ("교통과 2024.1.2. ~ 2026.7.12.", [("교통과", date(2024, 1, 2), date(2026, 7, 12))]),
        ("교통과(24.1.2∼26.7.12) / 수사과", [("교통과", date(2024, 1, 2), date(2026, 7, 12)), ("수사과", None, None)]),
        ("형사과(20240102~)", [("형사과", date(2024, 1, 2), None)]),
        ("교통과\n수사과(~2025년 12월 31일)", [("교통과", None, None), ("수사과", None, date(2025, 12, 31))]),
    ],
)
def test_former_departments_are_read_with_their_days(
    cell: str, postings: list[tuple[str, date | None, date | None]]
) -> None:
    assert [(each.department, each.first, each.last) for each in read_postings(cell)] == postings


@pytest.mark.parametrize(
    "cell", ["교통과 2024-01-02", "교통과(2026-02-30~)", "교통과(2026-07-12~2024-01-02)", "(~2026-07-12)"]
)
def test_days_that_cannot_be_are_refused(cell: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 — the reason is told by row
        read_postings(cell)


@pytest.mark.parametrize(
    "words",
    ["2026-07-13", "2026. 7. 13.", "26.7.13", "'26.07.13", "20260713", "2026년 7월 13일", "2026-07-13 00:00:00"],
)
def test_a_day_is_read_as_offices_write_it(words: str) -> None:
    assert read_day(words) == JULY


@pytest.mark.parametrize("words", ["어제", "2026-02-30", "7.13", "46216"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 — the reason is told by row
        read_day(words)


UNITS = st.sampled_from(["교통과", "교통과 교통조사팀", "수사과", "형사과", "여청과"])
LISTS = st.lists(st.tuples(UNITS, st.integers(1, 60), st.booleans()), max_size=12)


@given(LISTS)
def test_after_any_lists_every_day_has_the_department_that_its_list_told(lists: list[tuple[str, int, bool]]) -> None:
    career, day = Career(department="교통과"), TODAY
    told = {TODAY - DAY: "교통과"}
    for department, later, with_day in lists:
        day += timedelta(days=later)
        listed = Career(
            department=department, since=day if with_day and not same(department, career.department) else None
        )
        career = after(career, listed, day)
        told[day] = department

    for day, department in told.items():
        assert same(career.on(day), department)
    assert [each.last for each in career.former] == sorted(each.last or TODAY for each in career.former)


def test_departments_since_a_day_are_those_left_on_it_or_later_and_of_those_led_alone() -> None:
    """Whoever served or led there since the visit may not read a matter of audit's about it (rule book §5)."""
    former = (
        Posting(department="경무과", last=JULY - DAY, led=True),
        Posting(department="교통과", last=JULY, led=True),
        Posting(department="형사과", last=JULY + DAY),
        Posting(department="정보과", last=JULY + 2 * DAY, led=True),
        Posting(department="경비과", led=True),
    )
    career = Career(department="수사과", since=JULY + 3 * DAY, former=former)

    since = {department for department, _ in career.since_day(JULY, TODAY)}
    led = [*career.led_since(JULY)]

    assert since == {"교통과", "형사과", "정보과", "수사과"}
    assert led == [("교통과", JULY), ("정보과", JULY + 2 * DAY)]


def test_a_day_that_is_told_later_leaves_the_stays_before_the_last_as_they_were() -> None:
    first = Posting(department="형사과", last=date(2024, 1, 1))
    before = Career(department="수사과", since=JULY, former=(first, Posting(department="교통과", last=JULY - DAY)))

    told = after(before, Career(department="수사과", since=JULY + DAY))

    assert told.former == (first, Posting(department="교통과", last=JULY))


def test_a_stay_that_is_told_again_keeps_what_is_not_said_anew() -> None:
    known = Posting(department="교통과", first=date(2024, 1, 2), last=JULY - DAY, led=True)
    before = Career(department="수사과", since=JULY, former=(known,))

    assert after(before, Career(department="수사과", former=(Posting(department="교통과"),))).former == (known,)


def test_two_stays_in_one_department_are_one_if_they_share_a_day() -> None:
    known = Posting(department="교통과", first=date(2024, 1, 2), last=JULY - DAY)
    before = Career(department="수사과", since=JULY, former=(known,))

    def told(first: date, last: date) -> int:
        return len(
            after(
                before, Career(department="수사과", former=(Posting(department="교통과", first=first, last=last),))
            ).former
        )

    assert told(date(2022, 1, 1), date(2024, 1, 1)) == 2
    assert told(date(2022, 1, 1), date(2024, 1, 2)) == 1
    assert told(JULY - DAY, JULY - DAY) == 1


def test_a_posting_covers_its_first_and_its_last_day() -> None:
    stay = Posting(department="교통과", first=JULY, last=JULY + DAY)

    assert [stay.covers(JULY + at * DAY) for at in (-1, 0, 1, 2)] == [False, True, True, False]
    assert Posting(department="교통과", last=JULY).covers(date(2000, 1, 1))
    assert not Posting(department="교통과", first=JULY).covers(JULY)


def test_days_follow_from_the_stays_beside_them_and_are_otherwise_left_open() -> None:
    alone = Career(department="수사과", former=(Posting(department="교통과"),))

    assert with_days(alone) == alone
    assert with_days(
        Career(department="수사과", since=JULY, former=(Posting(department="교통과", last=JULY - YEAR),))
    ).former == (Posting(department="교통과", last=JULY - YEAR),)
