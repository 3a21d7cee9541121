"""Files as nobody sensible would send them, each made of its seed alone: the seed that fails replays it."""

import html
import io
import random
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.steps.binary_workbook import binary_workbook
from tests.steps.mutations import mutated

FILES = Path(__file__).parents[1] / "lists"
TEXTS, WORKBOOKS, OLD = (
    [(FILES / name).read_bytes() for name in sorted(path.name for path in FILES.iterdir()) if name.endswith(endings)]
    for endings in ((".csv", ".txt"), ".xlsx", (".xls", ".ods"))
)
HEADS = [
    "접수번호",
    "성명",
    "연락처",
    "방문일시",
    "용무",
    "담당부서",
    "담당자",
    "비고",
    "해피콜 동의",
    "생년월일",
    "월",
    "일",
    "",
]
CELLS = [
    "강하늘", "010-0000-1201", "2026-11-24", "2026-11-24 10:00", "교통사고", "", " ",
    "\0", "_x0000_", "_xD800_", "\ufeff",
    "\u202e강하늘", "강\u200b하늘", "가" * 40_000, "1" * 400, "9" * 5000, "-1", "0", "1e999", "nan", "inf", "2958466",
    "46350.5", "0.00001", "99999999999", '="010-0000-1201"', "'010", '"', '""', "=cmd|'/c calc'!A1", "〃", "상동",
    "0000-00-00", "2026-02-30", "9999-12-31", "0001-01-01", "24:60", "99:99:99", "1900-01-00", "12/31/9999 25:00",
    "T\u0301" * 300, "👨\u200d👩\u200d👧", "\U0010ffff", "\ufffe", "\u2028",
    "\x0b\x0c\x1b", "ﷺ" * 50, "١٢٣٤٥", "①②③",
    "²³¹",
    "(" * 500, "[" * 500 + "]", "강하늘(", "010" * 200, "+" * 300, "#REF!",
    "TRUE", "900101-1234567", "합계", "이하 여백",
    "연락 거부", "피해자", "17세", "월" * 200, "년월일" * 100, "./-" * 200, "~" * 300, "성명:강하늘", "10:00~" * 60,
]  # fmt: skip
ENCODINGS = [
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
    "cp949", "euc-kr", "johab", "utf-7", "latin-1",
    "gb18030", "shift-jis",
]  # fmt: skip
NAMES = [
    "명단", "\0", "../../etc/passwd", "a" * 300, "명단\u202excod", "😀", " ", "",
    ".", "CON", "11.24. 명단(2)", "\ud800",
    "%s%n",
    "2026년 99월", "\n\t", "명단.xlsx.exe",
]  # fmt: skip
ENDINGS = [
    ".csv",
    ".txt",
    ".xlsx",
    ".xlsm",
    ".xls",
    ".xlsb",
    ".ods",
    ".html",
    ".tsv",
    ".hwp",
    ".zip",
    "",
    ".XLSX",
    ".\0",
]


SELDOM, OFTEN = 0.15, 0.5


class Chance(random.Random):
    """What happens by its seed, and how many letters a file is blown up to at most."""

    most_letters = 1_000_000


def fuzzed_file(seed: int) -> tuple[bytes, str]:
    """Return a file and its name. One in fifty is as big as a list may be."""
    chance = Chance(seed)
    chance.most_letters *= 30 if seed % 50 == 49 else 1
    data = chance.choice(KINDS)(chance)
    return data, chance.choice(NAMES) + chance.choice(ENDINGS)


def _text(chance: Chance) -> bytes:
    """A list of odd cells in any encoding, or a good one spoilt."""
    if _often(chance):
        return mutated(chance.choice(TEXTS), chance)
    delimiter = chance.choice([",", "\t", ";", "|", "^", "  ", "\x1f"])
    rows = [[*chance.sample(HEADS, chance.randint(1, len(HEADS)))] for _ in range(chance.randint(0, 2))]
    rows += [chance.choices(CELLS, k=chance.randint(0, 12)) for _ in range(chance.choice([0, 1, 5, 60]))]
    chance.shuffle(rows) if _seldom(chance) else None
    ending = chance.choice(["\n", "\r\n", "\r", "\n\r", "\0\n"])
    quote = chance.choice(["", '"', '""', "'"])
    text = ending.join(delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in rows)
    data = text.encode(chance.choice(ENCODINGS), chance.choice(["replace", "ignore", "backslashreplace"]))
    return mutated(data, chance) if _often(chance) else data


def _markup(chance: Chance) -> bytes:
    """A web page with a table, its tags in any disorder."""
    tags = [
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<table>",
        "</table>",
        "<td colspan=99999>",
        "<td rowspan=9999999>",
        "<s>",
    ]
    tags += ["<th>", "<br>", "<!--", "-->", "<script>", "<style>.a{text-decoration:line-through}", "&#0;", "&#xD800;"]
    words = [*HEADS, *(cell for cell in CELLS if len(cell) < 5000)]
    body = "".join(chance.choice([chance.choice(tags), chance.choice(words)]) for _ in range(chance.randint(0, 300)))
    head = "<html><head><meta charset=" + chance.choice(["euc-kr", "utf-8", "x", "utf-16"]) + "></head><table>"
    row = "<tr>" + "".join(f"<td>{word}" for word in HEADS[:5]) + "</tr>"
    page = (head + row + body + chance.choice(["<div>", "<b>", "<table>"]) * chance.choice([0, 5, 20_000])).encode(
        chance.choice(ENCODINGS), "replace"
    )
    return mutated(page, chance) if _often(chance) else page


def _flipped(chance: Chance) -> bytes:
    """Any file of the collection with spoilt bytes, or cut off."""
    data = chance.choice([*WORKBOOKS, *OLD, *OLD, binary_workbook(chance.sample(HEADS[:-1], 6), [CELLS[:6]])])
    data = mutated(data, chance) if _often(chance) else data
    return data[: chance.randrange(1, len(data))] if _often(chance) else data


def _binary(chance: Chance) -> bytes:
    """A binary workbook of odd cells, its records spoilt."""
    rows = [chance.choices(CELLS, k=6) for _ in range(chance.randint(0, 5))]
    spoil = (lambda part: mutated(part, chance)) if _often(chance) else (lambda part: part)
    return binary_workbook(chance.sample(HEADS[:-1], 6), rows, spoil)


def _zip_parts(chance: Chance) -> bytes:
    """A workbook with parts exchanged, dropped, blown up, renamed or packed in another way."""
    parts = _unpacked(chance.choice([*WORKBOOKS, OLD_ODS, OLD_ODS]))
    for _ in range(chance.randint(1, 4)):
        name = chance.choice([*parts, *(each for each in parts if "sheet" in each or "content" in each)])
        parts[name] = chance.choice(PARTS)(chance, parts[name])
        if _seldom(chance):
            parts[chance.choice([name.upper(), f"/{name}", f"../{name}", name.replace("/", "\\")])] = parts.pop(name)
        if _seldom(chance):
            parts.pop(chance.choice(list(parts)))
    data = _zip_of(
        parts, chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    )
    return mutated(data, chance) if _seldom(chance) else data


def _seldom(chance: Chance) -> bool:
    return chance.random() < SELDOM


def _often(chance: Chance) -> bool:
    return chance.random() < OFTEN


def _swapped_words(chance: Chance, part: bytes) -> bytes:
    """Exchange what attributes and elements say for what no program writes."""
    text = part.decode("utf-8", "surrogateescape")
    for _ in range(chance.randint(1, 6)):
        pattern, new = chance.choice(SWAPS)
        found = list(re.finditer(pattern, text))
        if found:
            at = chance.choice(found)
            text = text[: at.start(1)] + chance.choice(new) + text[at.end(1) :]
    return text.encode("utf-8", "surrogateescape")


def _blown_up(chance: Chance, part: bytes) -> bytes:
    """Repeat a piece of a part very often: rows, cells, styles, letters, or depth."""
    text = part.decode("utf-8", "surrogateescape")
    found = list(
        re.finditer(r"<(row|c|si|xf|mergeCell|table:table-row|table:table-cell|sheet)\b[^>]*?(/>|>.*?</\1>)", text)
    )
    if not found:
        return chance.choice([b" ", b"<a>", b"\0", part[:100]]) * chance.choice([10, 1000, chance.most_letters // 10])
    piece = chance.choice(found)
    times = chance.choice([10, 3000, 3000, 300_000])
    times = min(times, chance.most_letters // max(len(piece[0]), 1))
    return (text[: piece.end()] + piece[0] * times + text[piece.end() :]).encode("utf-8", "surrogateescape")


def _entities(chance: Chance, part: bytes) -> bytes:
    """Put entities in front of a part: from outside, or a billion laughs."""
    laughs = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    outside = '<!ENTITY a9 SYSTEM "file:///etc/passwd">'
    doctype = f"<!DOCTYPE x [{chance.choice([laughs, outside])}]>".encode()
    return doctype + part.replace(b"<t>", b"<t>&a9;", 1).replace(b"<v>", b"<v>&a9;", 1)


def _declared_wrongly(chance: Chance, part: bytes) -> bytes:
    encoding = chance.choice(["utf-16", "euc-kr", "utf-7", "x-unknown", "ascii"])
    return f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + part.removeprefix(b'<?xml version="1.0"?>')


def _nested(chance: Chance, part: bytes) -> bytes:
    return chance.choice([chance.choice(WORKBOOKS), b"", part + part, part[: len(part) // 2], b"\0" * 100])


def _zip_lies(chance: Chance) -> bytes:
    """A zip whose sums, sizes, flags or directory are wrong, one inside another, or a bomb."""
    data = bytearray(chance.choice([*WORKBOOKS, OLD_ODS, binary_workbook(HEADS[:5], [CELLS[:5]])]))
    match chance.randrange(5):
        case 0:  # a wrong sum or size in the directory
            at = data.rfind(b"PK\x01\x02", 0, max(data.rfind(b"PK\x01\x02"), 1)) + chance.randrange(8, 46)
            data[at : at + 4] = chance.randbytes(4)
        case 1:  # says that it is locked, or packed in an unknown way
            for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
                at = data.find(mark) + place
                data[at : at + 4] = struct.pack("<HH", chance.choice([0, 1, 0x41]), chance.choice([0, 8, 9, 14, 99]))
        case 2:
            del data[-chance.randrange(1, 200) :]
        case 3:
            return _zip_of({"명단.xlsx": bytes(data), "a.csv": chance.choice(TEXTS)})
        case _:
            rows = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"a" * 1000 + b"</t></is></c></row>"
            sheet = b"<worksheet><sheetData>" + rows * chance.choice([1, 20_000]) + b"</sheetData></worksheet>"
            return _rebuilt(bytes(data), {"xl/worksheets/sheet1.xml": sheet})
    return bytes(data)


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _rebuilt(data: bytes, changed: dict[str, bytes]) -> bytes:
    return _zip_of({**_unpacked(data), **changed})


def _zip_of(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


NUMBERS = [
    "-1",
    "0",
    "1",
    "65536",
    "4294967296",
    "9" * 400,
    "1e308",
    "-1e308",
    "nan",
    "inf",
    "46350.999999",
    "x",
    "",
    "٣",
]
PLACES = ["XFD1048576", "A0", "ZZZZZ1", "1A", "A99999999999", "", "a1", "$B$2", "A1:B2", "가1"]
WORDS = [html.escape(cell) for cell in CELLS if cell.isprintable() and len(cell) < 5000]
SWAPS: list[tuple[str, list[str]]] = [
    (r'<(?:c|row)\b[^>]*?\br="([^"]*)"', [*PLACES, *NUMBERS]),
    (r'<c\b[^>]*?\bt="([^"]*)"', ["s", "n", "b", "e", "d", "str", "inlineStr", "", "xyz"]),
    (r'\bs="([^"]*)"', NUMBERS),
    (r"<v>([^<]*)</v>", [*NUMBERS, *WORDS, "_x0000_", "&#xD800;", "&#0;", "2958465", "0.5", "-0.5", "60"]),
    (r"<t(?: [^>]*)?>([^<]*)</t>", [*WORDS, "_x0000_", "_xD800__xDC00_", "&#x1F600;", "&#65534;"]),
    (r'\bref="([^"]*)"', ["A1:XFD1048576", "B2:A1", "A1:A1048576", "A1", "", "A0:Z0", "A1:ZZZZ9"]),
    (r'\bnumFmtId="([^"]*)"', ["14", "22", "46", "164", "999999", "-1", "x"]),
    (r'\bformatCode="([^"]*)"', ["yyyy", "[h]", "[h]:mm:ss", '"a', "\\\\", "[$-412]aaaa", "_" * 300, "General;yyyy"]),
    (r'\b(?:uniqueCount|count|sheetId|fontId)="([^"]*)"', NUMBERS),
    (r'\bstate="([^"]*)"', ["hidden", "veryHidden", "x"]),
    (r'\bname="([^"]*)"', ["예시", "", "가" * 500, "11.24", "2026년 13월", "비상연락망", "a&amp;b", "[1]"]),
    (r'\b(?:Target|r:id|Id)="([^"]*)"', ["../../x", "/xl/workbook.xml", "", "http://127.0.0.1/", "rId1",
         "xl/worksheets/"]),
    (r'\btable:number-(?:rows|columns)-(?:repeated|spanned)="([^"]*)"', ["0", "-1", "1048576", "99999999999", "x"]),
    (r'\boffice:(?:date-|time-)?value="([^"]*)"', [*NUMBERS, "2026-11-24T25:00:00", "PT99H99M99S", "9999-99-99",
         "P1Y"]),
    (r'\boffice:value-type="([^"]*)"', ["date", "time", "float", "boolean", "void", "percentage"]),
    (r"<(/?\w+)", ["x", "row", "c", "t", "v", "is", "r", "rPh", "strike", "si", "table:table-row"]),
]  # fmt: skip
OLD_ODS = (FILES / "hidden-struck-merged.ods").read_bytes()
PARTS = [_swapped_words] * 6 + [
    _blown_up,
    _entities,
    _declared_wrongly,
    _nested,
    lambda chance, part: mutated(part, chance),
]
KINDS: list[Callable[[Chance], bytes]] = [
    _text,
    _text,
    _markup,
    _flipped,
    _binary,
    _zip_parts,
    _zip_parts,
    _zip_lies,
]
