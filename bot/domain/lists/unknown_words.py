"""Which of a list's own words an administrator may be shown, to put them into the station's tables (rule book §3).

Purposes are free text: people write names into them. So a word is shown if it stands beside at least five petitioners
and is made wholly of words that offices use; of the others it is told how many there are.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from bot.domain.lists.office_words import ACRONYMS, COMMON, PURPOSES, UNIT_ENDINGS, UNITS
from bot.domain.station_tables import fold_word

LEAST_PETITIONERS = 5
SHORTEST, LONGEST = 2, 20
LETTERS = re.compile(r"[^\W_]+")
HANGUL = re.compile(r"[가-힣]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSeen:
    """A word, and with how many petitioners or members of staff it was seen."""

    word: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsSeen:
    """What may be shown, most first; `hidden`: other words that were seen as often, in which a name may stand."""

    shown: tuple[WordSeen, ...] = ()
    hidden: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownWords:
    """What no table of the station knows: words of purposes and departments, and departments of the directory."""

    days: int
    visits: int
    types: WordsSeen
    departments: WordsSeen
    units: WordsSeen


def words_in(cell: str) -> set[str]:
    """Cut a cell into its words, without what says nothing."""
    return {word for each in LETTERS.findall(unicodedata.normalize("NFKC", cell).upper()) if (word := fold_word(each))}


@dataclass(slots=True)
class WordCounts:
    """Counts words by whom they were seen with."""

    seen: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, cell: str, person: str) -> None:
        """Count a cell's words as seen with a person, once."""
        for word in words_in(cell):
            self.seen[word].add(person)

    def sorted_out(self, names: AbstractSet[str], also: Iterable[str] = ()) -> WordsSeen:
        """Tell what may be shown: nobody's name, and made of words that offices use, or of `also` as they stand."""
        vocabulary = PURPOSES | UNITS | COMMON | {fold_word(each) for each in also}
        often = {word: len(people) for word, people in self.seen.items() if len(people) >= LEAST_PETITIONERS}
        told = {word: people for word, people in often.items() if word not in COMMON}
        shown = [WordSeen(word=word, people=n) for word, n in told.items() if may_be_shown(word, vocabulary, names)]
        return WordsSeen(shown=_most_first(shown), hidden=len(told) - len(shown))


def may_be_shown(word: str, vocabulary: AbstractSet[str], names: AbstractSet[str]) -> bool:
    """Check that nobody's name can stand in a word."""
    if not SHORTEST <= len(word) <= LONGEST or _holds_name(word, names):
        return False
    if word in vocabulary or word in ACRONYMS:
        return not any(letter.isdigit() for letter in word)
    return HANGUL.fullmatch(word) is not None and _is_made_of(word, vocabulary)


def _is_made_of(word: str, vocabulary: AbstractSet[str]) -> bool:
    """Put a word together of whole ones, perhaps with the ending of a unit."""
    reached = {0}
    for at in range(len(word)):
        if at in reached:
            reached |= {end for end in range(at + SHORTEST, len(word) + 1) if word[at:end] in vocabulary}
    ends = {len(word) - len(ending) for ending in UNIT_ENDINGS if word.endswith(ending)}
    return len(word) in reached or not reached.isdisjoint(ends - {0})


def folded_names(names: Iterable[str]) -> frozenset[str]:
    """Fold people's names for finding them in words: whole, and the parts of names with spaces."""
    found = {fold_word(part) for name in names for part in (name, *name.split())}
    return frozenset(each for each in found if len(each) >= SHORTEST)


def units_seen(members: Mapping[str, int], names: AbstractSet[str]) -> WordsSeen:
    """Tell the departments of a directory, as they stand there; one with a digit or a name in it is hidden."""
    shown = [
        WordSeen(word=unit, people=people)
        for unit, people in members.items()
        if not any(letter.isdigit() for letter in unit) and not _holds_name(fold_word(unit), names)
    ]
    return WordsSeen(shown=_most_first(shown), hidden=len(members) - len(shown))


def _most_first(words: Iterable[WordSeen]) -> tuple[WordSeen, ...]:
    return tuple(sorted(words, key=lambda each: (-each.people, each.word)))


def _holds_name(word: str, names: AbstractSet[str]) -> bool:
    size = len(word)
    return any(word[i:j] in names for i in range(size) for j in range(i + SHORTEST, size + 1))
