"""Audit's file of a month, read back: it is of its own kind, and no other is."""

import json
from typing import Any

import pytest

from bot.documents.audit_json import audit_json
from bot.documents.audit_reading import read_audit
from bot.documents.report_reading import read_report
from bot.domain.figures.region.audit import AuditReport
from bot.domain.figures.region.files import FileFault, LeftOut
from tests.steps.regions import month_of, with_facts, written
from tests.steps.report_cards import audit_card

FILE = audit_json(audit_card()).encode()
STATISTICS = written(month_of("한빛경찰서"))


def test_what_audit_was_sent_is_read_back_whole() -> None:
    card, read = audit_card(), read_audit("a.json", FILE)

    assert isinstance(read, AuditReport)
    assert (read.station, read.period, read.made_at) == (card.station, card.period, card.made_at)
    assert (read.filed, read.open, read.closed, read.money_yes, read.answered) == (3, 2, 1, 1, 150)
    assert tuple(read.lines) == card.lines


def changed(**facts: Any) -> bytes:
    return with_facts(FILE, **facts)


WRONG = {
    "cut off": (FILE[:-9], FileFault.BROKEN),
    "statistics": (STATISTICS, FileFault.NOT_OF_AUDIT),
    "nothing": (b"{}", FileFault.NOT_OF_AUDIT),
    "newer": (changed(format=2), FileFault.NEW_FORMAT),
    "more closed than filed": (changed(closed=9), FileFault.FOREIGN),
    "fewer in departments": (changed(lines=[]), FileFault.FOREIGN),
    "more than all": (changed(money_yes=10**10), FileFault.FOREIGN),
    "no month": (changed(period={"kind": "month", "first": "2026-11-02", "last": "2026-11-30"}), FileFault.FOREIGN),
    "the end of time": (
        changed(period={"kind": "range", "first": "9999-12-01", "last": "9999-12-31"}),
        FileFault.FOREIGN,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_file_of_audits_is_named(name: str) -> None:
    data, fault = WRONG[name]

    read = read_audit("a.json", data)

    assert isinstance(read, LeftOut)
    assert read.fault == fault


def test_audits_file_is_never_taken_for_statistics_not_even_with_all_of_their_keys() -> None:
    both = json.dumps(json.loads(STATISTICS) | {"kind": "audit"}).encode()

    for data in (FILE, both):
        read = read_report("a.json", data)
        assert isinstance(read, LeftOut)
        assert read.fault is FileFault.OF_AUDIT
