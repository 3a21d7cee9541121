"""`python -m tests.mutation [PATH …] [--sample N] [--seed S] [--whole]`: try mutants, and print a table by module.

What was tried is kept, so that a run can be stopped, with the table so far, and goes on: a killed mutant is not tried
again, a survivor only after the tests have changed. Settings stand in `pyproject.toml`, explained survivors in
`equivalent.toml`.
"""

import argparse
import contextlib
import json
import os
import random
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.mutation.callers import Callers, updated
from tests.mutation.explained import explained_survivors
from tests.mutation.killing import Fate, Room, Trial, trace
from tests.mutation.mutants import ROOT, Mutant, places_in
from tests.mutation.whole import WholeSuite

KILLED = {Fate.BESIDE, Fate.ELSEWHERE, Fate.SUITE}
KEPT = ROOT / ".pytest_cache" / "mutation.jsonl"


def main() -> None:
    """Try what was asked for."""
    asked = _asked()
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutation"]
    rooms = [Room(**each | {"tests": tuple(each["tests"])}) for each in settings["rooms"]]
    drawn = _drawn(_modules(asked.paths), asked.sample, asked.seed, settings["leave-out"])
    explained = explained_survivors()
    results = _Results(asked.results, beside=asked.beside, whole=WholeSuite() if asked.whole else None)
    fates: dict[str, Counter[str]] = defaultdict(Counter)
    with contextlib.suppress(KeyboardInterrupt):
        for number, mutant in enumerate(drawn, 1):
            room = next(each for each in rooms if mutant.module.startswith(each.code))
            is_explained = any(each.explains(mutant) for each in explained)
            fate = "explained" if is_explained else results.of(mutant, room)
            fates[mutant.module][fate] += 1
            if fate in {Fate.SURVIVED, Fate.LUCK}:
                before, after = mutant.change
                _say(f"[{number}/{len(drawn)}] {fate} {mutant.module}\n    - {before}\n    + {after}")
    results.close()
    _say(_table(fates))


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def _asked() -> Any:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("paths", nargs="*", default=["bot/domain"], help="files or folders, from the top of the tree")
    parser.add_argument("--sample", type=int, help="so many mutants, drawn of all")
    parser.add_argument("--seed", type=int, default=0, help="by which they are drawn")
    parser.add_argument("--beside", action="store_true", help="with the tests of the module's name alone: quick")
    parser.add_argument(
        "--whole", action="store_true", help="ask the ordinary suite of what its room lets live: minutes"
    )
    parser.add_argument("--results", type=Path, default=KEPT, help="where results are kept")
    return parser.parse_args()


def _modules(paths: Sequence[str]) -> list[str]:
    found = [
        each for path in paths for each in ([ROOT / path] if path.endswith(".py") else (ROOT / path).rglob("*.py"))
    ]
    return sorted({str(path.relative_to(ROOT)) for path in found})


def _drawn(modules: Sequence[str], sample: int | None, seed: int, left_out: Sequence[str]) -> list[Mutant]:
    places = [place for module in modules for place in places_in(module, left_out)]
    if sample is not None:
        random.Random(seed).shuffle(places)  # noqa: S311 — a sample, no secret
    drawn: dict[str, Mutant] = {}
    for place in places:
        mutant = place.mutant()
        if mutant is not None:
            drawn.setdefault(mutant.digest, mutant)
        if len(drawn) == sample:
            break
    return list(drawn.values())


class _Results:
    """What was tried, one line of JSON each."""

    def __init__(self, kept: Path, *, beside: bool, whole: WholeSuite | None) -> None:
        self._kept = kept.with_stem(f"{kept.stem}-beside") if beside else kept
        self._beside = beside
        self._whole = whole
        kept.parent.mkdir(exist_ok=True)
        lines = self._kept.read_text(encoding="utf-8").splitlines() if self._kept.exists() else []
        self._known = {each["mutant"]: each for each in map(json.loads, lines)}
        self._trials: dict[Room, Trial] = {}

    def of(self, mutant: Mutant, room: Room) -> str:
        """Return what became of a mutant; try it where that is not known."""
        known, tests = self._known.get(mutant.digest), _digest(room.tests)
        if known and (known["fate"] in KILLED or known["tests"] == tests):
            fate = str(known["fate"])
        else:
            fate = self._keep(mutant, self._tried(mutant, room), tests)
        killer = self._whole.killer_of(mutant) if self._whole and fate == Fate.SURVIVED else None
        return fate if killer is None else self._keep(mutant, Fate.SUITE, tests, by=killer)

    def _tried(self, mutant: Mutant, room: Room) -> Fate:
        if room not in self._trials:
            self._trials[room] = Trial(room, None if self._beside else self._callers_of(room))
        return self._trials[room].of(mutant)

    def _keep(self, mutant: Mutant, fate: Fate, tests: str, **more: str) -> Fate:
        known = {"mutant": mutant.digest, "module": mutant.module, "fate": fate, "tests": tests}
        line = {**known, "change": mutant.change, **more}
        with self._kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        return fate

    def _callers_of(self, room: Room) -> Callers:
        """Trace the test modules that have changed since they were traced, all where the code has."""
        kept = self._kept.with_name(f"{self._kept.stem}-{_digest((room.code,))}.json")
        known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {"tests": {}, "callers": {}}
        tests = {each: _digest((each,)) for each in room.modules()}
        changed = sorted(each for each, digest in tests.items() if known["tests"].get(each) != digest)
        before = {name: {int(line): by for line, by in lines.items()} for name, lines in known["callers"].items()}
        callers = updated(before, trace(room, changed) if changed else {}, changed)
        kept.write_text(json.dumps({"tests": tests, "callers": callers}), encoding="utf-8")
        return callers

    def close(self) -> None:
        """End all sessions."""
        for each in self._trials.values():
            each.close()
        if self._whole:
            self._whole.close()


@cache
def _digest(paths: Sequence[str]) -> str:
    """Know files, and folders of modules, again."""
    files = [
        file
        for path in paths
        for file in ([ROOT / path] if (ROOT / path).is_file() else sorted((ROOT / path).rglob("*.py")))
    ]
    return sha256(b"".join(each.read_bytes() for each in files)).hexdigest()[:16]


def _table(fates: Mapping[str, Counter[str]]) -> str:
    head = ("module", "mutants", "killed", "by luck", "by the suite", "explained", "survived", "share")
    folders: dict[str, Counter[str]] = defaultdict(Counter)
    for module, counts in fates.items():
        folders[str(Path(module).parent)] += counts
    lines = [_line(name, counts) for name, counts in (*sorted(fates.items()), *sorted(folders.items()))]
    whole = _line("all", sum(fates.values(), Counter()))
    rows = [head, *lines, whole]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _line(name: str, counts: Counter[str]) -> tuple[str, ...]:
    """One line: of the explained ones nothing is asked, and what a property killed by luck counts as killed."""
    killed = sum(counts[each] for each in (*KILLED, Fate.LUCK))
    asked = killed + counts[Fate.SURVIVED]
    share = f"{killed / asked:.1%}" if asked else "–"
    numbers = (
        counts.total(),
        killed,
        counts[Fate.LUCK],
        counts[Fate.SUITE],
        counts["explained"],
        counts[Fate.SURVIVED],
    )
    return (name, *map(str, numbers), share)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    main()
