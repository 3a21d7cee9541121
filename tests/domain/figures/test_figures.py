"""Figures: all for audit, for others the work, and what people said without what is hidden."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calls.surveys import FIRST, SHIPPED
from bot.domain.figures.figures import (
    FOR_AUDIT,
    FORMULAS,
    LEAST_COMPARED,
    MADE_OF,
    TRIAL,
    AnyFigure,
    Count,
    Figure,
    FigureUnit,
    Said,
    Score,
    Scored,
    Tally,
    Wait,
    figures_of,
    is_said,
    made_of,
    means_in,
    overall_in,
    said_values,
    unit_of,
    value_in,
    values_of,
    work_values,
)
from tests.steps.vectors import every

NUMBERS = st.one_of(st.integers(0, 6), st.integers(0, 60))
COUNTS = st.binary(min_size=len(Count), max_size=len(Count)).map(
    lambda drawn: Counter({count: byte % (7 if byte < 128 else 61) for count, byte in zip(Count, drawn, strict=True)})
)
"""Numbers like those, drawn at once: every second one is small."""
SCORES = st.builds(lambda n, more: Score(n, n + more % (4 * n + 1), more % (n + 1)), NUMBERS, st.integers(0, 500))
TALLIES = st.builds(
    Tally,
    counts=COUNTS,
    scores=st.dictionaries(st.sampled_from(list(FIRST.names)), SCORES),
    hours=st.dictionaries(st.sampled_from(Wait), st.lists(st.floats(0, 99), max_size=8).map(tuple)),
)
FEW = settings(max_examples=30, deadline=None)  # a busy machine is no fault of the figures


@given(TALLIES)
@FEW
def test_audit_sees_all_of_it(tally: Tally) -> None:
    row = values_of(tally, SHIPPED)

    assert row.keys() == {*Figure, *figures_of(SHIPPED)}
    assert not [value for value in row.values() if value.is_hidden]
    assert row[Figure.GRIEVANCES].value == tally.counts[Count.GRIEVANCES]


def test_what_is_made_of_counts_for_audit_alone_is_for_audit_alone() -> None:
    for_audit = {Count.MONEY_YES, Count.AUDIT_GRIEVANCES}

    assert {each for each, formula in FORMULAS.items() if for_audit & {formula.part, *formula.whole}} == FOR_AUDIT


@given(TALLIES)
@FEW
def test_others_than_audit_see_the_work_and_what_people_said_apart(tally: Tally) -> None:
    work, said = work_values(tally), said_values(tally, SHIPPED, frozenset())

    assert not work.keys() & said.keys()
    assert work.keys() | said.keys() == {*Figure, *figures_of(SHIPPED)} - FOR_AUDIT
    everything = {figure: value for figure, value in values_of(tally, SHIPPED).items() if figure not in FOR_AUDIT}
    compared = {figure: everything[figure].n for figure in TRIAL}
    few = {figure for figure, n in compared.items() if n and min(compared.values()) < LEAST_COMPARED}
    shown = {**work, **said}
    assert {figure for figure, value in shown.items() if value.is_hidden} == few
    assert {figure: value for figure, value in everything.items() if figure not in few} == {
        figure: value for figure, value in shown.items() if figure not in few
    }


def test_no_figure_of_the_work_is_made_of_what_people_said() -> None:
    of_people = {Count.GRIEVANCES, Count.COMPLAINTS, Count.REPLIED, Count.IN_TIME, Count.PRAISE, Count.SOLVED}

    told = {each for each, formula in FORMULAS.items() if (of_people | {Count.AGREED}) & {formula.part, *formula.whole}}

    assert told <= MADE_OF.keys()


@given(TALLIES, st.sets(st.sampled_from([*Said, *(Scored(each.name) for each in SHIPPED)])))
@FEW
def test_whatever_is_made_of_something_hidden_is_hidden_whole(tally: Tally, hidden: set[Said | Scored]) -> None:
    for figure, value in said_values(tally, SHIPPED, hidden).items():
        assert value.is_hidden == bool(hidden & set(made_of(figure)))
        assert not value.is_hidden or (value.value, value.n) == (None, 0)


def test_a_question_that_nobody_answered_adds_nothing() -> None:
    assert Score() + Score(2, 9, 1) == Score(2, 9, 1)
    assert Score(1, 5, 1) + Score(2, 9, 1) == Score(3, 14, 2)


@every(
    ("figure", "unit"),
    [
        (Figure.FIRST_ATTEMPT, FigureUnit.HOURS),
        (Figure.VISITS, FigureUnit.COUNT),
        (Figure.CONTACT, FigureUnit.SHARE),
        (Figure.ATTEMPTS_PER_CONTACT, FigureUnit.RATIO),
        (Figure.GRIEVANCES_PER_100, FigureUnit.PER_100),
        (figures_of(SHIPPED[:1])[0], FigureUnit.POINTS),
        (figures_of(SHIPPED[:1])[1], FigureUnit.SHARE),
    ],
)
def test_a_figure_is_counted_in_its_unit(figure: AnyFigure, unit: FigureUnit) -> None:
    assert unit_of(figure) is unit
    assert values_of(Tally(), SHIPPED)[figure].unit is unit


def test_a_figure_is_its_part_of_its_whole() -> None:
    kind = SHIPPED[0]
    tally = Tally(
        counts=Counter({Count.VISITS: 50, Count.GRIEVANCES: 3, Count.SOLVED: 9, Count.TRIED: 8, Count.REACHED: 6}),
        scores={kind.name: Score(4, 14, 3)},
        hours={Wait.REPLY: (1.0, 2.0, 9.0)},
    )
    mean, top2 = figures_of([kind])

    values = values_of(tally, [kind])

    shown = {figure: (values[figure].value, values[figure].n) for figure in values}
    assert shown[Figure.GRIEVANCES_PER_100] == (6, 50)
    assert shown[Figure.SAME_CALL] == (0.75, 12)
    assert shown[Figure.CONTACT] == (0.75, 8)
    assert shown[Figure.REPLY] == (2.0, 3)
    assert shown[Figure.ANSWER] == (None, 0)
    assert shown[Figure.RECOVERY] == (None, 0)
    assert shown[Figure.VISITS] == (50, 50)
    assert (shown[mean], shown[top2]) == ((62.5, 4), (0.75, 4))


@every(("text", "no_text", "is_hidden"), [(5, 5, False), (4, 5, True), (5, 4, True), (60, 1, True), (0, 5, True)])
def test_the_comparison_by_coin_is_hidden_where_fewer_than_five_were_tried_on_a_side(
    text: int, no_text: int, is_hidden: bool
) -> None:
    tally = Tally(counts=Counter({Count.TEXTED: text, Count.UNTEXTED: no_text}))

    values = work_values(tally)

    assert [values[figure].is_hidden for figure in TRIAL] == [is_hidden and text > 0, is_hidden and no_text > 0]
    assert not any(work_values(Tally())[figure].is_hidden for figure in TRIAL)


def test_of_values_what_is_left_out_is_hidden_and_what_was_not_asked_has_none() -> None:
    values = values_of(Tally(), SHIPPED)
    mean = means_in(values)[0]

    assert value_in(values, Figure.VISITS) == values[Figure.VISITS]
    assert value_in({}, Figure.VISITS).is_hidden
    assert (value_in({}, mean).is_hidden, value_in({}, mean).value, value_in({}, mean).n) == (False, None, 0)
    assert len(means_in(values)) == len(SHIPPED)
    assert [each.question.is_overall for each in overall_in(values)] == [True]
    assert is_said(mean)
    assert (is_said(Figure.PRAISE), is_said(Figure.VISITS)) == (True, False)
