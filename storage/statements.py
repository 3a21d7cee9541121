"""What the query modules share: long lists in chunks, one insert or update, whether a row was changed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

CHUNK = 500
"""Values in one IN list: well under every database's limit of parameters."""


def chunks(values: Iterable[str]) -> Iterator[Sequence[str]]:
    """Cut a long list into parts that fit one IN list."""
    rest = iter(values)
    while part := list(islice(rest, CHUNK)):
        yield part
