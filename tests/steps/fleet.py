"""The replicas of a station as processes of one release or another."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.demo.station import SampleStation
from tests.steps.crew import until
from tests.steps.releases import Program

PATIENCE = 180.0


@dataclass(slots=True)
class Replica:
    """A bot process of a release."""

    program: Program
    process: asyncio.subprocess.Process


@dataclass(slots=True)
class Fleet:
    """The replicas of a station, in the order in which they were started."""

    station: SampleStation
    settings: Mapping[str, str]
    replicas: list[Replica] = field(default_factory=list)
    stops: list[tuple[float, float]] = field(default_factory=list)  # from when to when one was stopping

    @property
    def log(self) -> Path:
        """Return the file of what the replicas say."""
        return self.station.folder / "fleet.log"

    def said(self) -> str:
        """Return everything the replicas said."""
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    async def start(self, program: Program) -> None:
        """Start a replica and wait until Slack can reach it."""
        line = self.station.sandbox.slack.line
        before = line.connections
        with self.log.open("a", encoding="utf-8") as sink:
            process = await asyncio.create_subprocess_exec(
                *program.command, "run", cwd=self.station.folder, env=program.at_home(self.settings),
                stdout=sink, stderr=asyncio.subprocess.STDOUT,
            )  # fmt: skip
        self.replicas.append(Replica(program, process))
        await until(lambda: line.connections > before or process.returncode is not None, PATIENCE)
        assert line.connections > before, self.said()[-4000:]

    async def stop_oldest(self) -> None:
        """Tell the oldest replica to stop, and wait until it has."""
        replica = self.replicas.pop(0)
        replica.process.terminate()
        code = await asyncio.wait_for(replica.process.wait(), PATIENCE)
        assert code == 0, self.said()[-4000:]

    def kill_all(self) -> None:
        """End whoever still runs."""
        for each in self.replicas:
            with contextlib.suppress(ProcessLookupError):
                each.process.send_signal(signal.SIGKILL)


@contextlib.asynccontextmanager
async def fleet_of(station: SampleStation, settings: Mapping[str, str]) -> AsyncIterator[Fleet]:
    """Give a fleet with nobody at work yet; at the end all are killed."""
    fleet = Fleet(station, settings)
    try:
        yield fleet
    finally:
        fleet.kill_all()
        await asyncio.gather(*(each.process.wait() for each in fleet.replicas))
