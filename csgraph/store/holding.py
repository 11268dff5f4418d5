"""Who may use an embedded store at one time: any number of readers, or one writer.

A writer holds `store.lock` as long as its store is open. A reader holds it only while it comes in, and then a file of
its own in `readers/`, whose name says its process. So everyone can be named, and what a killed process left behind is
no longer locked and is taken away. The locks are the operating system's; on network folders they cannot be relied on.
"""

import itertools
import os
import time
from pathlib import Path

import filelock

from csgraph.errors import StoreError
from csgraph.store.telling import tell

NAMES = ("store.lock", "store.pid", "readers")
"""What stands in a store's folder for its locks."""
PATIENCE = 5.0
"""Seconds that one who comes second waits for the first."""
SILENT = 0.5
"""Seconds of it without saying so: a reader that is just coming in takes less."""
COUNTER = itertools.count()


class Holding:
    """One process's place in a store, from its making until `release`.

    Args:
        folder: the store's folder, which exists.
        shared: True for a reader.

    Raises:
        StoreError: another process holds it; the sentence says which and what it does.
    """

    def __init__(self, folder: Path, *, shared: bool) -> None:
        self._folder = folder
        self._gate = _lock(folder / "store.lock")
        self._own: filelock.BaseFileLock | None = None
        until = time.monotonic() + PATIENCE
        try:
            self._enter(until)
            if shared:
                self._own = self._sign_in()
                self._gate.release()
            else:
                self._wait_for_readers(until)
                (folder / "store.pid").write_text(str(os.getpid()), encoding="utf-8")
        except PermissionError:
            raise StoreError(
                f"You may not write in {folder}, and csgraph must lock a store even to read it.",
                "Ask its owner for the right to write there.",
            ) from None

    def _enter(self, until: float) -> None:
        try:
            self._gate.acquire(timeout=SILENT)
        except filelock.Timeout:
            who = _written_by(self._folder)
            tell(f"The store is being written by {who}; waiting {PATIENCE:.0f} seconds for it.")
            try:
                self._gate.acquire(timeout=max(0.0, until - time.monotonic()))
            except filelock.Timeout:
                raise StoreError(
                    f"The store in {self._folder} is being written by {who}.",
                    "Wait until its import is done, then run this again.",
                ) from None

    def _sign_in(self) -> filelock.BaseFileLock:
        readers = self._folder / "readers"
        readers.mkdir(mode=0o700, exist_ok=True)
        own = _lock(readers / f"{os.getpid()}-{next(COUNTER)}")
        own.acquire(timeout=PATIENCE)
        return own

    def _wait_for_readers(self, until: float) -> None:
        told = time.monotonic() + SILENT
        while reading := _readers(self._folder):
            who = f"another csgraph ({_processes(reading)})"
            if time.monotonic() > until:
                self._gate.release()
                raise StoreError(
                    f"The store in {self._folder} is being read by {who}.", "Wait until it is done, or close it."
                )
            if time.monotonic() > told:
                tell(f"The store is being read by {who}; waiting {PATIENCE:.0f} seconds for it.")
                told = until + 1
            time.sleep(0.05)

    def release(self) -> None:
        """Let others in."""
        if self._own is not None:
            Path(self._own.lock_file).unlink(missing_ok=True) if os.name == "posix" else None
            self._own.release()
            return
        (self._folder / "store.pid").unlink(missing_ok=True)
        self._gate.release()


def _lock(path: Path) -> filelock.BaseFileLock:
    return filelock.FileLock(path, mode=0o600, thread_local=False)


def _written_by(folder: Path) -> str:
    try:
        return f"another csgraph (process {int((folder / 'store.pid').read_text(encoding='utf-8'))})"
    except (OSError, ValueError):
        return "another csgraph"


def _readers(folder: Path) -> list[str]:
    """Processes that read now; the signs of those that were killed are taken away."""
    reading = []
    for path in sorted((folder / "readers").glob("*")):
        sign = _lock(path)
        try:
            sign.acquire(timeout=0)
        except filelock.Timeout:
            reading.append(path.name.partition("-")[0])
        else:
            sign.release()
            path.unlink(missing_ok=True)
    return reading


def _processes(numbers: list[str]) -> str:
    each = sorted(set(numbers))
    return f"process {each[0]}" if len(each) == 1 else f"processes {', '.join(each)}"
