"""Parts of a zipped workbook: found whatever the case of their names, read without entities."""

import io
import zipfile

import pytest

from bot.domain.lists.rows import UnreadableList
from bot.services.spreadsheets.xml_parts import PartReader, Parts, is_true, local_attribute


def parts_of(name: str, data: bytes = b"<a/>") -> Parts:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return Parts(zipfile.ZipFile(out))


@pytest.mark.parametrize("name", ["xl/Workbook.xml", "XL\\workbook.XML", "/xl/workbook.xml"])
def test_a_part_is_found_whatever_the_case_and_the_slashes_of_its_name(name: str) -> None:
    parts = parts_of(name)

    assert parts.has("xl/workbook.xml")
    assert parts.open("xl/workbook.xml").read() == b"<a/>"


def test_a_part_that_is_missing_makes_a_broken_file() -> None:
    with pytest.raises(UnreadableList):
        parts_of("a.xml").open("b.xml")


@pytest.mark.parametrize("xml", [b"<!DOCTYPE a><a/>", b"<a>" * 300])
def test_types_of_documents_and_depths_that_no_workbook_has_are_refused(xml: bytes) -> None:
    with pytest.raises(UnreadableList):
        PartReader().read(io.BytesIO(xml))


def test_attributes_are_known_without_their_prefix() -> None:
    assert local_attribute({"r:id": "rId1"}, "id") == "rId1"
    assert local_attribute({"r:id": "rId1"}, "name") is None


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("true", True), ("0", False), (None, False)])
def test_a_boolean_has_several_spellings(value: str | None, meant: bool) -> None:
    assert is_true(value) is meant
