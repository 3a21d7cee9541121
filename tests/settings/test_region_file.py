"""region.toml as a headquarters writes it, rightly and wrongly."""

from pathlib import Path

import pytest

from bot.domain.keeping.setting_faults import SettingFault
from bot.settings import WrongSettings
from bot.settings.region_file import load_region

KEY = "A" * 42 + "E="


def written(folder: Path, text: str) -> Path:
    file = folder / "region.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_stations_keys_and_departments_are_read(tmp_path: Path) -> None:
    region = load_region(
        written(
            tmp_path,
            f'name = "한빛시경찰청"\n[stations]\n"한빛경찰서" = "{KEY}"\n"샛별  경찰서" = ""\n'
            '[departments]\n"교통과" = ["교통안전실"]\n',
        )
    )

    assert (region.name, region.keys) == ("한빛시경찰청", {"한빛경찰서": KEY, "샛별 경찰서": ""})
    assert (region.knows("샛별 경찰서"), region.knows("은하경찰서")) == (True, False)
    assert next(each for each in region.departments if each.name == "교통과").spellings[0] == "교통안전실"


def test_without_stations_every_station_is_taken(tmp_path: Path) -> None:
    assert load_region(written(tmp_path, "")).knows("은하경찰서")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("name = 3", [SettingFault.NOT_A_TEXT]),
        ("stations = 3", [SettingFault.NOT_A_TABLE]),
        ('[stations]\n"가" = "공개키"', [SettingFault.NOT_A_PUBLIC_KEY]),
        ('[stations]\n"가" = 3', [SettingFault.NOT_A_PUBLIC_KEY]),
        ('[stations]\n" " = ""', [SettingFault.NOT_A_NAME]),
        ('[station]\n"가" = ""', [SettingFault.MISSPELT]),
        ('colour = "blue"', [SettingFault.UNKNOWN]),
        ('[departments]\n"교통과" = 3', [SettingFault.NOT_WORDS]),
        ("name =", [SettingFault.BROKEN_FILE]),
        ('name = 3\n[stations]\n"가" = "x"', [SettingFault.NOT_A_PUBLIC_KEY, SettingFault.NOT_A_TEXT]),
    ],
)
def test_every_mistake_is_named_at_once(tmp_path: Path, text: str, faults: list[SettingFault]) -> None:
    with pytest.raises(WrongSettings) as wrong:
        load_region(written(tmp_path, text))

    assert sorted(each.fault for each in wrong.value.problems) == sorted(faults)


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings) as wrong:
        load_region(tmp_path / "no.toml")

    assert [each.fault for each in wrong.value.problems] == [SettingFault.NO_FILE]
