"""Requests of Slack's: each turn of one is done once."""

from datetime import timedelta

from bot.services.desk import Desk
from storage.requests import forget_requests, note_request
from tests.steps.builders import MONDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)


def test_a_request_is_noted_once_until_it_is_forgotten(desk: Desk) -> None:
    noted = [in_session(desk, note_request, key, NOW) for key in ("trigger:1:1", "trigger:1:1", "trigger:1:2")]

    forgotten = in_session(desk, forget_requests, NOW + timedelta(days=7))

    assert (noted, forgotten) == ([True, False, True], 2)
    assert in_session(desk, note_request, "trigger:1:1", NOW)
