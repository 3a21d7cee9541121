"""What is hidden from others than audit, and that the rest does not give it away."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calls.results import SurveyItem
from bot.domain.figures.figures import (
    FOR_AUDIT,
    FORMULAS,
    SENSITIVE,
    SMALLEST_CELL,
    Count,
    Figure,
    FigureUnit,
    Score,
    Tally,
    Values,
    Wait,
    added,
    hide_partners,
    values_of,
    without_small,
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
    scores=st.dictionaries(st.sampled_from(SurveyItem), SCORES),
    hours=st.dictionaries(st.sampled_from(Wait), st.lists(st.floats(0, 99), max_size=8).map(tuple)),
)
WORKLOAD = {Figure.VISITS, Figure.ATTEMPTS, Figure.CLOSED}
"""How much there is to do stands on the board anyway: these counts are no cells of what people said."""
FEW = settings(max_examples=30, deadline=None)  # a busy machine is no fault of the figures
BREAKDOWNS = st.dictionaries(st.integers(0, 9), st.integers(0, 12))


def rows_of(tallies: Sequence[Tally]) -> list[Values]:
    """A table as a supervisor sees it."""
    return hide_partners([values_of(tally, for_audit=False) for tally in tallies])


def visible(row: Values) -> Mapping[Figure, float]:
    """What stands there, but for the workload."""
    return {figure: value.n for figure, value in row.items() if not value.is_hidden and figure not in WORKLOAD}


@given(st.lists(TALLIES, min_size=1, max_size=6))
@FEW
def test_no_number_from_one_to_four_is_ever_shown_to_others_than_audit(tallies: list[Tally]) -> None:
    total = values_of(added(tallies), for_audit=False)
    for row in (total, *rows_of(tallies), *(values_of(tally, for_audit=False) for tally in tallies)):
        assert not [figure for figure, n in visible(row).items() if 0 < n < SMALLEST_CELL]
        assert not FOR_AUDIT & row.keys()
        for figure, value in row.items():
            is_count = value.unit is FigureUnit.COUNT and figure not in WORKLOAD
            assert not (is_count and value.value is not None and 0 < value.value < SMALLEST_CELL)
            assert not value.is_hidden or (value.value is None and value.n == 0)


@given(TALLIES)
@FEW
def test_whatever_is_made_of_a_small_sensitive_count_is_hidden(tally: Tally) -> None:
    row = values_of(tally, for_audit=False)

    for figure, formula in FORMULAS.items():
        small = [each for each in (formula.part, *formula.whole) if 0 < tally.counts[each] < SMALLEST_CELL]
        if figure in row and SENSITIVE & set(small):
            assert row[figure].is_hidden


def test_what_is_made_of_counts_for_audit_alone_is_for_audit_alone() -> None:
    for_audit = {Count.MONEY_YES, Count.AUDIT_GRIEVANCES}

    assert {each for each, formula in FORMULAS.items() if for_audit & {formula.part, *formula.whole}} == FOR_AUDIT


@given(TALLIES)
@FEW
def test_audit_sees_all_of_it(tally: Tally) -> None:
    row = values_of(tally, for_audit=True)

    assert row.keys() == set(Figure)
    assert not [value for value in row.values() if value.is_hidden]
    assert row[Figure.GRIEVANCES].value == tally.counts[Count.GRIEVANCES]


def told_count(row: Values, count: Figure) -> int | None:
    """What a row tells of grievances or praise: outright, or by whatever is made of them."""
    shown = {figure: value for figure, value in row.items() if not value.is_hidden and value.value is not None}
    if count in shown:
        return shown[count].n
    if count is Figure.GRIEVANCES and Figure.GRIEVANCES_PER_100 in shown:
        per_100 = shown[Figure.GRIEVANCES_PER_100]
        return round((per_100.value or 0) * per_100.n / 100)
    if count is Figure.GRIEVANCES and Figure.SAME_CALL in shown:
        same_call = shown[Figure.SAME_CALL]
        return round(same_call.n * (1 - (same_call.value or 0)))
    if count is Figure.PRAISE and Figure.PRAISE_PER_COMPLAINT in shown:
        ratio = shown[Figure.PRAISE_PER_COMPLAINT]
        return round((ratio.value or 0) * ratio.n)
    return None


@pytest.mark.parametrize(("figure", "count"), [(Figure.GRIEVANCES, Count.GRIEVANCES), (Figure.PRAISE, Count.PRAISE)])
@given(tallies=st.lists(TALLIES, min_size=2, max_size=6))
@FEW
def test_no_hidden_row_is_the_total_without_the_rows_that_are_shown(
    tallies: list[Tally], figure: Figure, count: Count
) -> None:
    shown = rows_of(tallies)
    total = values_of(added(tallies), for_audit=False)

    told = [told_count(row, figure) for row in shown]
    unknown = [tally.counts[count] for tally, each in zip(tallies, told, strict=True) if each is None]
    small = [n for n in unknown if n < SMALLEST_CELL]
    if small and told_count(total, figure) is not None:
        assert len(unknown) > 1
        assert sum(unknown) >= SMALLEST_CELL or len([tally for tally in tallies if tally.counts[count]]) == len(small)


@given(st.lists(TALLIES, min_size=2, max_size=6))
@FEW
def test_of_no_column_just_one_row_is_hidden_while_others_have_numbers(tallies: list[Tally]) -> None:
    shown = rows_of(tallies)

    for figure in shown[0]:
        hidden = [row for row in shown if row[figure].is_hidden]
        others = [row for row in shown if not row[figure].is_hidden and row[figure].n]
        assert len(hidden) != 1 or not others


@given(st.lists(TALLIES, min_size=1, max_size=6))
@FEW
def test_partners_are_hidden_and_nothing_else_is_changed(tallies: list[Tally]) -> None:
    alone = [values_of(tally, for_audit=False) for tally in tallies]

    for before, after in zip(alone, hide_partners(alone), strict=True):
        assert before.keys() == after.keys()
        for figure, value in after.items():
            assert value == before[figure] or (value.is_hidden and value.unit is before[figure].unit)


def test_a_rate_does_not_tell_the_count_that_was_hidden_as_a_partner() -> None:
    visits = {"A": 40, "B": 100, "C": 50}
    filed = {"A": 3, "B": 6, "C": 9}
    tallies = [Tally(Counter({Count.VISITS: visits[each], Count.GRIEVANCES: filed[each]})) for each in filed]

    shown = rows_of(tallies)

    assert [told_count(row, Figure.GRIEVANCES) for row in shown] == [None, None, 9]


@given(BREAKDOWNS)
def test_a_breakdown_shows_no_small_cell_and_the_total_gives_none_away(counts: dict[int, int]) -> None:
    shown = without_small(counts)

    hidden = [counts[key] for key, count in shown.items() if count is None]
    assert shown.keys() == counts.keys()
    assert all(count in {None, 0} or count >= SMALLEST_CELL for count in shown.values() if count is not None)
    assert all(count in {None, counts[key]} for key, count in shown.items())
    if hidden and any(count for count in shown.values()):
        assert len(hidden) > 1
        assert sum(hidden) >= SMALLEST_CELL


@given(BREAKDOWNS)
def test_a_breakdown_without_small_cells_is_shown_whole(counts: dict[int, int]) -> None:
    large = {key: count for key, count in counts.items() if count == 0 or count >= SMALLEST_CELL}

    assert without_small(large) == large
