"""Reading periods, in the words of an invented language: the rules know none."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.figures.period_reading import LONGEST_DAYS, LONGEST_YEARS, TILDE, PeriodReader, PeriodWords, Which
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.refusals import Reason, Refused
from tests.steps.builders import TUESDAY
from tests.steps.vectors import every

DAY, WEEK, MONTH, QUARTER, YEAR, RANGE = PeriodKind
NAMED = {
    "nu": (DAY, Which.THIS),
    "her nu": (DAY, Which.LAST),
    "her zil": (WEEK, Which.LAST),
    "bu ru zil": (WEEK, Which.THIS),
    "her lun": (MONTH, Which.LAST),
    "her sez": (QUARTER, Which.LAST),
    "her an": (YEAR, Which.LAST),
}
MARKS = {"year": ["an"], "month": ["lun"], "day": ["sol"], "quarter": ["sez"], "quarter_before": ["s"]}
READER = PeriodReader(PeriodWords(named=NAMED, **MARKS))
WORDLESS = PeriodReader(PeriodWords(named={}))
DAYS = st.dates(date(2020, 1, 1), date(2029, 12, 31))
LATER = date(2030, 6, 15)


@given(st.sampled_from(sorted(NAMED)), DAYS)
def test_a_name_means_the_period_of_today_or_the_one_before(name: str, today: date) -> None:
    kind, which = NAMED[name]
    this = period_with(kind, today)

    found, left = READER.read(f"ola {name.title()} mo", today)

    assert found == (this if which is Which.THIS else period_with(kind, this.first - timedelta(days=1)))
    assert left == "ola mo"
    assert READER.read(name.replace(" ", ""), today) == (found, "")


@given(
    DAYS, st.sampled_from(["{0}-{1}-{2}", "{0}.{1}.{2}.", "{0}. {1}. {2}.", "{0}/{1:02}/{2:02}", "{0}an {1}lun {2}sol"])
)
def test_a_day_is_read_in_numbers_or_with_the_words_after_them(day: date, form: str) -> None:
    assert READER.read(form.format(day.year, day.month, day.day), LATER) == (period_with(DAY, day), "")


@given(DAYS, st.sampled_from(["{0}-{1}", "{0}.{1:02}", "{0}an{1}lun", "{0}AN {1}Lun"]))
def test_a_month_is_read_in_numbers_or_with_the_words_after_them(day: date, form: str) -> None:
    assert READER.read(form.format(day.year, day.month), LATER) == (period_with(MONTH, day), "")


@given(DAYS, st.sampled_from(["{0}s{1}", "{0}-S{1}", "{0}an {1}sez", "{0}{1}sez"]))
def test_a_quarter_is_read_by_the_word_before_or_after_it(day: date, form: str) -> None:
    quarter = (day.month + 2) // 3

    assert READER.read(form.format(day.year, quarter), LATER) == (period_with(QUARTER, day), "")


@given(DAYS, st.integers(0, LONGEST_DAYS - 1), st.sampled_from(["~", " ~ ", "..", " ～ ", "–"]))
def test_two_days_make_a_range(first: date, days: int, between: str) -> None:
    last = first + timedelta(days=days)

    assert READER.read(f"{first}{between}{last}", LATER) == (Period(RANGE, first, last), "")


@given(st.integers(2000, 2030), st.integers(0, LONGEST_YEARS - 1), st.sampled_from(["~", " ~ ", "-", "–"]))
def test_two_years_make_a_range_of_whole_years(first: int, more: int, between: str) -> None:
    period = Period(RANGE, date(first, 1, 1), date(first + more, 12, 31))

    assert READER.read(f"{first}{between}{first + more} ola", LATER) == (period, "ola")


@given(DAYS, DAYS)
def test_a_day_without_its_year_is_the_last_one_that_is_not_ahead(today: date, day: date) -> None:
    if (day.month, day.day) == (2, 29):
        return

    found, _ = READER.read(f"{day.month}/{day.day}", today)

    assert found is not None
    assert (found.first.month, found.first.day) == (day.month, day.day)
    assert today - timedelta(days=366) < found.first <= today


@given(st.text(max_size=60), DAYS)
def test_whatever_is_typed_is_a_period_or_left_or_refused(words: str, today: date) -> None:
    try:
        found, left = READER.read(words, today)
    except Refused:
        return

    if found is None:
        assert "".join(left.split()) == "".join(TILDE.sub("~", unicodedata.normalize("NFC", words)).split())
    else:
        assert found.first <= today


def test_words_that_no_language_has_are_left_and_numbers_need_none() -> None:
    assert WORDLESS.read("her zil", TUESDAY) == (None, "her zil")
    assert WORDLESS.read("11lun", TUESDAY) == (None, "11lun")
    assert WORDLESS.read("2026-11", TUESDAY) == (period_with(MONTH, TUESDAY), "")
    assert WORDLESS.read("s4", TUESDAY) == (None, "s4")


def test_the_longest_name_is_meant() -> None:
    assert READER.read("her nu", TUESDAY) == (period_with(DAY, TUESDAY - timedelta(days=1)), "")
    assert READER.read("her mo nu", TUESDAY) == (period_with(DAY, TUESDAY), "her mo")


@every(
    ("words", "reason"),
    [
        ("2026-13", Reason.WRONG_PERIOD),
        ("13lun", Reason.WRONG_PERIOD),
        ("2026-02-29", Reason.WRONG_PERIOD),
        ("2/30", Reason.WRONG_PERIOD),
        ("2026-11-08~2026-11-02", Reason.WRONG_PERIOD),
        ("2026-02-30~2026-03-02", Reason.WRONG_PERIOD),
        ("2026-12", Reason.PERIOD_AHEAD),
        ("2026-11-25", Reason.PERIOD_AHEAD),
        ("2027s1", Reason.PERIOD_AHEAD),
        ("2027", Reason.PERIOD_AHEAD),
        ("2025-01-01~2026-01-02", Reason.PERIOD_TOO_LONG),
        ("2003~2026", Reason.PERIOD_TOO_LONG),
        ("2026~2016", Reason.WRONG_PERIOD),
        ("2027~2029", Reason.PERIOD_AHEAD),
        ("8/10~2/10", Reason.WRONG_PERIOD),
        ("8/10~3/10", Reason.WRONG_PERIOD),
        ("12/20~2025-1/10", Reason.WRONG_PERIOD),
    ],
)
def test_a_period_that_cannot_be_is_refused_by_its_word(words: str, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        READER.read(f"ola {words}", TUESDAY)

    assert refused.value.reason is reason
    assert refused.value.facts["word"] == words


@every(
    ("words", "first", "last"),
    [
        ("12/20~1/10", date(2025, 12, 20), date(2026, 1, 10)),
        ("8/10~1/20", date(2026, 8, 10), date(2027, 1, 20)),
        ("2/10~8/10", date(2026, 2, 10), date(2026, 8, 10)),
    ],
)
def test_a_stretch_without_years_goes_over_the_new_year_where_more_than_half_a_year_lies_between(
    words: str, first: date, last: date
) -> None:
    assert READER.read(words, TUESDAY) == (Period(RANGE, first, last), "")


def test_the_longest_stretch_is_a_leap_year() -> None:
    found, _ = READER.read("2024-01-01~2024-12-31", TUESDAY)

    assert found is not None
    assert found.days == LONGEST_DAYS


@every(
    ("words", "kind", "first"),
    [
        ("11lun", MONTH, date(2026, 11, 1)),
        ("12lun", MONTH, date(2025, 12, 1)),
        ("1lun", MONTH, date(2026, 1, 1)),
        ("s4", QUARTER, date(2026, 10, 1)),
        ("1sez", QUARTER, date(2026, 1, 1)),
        ("2025s1", QUARTER, date(2025, 1, 1)),
        ("2025an", YEAR, date(2025, 1, 1)),
        ("11/24", DAY, date(2026, 11, 24)),
        ("11/25", DAY, date(2025, 11, 25)),
    ],
)
def test_what_is_named_without_its_year_is_the_last_that_has_begun(words: str, kind: PeriodKind, first: date) -> None:
    assert READER.read(words, TUESDAY) == (period_with(kind, first), "")


@every("words", ["2025-11-25~2026-11-25", "2025-11-24~2026-11-24", "2007~2026", "2026-11-01~2026-11-01"])
def test_a_stretch_may_have_a_year_and_a_day_or_twenty_whole_years(words: str) -> None:
    found, _ = READER.read(words, TUESDAY)

    assert found is not None
