"""What the README says stands in the product, and the other way round."""

import re
from pathlib import Path

import pytest

from bot.domain.roles import Role
from bot.domain.station import Station
from bot.registry import SCOPES, Command, Topic
from bot.settings import Settings
from bot.slack import HOSTS
from bot.texts import LOCALES, load_texts
from bot.views.people.guide import guide_of

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
WHAT_PEOPLE_DO = README.partition("## What people do\n")[2].partition("\n## ")[0]


def in_markdown(words: str) -> str:
    """Words of Slack's as GitHub takes them."""
    plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"\*([^*\n]+)\*", r"**\1**", plain).replace("• ", "- ")


def test_the_guide_for_operators_is_the_one_that_slack_shows() -> None:
    guide = in_markdown(
        guide_of(Role.OPERATOR, "", load_texts("ko").of_station(Station(name="한빛경찰서", main_number="02-0000-0112")))
    )

    _title, _, lines = guide.strip().partition("\n")
    assert lines in README


@pytest.mark.parametrize("picture", re.findall(r"\]\((tests/pictures/[^)]+)\)", README))
def test_every_picture_is_there(picture: str) -> None:
    assert (Path(__file__).parents[2] / picture).is_file()


def test_every_command_and_topic_stands_among_what_people_do() -> None:
    assert not [command for command in Command if not re.search(rf"`/{command}\b", WHAT_PEOPLE_DO)]
    assert not [topic for topic in Topic if not re.search(rf"`(/cleancall )?{topic}\b", WHAT_PEOPLE_DO)]


def test_every_language_is_offered() -> None:
    languages = re.search(r"`LOCALE` \(([^)]*)\) is the language", README)

    assert languages is not None
    assert set(re.findall(r"`(\w+)`", languages[1])) == set(LOCALES)


def test_the_table_of_hosts_ports_and_scopes_is_that_of_the_code() -> None:
    rows = re.findall(r"^ +\| ([a-z][^|]+) \| ([^|]+) \| [^|]+ \|$", README, re.MULTILINE)
    told = {(kind.split(",")[0], what.strip()) for kind, what in rows}
    ports = {name: field.default for name, field in Settings.model_fields.items() if name.endswith("_port")}

    assert told == {
        *(("host", f"`{host}`") for host in HOSTS),
        *(("port", f"`{name.upper()}` {number}") for name, number in ports.items()),
        *(("scope", f"`{scope}`") for scope in SCOPES),
        ("scope of the app-level token", "`connections:write`"),
    }
