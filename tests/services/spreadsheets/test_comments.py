"""What is pinned to a cell is read as a person reads it who points at it: as a remark of its row."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from bot.domain.lists.rows import ExclusionReason
from bot.services.spreadsheets.xlsx import read_xlsx
from tests.steps.builders import HEADER, visitor
from tests.steps.list_files import read_file

LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
THREADS = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
THREAD = """<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="C3" id="{1}"><text>내일 다시 확인</text></threadedComment>
<threadedComment ref="C3" id="{2}" parentId="{1}"><text>연락 거부하심</text></threadedComment></ThreadedComments>"""


def workbook(comments: Mapping[str, str], author: str = "김상담") -> bytes:
    """A list of three people with comments pinned to cells."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER)
    for number, name in enumerate(("강하늘", "도우리", "류민"), 1):
        sheet.append([*visitor(number, 성명=name, 방문일시="2026-11-24").values()])
    for place, words in comments.items():
        sheet[place].comment = Comment(words, author)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_thread(data: bytes) -> bytes:
    """The workbook as today's Excel writes it: the note says that threads cannot be shown."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            if entry == LINKS:
                link = f'<Relationship Id="t" Type="{THREADS}" Target="../threadedComments/one.xml"/></Relationships>'
                content = content.replace(b"</Relationships>", link.encode())
            new.writestr(entry, content)
        new.writestr("xl/threadedComments/one.xml", THREAD)
    return out.getvalue()


@pytest.mark.parametrize("place", ["A3", "C3", "D3"])
def test_who_refuses_in_a_comment_is_not_phoned(place: str) -> None:
    found = read_file(workbook({place: "김상담:\n연락 거부하심"}), "명단.xlsx")

    assert [visit.petitioner_name for visit in found.visits] == ["강하늘", "류민"]
    assert [row.reason for row in found.excluded] == [ExclusionReason.REFUSED_CONTACT]


def test_a_comment_stands_with_the_remarks_without_the_name_of_who_wrote_it() -> None:
    found = read_file(workbook({"A2": "김상담:\n문자 먼저", "B4": "오후에 전화", "A1": "예시: 연락 거부"}), "명단.xlsx")

    assert [visit.note for visit in found.visits] == ["문자 먼저", "", "오후에 전화"]


def test_of_a_thread_all_that_was_said_is_read_and_not_that_it_cannot_be_shown() -> None:
    data = with_thread(workbook({"C3": "[Threaded comment] Your version of Excel allows you to read this."}))

    comments = [row.comments for sheet in read_xlsx(data) for row in sheet.rows if row.comments]

    assert comments == [((2, "내일 다시 확인\n연락 거부하심"),)]
    assert [row.visit.petitioner_name for row in read_file(data, "명단.xlsx").excluded] == ["도우리"]
