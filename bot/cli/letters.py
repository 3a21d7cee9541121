"""`cleancall letter`: a letter to a petitioner as a PDF that its owner alone can read."""

import os
from pathlib import Path

from rich.console import Console

from bot.cli.desk import with_desk
from bot.cli.exits import DONE, refuse
from bot.cli.formats import letter_writer
from bot.domain.grievances.letters import LetterKind
from bot.services.desk import Desk
from bot.services.grievances.letters import make_letter
from bot.services.unit import Unit
from bot.settings import system_name
from bot.texts import Texts

OWNER_ALONE = 0o600


def write_letter(number: int, letter: LetterKind | None, out: Path | None) -> int:
    """Write a letter into a new file. That it was made is logged, if it was."""

    def work(desk: Desk, texts: Texts) -> int:
        letter_pdf = letter_writer()

        def make_and_write(unit: Unit) -> Path:
            card = make_letter(unit, grievance_id=number, letter=letter)
            file = out or Path(f"cleancall-{card.kind}-{number}.pdf")
            _write(file, letter_pdf(card, texts))
            return file

        try:
            file = desk.do_now(make_and_write)
        except FileExistsError as error:
            return refuse(texts.plain("init.there", files=str(error.filename)))
        except OSError as error:
            return refuse(texts.plain("console.cannot_write", file=str(error.filename), error=system_name(error)))
        Console(stderr=True).print(texts.plain("console.saved", file=str(file)), markup=False)
        return DONE

    return with_desk(work)


def _write(file: Path, data: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE), "wb") as paper:
        paper.write(data)
