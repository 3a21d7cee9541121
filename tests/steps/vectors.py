"""The vectors of `tests/vectors`: what goes in and what must come out; and rules that are tried on many rows."""

import csv
import functools
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parents[1] / "vectors"


def vectors_of(name: str) -> list[dict[str, str]]:
    """Read a file of vectors."""
    with (VECTORS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t" if name.endswith(".tsv") else ","))


def rows_of(name: str) -> list[list[str]]:
    """Read a file of vectors without its header."""
    with (VECTORS / name).open(encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def every(names: str | Sequence[str], rows: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Try a rule on many rows in one test, which names each row that fails: for rules that take no time.

    Written as pytest's parametrize is, whose thousands of tests cost more than what they test.
    """
    keys = [name.strip() for name in names.split(",")] if isinstance(names, str) else names
    tried = [(row,) if len(keys) == 1 else tuple(row) for row in rows]

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        def at_once(**others: Any) -> None:
            failed = [why for row in tried if (why := _failure(test, dict(zip(keys, row, strict=True)), others))]
            assert tried, "there is no row"
            assert not failed, f"{len(failed)} of {len(tried)} rows:\n" + "\n".join(failed)

        functools.update_wrapper(at_once, test)
        left = [each for each in inspect.signature(test).parameters.values() if each.name not in keys]
        at_once.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in left]
        )
        return at_once

    return decorate


def _failure(test: Callable[..., None], row: Mapping[str, Any], others: Mapping[str, Any]) -> str:
    try:
        test(**row, **others)
    except (Exception, pytest.fail.Exception) as why:  # noqa: BLE001 — whatever it is, it is told with its row
        return f"{row}: {type(why).__name__}: {why}"
    return ""
