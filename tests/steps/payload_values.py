"""Whatever Slack, or somebody else, may put into a payload: strategies for Hypothesis."""

from hypothesis import strategies as st

from bot.domain.calls.results import ResultField
from bot.domain.calls.surveys import FIRST

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
