"""Whether somebody who was called lately is called again (rule book §3, `recently_called`)."""

import re
from collections.abc import Set as AbstractSet

from bot.domain.station_tables import fold_word

COMPLAINTS = (
    "불친절",
    "불편",
    "불만",
    "부당",
    "억울",
    "강압",
    "진정",
    "탄원",
    "항의",
    "이의",
    "고충",
    "민원제기",
    "신문고",
)


IN_REMARKS = ("불친절", "불만", "항의", "부당", "이의", "고충", "따지", "억울", "강압", "민원제기", "신문고")
"""In a remark fewer words say so: 거동 불편 and 진정 사건 are none."""
NO_COMPLAINT = re.compile("(?:불만|이의|항의)(?:사항|제기)?(?:이|은|을|를)?(?:없|안|않)|이의신청(?:안내|방법)")


def is_left_in_peace(
    petition_type: str, purposes: tuple[str, ...], reached_for: AbstractSet[str], remark: str = ""
) -> bool:
    """Check whether a new visit is just what the person was called for lately: no complaint and no other matter."""
    if petition_type not in reached_for:
        return False
    said, noted = (NO_COMPLAINT.sub("", fold_word(words)) for words in ("".join(purposes), remark))
    return not any(word in said for word in COMPLAINTS) and not any(word in noted for word in IN_REMARKS)
