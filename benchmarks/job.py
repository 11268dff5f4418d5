"""One step of a benchmark, run in a process of its own so that neither memory nor imports of steps mix."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Job:
    """What a step is to do.

    Attributes:
        step: its name, as in `benchmarks.step.STEPS`.
        children: of the sample.
        sample: folder of the sample.
        work: folder for what one step leaves to another.
        engine: embedded or neo4j.
        store: URL of the store.
        server: process id of Neo4j.
        about: what the step is about, such as a question's name.
        most: rows that a plain way may stop after, for its cost to be scaled up.
    """

    step: str
    children: int
    sample: str
    work: str
    engine: str = "embedded"
    store: str = ""
    server: int | None = None
    about: str = ""
    most: int = 0


@dataclass(frozen=True)
class Told:
    """What a step cost.

    Attributes:
        costs: as `Meter.costs`.
        counts: how much there was to do or came of it.
        peak: most megabytes of the step's process.
        server_peak: most megabytes of Neo4j since it started.
    """

    costs: dict[str, dict[str, float]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    peak: float = 0.0
    server_peak: float = 0.0

    def cpu(self, *names: str) -> float:
        """CPU seconds of the client and the server together; of all parts unless some are named."""
        chosen = names or tuple(self.costs)
        return sum(self.costs[name]["cpu"] + self.costs[name]["server"] for name in chosen)


class StepFailed(Exception):
    """A step ended with a fault, which it has told; the message names the step."""


def run(job: Job, variables: dict[str, str]) -> Told:
    """Do a step in a process of its own.

    Args:
        variables: environment variables that it needs, such as where Neo4j's password is.

    Raises:
        StepFailed: it did not end well.
    """
    print(f"{job.engine}, {job.children:,} children: {job.step} {job.about}".rstrip(), file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "benchmarks.step", json.dumps(asdict(job))]
    done = subprocess.run(
        command, cwd=CHECKOUT, env={**os.environ, **variables}, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise StepFailed(f"{job.step} {job.about} on {job.engine}")
    return Told(**json.loads(done.stdout.splitlines()[-1]))
