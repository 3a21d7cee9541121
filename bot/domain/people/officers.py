"""Which members of staff an officer cell names: compared with the directory, never guessed (rule book §3).

A cell is cut into words, and each word must be made wholly of names, ranks, units and titles; else nobody was found.
Whoever left is found too: people who left stay in the directory, and a shorter name is not taken for theirs.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

RANKS = (
    "순경", "경장", "경사", "경위", "경감", "경정", "총경", "경무관", "치안감", "치안정감", "치안총감", "의경",
    "주무관", "행정관", "실무관", "사무관", "서기관", "서기", "주사", "주사보", "서기보", "행정주사", "행정서기",
    "공무직", "임기제",
)  # fmt: skip
TITLES = (
    "담당수사관", "담당조사관", "담당경찰관", "담당형사", "담당자", "담당관", "담당", "수사관", "조사관", "감사관",
    "상담관", "심사관", "민원관", "청문관", "경찰관", "경관", "형사", "반장", "팀장", "부팀장", "계장", "과장",
    "실장", "대장", "소장", "서장", "센터장", "관리팀장", "지구대장", "파출소장", "순찰팀장", "순찰팀", "부장",
    "조장", "주임", "직원", "선생", "님", "씨", "귀하", "및", "과", "와", "외근", "내근", "당직", "내선", "전화",
    "구내", "행정", "TEL", "FAX", "당직자", "당직관", "전담경찰관", "전담관", "인권관", "청문감사인권관", "청문감사관",
    "피해자전담경찰관", "학교전담경찰관", "학대예방경찰관", "수사심사관", "SPO", "APO",
)  # fmt: skip
ALONE = frozenset({"주", "부", "정", "번", "호", "계", "팀", "반", "실", "P", "T"})
"""What counts only as a word of its own (정: 정교통 / 부: 최형사): names end in these letters too."""
BARE_UNITS = frozenset({
    "교통", "수사", "여청", "민원", "경비", "경무", "정보", "안보", "강력", "지능", "경제", "사이버", "교통조사",
    "통합수사",
})  # fmt: skip
"""Units without 과 or 팀, as words of their own: 정교통(교통)."""
TEAM = re.compile(r"\d{1,2}(?:팀|계|반)장?")
UNIT = re.compile(
    r"(?:(?:교통|수사|형사|여청|여성|청소년|경비|경무|정보|안보|외사|보안|생활|안전|범죄|예방|대응|청문|감사|인권|민원|사이버|경제|지능|강력|"
    r"조사|관리|지역|경찰|과학|피해자|질서|풍속|총무|인사|경리|장비|화|상황|종합|치안|112|통합|마약|실종|지원|기획|교육|심사|"
    r"사고|순찰|작전|학교|전담|보호|공공|안녕|생안|범예|민사|유치|관|인)+\d{0,2}(?:담당관실|과|계|팀|반|실|대|센터|창구)장?|"
    r"[가-힣]{1,4}(?:지구대|파출소|치안센터|경찰서))(?:\d{1,2}팀)?"
)
SEPARATORS = re.compile(r"[,;&+|、→>\n]+|\s및\s")
NUMBERS = re.compile(
    r"\((?:인|印|서명)\)|(?<![\dA-Z가-힣])\(?\+?\d[\d\-.\s)]{1,}\d(?![\d가-힣])|(?:내선|구내|전화|번호|TEL|☎|☏)[:.\s]*\d[\d\-\s]*번?"
)
WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of staff, present or former, as the directory has them."""

    id: int
    name: str
    rank: str
    unit: str
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficersFound:
    """Who is named. Both are empty when nobody was found; `ambiguous` are names of several people not told apart."""

    ids: tuple[int, ...] = ()
    ambiguous: tuple[str, ...] = ()


NOBODY = OfficersFound()


class _Kind(Enum):
    NAME = auto()
    RANK = auto()
    UNIT = auto()
    TITLE = auto()


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: _Kind
    words: str


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the row says beside the officer cell."""

    department: str
    rank: str  # folded


@dataclass(slots=True)
class StaffIndex:
    """The directory by name. `units` maps every spelling of a unit (folded) to its department of today."""

    by_name: dict[str, list[Member]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    vocabulary: dict[str, _Kind] = field(default_factory=dict)
    longest: int = 0

    def find(self, cell: str, department: str = "", rank: str = "") -> OfficersFound:
        """Find everybody named in a cell.

        The visit's department and the row's rank tell namesakes apart where the cell does not; a rank says nothing
        where the cell names several people.
        """
        named: list[tuple[str, list[_Piece]]] = []
        for part in SEPARATORS.split(_without_numbers(cell)):
            pieces = self._pieces(part)
            if pieces is None:
                return NOBODY
            named += _named(pieces)
        beside = _Beside(department, fold_name(rank) if len(named) == 1 else "")
        found: list[int] = []
        ambiguous: list[str] = []
        for name, hints in named:
            member, *others = self._told_apart(name, hints, beside)
            if others:
                ambiguous.append(member.name)
            else:
                found.append(member.id)
        return OfficersFound(ids=tuple(dict.fromkeys(found)), ambiguous=tuple(dict.fromkeys(ambiguous)))

    def standing_in(self, cell: str) -> frozenset[int]:
        """Return everybody whose name stands in a cell, whatever stands beside it: all who may be meant."""
        names: set[str] = set()
        for part in SEPARATORS.split(_without_numbers(cell)):
            pieces = self._pieces(part)
            if pieces is None:
                names |= {name for name in self.by_name if name in fold_name(part)}
            else:
                names |= {piece.words for piece in pieces if piece.kind is _Kind.NAME}
        return frozenset(member.id for name in names for member in self.by_name[name])

    def _pieces(self, part: str) -> list[_Piece] | None:
        pieces: list[_Piece] = []
        for word in self._joined(WORDS.findall(part)):
            cover = self._cover(word)
            if cover is None:
                return None
            pieces += cover
        return pieces

    def _joined(self, words: list[str]) -> list[str]:
        """Join a name that is written with spaces: 정 교통, 남궁 민수, 정 교 통."""
        joined: list[str] = []
        at = 0
        while at < len(words):
            size = next((size for size in (3, 2) if "".join(words[at : at + size]) in self.by_name), 1)
            if size == 1 and len(words[at]) == 1 and words[at] not in ALONE:
                size = 2  # a surname, with titles behind the given name
            joined.append("".join(words[at : at + size]))
            at += size
        return joined

    def _cover(self, word: str) -> list[_Piece] | None:
        """Cut a word wholly into what is known, the longest first, names before all else; None when it cannot be."""
        if word in ALONE or TEAM.fullmatch(word):
            return []
        if word in BARE_UNITS and word not in self.by_name:
            return [_Piece(_Kind.UNIT, word)]
        dead: set[int] = set()

        def cut(at: int) -> list[_Piece] | None:
            if at == len(word):
                return []
            if at in dead:
                return None
            for piece in self._starting(word, at):
                rest = cut(at + len(piece.words))
                if rest is not None:
                    return [piece, *rest]
            dead.add(at)
            return None

        return cut(0) if len(word) <= LONGEST_WORD else None

    def _starting(self, word: str, at: int) -> Iterator[_Piece]:
        candidates = [word[at:end] for end in range(min(len(word), at + self.longest), at, -1)]
        yield from (_Piece(_Kind.NAME, each) for each in candidates if each in self.by_name)
        yield from (_Piece(self.vocabulary[each], each) for each in candidates if each in self.vocabulary)
        unit = UNIT.match(word, at)
        if unit:
            yield _Piece(_Kind.UNIT, unit[0])

    def _told_apart(self, name: str, hints: list[_Piece], beside: _Beside) -> list[Member]:
        """Return the one who is meant, else all of that name: by the cell, then by what stands beside it."""
        members = self.by_name[name]
        units = {self._unit(hint.words) for hint in hints if hint.kind is _Kind.UNIT}
        ranks = {hint.words for hint in hints if hint.kind is _Kind.RANK}
        if not ranks and beside.rank in RANKS:
            ranks = {beside.rank}
        fitting = [
            each
            for each in members
            if (not units or self._unit(fold_name(each.unit)) in units) and (not ranks or fold_name(each.rank) in ranks)
        ]
        if len(fitting) > 1 and not units and beside.department:
            visited = self._unit(fold_name(beside.department))
            fitting = [each for each in fitting if self._unit(fold_name(each.unit)) == visited]
        return fitting if len(fitting) == 1 else members

    def _unit(self, words: str) -> str:
        bare = words.translate(_DIGITS)
        if bare in self.units:
            return self.units[bare]
        within = max((spelling for spelling in self.units if spelling in bare), key=len, default="")
        return self.units.get(within, bare)


LONGEST_WORD = 60
_DIGITS = dict.fromkeys(map(ord, "0123456789"), "")


def index_staff(members: Iterable[Member], units: Mapping[str, str]) -> StaffIndex:
    """Index a directory once, for any number of cells. Cells repeat: keep the answers by cell and department."""
    index = StaffIndex(units=units)
    for member in members:
        index.by_name.setdefault(fold_name(member.name), []).append(member)
        index.vocabulary[fold_name(member.unit)] = _Kind.UNIT
    index.by_name.pop("", None)
    index.vocabulary |= dict.fromkeys(units, _Kind.UNIT)
    index.vocabulary |= dict.fromkeys(TITLES, _Kind.TITLE)
    index.vocabulary |= dict.fromkeys(RANKS, _Kind.RANK)
    index.vocabulary.pop("", None)
    index.longest = max(map(len, [*index.by_name, *index.vocabulary]))
    return index


def fold_name(words: str) -> str:
    """Fold a name, a rank or a unit for comparing: NFKC, capitals, letters and digits alone."""
    return "".join(WORDS.findall(unicodedata.normalize("NFKC", words).upper()))


def _without_numbers(cell: str) -> str:
    plain = unicodedata.normalize("NFKC", cell).upper()
    if not plain.isprintable():
        plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    return NUMBERS.sub(" ", plain)


def stands_in(name: str, cell: str) -> bool:
    """Check whether a name may stand in a cell, without the directory: never false where `standing_in` finds it."""
    folded = fold_name(name)
    return bool(folded) and folded in fold_name(_without_numbers(cell))


def _named(pieces: list[_Piece]) -> list[tuple[str, list[_Piece]]]:
    """Return each name with its ranks and units: all of them when it stands alone, else those on its side."""
    names = [at for at, piece in enumerate(pieces) if piece.kind is _Kind.NAME]
    if len(names) <= 1:
        return [(pieces[at].words, pieces) for at in names]
    ranks, units = (_on_its_side(pieces, names, kind) for kind in (_Kind.RANK, _Kind.UNIT))
    return [(pieces[at].words, ranks[at] + units[at]) for at in names]


def _on_its_side(pieces: list[_Piece], names: list[int], kind: _Kind) -> dict[int, list[_Piece]]:
    """Share out the ranks, or the units, of a part that names several: before the names, or behind them.

    Where neither side is meant throughout, whoever has one beside them gets one that fits nobody: no guess.
    """
    places = [at for at, piece in enumerate(pieces) if piece.kind is kind]
    starts, ends = [0, *(at + 1 for at in names[:-1])], [*names[1:], len(pieces)]
    if not places or (places[-1] < names[-1] and places[0] < names[0]):
        return {
            at: [pieces[each] for each in places if start <= each < at] for start, at in zip(starts, names, strict=True)
        }
    if places[0] > names[0] and places[-1] > names[-1]:
        return {at: [pieces[each] for each in places if at < each < end] for at, end in zip(names, ends, strict=True)}
    unclear = [_Piece(kind, UNCLEAR)]
    return {
        at: unclear if any(start <= each < end for each in places) else []
        for start, at, end in zip(starts, names, ends, strict=True)
    }


UNCLEAR = "?"
"""No name of a rank or a unit."""
