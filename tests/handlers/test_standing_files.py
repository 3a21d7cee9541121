"""Whether a file stands in the call channel, by what Slack says of it."""

from typing import Any

import pytest

from handlers.standing_files import stands_in


@pytest.mark.parametrize(
    "file",
    [
        {"groups": ["C0CALLS"]},
        {"channels": [], "groups": [], "shares": {"private": {"C0CALLS": [{"ts": "1.2"}]}}},
        {"channels": ["C0CALLS"], "shares": {}},
        {"id": "F0LIST"},
        {"shares": None},
    ],
)
def test_a_file_stands_where_slack_says_so_or_says_nothing(file: dict[str, Any]) -> None:
    assert stands_in(file, "C0CALLS")


@pytest.mark.parametrize("file", [{"groups": [], "shares": {}}, {"ims": ["D0KIM"]}, {"shares": {"public": {"C1": []}}}])
def test_a_file_that_slack_names_elsewhere_alone_does_not_stand(file: dict[str, Any]) -> None:
    assert not stands_in(file, "C0CALLS")
