"""A region's table: its stations with their keys, and the departments by which they are compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.station_tables import DEPARTMENTS, Department


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """What a headquarters writes of its region. Without stations every station's files are taken."""

    name: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)  # public keys, by station; "": it has none yet
    departments: tuple[Department, ...] = DEPARTMENTS

    def knows(self, station: str) -> bool:
        """Check whether a station is one of the region's."""
        return not self.keys or station in self.keys
