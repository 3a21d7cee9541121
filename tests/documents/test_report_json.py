"""Figures as JSON, for other machines."""

import json
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.documents.report_json import FORMAT, report_json
from bot.documents.report_signature import signed
from bot.domain.calls.surveys import SHIPPED
from bot.domain.figures.cards import ReportCard
from bot.domain.figures.figures import FOR_AUDIT, Figure, figures_of, values_of
from tests.steps.report_cards import empty_card, renamed, report_card, stats, tally

KEY = "A" * 42 + "A="


def read_json(text: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(text)
    return read


def test_the_keys_of_the_json_are_the_names_of_the_figures() -> None:
    report = read_json(report_json(report_card()))

    assert set(report["figures"]) == {*Figure, *map(str, figures_of(SHIPPED))} - FOR_AUDIT
    assert report["figures"]["visits"] == {"unit": "count", "value": 240, "n": 240, "hidden": False}
    assert report["before"]["figures"]["visits"]["value"] == 221
    assert report["period"] == {"kind": "month", "first": "2026-11-01", "last": "2026-11-30"}
    assert [line["name"] for line in report["departments"]][:2] == ["경비교통과", "범죄예방대응과"]
    assert report["factors"]["root_causes"][0]["name"] == "explanation_missing"


def test_hidden_values_are_null_and_marked() -> None:
    report = read_json(report_json(renamed("작은과")))

    small = next(line for line in report["departments"] if line["name"] == "작은과2")["figures"]
    hidden = [value for value in small.values() if value["hidden"]]

    assert hidden
    assert {(value["value"], value["n"]) for value in hidden} == {(None, 0)}
    assert {"count": None, "hidden": True} in [line["before"] for line in report["factors"]["root_causes"]]


def test_no_operator_stands_in_what_headquarters_collects() -> None:
    written = report_json(report_card())

    assert "김상담" not in written
    assert "U00" not in written


def test_what_only_audit_may_see_is_left_out() -> None:
    card = report_card(stats=stats(values=values_of(tally(), SHIPPED)))

    assert not FOR_AUDIT & set(read_json(report_json(card))["figures"])


def test_nothing_happened_is_a_report_too() -> None:
    assert read_json(report_json(empty_card()))["figures"]["coverage"]["value"] is None


SCHEMA = json.loads((resources.files("bot") / "documents" / "stats.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("card", [report_card(), empty_card(), renamed("작은과")], ids=["a month", "empty", "hidden"])
def test_every_report_is_as_the_published_schema_says(card: ReportCard) -> None:
    report = read_json(signed(report_json(card).encode(), KEY).decode())

    Draft202012Validator(SCHEMA).validate(report)
    assert set(report) == set(SCHEMA["properties"])


def test_the_schema_is_of_this_format_and_refuses_another() -> None:
    report = read_json(report_json(report_card()))

    assert SCHEMA["properties"]["format"] == {"const": FORMAT}
    for key in SCHEMA["required"]:
        wrong = {name: part for name, part in report.items() if name != key}
        assert not Draft202012Validator(SCHEMA).is_valid(wrong), key
    told = report | {"figures": {"praise": {"unit": "count", "value": 3, "n": 3, "hidden": True}}}
    assert not Draft202012Validator(SCHEMA).is_valid(told)
