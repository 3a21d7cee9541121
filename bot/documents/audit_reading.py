"""Reading audit's JSON back, for the audit of a headquarters. Nothing in a file is believed."""

from typing import Any, Literal

from pydantic import AwareDatetime, ValidationError, model_validator
from pydantic_core import from_json

from bot.documents.audit_json import AUDIT, FORMAT
from bot.documents.report_reading import MOST_BYTES, Counted, Name, Part, PeriodPart, Place
from bot.domain.figures.cards import AuditLine
from bot.domain.figures.region.audit import AuditReport
from bot.domain.figures.region.files import FileFault, LeftOut
from bot.domain.grievances.kinds import Category


class _Line(Part):
    department: Place
    category: Category
    count: Counted


class _Audit(Part):
    kind: Literal["audit"]
    format: Literal[1]
    station: Name
    made_at: AwareDatetime
    period: PeriodPart
    filed: Counted
    open: Counted
    closed: Counted
    money_yes: Counted
    answered: Counted
    lines: list[_Line]

    @model_validator(mode="after")
    def _adds_up(self) -> "_Audit":
        """Refuse what no station writes: parts that are not the whole."""
        if self.filed != self.open + self.closed or self.filed != sum(line.count for line in self.lines):
            raise ValueError(self.filed)
        return self


def read_audit(file: str, written: bytes) -> AuditReport | LeftOut:
    """Read audit's file of a station; of one that is none, say why."""
    if len(written) > MOST_BYTES:
        return LeftOut(file=file, fault=FileFault.NOT_OF_AUDIT)
    try:
        read = _Audit.model_validate_json(written)
    except ValidationError:
        return _fault_of(file, written)
    return AuditReport(
        file=file,
        station=read.station,
        made_at=read.made_at,
        period=read.period.period,
        filed=read.filed,
        open=read.open,
        closed=read.closed,
        money_yes=read.money_yes,
        answered=read.answered,
        lines=[AuditLine(department=each.department, category=each.category, count=each.count) for each in read.lines],
    )


def _fault_of(file: str, written: bytes) -> LeftOut:
    """Find what is wrong with a file as a whole."""
    try:
        table: Any = from_json(written)
    except ValueError:
        return LeftOut(file=file, fault=FileFault.BROKEN)
    if not isinstance(table, dict) or table.get("kind") != AUDIT:
        return LeftOut(file=file, fault=FileFault.NOT_OF_AUDIT)
    number = table.get("format")
    if type(number) is not int or number <= FORMAT:
        return LeftOut(file=file, fault=FileFault.FOREIGN)
    return LeftOut(file=file, fault=FileFault.NEW_FORMAT, facts={"format": number, "ours": FORMAT})
