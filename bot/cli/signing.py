"""Signing what a region collects, and the line by which it knows whose it is."""

import sys

from cryptography.fernet import Fernet

from bot.cli.exits import DONE, refuse
from bot.cli.reasons import explained
from bot.documents.report_json import report_json
from bot.documents.report_signature import public_key_of, signed
from bot.domain.figures.cards import ReportCard
from bot.settings import load_database_settings, load_station
from bot.texts import Texts


def signed_report(card: ReportCard, _texts: Texts) -> bytes:
    """Write a report as JSON, signed if the installation has a key to sign with."""
    report, key = report_json(card).encode(), load_database_settings().report_key
    return signed(report, key) if key else report


def print_public_key() -> int:
    """Print the station's line of region.toml. Without a key to sign with, say how to get one."""

    def work(texts: Texts) -> int:
        settings = load_database_settings()
        if not settings.report_key:
            return refuse(texts.plain("console.no_report_key", line=f"REPORT_KEY={Fernet.generate_key().decode()}"))
        station = load_station(settings.station_file)
        sys.stdout.write(f'"{station.name}" = "{public_key_of(settings.report_key)}"\n')
        return DONE

    return explained(work)
