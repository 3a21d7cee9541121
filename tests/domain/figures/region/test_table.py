"""Which stations are the region's."""

from bot.domain.figures.region.table import Region


def test_a_table_knows_its_stations_and_one_without_any_takes_all() -> None:
    assert Region(keys={"한빛경찰서": ""}).knows("한빛경찰서")
    assert not Region(keys={"한빛경찰서": ""}).knows("샛별경찰서")
    assert Region().knows("샛별경찰서")
