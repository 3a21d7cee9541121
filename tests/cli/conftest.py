"""An administrator's environment."""

import os
from pathlib import Path

import pytest
from cryptography.fernet import Fernet


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An administrator's environment, in an empty folder."""
    (tmp_path / "station.toml").write_text('name = "한빛경찰서"\nmain_number = "02-0000-0112"\n', encoding="utf-8")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("SLACK_")},
        "DATA_KEYS": Fernet.generate_key().decode(),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'cleancall.db'}",
        "STATION_FILE": str(tmp_path / "station.toml"),
        "LOCALE": "ko",
    }
