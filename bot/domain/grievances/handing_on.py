"""Audit finds that a matter is none of theirs, and hands it on: as if it were filed then (rule book §5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.grievances.filing import Filing, plain_lane_of
from bot.domain.grievances.kinds import ACCUSING, Category, GrievanceLane, Kind
from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.refusals import Reason


class HandOnField(StrEnum):
    """The fields of the form."""

    REASON = "hand_on_reason"
    KIND = "hand_on_kind"
    CATEGORY = "hand_on_category"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOn:
    """What audit says of a matter that it hands on. The reason is read by audit alone."""

    reason: str
    kind: Kind | None
    category: Category | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOnCard:
    """What the form starts with: the kind and category that were filed, but those that accuse."""

    id: int
    kind: Kind | None
    category: Category | None


def problems_with_hand_on(hand_on: HandOn) -> Mapping[str, Reason]:
    """List what is missing, and what would tell the recipient that audit had it."""
    problems: dict[str, Reason] = {}
    if not hand_on.reason.strip():
        problems[HandOnField.REASON] = Reason.REASON_MISSING
    elif holds_number(hand_on.reason):
        problems[HandOnField.REASON] = Reason.PERSONAL_NUMBER
    if hand_on.kind in {None, Kind.ALLEGATION}:
        problems[HandOnField.KIND] = Reason.KIND_MISSING
    if hand_on.category is None or hand_on.category in ACCUSING:
        problems[HandOnField.CATEGORY] = Reason.CATEGORY_MISSING
    return problems


def lane_after(kind: Kind, filed_as: Kind, plain_lane: str | None) -> GrievanceLane:
    """Return the lane that was kept when it was filed; of another kind, and of older matters, the careful one."""
    if kind is filed_as and plain_lane is not None:
        return GrievanceLane(plain_lane)
    return plain_lane_of(Filing(kind=kind))
