"""The station's own file: changed by its administrator, read again when the bot is started."""

from bot.demo.station import SampleStation


async def change_station_file(station: SampleStation, *, settings: str = "", tables: str = "") -> None:
    """Write settings and tables into station.toml, and start the bot anew."""
    file = station.settings.station_file
    plain, _, rest = file.read_text(encoding="utf-8").partition("\n[")
    file.write_text(f"{plain}\n{settings}\n[{rest}\n{tables}\n", encoding="utf-8")
    await station.stop_bot()
    await station.start_bot()
