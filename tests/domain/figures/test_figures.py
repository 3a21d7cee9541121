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
    Count,
    Figure,
    Said,
    Score,
    Scored,
    Tally,
    Wait,
    figures_of,
    made_of,
    said_values,
    values_of,
    work_values,
)

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
