"""What Slack puts into a payload: a form as it was filled in, and whatever may come, as strategies for Hypothesis."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from bot.domain.calls.results import ResultField
from bot.domain.calls.surveys import FIRST

EMPTY: Mapping[str, Any] = MappingProxyType({})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
BLOCKS = st.sampled_from([*ResultField, *FIRST.names, "other"])
ELEMENTS = st.fixed_dictionaries(
    {},
    optional={
        "value": JSON,
        "selected_option": st.none() | st.fixed_dictionaries({"value": st.text(max_size=10)}) | JSON,
        "selected_options": JSON,
        "selected_date_time": JSON,
    },
)
VIEWS = st.fixed_dictionaries(
    {"state": st.fixed_dictionaries({"values": st.dictionaries(BLOCKS, st.dictionaries(st.just("input"), ELEMENTS))})}
)


def form(
    *,
    chosen: Mapping[Any, str] = EMPTY,
    typed: Mapping[Any, str] = EMPTY,
    ticked: Mapping[Any, Sequence[str]] = EMPTY,
    days: Mapping[Any, date] = EMPTY,
    moments: Mapping[Any, datetime] = EMPTY,
) -> dict[str, Any]:
    """A form as Slack sends it: what was chosen, typed and ticked, by block id."""
    elements: dict[str, dict[str, Any]] = {
        **{block: {"selected_option": {"value": value}} for block, value in chosen.items()},
        **{block: {"value": words} for block, words in typed.items()},
        **{block: {"selected_options": [{"value": each} for each in values]} for block, values in ticked.items()},
        **{block: {"selected_date": day.isoformat()} for block, day in days.items()},
        **{block: {"selected_date_time": int(at.timestamp())} for block, at in moments.items()},
    }
    return {"state": {"values": {block: {"input": element} for block, element in elements.items()}}}
