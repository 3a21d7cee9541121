"""Survivors that no test can kill, or need not: each with why, in `equivalent.toml`."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.mutants import Mutant

TABLE = Path(__file__).with_name("equivalent.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One line of the table: a mutant, or all of a folder whose line fits a pattern."""

    where: str  # a module, or a folder with all in it
    before: str  # the line as it stands; of several a pattern
    why: str
    after: Sequence[str] = ()  # the lines of the mutants; none: whatever they are

    def explains(self, mutant: Mutant) -> bool:
        """Check whether this is the mutant, or one of those."""
        before, after = mutant.change
        if not self.after:
            return mutant.module.startswith(self.where) and bool(re.fullmatch(self.before, before))
        return (mutant.module, before) == (self.where, self.before) and after in self.after


def explained_survivors() -> list[Explained]:
    """Read the table."""
    return [Explained(**each) for each in tomllib.loads(TABLE.read_text(encoding="utf-8"))["explained"]]
