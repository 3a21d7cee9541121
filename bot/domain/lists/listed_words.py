"""What a list said in its own words of a visit: hostile and personal, for the claimant alone (rule book §7)."""

import json
from dataclasses import dataclass, fields
from functools import lru_cache

from bot.domain.keeping.names import NameMark
from bot.domain.lists.rows import ListedVisit

SEPARATOR = ", "


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWords:
    """The cells of purpose, department, officer and rank as they stood, and what stood beside the name."""

    purpose: str = ""
    department: str = ""
    officer: str = ""
    rank: str = ""
    marks: tuple[NameMark, ...] = ()


NAMES = tuple(field.name for field in fields(ListedWords))
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode


def listed_words(visit: ListedVisit) -> ListedWords:
    """Return the words of a row, several cells of one kind joined."""
    return _listed_words(visit.types, visit.department, visit.officers, visit.rank, visit.marks)


@lru_cache(maxsize=4096)
def _listed_words(
    types: tuple[str, ...], department: str, officers: tuple[str, ...], rank: str, marks: tuple[NameMark, ...]
) -> ListedWords:
    return ListedWords(
        purpose=SEPARATOR.join(types), department=department, officer=SEPARATOR.join(officers), rank=rank, marks=marks
    )


@lru_cache(maxsize=4096)
def listed_words_to_text(words: ListedWords) -> str:
    """Write them down, to be sealed."""
    return _AS_JSON({name: text for name in NAMES if (text := getattr(words, name))})


def listed_words_from_text(text: str) -> ListedWords:
    """Read what `listed_words_to_text` wrote; of a visit from before they were kept, nothing."""
    told = json.loads(text or "{}")
    return ListedWords(**{**told, "marks": tuple(map(NameMark, told.get("marks", ())))})
