"""What a step costs: CPU seconds of the process and of a server, and the most memory that each has held."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTE = 1 << 20


class Meter:
    """Adds up costs by name.

    Attributes:
        costs: CPU seconds by name: `cpu` of this process and its children, `server` of Neo4j, and `wall` on the clock.
    """

    def __init__(self, server: int | None = None) -> None:
        """Args: server: process id of Neo4j, where one does part of the work."""
        self.server = server
        self.costs: dict[str, dict[str, float]] = {}

    @contextmanager
    def measure(self, name: str) -> Iterator[None]:
        """Count what happens inside under a name; a second time adds to it."""
        before = self._now()
        try:
            yield
        finally:
            spent = self.costs.setdefault(name, dict.fromkeys(before, 0.0))
            for kind, value in self._now().items():
                spent[kind] += value - before[kind]

    def _now(self) -> dict[str, float]:
        times = os.times()
        own = time.process_time() + times.children_user + times.children_system
        return {"cpu": own, "server": server_cpu(self.server), "wall": time.monotonic()}


def server_cpu(process: int | None) -> float:
    """CPU seconds that another process has used so far; 0 where there is none.

    Raises:
        OSError: it is gone, or this system has no /proc to read it from.
    """
    if process is None:
        return 0.0
    # The command's name, in brackets, may hold blanks: fields are counted from behind it.
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_memory(process: int | None = None) -> float:
    """The most megabytes that a process (this one unless said) has held; 0 where the system does not tell."""
    status = Path(f"/proc/{process or 'self'}/status")
    if status.exists():
        lines = status.read_text(encoding="utf-8").splitlines()
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
    if sys.platform == "win32" or process is not None:
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (MEGABYTE if sys.platform == "darwin" else 1024)
