"""Whether an audit log is as it was written: nothing edited, deleted, swapped, put in, cut off or hashed anew."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from csgraph.errors import CsgraphError
from csgraph.governance.chain import HEAD, START, Entry, bound, head, line
from csgraph.keys import fingerprint
from csgraph.store.heads import Heads


@dataclass(frozen=True)
class Verdict:
    """What was found.

    Attributes:
        entries: how many entries the log has.
        head: the head of the last one; empty where there is none.
        faults: what is wrong, one sentence each; empty where nothing is.
        remarks: what is worth knowing and no fault.
    """

    entries: int
    head: str
    faults: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def verify_log(path: Path, *, kept: Iterable[Mapping[str, Heads]] = (), printed: Iterable[str] = ()) -> Verdict:
    """Check a log against itself, the heads that stores keep, and heads printed on outputs.

    Args:
        path: the log.
        kept: of each store, the heads that it keeps, by log.
        printed: heads of outputs, eight characters each.

    Raises:
        CsgraphError: the log cannot be read.
    """
    lines = _lines(path)
    faults, remarks, macs, log = _walked(lines)
    for heads in kept:
        faults += _against_store(heads, log, macs)
        others = [one for one in heads if one != log]
        if others and macs:
            what = "another log" if len(others) == 1 else f"{len(others)} other logs"
            remarks.append(f"The store remembers {what}: a colleague's, or one that was put aside or taken away.")
    for one in printed:
        if not any(head(mac) == one.strip().upper() for mac in macs):
            faults.append(
                f"No entry has the head {one.strip().upper()[:HEAD]}: entries are missing, or it is of another log."
            )
    return Verdict(len(macs), head(macs[-1]) if macs else "", tuple(faults), tuple(remarks))


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return [b""]
    except OSError as fault:
        raise CsgraphError(f"The audit log {path} cannot be read: {fault.strerror}.") from None


def _walked(lines: list[bytes]) -> tuple[list[str], list[str], list[str], str]:
    """Faults, remarks, each entry's hash, and the log's id. After a fault the chain goes on from the entry as it is."""
    faults: list[str] = []
    remarks: list[str] = []
    macs: list[str] = []
    log, before = "", START
    for place, text in enumerate(lines[:-1], 1):
        entry, mac = _read(text)
        if _vouched(lines[place], text):
            remarks.append(f"Line {place} is an entry that was cut short while it was written; the next one says so.")
            continue
        if entry is None:
            faults.append(f"Line {place} is no entry.")
            continue
        faults += _wrong(entry, mac, text, before, log, len(macs), place)
        if "torn" in entry and not (place > 1 and _vouched(text, lines[place - 2])):
            faults.append(f"Line {place}: the entry cut short before it was taken out.")
        log = log or str(entry.get("log"))
        before = mac
        macs.append(mac)
    if lines[-1]:
        remarks.append("The last entry was cut short while it was written; nothing was shown for it.")
    return faults, remarks, macs, log


def _read(text: bytes) -> tuple[Entry | None, str]:
    """An entry and its hash; None where the line is none."""
    try:
        entry = json.loads(text)
        mac = entry.pop("mac")
        bytes.fromhex(mac)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, ""
    return (entry, mac) if isinstance(mac, str) and len(mac) == len(START) else (None, "")


def _vouched(after: bytes, text: bytes) -> bool:
    """Whether the line after says of this one that it was cut short."""
    entry, _ = _read(after)
    return entry is not None and entry.get("torn") == hashlib.sha256(text).hexdigest()


def _wrong(entry: Entry, mac: str, text: bytes, before: str, log: str, count: int, place: int) -> list[str]:
    """What is wrong with one entry, in its place."""
    if entry.get("key") != fingerprint():
        return [f"Line {place}: written with another key than the one in use, or changed."]
    faults = []
    if bound(before, entry) != mac or line(entry, mac) != text + b"\n":
        faults.append(f"Line {place}: changed, or not where it was written.")
    if entry.get("n") != count + 1 or (log and entry.get("log") != log):
        faults.append(f"Line {place}: entry {count + 1} of this log was expected here.")
    return faults


def _against_store(kept: Mapping[str, Heads], log: str, macs: list[str]) -> list[str]:
    """What a store remembers and the log does not have."""
    faults = []
    for number, mac in kept.get(log, []):
        if number > len(macs):
            faults.append(
                f"The store remembers entry {number}; the log ends with entry {len(macs)}: its end is missing."
            )
        elif macs[number - 1] != mac:
            faults.append(f"The store remembers another entry {number} ({head(mac)}) than the log has.")
    if kept and not macs:
        faults.append("The log is empty, and the store remembers entries of one: it was taken away, or is another's.")
    return faults
