"""The audit log's file: one JSON entry a line, each bound to the one before by a keyed hash.

An entry cannot be edited, deleted, swapped or put in, nor all of them be hashed anew, without the key. That the end is
missing shows only against a head kept elsewhere: the stores keep the newest, and every output has one printed on it.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csgraph.errors import CsgraphError
from csgraph.keys import fingerprint, key

HEAD = 8
"""Characters of an entry's hash that are printed."""
START = "0" * 64
WAIT = 120
"""Seconds to wait for another csgraph that writes to the log."""

Entry = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """An entry as it lies in the log.

    Attributes:
        log: the log's own id.
        number: its place, from 1.
        mac: its keyed hash.
        moved: where an older log without a key was moved to; empty where there was none.
    """

    log: str
    number: int
    mac: str
    moved: str = ""

    @property
    def head(self) -> str:
        """The characters that are printed."""
        return head(self.mac)


def head(mac: str) -> str:
    """The part of an entry's hash that is printed on outputs."""
    return mac[:HEAD].upper()


def log_path() -> Path:
    """The log's file: CSGRAPH_AUDIT_LOG, else in the platform's folder for logs."""
    from platformdirs import user_log_path

    chosen = os.environ.get("CSGRAPH_AUDIT_LOG")
    return Path(chosen) if chosen else user_log_path("csgraph") / "audit.jsonl"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the log, so that of two processes at once each writes after the other.

    Raises:
        CsgraphError: the log cannot be written.
    """
    import filelock

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with filelock.FileLock(f"{path}.lock", timeout=WAIT, mode=0o600):
            yield
    except filelock.Timeout:
        raise CsgraphError(f"The audit log {path} is held by another csgraph.", "Wait until it is done.") from None
    except OSError as fault:
        raise CsgraphError(
            f"The audit log {path} cannot be written: {fault.strerror}.", "Set CSGRAPH_AUDIT_LOG to a file that can."
        ) from None


def append(path: Path, entry: Entry) -> Written:
    """Add an entry, on the disk before this returns; the caller holds `locked`.

    Raises:
        CsgraphError: the log was written with another key, or its last line is no entry.
        OSError: it cannot be written.
    """
    moved = _set_aside(path)
    last, torn = _last(path)
    if last is not None and last.get("key") != fingerprint():
        raise CsgraphError(
            f"The audit log {path} was written with another key (its fingerprint is {last.get('key')}).",
            "Set CSGRAPH_KEY_FILE to that key, or CSGRAPH_AUDIT_LOG to a new file and keep the old one.",
        )
    log = last["log"] if last else secrets.token_hex(8)
    number = last["n"] + 1 if last else 1
    whole: Entry = {"n": number, "log": log, "key": fingerprint(), **entry}
    if torn:
        # What a kill left of an entry that nobody was told of; vouched for here, or it would look like tampering.
        whole["torn"] = hashlib.sha256(torn).hexdigest()
    if moved:
        whole["earlier"] = {"file": moved.name, "sha256": hashlib.sha256(moved.read_bytes()).hexdigest()}
    mac = bound(last["mac"] if last else START, whole)
    _write(path, (b"\n" if torn else b"") + line(whole, mac))
    return Written(log, number, mac, str(moved or ""))


def bound(before: str, entry: Entry) -> str:
    """The keyed hash of an entry and of all before it."""
    return hmac.new(key("audit"), bytes.fromhex(before) + _body(entry), hashlib.sha256).hexdigest()


def line(entry: Entry, mac: str) -> bytes:
    """An entry as it is written; any other spelling of it does not verify."""
    return _body({**entry, "mac": mac}) + b"\n"


def entries(path: Path) -> Iterator[Entry]:
    """The entries of a log as they are, unverified; lines that are none are left out.

    Raises:
        CsgraphError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            for text in file:
                try:
                    entry = json.loads(text)
                except ValueError:
                    continue
                if isinstance(entry, dict) and "mac" in entry:
                    yield entry
    except FileNotFoundError:
        return
    except OSError as fault:
        raise CsgraphError(f"The audit log {path} cannot be read: {fault.strerror}.") from None


def _body(entry: Entry) -> bytes:
    return json.dumps(entry, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _write(path: Path, content: bytes) -> None:
    """One write at the end of the file, and on the disk."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        while content:
            content = content[os.write(file, content) :]
        os.fsync(file)
    finally:
        os.close(file)


def _last(path: Path) -> tuple[Entry | None, bytes]:
    """The last whole entry, and what follows it where a kill cut the next one short."""
    if not path.exists():
        return None, b""
    whole, newline, torn = _tail(path).rpartition(b"\n")
    if not newline:
        return None, torn
    # A fragment that was vouched for lies before an entry, never last.
    text = whole.rpartition(b"\n")[2]
    try:
        entry = json.loads(text)
        return {name: entry[name] for name in ("n", "log", "key", "mac")}, torn
    except (ValueError, KeyError, TypeError):
        raise CsgraphError(
            f"The last line of the audit log {path} is no entry; somebody or something changed it.",
            "Run csgraph audit verify; keep the file, and set CSGRAPH_AUDIT_LOG to a new one to go on.",
        ) from None


def _tail(path: Path, block: int = 1 << 16) -> bytes:
    """The end of the file, back to at least the newline before the last whole line."""
    with path.open("rb") as file:
        at = file.seek(0, os.SEEK_END)
        tail = b""
        while at > 0 and tail.count(b"\n") < 2:
            step = min(block, at)
            at = file.seek(at - step)
            tail = file.read(step) + tail
            block *= 2
        return tail


def _set_aside(path: Path) -> Path | None:
    """Move a log of before entries were bound by a key out of the way; returns where to."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        first = file.readline()
    try:
        unkeyed = first.endswith(b"\n") and "mac" not in json.loads(first)
    except ValueError:
        unkeyed = False
    if not unkeyed:
        return None
    number = 1
    while (aside := path.with_name(f"{path.stem}.unkeyed-{number}{path.suffix}")).exists():
        number += 1
    path.rename(aside)
    return aside
