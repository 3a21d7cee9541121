"""What is shown of a closed period."""

from collections import Counter
from dataclasses import replace
from datetime import date

from bot.domain.calls.surveys import SHIPPED
from bot.domain.figures.cards import Scope
from bot.domain.figures.figures import Count, Figure, QuestionFigure, Said, Score, Scored, Tally, Wait
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.figures.publication import (
    STATION,
    Heard,
    Publication,
    publish,
    publish_quarter,
    publish_year,
    size_of,
    together,
    unsaid,
)
from bot.domain.grievances.kinds import Category, RootCause
from tests.steps.surveys import OVERALL, QUESTIONS
from tests.steps.vectors import every

JULY, AUGUST, SEPTEMBER = (period_with(PeriodKind.MONTH, date(2026, month, 1)) for month in (7, 8, 9))
SUMMER = period_with(PeriodKind.QUARTER, date(2026, 7, 1))
YEAR = period_with(PeriodKind.YEAR, date(2026, 7, 1))
TRAFFIC, INVESTIGATION, PATROL = (Scope(department=name) for name in ("교통과", "수사과", "지구대"))


def heard(answered: int, filed: int = 0, **facts: int) -> Heard:
    """So many answered, half of them content; so many grievances, all of delay."""
    counts = Counter({Count.COMPLETED: answered, Count.GRIEVANCES: filed, Count.SOLVED: facts.get("solved", 0)})
    score = Score(answered, 4 * answered - answered // 2, answered - answered // 2)
    return Heard(Tally(counts, {"overall": score}), Counter({Category.DELAY: filed} if filed else {}))


def month(period: Period, **places: Heard) -> Publication:
    scopes = {
        {"traffic": TRAFFIC, "investigation": INVESTIGATION, "patrol": PATROL}[name]: each
        for name, each in places.items()
    }
    return publish(period, {STATION: together(scopes.values()), **scopes})


def same(scope: Scope, _: Period) -> Scope:
    return scope


def test_a_department_of_few_is_hidden_and_the_smallest_other_with_it() -> None:
    found = month(JULY, traffic=heard(20), investigation=heard(9), patrol=heard(3))

    assert found.values(TRAFFIC, SHIPPED)[OVERALL].n == 20
    assert [found.values(scope, SHIPPED)[OVERALL].is_hidden for scope in (INVESTIGATION, PATROL)] == [True, True]
    assert found.values(STATION, SHIPPED)[OVERALL].n == 32


def reworded(old: int, new: int) -> Heard:
    """So many were asked for kindness in the old words, and so many in the new ones."""
    scores = {name: Score(n, 4 * n - n // 2, n - n // 2) for name, n in (("kindness", old), ("kindness-2", new))}
    return Heard(Tally(Counter({Count.COMPLETED: old + new}), scores))


def test_of_two_sentences_the_one_that_few_answered_is_hidden_and_its_months_do_not_tell_it() -> None:
    anew = replace(QUESTIONS["kindness"], name="kindness-2")
    old, new = (QuestionFigure(each) for each in (QUESTIONS["kindness"], anew))
    questions = (anew, QUESTIONS["kindness"])
    months = [
        month(JULY, traffic=reworded(20, 3), investigation=reworded(12, 8), patrol=reworded(0, 2)),
        month(AUGUST, traffic=reworded(0, 20), investigation=reworded(0, 20), patrol=reworded(0, 20)),
        month(SEPTEMBER, traffic=reworded(0, 20), investigation=reworded(0, 20), patrol=reworded(0, 20)),
    ]

    quarter = publish_quarter(SUMMER, months, same)

    july = [{each: months[0].values(scope, questions)[each] for each in (old, new)} for scope in (TRAFFIC, PATROL)]
    assert (july[0][old].n, july[0][new].is_hidden) == (20, True)
    assert [each.is_hidden for each in july[1].values()] == [True, True]  # not even that nobody said it
    assert months[0].values(STATION, questions)[new].n == 13
    assert quarter.values(TRAFFIC, questions)[new].is_hidden
    assert quarter.values(STATION, questions)[new].n == 133


def test_categories_are_hidden_as_their_sums_would_tell_them() -> None:
    found = month(JULY, traffic=heard(20, 9), investigation=heard(20, 2), patrol=heard(20, 6))

    assert found.count(STATION, Category.DELAY) == 17
    assert [found.count(scope, Category.DELAY) for scope in (TRAFFIC, INVESTIGATION, PATROL)] == [9, None, None]
    assert found.topics(TRAFFIC, Category) == {Category.DELAY: 9}
    assert found.topics(TRAFFIC, RootCause) == {}


def test_where_few_answered_even_what_nobody_said_is_hidden() -> None:
    found = month(JULY, traffic=heard(20, 9), investigation=heard(20, 9), patrol=heard(3, 0))

    assert found.count(PATROL, Said.GRIEVANCES) is None
    assert found.is_few(PATROL)
    assert not found.is_few(Scope(department="아무도 말하지 않은 과"))
    assert found.topics(PATROL, Category) == {}


def test_of_a_department_no_ratio_of_two_answers_is_shown() -> None:
    found = month(JULY, traffic=heard(20, 9, solved=6), patrol=heard(30, 8, solved=2))

    assert found.values(STATION, SHIPPED)[Figure.SAME_CALL].n == 25
    assert Figure.SAME_CALL not in found.values(TRAFFIC, SHIPPED)
    assert Figure.PRAISE_PER_COMPLAINT not in unsaid(TRAFFIC, SHIPPED)
    assert unsaid(STATION, SHIPPED)[OVERALL].value is None


def test_a_quarter_does_not_tell_its_hidden_month() -> None:
    months = [
        month(JULY, traffic=heard(40, 3), patrol=heard(40, 9)),
        *(month(each, traffic=heard(40, 9), patrol=heard(40, 9)) for each in (AUGUST, SEPTEMBER)),
    ]

    quarter = publish_quarter(SUMMER, months, same)

    assert [each.count(TRAFFIC, Said.GRIEVANCES) for each in months] == [None, 9, 9]
    assert quarter.count(TRAFFIC, Said.GRIEVANCES) is None
    assert quarter.values(STATION, SHIPPED)[OVERALL].n == 240


def test_a_quarter_shows_what_its_months_hide_if_none_of_them_is_told() -> None:
    months = [month(each, traffic=heard(40, 3), patrol=heard(40, 9)) for each in (JULY, AUGUST, SEPTEMBER)]

    quarter = publish_quarter(SUMMER, months, same)

    assert quarter.count(TRAFFIC, Said.GRIEVANCES) == 9


def test_a_quarter_does_not_tell_whose_the_only_matter_was_by_what_it_leaves_out() -> None:
    july = month(JULY, traffic=heard(20), investigation=heard(3), patrol=heard(1, 1))
    august = month(AUGUST, traffic=heard(20), investigation=heard(20))

    quarter = publish_quarter(SUMMER, [july, august], same)

    assert quarter.topics(TRAFFIC, Category) == {}
    assert quarter.topics(INVESTIGATION, Category)[Category.DELAY] is None  # nobody named it, and that is hidden
    assert quarter.count(STATION, Category.DELAY) is None


def test_a_year_shows_what_each_of_its_quarters_shows() -> None:
    def named(scope: Scope, _: Period) -> Scope:
        return TRAFFIC if scope == PATROL else scope

    quarters = [
        publish(SUMMER, {STATION: heard(60, 12), TRAFFIC: heard(30, 6), PATROL: heard(30, 6)}),
        publish(SUMMER, {STATION: heard(60, 12), TRAFFIC: heard(60, 12)}),
    ]
    hiding = Publication(period=SUMMER, heard=quarters[0].heard, hidden=frozenset({(PATROL, Scored("overall"))}))

    shown, hidden = publish_year(YEAR, quarters, named), publish_year(YEAR, [quarters[1], hiding], named)

    assert shown.count(TRAFFIC, Scored("overall")) == 120
    assert hidden.count(TRAFFIC, Scored("overall")) is None
    assert hidden.count(TRAFFIC, Said.GRIEVANCES) == 24


def rated(asked: int, upset: int, turned: int = 3) -> Heard:
    """So many were asked about the answer, half of them content; so many of them had been upset before."""
    counts = {Count.COMPLETED: 90, Count.RATED: asked, Count.CONTENT: asked // 2}
    return Heard(Tally(Counter({**counts, Count.UPSET: upset, Count.TURNED: turned})))


def test_recovery_is_told_of_the_station_and_only_where_it_leaves_nobody_alone() -> None:
    """What all said without what the upset said is what the others said: of one to four of them it is not told."""
    fine = publish(JULY, {STATION: rated(12, 6), TRAFFIC: rated(12, 6)})
    alone = publish(JULY, {STATION: rated(10, 9), TRAFFIC: rated(10, 9)})
    few = publish(JULY, {STATION: rated(12, 4), TRAFFIC: rated(12, 4)})
    everybody = publish(JULY, {STATION: rated(10, 10, 5), TRAFFIC: rated(10, 10, 5)})

    assert (fine.values(STATION, SHIPPED)[Figure.RECOVERY].value, fine.values(STATION, SHIPPED)[Figure.RECOVERY].n) == (
        0.5,
        6,
    )
    assert fine.values(TRAFFIC, SHIPPED)[Figure.ANSWER_SATISFIED].n == 12
    assert Figure.RECOVERY not in fine.values(TRAFFIC, SHIPPED)
    assert alone.values(STATION, SHIPPED)[Figure.RECOVERY].is_hidden
    assert few.values(STATION, SHIPPED)[Figure.RECOVERY].is_hidden
    assert (everybody.values(STATION, SHIPPED)[Figure.RECOVERY].value, everybody.count(STATION, Said.UPSET)) == (
        0.5,
        10,
    )


def scored(**scores: tuple[int, int, int]) -> Publication:
    """So many answers, points and fours and fives of each department; of ten people who were asked, or of thirty."""
    places = {
        Scope(department=name): Heard(
            Tally(Counter({Count.COMPLETED: 10 if n < 10 else 30}), {"overall": Score(n, *of)})
        )
        for name, (n, *of) in scores.items()
    }
    return publish(JULY, {STATION: together(places.values()), **places})


def shown(publication: Publication) -> dict[str | None, int | None]:
    return {scope.department: publication.count(scope, Scored("overall")) for scope in publication.heard}


def test_of_hidden_cells_of_which_each_is_somebody_none_can_be_few_numbers_only() -> None:
    """One of three that are five people together is one to three; with a fourth they are one to more."""
    large = {"마": (20, 60, 10)}

    five = scored(가=(1, 4, 1), 나=(2, 6, 0), 다=(2, 6, 0), 라=(9, 27, 4), **large)
    six = scored(가=(1, 4, 1), 나=(2, 6, 0), 다=(3, 9, 0), 라=(9, 27, 4), **large)

    assert shown(five) == {None: 34, "가": None, "나": None, "다": None, "라": None, "마": 20}
    assert shown(six) == {None: 35, "가": None, "나": None, "다": None, "라": 9, "마": 20}


def test_who_said_it_and_what_of_it_is_added_up_besides() -> None:
    counts = Counter(
        {
            Count.GRIEVANCES: 7, Count.SOLVED: 4, Count.PRAISE: 6, Count.RATED: 9, Count.CONTENT: 5, Count.UPSET: 8,
            Count.TURNED: 2,
        }
    )  # fmt: skip
    tally = Tally(counts, {"overall": Score(5, 19, 3)}, {Wait.ACKNOWLEDGE: (1.0, 2.0, 3.0)})
    said = Heard(tally, Counter({Category.DELAY: 7}))

    assert size_of(said, Category.DELAY) == (7,)
    assert size_of(said, Category.RUDENESS) == (0,)
    assert size_of(said, Said.GRIEVANCES) == (7,)
    assert size_of(said, Said.PRAISE) == (6,)
    assert size_of(said, Said.RATED) == (9, 5, 4)
    assert size_of(said, Said.UPSET) == (8, 2, 6)
    assert size_of(said, Said.SAME_CALL) == (11, 4, 7)
    assert size_of(said, Said.ACKNOWLEDGED) == (3,)
    assert size_of(said, Said.ANSWERED) == (0,)
    assert size_of(said, Scored("overall")) == (5, 14, 6, 3, 2)
    assert size_of(said, Scored("kindness")) == (0, 0, 0, 0, 0)


@every(("answered", "is_few"), [(0, False), (1, True), (4, True), (5, False)])
def test_of_one_to_four_who_answered_even_what_nobody_said_is_hidden(answered: int, is_few: bool) -> None:
    found = month(JULY, traffic=heard(answered), patrol=heard(40, 9))

    assert found.is_few(TRAFFIC) is is_few
    assert (found.count(TRAFFIC, Said.GRIEVANCES) is None) is is_few


@every(("filed", "shown_of"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_one_to_four_are_hidden_and_five_are_not(filed: int, shown_of: int | None) -> None:
    found = month(JULY, traffic=heard(40, filed), investigation=heard(40, 20), patrol=heard(40, 30))

    assert found.count(TRAFFIC, Said.GRIEVANCES) == shown_of
    assert found.count(PATROL, Said.GRIEVANCES) == 30


def test_departments_that_became_one_are_added_up_and_hide_what_either_hid() -> None:
    def named(scope: Scope, _: Period) -> Scope:
        return TRAFFIC if scope == PATROL else scope

    found = month(JULY, traffic=heard(20, 9), investigation=heard(20, 9), patrol=heard(3)).renamed(named)

    assert [*found.heard] == [STATION, TRAFFIC, INVESTIGATION]
    assert found.heard[TRAFFIC].tally.counts[Count.COMPLETED] == 23
    assert found.count(TRAFFIC, Said.GRIEVANCES) is None
    assert Said.GRIEVANCES in found.hidden_of(TRAFFIC)
    assert found.questions == {"overall"}
    assert Publication(period=JULY, heard={}, hidden=frozenset()).questions == frozenset()


def test_what_was_solved_in_the_same_call_is_hidden_where_few_grievances_are() -> None:
    few, enough, none = (
        month(JULY, traffic=heard(40, filed, solved=solved)) for filed, solved in ((4, 20), (5, 20), (0, 0))
    )

    assert few.values(STATION, SHIPPED)[Figure.SAME_CALL].is_hidden
    assert (enough.values(STATION, SHIPPED)[Figure.SAME_CALL].n, none.count(STATION, Said.GRIEVANCES)) == (25, 0)
    assert none.count(STATION, Said.SAME_CALL) == 0


def test_that_nobody_complained_is_no_answer_where_somebody_answered() -> None:
    some, nobody = month(JULY, traffic=heard(40)), month(JULY, traffic=heard(0))

    assert [each.count(STATION, Said.COMPLAINTS) for each in (some, nobody)] == [None, 0]
    assert [each.count(STATION, Said.PRAISE) for each in (some, nobody)] == [0, 0]
