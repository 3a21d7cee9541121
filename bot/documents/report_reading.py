"""Reading a report's JSON back, as a region does with the files of its stations. Nothing in a file is believed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema, from_json

from bot.documents.audit_json import AUDIT
from bot.documents.report_json import FORMAT
from bot.domain.figures.figures import HIDDEN, AnyFigure, FigureUnit, Value, Values, unit_of
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.figures.publication import Topic
from bot.domain.figures.region.files import FileFault, LeftOut, StationReport
from bot.domain.figures.region.picture import ADDED_UP, BY_DEPARTMENT
from bot.domain.grievances.kinds import Category, RootCause

MOST_BYTES = 5_000_000
"""A report of a month takes 200 KB."""
MOST_LETTERS = 60
MOST_COUNT = 10**9
MOST_DEPARTMENTS, MOST_CELLS = 500, 10_000


def _one_line(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy or not tidy.isprintable():
        raise ValueError(name)
    return tidy


def _one_line_or_none(name: str) -> str:
    return _one_line(name) if name else name


Name = Annotated[str, Field(max_length=MOST_LETTERS), AfterValidator(_one_line)]
Place = Annotated[str, Field(max_length=MOST_LETTERS), AfterValidator(_one_line_or_none)]
"""A department; empty where the visitor list named none."""
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
Counted = Annotated[int, Field(ge=0, le=MOST_COUNT)]


class Part(BaseModel):
    """A part of the file. What we do not know in it belongs to somebody else and is not read."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Value(Part):
    unit: FigureUnit
    value: Annotated[float, Field(ge=0, le=MOST_COUNT, allow_inf_nan=False)] | None
    n: Counted
    hidden: bool

    @property
    def value_of_ours(self) -> Value:
        if self.hidden:
            return HIDDEN[self.unit]
        is_count = self.unit is FigureUnit.COUNT and self.value is not None
        return Value(unit=self.unit, value=round(self.value or 0) if is_count else self.value, n=self.n)


@dataclass(frozen=True, slots=True)
class _Only:
    """Reads the wanted figures and passes over the others, which are most of a file."""

    wanted: Sequence[AnyFigure]

    def __get_pydantic_core_schema__(self, _source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        value = handler.generate_schema(_Value)
        fields = {str(each): core_schema.typed_dict_field(value, required=False) for each in self.wanted}
        read = core_schema.typed_dict_schema(fields, extra_behavior="ignore")
        return core_schema.no_info_after_validator_function(self._values, read)

    def _values(self, read: Mapping[str, _Value]) -> Values:
        """Name the figures as ours. Raises ValueError where one is counted in something else."""
        found = {figure: read[name].value_of_ours for figure in self.wanted if (name := str(figure)) in read}
        for figure, value in found.items():
            if value.unit is not unit_of(figure):
                raise ValueError(figure)
        return found


class PeriodPart(Part):
    """A period, as files write it."""

    kind: PeriodKind
    first: Day
    last: Day

    @model_validator(mode="after")
    def _is_whole(self) -> "PeriodPart":
        """Refuse a period that ends before it begins, or is called a month and is none."""
        whole = period_with(self.kind, self.first) if self.kind is not PeriodKind.RANGE else self.period
        if self.first > self.last or whole != self.period:
            raise ValueError(self.first)
        return self

    @property
    def period(self) -> Period:
        """The same among ours."""
        return Period(self.kind, self.first, self.last)


class _Said(Part):
    period: PeriodPart | None


class _Group(Part):
    name: Place
    figures: Annotated[Values, _Only(BY_DEPARTMENT)]


class _Scope(Part):
    department: str | None
    petition_type: str | None


class _Counted(Part):
    count: Counted | None
    hidden: bool


class _Cause(_Counted):
    name: RootCause


class _Category(_Counted):
    name: Category


class _Cell(_Counted):
    department: Place
    category: Category


class _Factors(Part):
    root_causes: list[_Cause]
    categories: list[_Category]
    cells: Annotated[list[_Cell], Field(max_length=MOST_CELLS)]


class _Report(Part):
    kind: None = None
    format: Literal[3]
    station: Name
    made_at: AwareDatetime
    period: PeriodPart
    scope: _Scope
    figures: Annotated[Values, _Only(ADDED_UP)]
    said: _Said
    departments: Annotated[list[_Group], Field(max_length=MOST_DEPARTMENTS)]
    factors: _Factors


def read_report(file: str, written: bytes) -> StationReport | LeftOut:
    """Read the file of a station; of one that is none of ours, say why."""
    if len(written) > MOST_BYTES:
        return LeftOut(file=file, fault=FileFault.FOREIGN)
    try:
        read = _Report.model_validate_json(written)
    except ValidationError:
        return _fault_of(file, written)
    if read.scope.department is not None or read.scope.petition_type is not None:
        return LeftOut(file=file, fault=FileFault.A_PART)
    return _ours(file, read)


def _fault_of(file: str, written: bytes) -> LeftOut:
    """Find what is wrong with a file as a whole."""
    try:
        table: Any = from_json(written)
    except ValueError:
        return LeftOut(file=file, fault=FileFault.BROKEN)
    if isinstance(table, dict) and table.get("kind") == AUDIT:
        return LeftOut(file=file, fault=FileFault.OF_AUDIT)
    number = table.get("format") if isinstance(table, dict) else None
    if type(number) is not int or number == FORMAT:
        return LeftOut(file=file, fault=FileFault.FOREIGN)
    fault = FileFault.OLD_FORMAT if number < FORMAT else FileFault.NEW_FORMAT
    return LeftOut(file=file, fault=fault, facts={"format": number, "ours": FORMAT})


def _ours(file: str, read: _Report) -> StationReport:
    factors = read.factors
    topics: dict[Topic, int | None] = {each.name: each.count for each in factors.categories}
    topics |= {each.name: each.count for each in factors.root_causes}
    said = read.said.period
    return StationReport(
        file=file,
        station=read.station,
        made_at=read.made_at,
        period=read.period.period,
        said=None if said is None else said.period,
        values=read.figures,
        departments={each.name: each.figures for each in read.departments},
        topics=topics,
        cells={(each.department, each.category): each.count for each in factors.cells},
    )
