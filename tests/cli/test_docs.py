"""`cleancall docs`: the pages for each reader; that of settings is made of the code."""

from dataclasses import fields
from pathlib import Path

import pytest

from bot.cli.docs import PAGES, SCHEMA
from bot.cli.settings_page import LIMITS_OF_STATION, LIMITS_OF_VARIABLES, settings_page
from bot.domain.keeping.station_ranges import RANGES
from bot.domain.station import Station
from bot.settings import Settings, WrongSettings, load_settings
from bot.texts import LOCALES, load_texts
from tests.steps.pages import page_in, table_rows
from tests.steps.processes import ROOT, cleancall
from tests.steps.workers import RUNS_COMMANDS


@RUNS_COMMANDS
@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_is_shown_in_the_language_of_locale_and_without_a_name_what_there_is(
    tmp_path: Path, locale: str
) -> None:
    shown = cleancall({"LOCALE": locale}, tmp_path, "docs", "operate")
    listed = cleancall({"LOCALE": locale}, tmp_path, "docs")

    assert shown.stdout == (ROOT / "bot" / "docs" / locale / "operate.md").read_text(encoding="utf-8")
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [*PAGES, SCHEMA]
    assert page_in("operate", locale).splitlines()[0].removeprefix("# ") in listed.stdout


@RUNS_COMMANDS
def test_an_unknown_page_is_refused_in_a_sentence(tmp_path: Path) -> None:
    done = cleancall({"LOCALE": LOCALES[0]}, tmp_path, "docs", "cooking")

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert all(name in done.stderr for name in PAGES)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_of_settings_is_made_of_the_code(locale: str) -> None:
    written = (ROOT / "bot" / "docs" / locale / "settings.md").read_text(encoding="utf-8")

    assert written == settings_page(load_texts(locale)), f"LOCALE={locale} uv run cleancall docs settings > …"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_setting_stands_there_with_what_it_may_be_and_why(locale: str) -> None:
    texts = load_texts(locale)
    page = settings_page(texts)

    rows = {row[0].strip("`"): row[1:] for row in table_rows(page)}

    tables = {"petition_types", "departments", "never_call", "list_columns", "sms", "survey"}
    assert {name.upper() for name in Settings.model_fields} <= rows.keys()
    assert {field.name for field in fields(Station)} - tables <= rows.keys()
    for name, allowed in RANGES.items():
        assert texts.plain(f"setting_reason.{allowed.why}") in rows[name][2]
        assert rows[name][1]


@pytest.mark.parametrize("name", LIMITS_OF_VARIABLES)
def test_a_variable_is_held_to_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name.upper(), "99999" if name.endswith("port") else "?")

    with pytest.raises(WrongSettings) as wrong:
        load_settings()

    found = {problem.name: problem for problem in wrong.value.problems}[name.upper()]
    fault, facts = LIMITS_OF_VARIABLES[name]
    assert (found.fault, dict(found.facts)) == (fault, facts)


def test_what_a_setting_has_to_fit_is_said_of_settings_that_there_are() -> None:
    assert {name for name, _ in LIMITS_OF_STATION} <= {field.name for field in fields(Station)}
