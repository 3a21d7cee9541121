"""Files of visitor lists as offices send them, to be read."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import ListProblem, UnreadableList, VisitorList
from bot.services.spreadsheets.reading import read_sheets

FILES = Path(__file__).parents[1] / "lists"
TODAY = date(2026, 11, 26)
SHEET = "xl/worksheets/sheet1.xml"
TEXT = "성명,연락처,방문일자,업무\n강하늘,010-0000-1201,2026-11-24,x\n"


def read_file(data: bytes, name: str) -> VisitorList:
    """Read the list in a file."""
    return read_visitor_list(read_sheets(data, name), today=TODAY)


def problem_with(data: bytes, name: str) -> ListProblem:
    """Return why a file is refused."""
    with pytest.raises(UnreadableList) as error:
        read_file(data, name)
    return error.value.problem


def rebuilt(name: str, changed: Mapping[str, bytes]) -> bytes:
    """Return a workbook of the collection with some parts exchanged."""
    out = io.BytesIO()
    with zipfile.ZipFile(FILES / name) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, changed.get(entry, old.read(entry)))
    return out.getvalue()
