"""What several stories stand on."""

import pytest

from bot.demo.station import SampleDatabase


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest) -> SampleDatabase:
    """A database of a sample station, of each kind."""
    if request.param == "postgres":
        return SampleDatabase(url=str(request.getfixturevalue("postgres_url")))
    return request.getfixturevalue("sample_database")  # type: ignore[no-any-return]
