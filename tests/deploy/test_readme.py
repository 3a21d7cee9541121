"""What the README says stands in the product, and the other way round."""

import re
from pathlib import Path

import pytest

from bot.domain.roles import Role
from bot.texts import load_texts
from bot.views.people.guide import guide_of

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def in_markdown(words: str) -> str:
    """Words of Slack's as GitHub takes them."""
    plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"\*([^*\n]+)\*", r"**\1**", plain).replace("• ", "- ")


def test_the_guide_for_operators_is_the_one_that_slack_shows() -> None:
    guide = in_markdown(guide_of(Role.OPERATOR, "", load_texts("ko")))

    _title, _, lines = guide.strip().partition("\n")
    assert lines in README


@pytest.mark.parametrize("picture", re.findall(r"\]\((tests/pictures/[^)]+)\)", README))
def test_every_picture_is_there(picture: str) -> None:
    assert (Path(__file__).parents[2] / picture).is_file()
