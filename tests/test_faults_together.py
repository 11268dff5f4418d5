"""The embedded store when two want it at once, and when the disk really fills under an import.

`CSGRAPH_FULL=1 .venv/bin/pytest -s tests/test_faults_together.py` tries more and prints the table's lines.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import pytest
from extracts import whole
from fault_program import BATCHES
from faulting import PROGRAM, Run, Stages, Tally, examine, run_imports, stages
from sizes import size

from csgraph.errors import StoreError
from csgraph.store import open_store, room

CLEAR = r"The store in \S+ is being written by another csgraph \(process \d+\)\. Wait until its import is done"
"""What a reader who comes second may be told."""
WITHOUT_ROOM = r"^error .* (disk|room)|^error .* is not known until it does; then csgraph verify --repair tells"
"""What is told where the disk fills; the second where there is no room for mending the store either."""
LAST = len(BATCHES) - 1
FIRST = 3
"""The first batch that meets a full disk: a store of some batches is larger than what a write adds to it."""
ROOM = 8 << 20
"""Bytes that the last batches take, and more than any of them does."""


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return stages(tmp_path_factory.mktemp("stages"))


def started(store: Path, folder: Path, first: int, last: int) -> "subprocess.Popen[str]":
    """An import of some batches in a process of its own, which goes on beside this one."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, str(PROGRAM), str(store), str(folder), str(first), str(last)]
    path = os.pathsep.join([str(PROGRAM.parent), str(PROGRAM.parents[1])])
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)


def finished(run: "subprocess.Popen[str]") -> Run:
    said = run.communicate(timeout=300)[0]
    return Run([int(n) for n in re.findall(r"^done (\d+)$", said, re.MULTILINE)], said, run.returncode)


def test_two_imports_at_once_lose_nothing(ready: Stages, tmp_path: Path) -> None:
    tally = Tally("two imports at once into one embedded store")
    for number in range(size(ci=1, full=20)):
        store = ready.fresh(0, tmp_path / "store")
        parts = ((0, 2), (3, LAST))
        runs = [started(store, tmp_path / str(part[0]), *part) for part in parts]
        ended = [finished(run) for run in runs]
        for (first, last), run, other in zip(parts, ended, reversed(runs), strict=True):
            if run.code:
                told = re.search(r"by another csgraph \(process (\d+)\)\.", run.said)
                assert told, run.said
                assert int(told[1]) == other.pid
            place = first + len(run.done)
            assert run.done == list(range(first, place))
            if place <= last:
                again = run_imports(store, tmp_path, place, last)
                assert again.code == 0, again.said
        tally.points += 1
        tally.acknowledged += sum(len(run.done) for run in ended)
        with open_store(store, read_only=True) as opened:
            if whole(opened) != ready.states[-1]:
                tally.half.append(str(number))
            if sorted(opened.kept()) != sorted(ready.ids):
                tally.lost.append(str(number))
    tally.check()


def test_a_reader_during_an_import_sees_whole_batches_or_is_told(ready: Stages, tmp_path: Path) -> None:
    tally = Tally("readers during an import")
    wanted, during, refused = size(ci=3, full=100), 0, 0
    with ThreadPoolExecutor(1) as beside:
        while tally.points < wanted:
            store, seen = ready.fresh(1, tmp_path / "store"), 1
            importing = beside.submit(one_by_one, store, tmp_path / "extracts", ready)
            while not importing.done():
                state = read(store)
                tally.points += 1
                if isinstance(state, str):
                    refused += 1
                    tally.refused += [] if re.search(CLEAR, state) else [state]
                elif state not in ready.states[seen:]:
                    tally.half.append(f"read {tally.points}")
                else:
                    seen = ready.states.index(state)
                    during += 1 < seen <= LAST
            tally.acknowledged += len(importing.result())
            assert read(store) == ready.states[-1]
    print(f"\n{during} reads saw some of the batches, {refused} were told who is writing")  # noqa: T201 - figures
    assert during
    tally.check()


def one_by_one(store: Path, folder: Path, ready: Stages) -> list[int]:
    """Import the batches after the first, each by a process of its own, as on the command line."""
    folder.mkdir(exist_ok=True)
    runs = [run_imports(store, folder, place, place) for place in range(1, len(ready.ids))]
    assert [run.code for run in runs] == [0] * LAST, runs
    return [place for run in runs for place in run.done]


def read(store: Path) -> dict[str, list[tuple[object, ...]]] | str:
    """Everything in a store, or what a reader is told."""
    try:
        with open_store(store, read_only=True) as opened:
            return whole(opened)
    except StoreError as fault:
        return str(fault)


class Disk(Protocol):
    """A disk for a store that can be nearly full.

    Attributes:
        folder: where it is.
    """

    folder: Path

    def full_but_for(self, free: int) -> contextlib.AbstractContextManager[None]:
        """While it has only some bytes free."""
        ...


class SmallDisk:
    """See `Disk`: a file system in memory, filled up by a file."""

    SIZE = 64 << 20

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = ["mount", "-t", "tmpfs", "-o", f"size={self.SIZE},mode=0700", "csgraph-tests", str(folder)]
        subprocess.run(command, check=True, capture_output=True)

    @contextlib.contextmanager
    def full_but_for(self, free: int) -> Iterator[None]:
        """See `Disk.full_but_for`."""
        ballast = self.folder / "ballast"
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(self.folder).free - free)
        try:
            yield
        finally:
            ballast.unlink()


class LimitedFiles:
    """See `Disk`: where nothing can be mounted, no file may grow by more than is free."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextlib.contextmanager
    def full_but_for(self, free: int) -> Iterator[None]:
        """See `Disk.full_but_for`."""
        import resource

        largest = max([p.stat().st_size for p in self.folder.rglob("*") if p.is_file()], default=0)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + free, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture(params=["small disk", "limited files"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = None
    if request.param == "small disk":
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            mounted = SmallDisk(folder)
    yield mounted or LimitedFiles(folder)
    if mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can neither mount such a disk nor limit files")
def test_a_disk_that_fills_loses_nothing(
    ready: Stages, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LEAST", 0)
    monkeypatch.setenv("CSGRAPH_FAULTS_ROOM", "0")
    tally = Tally("disk really full in the middle of an import")
    tried, failed = size(ci=3, full=60), 0
    for number in range(tried):
        place = FIRST + number % (len(BATCHES) - FIRST)
        store = ready.fresh(place, disk.folder / "store")
        free = int(ROOM * (number + 0.5) / tried)
        name = f"{free} bytes free before batch {place}"
        with disk.full_but_for(free):
            full = run_imports(store, tmp_path, place, LAST)
        failed += full.code != 0
        if full.code and (full.code != 1 or not re.search(WITHOUT_ROOM, full.said, re.MULTILINE)):
            tally.refused.append(f"{name}: exit {full.code}, {full.said}")
        examine(tally, name, ready, store, place, full)
        again = run_imports(store, tmp_path, place + len(full.done), LAST)
        examine(tally, f"after {name}", ready, store, place + len(full.done), again)
        if again.code:
            tally.refused.append(f"after {name}: {again.said}")
    print(f"\n{failed} of {tried} imports met the full disk")  # noqa: T201 - the figures that a full run is for
    assert failed
    tally.check()
