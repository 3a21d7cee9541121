"""The pages for each reader: what they say stands in the product, the languages say the same, and no link is broken."""

import re
from collections.abc import Callable

import pytest

from bot.cli.docs import PAGES
from bot.domain.figures.figures import Figure
from bot.domain.roles import Role
from bot.domain.station import Station
from bot.registry import SCOPES, Command, Topic
from bot.settings import Settings
from bot.slack import HOSTS
from bot.texts import FOREIGN_LOCALE, LOCALES, load_texts
from bot.views.people.guide import command_line, guide_of, topic_line
from tests.steps.pages import (
    BLOCK,
    CODE,
    ROOT,
    blocks,
    broken_links,
    headings,
    page_in,
    section,
    table_rows,
    without_blocks,
)
from tests.steps.vectors import every

FOLDER = ROOT / "bot" / "docs"
OTHERS = [locale for locale in LOCALES if locale != FOREIGN_LOCALE]
WRITTEN = [ROOT / "README.md", *(ROOT / ".github").glob("*.md"), *FOLDER.rglob("*.md")]
ROLES = {
    "operators": (Role.OPERATOR, Role.SWITCHBOARD, Role.OFFICER, Role.HEAD, Role.DEPUTY),
    "supervisors": (Role.SUPERVISOR, Role.AUDIT),
}
"""Whose guide stands on which page."""
TYPED = re.compile(r"cleancall|/[a-z]|--|[A-Z]+_[A-Z]|[a-z]+_[a-z]|\w+\.\w|[A-Z]{2,}$")
"""What is typed or set, and no word of a language: the same in all."""


def in_markdown(words: str) -> str:
    """Words of Slack's as GitHub takes them."""
    plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"\*([^*\n]+)\*", r"**\1**", plain).replace("• ", "- ")


def typed_in(words: str) -> set[str]:
    """What a page asks its reader to type or set."""
    return {code for code in CODE.findall(without_blocks(words)) if TYPED.match(code)}


def each_section(words: str) -> list[str]:
    """A page by its sections, what comes before the first one too."""
    return words.split("\n## ")


def test_every_language_has_every_page() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*LOCALES}
    for locale in LOCALES:
        assert {path.stem for path in (FOLDER / locale).iterdir()} == {*PAGES}


@every("file", WRITTEN)
def test_no_link_is_broken(file: object) -> None:
    assert isinstance(file, type(ROOT))
    assert not broken_links(file)


@every("locale", OTHERS)
@every("name", PAGES)
def test_the_languages_have_the_same_headings_commands_and_tables(name: str, locale: str) -> None:
    pages = page_in(name, locale), page_in(name, FOREIGN_LOCALE)

    def alike(seen: Callable[[str], object]) -> bool:
        return seen(pages[0]) == seen(pages[1])

    assert alike(lambda words: [each.count("#", 0, 4) for each in headings(words)])
    assert alike(commands)
    assert alike(lambda words: [each.count("\n\n") for each in each_section(words)]), "paragraphs"
    assert alike(lambda words: [each.count("\n- ") for each in each_section(words)]), "points of lists"
    assert alike(lambda words: [len(row) for row in table_rows(words)])
    assert alike(lambda words: [sorted(filter(TYPED.match, CODE.findall(" ".join(row)))) for row in table_rows(words)])


def commands(words: str) -> list[str]:
    """What is typed or written into files; comments of a table of settings are words."""
    found = [(language, block) for _, language, block in BLOCK.findall(words)]
    return [re.sub(r"(?m)^# .*\n", "", block) if language == "toml" else block for language, block in found]


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize("name", [name for name in PAGES if name not in ROLES])
def test_each_section_asks_for_the_same_in_every_language(name: str, locale: str) -> None:
    sections = zip(each_section(page_in(name, locale)), each_section(page_in(name, FOREIGN_LOCALE)), strict=True)

    for here, there in sections:
        assert typed_in(here) == typed_in(there), here.partition("\n")[0]


@every("locale", LOCALES)
@every(("name", "role"), [(name, role) for name, roles in ROLES.items() for role in roles])
def test_the_guide_of_a_role_is_the_one_that_slack_shows(name: str, role: Role, locale: str) -> None:
    texts = load_texts(locale).of_station(Station(name="한빛경찰서", main_number="02-0000-0112"))

    _title, _, lines = in_markdown(guide_of(role, "", texts)).strip().partition("\n")
    assert lines in page_in(name, locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_commands_and_topics_are_explained_as_in_slack(locale: str) -> None:
    texts = load_texts(locale)
    pages = "".join(page_in(name, locale) for name in ROLES)

    commands = [command_line(command, "", texts).replace("\n", " ") for command in Command]
    topics = [topic_line(topic, "", texts) for topic in Topic]
    assert not [line for line in (*commands, *topics) if f"\n- {in_markdown(line)}\n" not in pages]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_figure_is_explained_as_in_the_workbook(locale: str) -> None:
    texts, rows = load_texts(locale), table_rows(page_in("figures", locale))

    assert not [each for each in Figure if [texts.word("figure", each), texts.word("figure_how", each)] not in rows]


def test_every_role_finds_its_page() -> None:
    assert sorted(role for roles in ROLES.values() for role in roles) == sorted(Role)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_command_and_topic_stands_among_what_people_do(locale: str) -> None:
    what_people_do = "".join(each_section(page_in(name, locale))[1] for name in ROLES)

    assert not [command for command in Command if not re.search(rf"`/{command}\b", what_people_do)]
    assert not [topic for topic in Topic if not re.search(rf"`(/cleancall )?{topic}\b", what_people_do)]


def test_the_table_of_hosts_ports_and_scopes_is_that_of_the_code() -> None:
    rows = table_rows(section(page_in("install", FOREIGN_LOCALE), "2. The Slack app"))[2:]
    told = {(kind.split(",")[0], what) for kind, what, _ in rows}
    ports = {name: field.default for name, field in Settings.model_fields.items() if name.endswith("_port")}

    assert told == {
        *(("host", f"`{host}`") for host in HOSTS),
        *(("port", f"`{name.upper()}` {number}") for name, number in ports.items()),
        *(("scope", f"`{scope}`") for scope in SCOPES),
        ("scope of the app-level token", "`connections:write`"),
    }


def test_readme_tells_each_role_in_one_line_what_it_does() -> None:
    """The head's line is that of their deputy, too."""
    told = section((ROOT / "README.md").read_text(encoding="utf-8"), "Who does what")

    roles = re.findall(r"^\| (\w+) [가-힣·]+ \|", told, re.MULTILINE)
    assert sorted(roles) == sorted(each.value for each in Role if each is not Role.DEPUTY)


def test_readme_names_every_page_and_installs_as_the_page_does() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    steps = [line for block in blocks(page_in("install", FOREIGN_LOCALE), "sh") for line in block.splitlines()]
    short = blocks(section(readme, "Install"), "sh")[0].splitlines()

    assert len(readme.splitlines()) <= 110, "two screens"
    assert re.findall(r"\| `(\w+)` \|$", section(readme, "Where the rest is"), re.MULTILINE) == [*PAGES]
    for locale in LOCALES:
        assert all(f"](bot/docs/{locale}/{name}.md)" in readme for name in PAGES)
    assert short == [line for line in steps if line in short], "the same steps in the same order"
