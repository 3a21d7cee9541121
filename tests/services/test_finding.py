"""Finding a call by the number people say."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.refusals import Reason, Refused
from bot.services.desk import Desk
from bot.services.finding import existing_call, existing_line


@pytest.mark.parametrize("find", [existing_call, existing_line])
def test_a_number_that_no_call_has_is_refused(morning: Desk, find: Callable[..., Any]) -> None:
    assert morning.do_now(find, 1).masked_name == "남**수"
    with pytest.raises(Refused) as refused:
        morning.do_now(find, 99)

    assert (refused.value.reason, refused.value.facts) == (Reason.NO_SUCH_CALL, {"number": 99})
