"""The main number: one that a person can look up and dial, and never an emergency line."""

import pytest

from bot.domain.keeping.main_number import is_extension, main_number_fault
from bot.domain.keeping.setting_faults import SettingFault
from tests.steps.vectors import every


@every(
    "words",
    [
        "02-0000-0112",
        "0200000112",
        "02) 0000-0112",
        "031.000.0112",
        "055 0000 0112",
        "+82-2-0000-0112",
        "070-0000-0112",
        "1500-0000",
    ],
)
def test_a_number_of_a_station_is_taken_however_it_is_written(words: str) -> None:
    assert main_number_fault(words) is None


@pytest.mark.parametrize("words", ["112", "1 1 2", "１１２", "119", "182", "02-112", "031)182"])
def test_an_emergency_number_is_never_the_main_number(words: str) -> None:
    assert main_number_fault(words) is SettingFault.EMERGENCY_NUMBER


@every(
    "words",
    [
        "114",
        "1394",
        "010-0000-1001",
        "0000-0112",
        "02-000-112",
        "02-0000-0112 (대표)",
        "대표번호",
        "02-0000-01122",
        "02-0000-0000",
    ],
)
def test_what_nobody_can_dial_is_no_main_number(words: str) -> None:
    assert main_number_fault(words) is SettingFault.NOT_A_MAIN_NUMBER


@pytest.mark.parametrize("words", ["", "  "])
def test_an_empty_one_is_missing(words: str) -> None:
    assert main_number_fault(words) is SettingFault.MISSING


@pytest.mark.parametrize(
    "words", ["", "10", "1100", "02-0000-1100", "1100, 1101", "*1100#", "02-0000-0112 (1100)", "0" * 30]
)
def test_an_extension_is_any_number_to_put_people_through_to(words: str) -> None:
    assert is_extension(words)


@pytest.mark.parametrize("words", ["abc", "112", "１１９", "182", "-", "1", "0" * 31, "1100 or so"])
def test_letters_and_emergency_numbers_are_no_extension(words: str) -> None:
    assert not is_extension(words)
