"""Handing a matter on that is none of audit's."""

import pytest

from bot.domain.grievances.handing_on import HandOn, HandOnField, lane_after, problems_with_hand_on
from bot.domain.grievances.kinds import Category, GrievanceLane, Kind
from bot.domain.refusals import Reason


@pytest.mark.parametrize(("reason", "kind", "category", "problems"), [
    ("진행 문의입니다", Kind.INQUIRY, Category.OTHER, {}),
    (" ", Kind.INQUIRY, Category.OTHER, {HandOnField.REASON: Reason.REASON_MISSING}),
    ("010-0000-1001로 확인", Kind.INQUIRY, Category.OTHER, {HandOnField.REASON: Reason.PERSONAL_NUMBER}),
    ("문의", Kind.ALLEGATION, Category.PRIVACY, {
        HandOnField.KIND: Reason.KIND_MISSING, HandOnField.CATEGORY: Reason.CATEGORY_MISSING,
    }),
    ("문의", None, None, {HandOnField.KIND: Reason.KIND_MISSING, HandOnField.CATEGORY: Reason.CATEGORY_MISSING}),
])  # fmt: skip
def test_it_needs_a_reason_and_a_kind_and_category_that_are_not_of_audit(
    reason: str, kind: Kind | None, category: Category | None, problems: dict[HandOnField, Reason]
) -> None:
    assert problems_with_hand_on(HandOn(reason=reason, kind=kind, category=category)) == problems


@pytest.mark.parametrize(("kind", "filed_as", "plain_lane", "lane"), [
    (Kind.COMPLAINT_MANNER, Kind.COMPLAINT_MANNER, "officer", GrievanceLane.OFFICER),
    (Kind.COMPLAINT_MANNER, Kind.COMPLAINT_MANNER, "head", GrievanceLane.HEAD),
    (Kind.COMPLAINT_MANNER, Kind.INQUIRY, "officer", GrievanceLane.HEAD),
    (Kind.COMPLAINT_HANDLING, Kind.ALLEGATION, "officer", GrievanceLane.OFFICER),
    (Kind.COMPLAINT_MANNER, Kind.COMPLAINT_MANNER, None, GrievanceLane.HEAD),
])  # fmt: skip
def test_it_goes_where_it_would_have_gone(
    kind: Kind, filed_as: Kind, plain_lane: str | None, lane: GrievanceLane
) -> None:
    assert lane_after(kind, filed_as, plain_lane) is lane
