"""Files of invented stations, as their region gets them."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from bot.documents.report_json import report_json
from bot.documents.report_signature import public_key_of, signed
from bot.domain.figures.cards import GroupLine, GroupsCard, ReportCard
from bot.domain.figures.figures import Count, Tally
from bot.domain.figures.periods import Period
from tests.steps.builders import NOVEMBER
from tests.steps.report_cards import report_card, shown_of, stats, tally

KEYS = {name: Fernet.generate_key().decode() for name in ("한빛경찰서", "샛별경찰서", "은하경찰서")}


def month_of(station: str, month: Period = NOVEMBER, *, visits: int = 240, **counts: int) -> ReportCard:
    """Return a station's month; counts of `Count` can be given by their names."""
    counted = tally(visits)
    counted = replace(
        counted, counts=Counter({**counted.counts, **{Count(name): count for name, count in counts.items()}})
    )
    return card_of(station, counted, month)


def card_of(station: str, counted: Tally, month: Period = NOVEMBER, **departments: Tally) -> ReportCard:
    """Return the report of what was counted."""
    values = shown_of(counted)
    lines = tuple(GroupLine(name=name, values=shown_of(each)) for name, each in departments.items())
    return report_card(
        station=station,
        made_at=month.end + timedelta(hours=9),
        stats=stats(period=month, before=month.whole_before, said=month, values=values, values_before={}),
        groups=GroupsCard(period=month, said=month, departments=lines, petition_types=()),
    )


def written(card: ReportCard) -> bytes:
    """Write a report as its station hands it in, signed if the station has a key."""
    report = report_json(card).encode()
    return signed(report, KEYS[card.station]) if card.station in KEYS else report


def with_facts(data: bytes, **facts: Any) -> bytes:
    """Change facts of a file without a signature."""
    table = json.loads(data)
    table.pop("signature", None)
    return json.dumps(table | facts, ensure_ascii=False).encode()


def write_region(folder: Path, files: Mapping[str, bytes], name: str = "한빛시경찰청") -> Path:
    """Write the files of a region and its table; return the table's path."""
    folder.mkdir(exist_ok=True)
    for file, data in files.items():
        (folder / file).write_bytes(data)
    keys = "".join(f'"{station}" = "{public_key_of(key)}"\n' for station, key in KEYS.items())
    table = folder / "region.toml"
    table.write_text(f'name = "{name}"\n[stations]\n{keys}"달빛경찰서" = ""\n', encoding="utf-8")
    return table
