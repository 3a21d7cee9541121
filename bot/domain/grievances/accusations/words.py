"""How tables of words are written, and how words are found (rule book §5).

A table has groups of words, each with points for a word of it, and points for groups that stand together in a
sentence; `!` before a group says that it is missing. People space as they like, so sentences are read without spaces.
A word that ends in a vowel is found with any ending too: 때려 in 때렸어요, 때리 in 때린. A word within a longer one
that is known does not count: no 술 in 진술.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

LONGEST = 14
ENDINGS = 28
"""Syllables of one beginning and one vowel: without an ending, and with each of 27."""
MISSPELT: Mapping[str, str] = {
    "햇": "했", "줫": "줬", "쳣": "쳤", "렷": "렸", "졋": "졌", "갓": "갔", "왓": "왔", "엇": "었", "앗": "았",
    "겟": "겠", "잇": "있", "봣": "봤", "럿": "렀", "라구": "라고", "라꼬": "라고", "냐구": "냐고", "다구": "다고",
    "다꼬": "다고", "요규": "요구", "협빡": "협박", "가만이": "가만히", "핸드폰": "휴대폰", "핸펀": "휴대폰",
    "싸인": "사인", "않": "안", "씨씨티비": "cctv", "시시티비": "cctv", "씨씨티브이": "cctv",
    "빼았": "빼앗", "겡찰": "경찰", "갱찰": "경찰", "순사": "순경", "밧": "받", "갗": "같", "밨": "봤",
}  # fmt: skip
"""Letters as people type them in a hurry, and as they should stand."""


@dataclass(frozen=True)
class Table:
    """Groups of words with the points of a word, and points of groups that stand together."""

    words: Mapping[str, tuple[int, str]]
    together: Mapping[str, int]
    shapes: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def points(self) -> Mapping[str, int]:
        """Return the points of each group, of each that stand together, and of what only reading can tell."""
        return {**{group: points for group, (points, _) in self.words.items()}, **self.together, **self.shapes}

    @cached_property
    def pairs(self) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
        """Return each that stand together, with the groups that are there and those that are missing."""
        return tuple(
            (
                together,
                frozenset(each for each in together.split() if not each.startswith("!")),
                frozenset(each[1:] for each in together.split() if each.startswith("!")),
            )
            for together in self.together
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A word that was found: where it stands, and the groups that know it."""

    begins: int
    ends: int
    groups: frozenset[str]


class Words:
    """The words of many tables."""

    def __init__(self, tables: Iterable[Table]) -> None:
        known: dict[str, set[str]] = {}
        for table in tables:
            for group, (_, words) in table.words.items():
                for word in words.split():
                    known.setdefault(respelt(word), set()).add(group)
        self._groups = {word: frozenset(groups) for word, groups in known.items()}
        self._open = {word: groups for word, groups in self._groups.items() if word[-1] == _opened(word[-1])}
        self._beginnings = {word[:length] for word in known for length in range(1, len(word) + 1)}

    def found_in(self, sentence: str) -> Iterator[Found]:
        """List the words of a sentence, each the longest from where it begins; they stand in it without its spaces.

        A longer word does not begin with the last letter before a space: no 수사 in 접수 사흘째.
        """
        letters = sentence.replace(" ", "")
        openings = _opened(letters)
        behind = 0
        for begins, length in _beginnings(sentence):
            longest = self._longest_at(begins, begins + length, letters, openings)
            if longest and longest.ends > behind:
                behind = longest.ends
                yield longest

    def _longest_at(self, begins: int, last: int, letters: str, openings: str) -> Found | None:
        longest = None
        for ends in range(begins + 1, min(len(letters), last) + 1):
            word = letters[begins:ends]
            groups = self._groups.get(word) or self._open.get(word[:-1] + openings[ends - 1])
            if groups:
                longest = Found(begins, ends, groups)
            if word not in self._beginnings:
                break
        return longest


def _beginnings(sentence: str) -> Iterator[tuple[int, int]]:
    """List where words can begin, and how long they can be."""
    begins = 0
    for word in sentence.split():
        ends = begins + len(word)
        yield from ((each, LONGEST) for each in range(begins, max(begins + 1, ends - 1)))
        yield ends - 1, 1
        begins = ends


def respelt(letters: str) -> str:
    """Mend what people type in a hurry."""
    for wrong, right in MISSPELT.items():
        letters = letters.replace(wrong, right)
    return letters


def _opened(letters: str) -> str:
    """Return the letters with each syllable's ending taken off."""
    return "".join(_opened_syllable(each) if "가" <= each <= "힣" else each for each in letters)


@cache
def _opened_syllable(syllable: str) -> str:
    return chr(ord(syllable) - (ord(syllable) - ord("가")) % ENDINGS)
