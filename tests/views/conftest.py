"""Both languages."""

import pytest

from bot.texts import Texts, load_texts


@pytest.fixture(params=["ko", "en"])
def texts(request: pytest.FixtureRequest) -> Texts:
    """Both languages in turn."""
    return load_texts(request.param)
