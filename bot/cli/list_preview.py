"""The first rows of a list as they would be called, as a table in the terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.domain.lists.cards import LeftOut, Preview, PreviewedRow, PreviewedVisit
from bot.texts import Texts

COLUMNS = ("row", "name", "phone", "visited", "type", "department", "officer", "marks")
NEVER_PARTED = ("row", "name", "phone", "visited")
WIDTH = 132
"""Letters in a line, where no terminal says how many."""


def print_preview(preview: Preview, texts: Texts) -> None:
    """Print the table, and how many rows are not in it."""
    if not preview.rows:
        return
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    console.print(_table(preview, texts))
    if preview.more:
        console.print(texts.plain("preview.more", count=preview.more), highlight=False, markup=False)


def _table(preview: Preview, texts: Texts) -> Table:
    table = Table(title=texts.plain("preview.title", count=len(preview.rows)), title_justify="left")
    for column in COLUMNS:
        table.add_column(texts.plain(f"preview.{column}"), no_wrap=column in NEVER_PARTED, overflow="fold")
    for row in preview.rows:
        number = f"{row.sheet} {row.row_no}" if preview.sheets > 1 else str(row.row_no)
        cells = _called(row, texts) if isinstance(row, PreviewedVisit) else ["", "", "", "", "", "", _why(row, texts)]
        table.add_row(*map(Text, [number, *cells]))
    return table


def _called(row: PreviewedVisit, texts: Texts) -> list[str]:
    day = texts.plain("preview.on", day=row.visited_on)
    return [
        row.masked_name,
        row.masked_phone,
        texts.plain("preview.at", at=row.visited_at) if row.visited_at else day,
        row.petition_type,
        row.department,
        texts.plain(f"preview.officer_{row.officers}"),
        ", ".join(texts.plain(f"preview.mark_{mark}") for mark in row.marks),
    ]


def _why(row: PreviewedRow, texts: Texts) -> str:
    match row.why:
        case LeftOut.EXCLUDED:
            return texts.plain("preview.excluded", reason=texts.word("exclusion", row.reason))
        case LeftOut.REJECTED:
            return texts.plain("preview.rejected", reason=texts.word("reject", row.reason))
        case LeftOut.ASKED:
            return texts.plain("preview.asked", reason=texts.word("reject", row.reason))
        case LeftOut.STRUCK:
            return texts.plain("preview.struck")
