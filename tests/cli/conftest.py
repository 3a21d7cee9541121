"""An administrator's environment."""

import os
import shutil
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from storage.database import sqlite_file


@pytest.fixture
def environment(empty_environment: dict[str, str], migrated_file: Path) -> dict[str, str]:
    """An administrator's environment, in a folder with a migrated database."""
    shutil.copy(migrated_file, sqlite_file(empty_environment["DATABASE_URL"]))
    return empty_environment


@pytest.fixture
def empty_environment(tmp_path: Path) -> dict[str, str]:
    """An administrator's environment, in a folder without a database."""
    (tmp_path / "station.toml").write_text('name = "한빛경찰서"\nmain_number = "02-0000-0112"\n', encoding="utf-8")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("SLACK_")},
        "DATA_KEYS": Fernet.generate_key().decode(),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'cleancall.db'}",
        "STATION_FILE": str(tmp_path / "station.toml"),
        "LOCALE": "ko",
    }
