"""Reading the tables of station.toml: every mistake by its kind, with the place where it stands."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.domain.keeping.setting_faults import SettingFault, SettingProblem
from bot.domain.keeping.sms_settings import SMS_SETTINGS, read_sms
from bot.domain.plain_text import INVISIBLE
from bot.domain.refusals import Fact
from bot.domain.station_tables import (
    COLUMN_KINDS,
    DEPARTMENTS,
    OVERALL,
    PETITION_TYPES,
    SURVEY,
    ColumnWords,
    Department,
    EarlierName,
    NeverCall,
    PetitionType,
    Sms,
    SurveyItem,
    fold_word,
    with_own_departments,
    with_own_types,
)

SHORTEST, LONGEST_NAME = 2, 40
TABLES = {"petition_types", "departments", "never_call", "list", "sms", "survey"}
MOST_ITEMS = 7
ITEM_KEY = re.compile(r"[a-z][a-z0-9_]{1,19}")
ITEM_WORDS = ("label", "sentence")
LONGEST_WORDS = {"label": 24, "sentence": 150, "national": 40}
"""A table has room for so much of a label, a message for the sentences of all items."""
JOINERS = "\u200d\ufe0f"
MONEY = "money"
LIST_COLUMNS = "list_columns"
"""The field of a Station that holds [list.columns]."""


@dataclass(slots=True)
class _Reader:
    """Reads the tables and gathers what is wrong with them. A place is "[departments] 교통과"."""

    source: str
    elsewhere: frozenset[str]
    problems: list[SettingProblem] = field(default_factory=list)

    def wrong(self, fault: SettingFault, place: str, **facts: Fact) -> None:
        self.problems.append(SettingProblem(fault, f"{self.source}: {place}", facts))

    def table(self, value: Any, place: str) -> Mapping[str, Any]:
        if isinstance(value, Mapping):
            return value
        self.wrong(SettingFault.NOT_A_TABLE, place)
        return {}

    def words(self, value: Any, place: str) -> tuple[str, ...]:
        """Read a list of words; one letter would be found everywhere."""
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.wrong(SettingFault.NOT_WORDS, place)
            return ()
        for each in value:
            if len(fold_word(each)) < SHORTEST:
                self.wrong(SettingFault.TOO_SHORT, place, word=each, least=SHORTEST)
        return tuple(value)

    def name(self, name: str, place: str) -> str:
        tidy = _tidy(name)
        if not tidy or len(tidy) > LONGEST_NAME:
            self.wrong(SettingFault.NOT_A_NAME, place, most=LONGEST_NAME)
        return tidy

    def lines(self, value: Any, place: str) -> Iterator[tuple[str, Any]]:
        """Read the lines of a table whose names a station chooses: none is called like what stands elsewhere."""
        for name, words in self.table(value, place).items():
            if name in self.elsewhere:
                self.wrong(SettingFault.IN_ANOTHER_TABLE, f"{place} {name}")
            else:
                yield name, words

    def known(self, table: Mapping[str, Any], names: tuple[str, ...], place: str) -> Mapping[str, Any]:
        for name in sorted(table.keys() - {*names}):
            self.wrong(SettingFault.UNKNOWN_IN_TABLE, f"{place} {name}", known=", ".join(names))
        return table

    def types(self, value: Any) -> tuple[PetitionType, ...]:
        place = "[petition_types]"
        found = []
        for name, words in self.lines(value, place):
            folded = tuple(fold_word(word) for word in self.words(words, f"{place} {name}"))
            found.append(PetitionType(self.name(name, place), folded))
        return with_own_types(found, PETITION_TYPES)

    def departments(self, value: Any) -> tuple[Department, ...]:
        place = "[departments]"
        found = [self._department(name, each, place) for name, each in self.lines(value, place)]
        seen: dict[str, str] = {}
        for each in found:
            for word in {fold_word(spelling) for spelling in (each.name, *each.spellings)}:
                if word in seen:
                    self.wrong(SettingFault.NAMED_TWICE, place, word=word, first=seen[word], second=each.name)
                seen[word] = each.name
        return with_own_departments(found, DEPARTMENTS)

    def _department(self, name: str, value: Any, table: str) -> Department:
        place = f"{table} {name}"
        every = value if isinstance(value, list) else [value]
        earlier = tuple(self._earlier(each, place) for each in every if isinstance(each, Mapping))
        spellings = self.words([each for each in every if not isinstance(each, Mapping)], place)
        return Department(self.name(name, table), spellings, earlier)

    def _earlier(self, value: Mapping[str, Any], place: str) -> EarlierName:
        name, until = value.get("name"), value.get("until")
        dated = until is None or type(until) is date
        if not isinstance(name, str) or not dated or value.keys() - {"name", "until"}:
            self.wrong(SettingFault.NOT_AN_EARLIER_NAME, place)
            return EarlierName(str(name))
        self.words([name], place)
        return EarlierName(name, until)

    def never_call(self, value: Any, departments: tuple[Department, ...]) -> NeverCall:
        place = "[never_call]"
        table = self.known(self.table(value, place), ("types", "departments"), place)
        named = self.words(table.get("departments", []), f"{place} departments")
        names = {fold_word(each.name): each.name for each in departments}
        for each in named:
            if fold_word(each) not in names:
                self.wrong(SettingFault.NO_DEPARTMENT, f"{place} departments", word=each)
        types = self.words(table.get("types", []), f"{place} types")
        return NeverCall(types, tuple(names.get(fold_word(each), each) for each in named))

    def columns(self, value: Any) -> tuple[ColumnWords, ...]:
        table = self.known(self.table(value, "[list]"), ("columns",), "[list]")
        place = "[list.columns]"
        columns = self.known(self.table(table.get("columns", {}), place), COLUMN_KINDS, place)
        read = {kind: self.words(words, f"{place} {kind}") for kind, words in columns.items()}
        return tuple(ColumnWords(kind, read[kind]) for kind in COLUMN_KINDS if read.get(kind))

    def sms(self, value: Any) -> Sms:
        place = "[sms]"
        return read_sms(self.known(self.table(value, place), SMS_SETTINGS, place), self.wrong)

    def survey(self, value: Any) -> tuple[SurveyItem, ...]:
        place = "[survey]"
        if not isinstance(value, Mapping):
            self.wrong(SettingFault.NOT_AN_ITEM, place)
            return SURVEY
        found = [self._item(key, each, place) for key, each in value.items()]
        if len(found) > MOST_ITEMS:
            self.wrong(SettingFault.TOO_MANY_ITEMS, place, most=MOST_ITEMS, count=len(found))
        if all(each.key != OVERALL for each in found):
            self.wrong(SettingFault.NO_OVERALL, place)
        return tuple(found)

    def _item(self, key: str, value: Any, table: str) -> SurveyItem:
        place = f"{table} {key}"
        if not isinstance(value, Mapping):
            self.wrong(SettingFault.IN_ANOTHER_TABLE if key in self.elsewhere else SettingFault.NOT_AN_ITEM, place)
            return SurveyItem(key=key)
        if key == MONEY:
            self.wrong(SettingFault.MONEY_IS_NO_ITEM, place)
            return SurveyItem(key=key)
        if not ITEM_KEY.fullmatch(key):
            self.wrong(SettingFault.NOT_AN_ITEM_KEY, place)
        self.known(value, tuple(LONGEST_WORDS), place)
        words = {name: self._item_words(value[name], name, place) for name in ITEM_WORDS if name in value}
        if len(words) < len(ITEM_WORDS) and key not in {each.key for each in SURVEY}:
            self.wrong(SettingFault.ITEM_WITHOUT_WORDS, place)
        return SurveyItem(key=key, national=self._national(value.get("national", False), place), **words)

    def _item_words(self, value: Any, name: str, place: str) -> str:
        tidy = _tidy(value) if isinstance(value, str) else ""
        if not tidy:
            self.wrong(SettingFault.NOT_AN_ITEM, f"{place} {name}")
        elif len(tidy) > LONGEST_WORDS[name]:
            self.wrong(SettingFault.WORDS_TOO_LONG, f"{place} {name}", most=LONGEST_WORDS[name])
        return tidy

    def _national(self, value: Any, place: str) -> str | None:
        if isinstance(value, bool):
            return "" if value else None
        return self._item_words(value, "national", place)


def _tidy(words: str) -> str:
    """Return words in one line without what nobody sees: no table bears it. What joins parts of an emoji stays."""
    normal = unicodedata.normalize("NFC", words)
    seen = INVISIBLE.sub(lambda found: found[0] if found[0] in JOINERS else "", normal)
    return " ".join(seen.split()) if INVISIBLE.sub("", seen).strip() else ""


def read_tables(
    table: Mapping[str, Any], source: str, settings: Iterable[str]
) -> tuple[dict[str, Any], list[SettingProblem]]:
    """Read the tables of station.toml: the fields of a Station that they set, and what is wrong with them.

    `settings` are the names of all settings of a station: one that stands below a table's name is in the wrong place.
    """
    reader = _Reader(source, frozenset({*settings, *COLUMN_KINDS, "types", "columns"}))
    found: dict[str, Any] = {}
    read: Mapping[str, Callable[[Any], Any]] = {
        "petition_types": reader.types,
        "departments": reader.departments,
        "never_call": lambda value: reader.never_call(value, found.get("departments", DEPARTMENTS)),
        "list": reader.columns,
        "sms": reader.sms,
        "survey": reader.survey,
    }
    for name, reading in read.items():
        if name in table:
            found[LIST_COLUMNS if name == "list" else name] = reading(table[name])
    return found, reader.problems
