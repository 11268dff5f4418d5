"""Runs imports with faults put into their system calls (strace), and tells what became of the store afterwards."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extracts import whole
from fault_program import BATCHES, load_one

from csgraph.errors import StoreError
from csgraph.store import open_store
from csgraph.store.embedded import EmbeddedStore, ledger_of
from csgraph.store.graph_file import connected, disconnect, lost_keys

PROGRAM = Path(__file__).with_name("fault_program.py")
Whole = dict[str, list[tuple[object, ...]]]

LOG_WRITES = (("write", "pwrite64"), ("graph.lbug.wal", "graph.lbug.wal.checkpoint"))
SYNCS = (("fsync", "fdatasync"), ())
OTHERS = (("fsync", "fdatasync", "ftruncate", "rename", "unlink", "unlinkat"), ())
GRAPH_WRITES = (("write", "pwrite64"), ("graph.lbug", "graph.lbug.shadow"))
Calls = tuple[tuple[str, ...], tuple[str, ...]]
"""System calls, and the files in the store's folder that they are about; no files means whatever file."""


@dataclass
class Tally:
    """What a sweep found."""

    kind: str
    points: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    def line(self) -> str:
        """A line of the table in docs/reliability.md."""
        counts = " | ".join(str(len(one)) for one in (self.lost, self.half, self.refused, self.false))
        return f"| {self.kind} | {self.points} | {self.acknowledged} | {counts} |"

    def check(self) -> None:
        """Fails the test where anything was found, and says where."""
        print(f"\n{self.line()}")  # noqa: T201 - the figures that a full run is for
        assert (self.lost, self.half, self.refused, self.false) == ([], [], [], []), self


@dataclass
class Stages:
    """A store after each of the batches.

    Attributes:
        folder: holds a folder `0` … `6` for each.
        states: everything in the graph after none, one, … of the batches.
        ids: the batches' ids.
    """

    folder: Path
    states: list[Whole]
    ids: list[str]

    def fresh(self, count: int, to: Path) -> Path:
        """A copy of the store as it was after some batches."""
        shutil.rmtree(to, ignore_errors=True)
        if (self.folder / str(count)).exists():
            shutil.copytree(self.folder / str(count), to)
        return to


def stages(folder: Path) -> Stages:
    """Import the batches one by one without any fault."""
    store = folder / "store"
    states: list[Whole] = [{}]
    ids: list[str] = []
    folder.joinpath("extracts").mkdir(parents=True)
    for place in range(len(BATCHES)):
        load_one(str(store), folder / "extracts", place)
        with open_store(store, read_only=True) as opened:
            states.append(whole(opened))
            ids = [batch for batch, _ in ledger_of(opened)]
        shutil.copytree(store, folder / str(place + 1))
    return Stages(folder, states, ids)


@dataclass(frozen=True)
class Run:
    """How an import ended: the places of the batches that it called done, what it said, and its exit code."""

    done: list[int]
    said: str
    code: int


def run_imports(
    store: Path,
    folder: Path,
    first: int,
    last: int,
    *,
    calls: Calls | None = None,
    inject: str = "",
    log: Path | None = None,
    timeout: float = 120,
    environment: dict[str, str] | None = None,
) -> Run:
    """Import batches in a process of its own, its system calls counted or made to fail by strace."""
    command = [sys.executable, str(PROGRAM), str(store), str(folder), str(first), str(last)]
    if calls:
        names = ",".join(calls[0])
        paths = [part for name in calls[1] for part in ("-P", str(store / name))]
        inject_ = ["-e", f"inject={names}:{inject}"] if inject else []
        traced = ["strace", "-f", "-qq", "-o", str(log or os.devnull), "-e", f"trace={names}"]
        command = [*traced, *inject_, *paths, *command]
    path = os.pathsep.join([str(PROGRAM.parent), str(PROGRAM.parents[1])])
    run = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        env={**os.environ, "PYTHONPATH": path, **(environment or {})},
    )
    done = [int(number) for number in re.findall(r"^done (\d+)$", run.stdout, re.MULTILINE)]
    return Run(done, run.stdout + run.stderr, run.returncode)


def count_calls(stages: Stages, place: int, calls: Calls, folder: Path) -> int:
    """How many such system calls the import of one batch makes."""
    store, log = stages.fresh(place, folder / "store"), folder / "strace.log"
    run_imports(store, folder, place, place, calls=calls, log=log)
    return sum(bool(re.search(r"\b(" + "|".join(calls[0]) + r")\(", line)) for line in log.read_text().splitlines())


def points(stages: Stages, calls: Calls, folder: Path, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Every such system call of an import of all batches, as the place of the batch and the call's number in it."""
    for place in places:
        yield from ((place, number) for number in range(1, count_calls(stages, place, calls, folder) + 1))


def examine(tally: Tally, name: str, stages: Stages, store: Path, before: int, run: Run) -> None:
    """Open a store after a fault, as the next import does, and compare it with what was called done."""
    tally.points += 1
    tally.acknowledged += len(run.done)
    acknowledged = max([before, *(place + 1 for place in run.done)])
    try:
        with open_store(store) as opened:
            assert isinstance(opened, EmbeddedStore)
            there = [batch for batch, _ in ledger_of(opened)]
            state = whole(opened)
        connection = connected(store / "graph.lbug", read_only=True)
        lost = lost_keys(connection)
        disconnect(connection)
    except StoreError as fault:
        tally.refused.append(f"{name}: {fault}")
        return
    if there[:acknowledged] != stages.ids[:acknowledged]:
        tally.lost.append(name)
    if there != stages.ids[: len(there)] or state != stages.states[len(there)] or lost:
        tally.half.append(name)
    if "Nothing was written" in run.said and len(there) > acknowledged:
        tally.false.append(f"{name}: {run.said}")
    left = [p.name for p in store.rglob("*") if p.name.endswith(".part") or p.name in ("copy.lbug", "ready.lbug")]
    kept = {p.name for p in (store / "batches").glob("batch-*")}
    if left or len(kept) != len(there):
        tally.half.append(f"{name}: left behind {left}, {len(kept)} kept batches")
