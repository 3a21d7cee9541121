"""Reading a cell with phone numbers as people write them (rule book §3, Phones)."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from bot.domain.keeping.numbers import FoundNumber, find_numbers, is_personal, prefix_length
from bot.domain.keeping.relations import is_disused, names_third_party
from bot.domain.plain_text import plain_text

USUAL = re.compile(r"(01[016789]|02|0[3-6]\d|070)-?(\d{3,4})-?(\d{4})", re.ASCII)
OLD_PREFIXES = ("011", "016", "017", "018", "019")
LONGEST_CELL = 300
EXPONENT = re.compile(r"(?<![\d.])([1-9])\.(\d{8,9})E\+?0*(8|9|10)(?!\d)", re.IGNORECASE | re.ASCII)
DECIMALS = re.compile(r"(?<=\d{9})\.0+(?!\d)", re.ASCII)
THOUSANDS = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3}){2,3}(?![\d,])", re.ASCII)
LETTER_O = re.compile(r"(?<![A-Za-z0-9])[oO0][1lI][oO0](?=[-. )]?\d{3,4}[-. ]?\d{4})", re.ASCII)
COUNTRIES = re.compile(
    r"해외|외국|국외|국제|중국|대만|일본|미국|캐나다|베트남|필리핀|태국|몽골|러시아|우즈벡|네팔|인도|미얀마|캄보디아|호주|영국|독일|프랑스"
)
LONG_DIGITS = re.compile(r"\d(?:[-. ]?\d){6,}", re.ASCII)
"""What may be a number of somebody: it is not repeated in the remark."""
PHONE_WORDS = re.compile(
    r"(?<![가-힣A-Z])(?:연락처|전화번호|전화|휴대전화번호|휴대전화|휴대폰번호|휴대폰|핸드폰번호|핸드폰|손전화|H\.?\s?P|TEL|PHONE|MOBILE|CELL)(?![가-힣A-Z])\.?",
    re.IGNORECASE,
)
BRACKET_AFTER = re.compile(r"\s*[(\[<{].*?[)\]>}]", re.DOTALL)
OPEN_BRACKET = re.compile(r"[(\[<{]([^()\[\]<>{}]*[가-힣A-Za-z一-鿿][^()\[\]<>{}]*)$")
"""(모친 010-…): the words stand in one bracket with the number that follows."""
LABEL = re.compile(r"[:(\[<{=.]\s*$")
PARTING = re.compile(r"[/,;|\n]")
ARROW = re.compile(r"[→⇒➔➜▶▷]|[-=]>")
"""010-… → 010-…: the number before it is that of before."""
EDGES = " \t\n-–.,:;/|()[]<>{}=~+'\"*·ㆍ※"


class PhoneResult(StrEnum):
    """What a cell gave."""

    OK = "ok"
    REPAIRED = "repaired"
    OK_WITH_ALTERNATE = "ok_with_alternate"
    THIRD_PARTY_PHONE = "third_party_phone"
    FOREIGN_PHONE = "foreign_phone"
    NO_PHONE = "no_phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneReading:
    """What phone cells give: digits with the leading 0, the first mobile first; the words beside them.

    `third_parties` are never dialled. `repaired`: the first number lacked its 0.
    """

    numbers: tuple[str, ...] = ()
    repaired: bool = False
    has_foreign: bool = False
    third_parties: tuple[str, ...] = ()
    remark: str = ""

    @property
    def phone(self) -> str | None:
        """The petitioner's number."""
        return self.numbers[0] if self.numbers else None

    @property
    def alternates(self) -> tuple[str, ...]:
        """The petitioner's other numbers."""
        return self.numbers[1:]

    @property
    def old_prefix(self) -> bool:
        """Whether the number's prefix is out of use (01[16789])."""
        return bool(self.numbers) and self.numbers[0].startswith(OLD_PREFIXES)

    def without(self, theirs: Collection[str]) -> "PhoneReading":
        """Return the reading where some of its numbers are third parties'."""
        if not theirs:
            return self
        numbers = tuple(number for number in self.numbers if number not in theirs)
        return replace(
            self,
            numbers=numbers,
            repaired=self.repaired and numbers[:1] == self.numbers[:1],
            third_parties=tuple(dict.fromkeys((*self.third_parties, *theirs))),
        )

    @property
    def result(self) -> PhoneResult:
        """What the cells gave, in one word."""
        if len(self.numbers) > 1:
            return PhoneResult.OK_WITH_ALTERNATE
        if self.numbers:
            return PhoneResult.REPAIRED if self.repaired else PhoneResult.OK
        if self.third_parties:
            return PhoneResult.THIRD_PARTY_PHONE
        return PhoneResult.FOREIGN_PHONE if self.has_foreign else PhoneResult.NO_PHONE


def read_phones(cell: str) -> PhoneReading:
    """Read the petitioner's numbers out of a cell. A relation or a proxy beside a number makes it a third party's."""
    if (usual := USUAL.fullmatch(cell)) and is_personal(digits := "".join(usual.groups())):
        return PhoneReading(numbers=(digits,))
    text = _text(cell)
    found = find_numbers(text)
    beside = _words_beside(text, found)
    theirs = [names_third_party(words) for words in beside]
    own = [
        number
        for number, is_theirs, words in zip(found, theirs, beside, strict=True)
        if number.digits and not is_theirs and not is_disused(words)
    ]
    first = _mobiles_first(number.digits for number in own)
    return PhoneReading(
        numbers=first,
        repaired=any(number.repaired for number in own if number.digits in first[:1]),
        has_foreign=any(not number.digits for number in found) or _looks_foreign(text, found),
        third_parties=tuple(
            number.digits for number, is_theirs in zip(found, theirs, strict=True) if is_theirs and number.digits
        ),
        remark=_remark(text, found),
    )


def combine(cells: Iterable[str]) -> PhoneReading:
    """Read all phone cells of a row, the first mobile first. What one cell calls a third party's is."""
    readings = [read_phones(cell) for cell in cells]
    if len(readings) == 1 and not readings[0].third_parties:
        return readings[0]
    theirs = tuple(dict.fromkeys(number for reading in readings for number in reading.third_parties))
    numbers = _mobiles_first(number for reading in readings for number in reading.numbers if number not in theirs)
    return PhoneReading(
        numbers=numbers,
        repaired=any(reading.repaired and reading.phone in numbers[:1] for reading in readings),
        has_foreign=any(reading.has_foreign for reading in readings),
        third_parties=theirs,
        remark=", ".join(dict.fromkeys(reading.remark for reading in readings if reading.remark)),
    )


def format_phone(digits: str) -> str:
    """Write a number for reading aloud: "010-0000-1234", "02-000-1234"."""
    head = prefix_length(digits)
    return f"{digits[:head]}-{digits[head:-4]}-{digits[-4:]}"


def has_mobile(digits: str) -> bool:
    """Check whether a number is a mobile's, and can get a text."""
    return re.fullmatch(r"01[016789]\d{7,8}", digits) is not None


def mask_phone(digits: str) -> str:
    """Mask a number: "010-****-1234"."""
    head = prefix_length(digits)
    return f"{digits[:head]}-{'*' * len(digits[head:-4])}-{digits[-4:]}"


def _text(cell: str) -> str:
    """The cell's text for reading numbers: NFKC, but what counts (①, ½, ²) parts numbers instead of joining them."""
    marked = "".join(" " if unicodedata.category(letter) == "No" else letter for letter in cell[:LONGEST_CELL])
    text = plain_text(unicodedata.normalize("NFKC", plain_text(marked)))
    text = THOUSANDS.sub(lambda found: found[0].replace(",", ""), DECIMALS.sub("", text))
    text = LETTER_O.sub("010", text)
    return EXPONENT.sub(_without_exponent, text)


def _without_exponent(found: re.Match[str]) -> str:
    return found[1] + found[2] if len(found[2]) == int(found[3]) else found[0]


def _mobiles_first(digits: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(digits), key=lambda number: not number.startswith("01")))


def _words_beside(text: str, found: Sequence[FoundNumber]) -> list[str]:
    """The words that belong to each number: those before the first, after the last, and its share of those between."""
    if not found:
        return []
    before, after = text[: found[0].start], text[found[-1].end :]
    beside = [before, *[""] * (len(found) - 1)]
    labelled = bool(before.strip(EDGES)), bool(after.strip(EDGES))
    for at, (left, right) in enumerate(pairwise(found)):
        ours, theirs = _shared(text[left.end : right.start], labelled)
        beside[at] += f"|{ours}" + ("|구번호" if ARROW.search(text[left.end : right.start]) else "")
        beside[at + 1] += f"|{theirs}"
    beside[-1] += f"|{after}"
    return beside


def _shared(between: str, labelled: tuple[bool, bool]) -> tuple[str, str]:
    """Share the words between two numbers out. Where it cannot be known whose they are, both have them."""
    if found := OPEN_BRACKET.search(between):
        return between[: found.start()], found[1]
    bracket = BRACKET_AFTER.match(between)
    ours = bracket[0] if bracket else ""
    first, *middle, last = (
        PARTING.split(between[len(ours) :]) if PARTING.search(between[len(ours) :]) else ("", between[len(ours) :], "")
    )
    doubtful = " ".join(middle)
    if ours or LABEL.search(doubtful) or labelled == (True, False):
        return f"{ours} {first}", f"{doubtful} {last}"
    if labelled == (False, True):
        return f"{first} {doubtful}", last
    return f"{first} {doubtful}", f"{doubtful} {last}"


def _remark(text: str, found: Sequence[FoundNumber]) -> str:
    """The words of a cell without its numbers, signs and words for a phone."""
    ends = [0, *(number.end for number in found)]
    starts = [*(number.start for number in found), len(text)]
    pieces = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    words = (" ".join(PHONE_WORDS.sub(" ", LONG_DIGITS.sub(" ", piece)).split()).strip(EDGES) for piece in pieces)
    return ", ".join(word for word in words if len(word) > 1 or word.isalpha())


def _looks_foreign(text: str, found: Sequence[FoundNumber]) -> bool:
    """Whether a cell without a number of ours names a country beside digits."""
    return not found and LONG_DIGITS.search(text) is not None and COUNTRIES.search(text) is not None
