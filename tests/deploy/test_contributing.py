"""The page for contributors: what it names is there, and each step of a recipe has its check."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from tests.steps.vectors import every

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
*CHAPTERS, TABLE = PAGE.partition("## Recipes\n")[2].split("\n### ")[1:]
RECIPES = {title: words for title, _, words in (each.partition("\n") for each in CHAPTERS)}
NEW_LANGUAGE = {"bot/texts/xx.toml", "bot/docs/xx/"}


@cache
def names_of_tests() -> set[str]:
    """Return the names of every test there is."""
    modules = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    return {name for words in modules for name in re.findall(r"^(?:async )?def (test_\w+)\(", words, re.MULTILINE)}


def test_every_file_is_there() -> None:
    named = re.findall(r"`((?:bot|handlers|storage|tests|\.ci)/[\w./]*)`", PAGE)

    assert not [name for name in named if not (ROOT / name).exists() and name not in NEW_LANGUAGE]


@every("recipe", RECIPES)
def test_every_name_of_the_code_stands_in_a_file_of_its_recipe(recipe: str) -> None:
    named = re.findall(r"`([\w/]+\.py)`", RECIPES[recipe])
    source = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in named)
    tables = (ROOT / "bot" / "texts" / "ko.toml").read_text(encoding="utf-8")

    for name in re.findall(r"`([A-Z][A-Za-z_]+)`", RECIPES[recipe]):
        assert re.search(rf"\b{name}\b", source) or name == "LOCALE", name
    for table in re.findall(r"`\[([a-z_.]+)\]`", RECIPES[recipe]):
        assert f"\n[{table}]" in tables, table


def test_every_step_has_its_check() -> None:
    checked = defaultdict[str, list[int]](list)
    for recipe, steps in re.findall(r"^\| (\D.*?) \| ([\d, ]+) \|", TABLE, re.MULTILINE):
        checked[recipe] += map(int, steps.split(", "))

    for recipe, words in RECIPES.items():
        assert sorted(checked[recipe]) == [int(number) for number in re.findall(r"^(\d+)\. ", words, re.MULTILINE)]
    assert checked.keys() == RECIPES.keys()


@every("check", sorted(set(re.findall(r"`(test_\w+)`", TABLE))))
def test_every_check_is_a_test(check: str) -> None:
    assert check in names_of_tests()
