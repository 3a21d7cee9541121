"""Every table of the house, loaded: for whoever must know them all."""

import storage.calls.tables
import storage.figures.tables
import storage.grievances.tables
import storage.keeping.tables
import storage.lists.tables
import storage.people.tables
import storage.tables
from storage.columns import Row

TABLES = (
    storage.tables,
    storage.people.tables,
    storage.lists.tables,
    storage.calls.tables,
    storage.grievances.tables,
    storage.figures.tables,
    storage.keeping.tables,
)

SCHEMA = Row.metadata
