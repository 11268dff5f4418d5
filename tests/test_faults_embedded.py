"""The embedded store after every kind of fault in the middle of an import: nothing lost, nothing half, always opened.

`CSGRAPH_FULL=1 .venv/bin/pytest -s tests/test_faults_embedded.py` tries every point and prints the table's lines; the
oracle is what csgraph called done, and the same batches imported without a fault.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fault_program import BATCHES
from faulting import (
    GRAPH_WRITES,
    LOG_WRITES,
    OTHERS,
    PROGRAM,
    SYNCS,
    Calls,
    Run,
    Stages,
    Tally,
    examine,
    points,
    run_imports,
    stages,
)
from sizes import size

ALL = range(len(BATCHES))
KILLED = "error=EIO:signal=KILL:when={}"
FAILED = "error=EIO:when={}"

needs_strace = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("strace"), reason="needs strace, which only Linux has"
)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return stages(tmp_path_factory.mktemp("stages"))


def sweep(kind: str, ready: Stages, folder: Path, calls: Calls, inject: str, tried: int) -> Tally:
    """Put a fault into some of the calls, evenly spread over all of them, and examine the store after each."""
    tally = Tally(kind)
    every = list(points(ready, calls, folder, ALL))
    step = max(1.0, len(every) / tried)
    chosen = [every[int(i * step)] for i in range(min(tried, len(every)))]
    for place, number in chosen:
        store = ready.fresh(place, folder / "store")
        run = run_imports(store, folder, place, place, calls=calls, inject=inject.format(number))
        examine(tally, f"{kind}, batch {place}, call {number} of {len(every)}", ready, store, place, run)
    return tally


@needs_strace
@pytest.mark.parametrize(
    ("kind", "calls", "inject", "tried"),
    [
        ("kill before each log write", LOG_WRITES, KILLED, size(ci=10, full=1000)),
        ("kill before each fsync, truncation, renaming, deletion", OTHERS, KILLED, size(ci=4, full=120)),
        ("kill before writes of the graph file", GRAPH_WRITES, KILLED, size(ci=2, full=60)),
        ("I/O error on each fsync", SYNCS, FAILED, size(ci=4, full=1000)),
        ("I/O error on each log write", LOG_WRITES, FAILED, size(ci=2, full=30)),
        ("disk full at log writes", LOG_WRITES, "error=ENOSPC:when={}+", size(ci=2, full=20)),
    ],
    ids=["log-kills", "file-kills", "graph-kills", "fsync-errors", "log-errors", "full-disk"],  # parts of sweeps.py
)
def test_sweep(kind: str, calls: Calls, inject: str, tried: int, ready: Stages, tmp_path: Path) -> None:
    sweep(kind, ready, tmp_path, calls, inject, tried).check()


def test_random_kills(ready: Stages, tmp_path: Path) -> None:
    tally = Tally("kill at a random moment")
    dice = random.Random(20261124)
    for number in range(size(ci=2, full=50)):
        store = ready.fresh(0, tmp_path / "store")
        command = [sys.executable, str(PROGRAM), str(store), str(tmp_path), "0", "5"]
        path = os.pathsep.join([str(PROGRAM.parent), str(PROGRAM.parents[1])])
        run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path})
        assert run.stdout is not None
        time.sleep(dice.uniform(1.0, 6.0))
        run.send_signal(signal.SIGKILL)
        said = run.communicate()[0]
        done = [int(line.split()[1]) for line in said.splitlines() if line.startswith("done")]
        examine(tally, f"kill {number}", ready, store, 0, Run(done, said, run.returncode))
    tally.check()
