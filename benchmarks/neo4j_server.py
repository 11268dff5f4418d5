"""A Neo4j for benchmarks alone: scripts/neo4j starts it, empties it and stops it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.job import CHECKOUT

NAME = "bench"
COMMAND = [sys.executable, str(CHECKOUT / "scripts" / "neo4j")]


@dataclass(frozen=True)
class Server:
    """A server that runs.

    Attributes:
        url: where it answers.
        process: its process id.
        variables: what csgraph must find in its environment.
    """

    url: str
    process: int
    variables: dict[str, str]


def start_empty(heap: str) -> Server:
    """Start the server with an empty database, as cold as any new one.

    Args:
        heap: the most memory that it may use for its work, such as 1g.

    Raises:
        subprocess.CalledProcessError: it cannot be had here; scripts/neo4j has said why.
    """
    if not Path("/proc/self/stat").exists():
        raise SystemExit("Only where there is a /proc can a server's CPU seconds be read; use --engine embedded.")
    wipe()
    environment = {**os.environ, "CSGRAPH_NEO4J_HEAP": heap}
    told = subprocess.run([*COMMAND, "start", NAME], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    pairs = [line.removeprefix("export ").split("=", 1) for line in told.stdout.splitlines()]
    variables = {name: value.strip("'") for name, value in pairs}
    state = json.loads(Path(variables["CSGRAPH_PASSWORD_FILE"]).with_name("server.json").read_text(encoding="utf-8"))
    return Server(variables["CSGRAPH_STORE"], state["pid"], variables)


def wipe() -> None:
    """Stop the server, where it runs, and delete its database."""
    subprocess.run([*COMMAND, "wipe", NAME], stderr=subprocess.DEVNULL, check=True)
