"""`cleancall demo --region`: a sample region in a folder, with its reports, and what to type next."""

from pathlib import Path

from rich.console import Console

from bot.cli.exits import DONE, refuse
from bot.cli.region import contents_of, show_tables
from bot.clock import wall_clock
from bot.demo.region import LAST, write_sample
from bot.documents.region_pdf import region_pdf
from bot.documents.region_reading import read_files
from bot.documents.region_sentences import sentences_of, subtitle_of
from bot.documents.region_xlsx import region_workbook
from bot.documents.report_reading import read_report
from bot.domain.calendar import SEOUL
from bot.domain.figures.region.picture import picture_of
from bot.settings import system_name
from bot.settings.region_file import REGION_FILE, load_region
from bot.texts import Texts


def show_sample(folder: Path, texts: Texts) -> int:
    """Write the sample region with its reports, show it, and say what to type next."""
    try:
        with Console(stderr=True).status(texts.plain("region.sampling")):
            count = write_sample(folder)
    except OSError as error:
        return refuse(texts.plain("region.sample_not_written", folder=str(folder), error=system_name(error)))
    region = load_region(folder / REGION_FILE)
    collected = read_files(contents_of([folder], texts), region, read_report)
    card = picture_of(collected, region, LAST, wall_clock().astimezone(SEOUL))
    (folder / "region.pdf").write_bytes(region_pdf(card, texts))
    (folder / "region.xlsx").write_bytes(region_workbook(card, texts))
    show_tables(subtitle_of(card, texts), (), sentences_of(card, texts))
    console = Console(highlight=False, soft_wrap=True)
    console.print(texts.plain("region.sample", folder=str(folder), count=count), markup=False)
    return DONE
