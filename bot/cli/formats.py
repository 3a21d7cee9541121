"""How figures are written: each format loads what writes it, for a workbook or a page takes a second and 60 MB."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from bot.cli.usage import Misuse

Writer = Callable[..., bytes]
"""Writes a card, in somebody's texts."""


class Format(StrEnum):
    """How figures are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


NEEDS_OUT = {Format.XLSX, Format.PDF}
"""What no screen can show."""


def require_out(form: Format, out: Path | None) -> None:
    """See that a file is named for what no screen can show, and a format for what is to be in a file.

    Raises:
        Misuse: it is not.
    """
    if form in NEEDS_OUT and out is None:
        raise Misuse("misuse.needs_out", form=form.value)
    if form is Format.TABLE and out is not None:
        raise Misuse("misuse.needs_format")


def letter_writer() -> Writer:
    """Load what writes a letter."""
    from bot.documents.letter_pdf import letter_pdf

    return letter_pdf


def report_writer(form: Format) -> Writer | None:
    """Load what writes a station's report. None: the screen."""
    match form:
        case Format.TABLE:
            return None
        case Format.JSON:
            from bot.cli.signing import signed_report

            return signed_report
        case Format.CSV:
            from bot.documents.report_csv import report_csv

            return report_csv
        case Format.XLSX:
            from bot.documents.report_xlsx import report_workbook

            return report_workbook
        case Format.PDF:
            from bot.documents.report_pdf import report_pdf

            return report_pdf


def region_audit_writer(form: Format) -> Writer | None:
    """Load what writes what came to a region's audit. None: the screen."""
    match form:
        case Format.TABLE:
            return None
        case Format.JSON:
            from bot.documents.region_audit import region_audit_json

            return region_audit_json
        case Format.CSV:
            from bot.documents.region_audit import region_audit_csv

            return region_audit_csv
        case Format.XLSX:
            from bot.documents.region_audit_xlsx import region_audit_workbook

            return region_audit_workbook
        case Format.PDF:
            from bot.documents.region_audit_pdf import region_audit_pdf

            return region_audit_pdf


def region_writer(form: Format) -> Writer | None:
    """Load what writes a region's picture. None: the screen."""
    match form:
        case Format.TABLE:
            return None
        case Format.JSON:
            from bot.documents.region_json import region_json

            return lambda card, _texts: region_json(card).encode()
        case Format.CSV:
            from bot.documents.region_csv import region_csv

            return region_csv
        case Format.XLSX:
            from bot.documents.region_xlsx import region_workbook

            return region_workbook
        case Format.PDF:
            from bot.documents.region_pdf import region_pdf

            return region_pdf
