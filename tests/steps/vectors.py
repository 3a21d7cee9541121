"""The vectors of `tests/vectors`: what goes in and what must come out."""

import csv
from pathlib import Path

VECTORS = Path(__file__).parents[1] / "vectors"


def vectors_of(name: str) -> list[dict[str, str]]:
    """Read a file of vectors."""
    with (VECTORS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t" if name.endswith(".tsv") else ","))


def rows_of(name: str) -> list[list[str]]:
    """Read a file of vectors without its header."""
    with (VECTORS / name).open(encoding="utf-8") as file:
        return list(csv.reader(file))[1:]
