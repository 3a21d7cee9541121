"""Twisted files, read as the child process reads them."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.services.spreadsheets import child
from tests.steps.list_files import FILES, SHEET, rebuilt
from tests.steps.processes import ROOT

WORKBOOKS = [
    (FILES / name).read_bytes() for name in ("01-two-header-rows.xlsx", "hidden-struck-merged.ods", "58-html.xls")
]


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
def test_a_twisted_file_becomes_sheets_or_a_reason(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from(WORKBOOKS)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    out = io.BytesIO()

    child.read(bytes(whole), "a.xls", out)

    assert out.getvalue().splitlines()[-1].startswith((b'{"end"', b'{"problem"'))


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=100)
def test_a_twisted_sheet_becomes_rows_or_a_reason(data: st.DataObject) -> None:
    with zipfile.ZipFile(FILES / "09-date-merged-down.xlsx") as book:
        part = bytearray(book.read(SHEET))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(part) - 1))
        part[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.sampled_from([b"9" * 9, b"", b"<", b'"', b"\xff", b"-", b"A1:XFD9"])
        )
    out = io.BytesIO()

    child.read(rebuilt("09-date-merged-down.xlsx", {SHEET: bytes(part)}), "a.xlsx", out)

    assert out.getvalue().splitlines()[-1].startswith((b'{"end"', b'{"problem"'))


def test_the_process_that_reads_files_writes_none(tmp_path: Path) -> None:
    written = tmp_path / "written"
    program = (
        "import pathlib, sys; from bot.services.spreadsheets.child import limit_this_process as limit;"
        "limit(); pathlib.Path(sys.argv[1]).write_text('x')"
    )

    tried = subprocess.run(  # noqa: S603 — our own program
        [sys.executable, "-c", program, str(written)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "File too large" in tried.stderr
    assert written.stat().st_size == 0
