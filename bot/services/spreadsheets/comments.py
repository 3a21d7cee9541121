"""Comments that are pinned to the cells of an XLSX: notes as of old, and threads as of today (ECMA-376 18.7)."""

from collections.abc import Iterable, Mapping
from posixpath import basename, dirname, join

from bot.services.spreadsheets.limits import LONGEST_CELL
from bot.services.spreadsheets.places import PLACE, column_at
from bot.services.spreadsheets.xlsx_styles import Targets
from bot.services.spreadsheets.xml_parts import Attributes, PartReader, Parts

MOST_COMMENTS = 100_000
Comments = Mapping[int, tuple[tuple[int, str], ...]]
"""By the number of the row: column and words."""


def comments_in(parts: Parts, sheet: str) -> Comments:
    """Read what is pinned to the cells of a sheet. What a thread says stands for the note that older programs show."""
    links = join(dirname(sheet), "_rels", f"{basename(sheet)}.rels")
    if not parts.has(links):
        return {}
    targets = Targets(sheet)
    targets.read(parts.open(links))
    found: dict[str, str] = {}
    for ending, kind in (("/comments", _Notes), ("/threadedComment", _Threads)):
        for link, part in targets.found.values():
            if link.endswith(ending) and parts.has(part):
                reader = kind()
                reader.read(parts.open(part))
                found |= {place: "\n".join(words) for place, words in reader.found.items()}
    return _by_row(found)


def _by_row(found: Mapping[str, str]) -> Comments:
    rows: dict[int, tuple[tuple[int, str], ...]] = {}
    for place, words in found.items():
        if at := PLACE.fullmatch(place):
            rows[int(at[2])] = (*rows.get(int(at[2]), ()), (column_at(at[1]), words))
    return rows


def without_author(words: str, authors: Iterable[str]) -> str:
    """Return what is said without the name of who wrote it, which Excel puts before."""
    author = next((each for each in authors if each and words.startswith(f"{each}:")), "")
    return words.removeprefix(f"{author}:").strip()


class _Notes(PartReader):
    """Collects words by the place of their cell."""

    comment, words = "comment", "t"

    def __init__(self) -> None:
        super().__init__()
        self._place = ""
        self._text: list[str] = []
        self._takes = False
        self._authors: list[str] = []
        self.found: dict[str, list[str]] = {}

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag in {self.comment, "author"}:
            self._place, self._text = attributes.get("ref", ""), []
        self._takes = tag in {self.words, "author"}

    def text(self, text: str) -> None:
        if self._takes:
            self._text.append(text)

    def end(self, tag: str) -> None:
        self._takes = False
        if tag == "author":
            self._authors.append("".join(self._text))
        elif tag == self.comment and len(self.found) < MOST_COMMENTS:
            self._keep("".join(self._text)[:LONGEST_CELL])

    def _keep(self, words: str) -> None:
        if said := without_author(words, self._authors):
            self.found.setdefault(self._place, []).append(said)


class _Threads(_Notes):
    comment, words = "threadedComment", "text"
