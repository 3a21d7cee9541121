"""Every language."""

import pytest

from bot.texts import LOCALES, Texts, load_texts
from tests.steps.views import STATION


@pytest.fixture(params=LOCALES)
def texts(request: pytest.FixtureRequest) -> Texts:
    """Each language in turn."""
    return load_texts(request.param).of_station(STATION)
