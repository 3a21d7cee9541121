"""What is shown of a closed period."""

from collections import Counter
from dataclasses import replace
from datetime import date

from bot.domain.calls.surveys import SHIPPED
from bot.domain.figures.cards import Scope
from bot.domain.figures.figures import Count, Figure, QuestionFigure, Said, Score, Scored, Tally
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.figures.publication import (
    STATION,
    Heard,
    Publication,
    publish,
    publish_quarter,
    publish_year,
    together,
    unsaid,
)
from bot.domain.grievances.kinds import Category, RootCause
from tests.steps.surveys import OVERALL, QUESTIONS

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

    assert (fine.values(STATION, SHIPPED)[Figure.RECOVERY].value, fine.values(STATION, SHIPPED)[Figure.RECOVERY].n) == (
        0.5,
        6,
    )
    assert fine.values(TRAFFIC, SHIPPED)[Figure.ANSWER_SATISFIED].n == 12
    assert Figure.RECOVERY not in fine.values(TRAFFIC, SHIPPED)
    assert alone.values(STATION, SHIPPED)[Figure.RECOVERY].is_hidden
    assert few.values(STATION, SHIPPED)[Figure.RECOVERY].is_hidden
