"""How grave a matter is, by what was chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grievances.kinds import ACCUSING, Category, Kind, Severity, severity_of


@given(st.sampled_from(Kind), st.sampled_from(sorted(ACCUSING)))
def test_an_accusing_category_is_of_the_gravest_whatever_the_kind(kind: Kind, category: Category) -> None:
    assert severity_of(kind, category) is Severity.S1


@pytest.mark.parametrize(("kind", "category", "severity"), [
    (Kind.ALLEGATION, Category.OTHER, Severity.S1),
    (Kind.COMPLAINT_HANDLING, Category.DELAY, Severity.S2),
    (Kind.COMPLAINT_HANDLING, Category.FACILITY_ACCESS, Severity.S3),
    (Kind.COMPLAINT_MANNER, Category.RUDENESS, Severity.S3),
    (Kind.INQUIRY, Category.DELAY, Severity.S4),
    (Kind.SUGGESTION, Category.FACILITY_ACCESS, Severity.S4),
    (None, None, Severity.S4),
])  # fmt: skip
def test_severity_follows_from_kind_and_category(
    kind: Kind | None, category: Category | None, severity: Severity
) -> None:
    assert severity_of(kind, category) is severity
