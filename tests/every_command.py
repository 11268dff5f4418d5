"""Runs every command once in a process of its own, and reports what it opened for writing and whom it called.

Usage: python every_command.py FOLDER [STORE]. Prints JSON: exit codes, files opened, and calls over a network.
"""

import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(sys.argv[1])
STORE = sys.argv[2] if len(sys.argv) > 2 else str(FOLDER / "store")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND
seen: dict[str, list[str]] = {"written": [], "called": [], "started": []}


def watch(event: str, given: tuple[Any, ...]) -> None:
    """An audit hook: nothing that Python code does gets past it, whatever library does it."""
    if event == "open" and isinstance(given[0], (str, bytes)) and given[2] & WRITES:
        seen["written"].append(os.fsdecode(given[0]))
    elif event in ("socket.connect", "socket.sendto", "socket.bind"):
        if isinstance(given[1], tuple):  # others are pipes of this machine's own, such as those between processes
            seen["called"].append(f"{given[1][0]}:{given[1][1]}")
    elif event in ("socket.getaddrinfo", "urllib.Request", "http.client.connect"):
        seen["called"].append(str(given[0]))
    elif event == "subprocess.Popen":
        seen["started"].append(str(given[0]))


def calls() -> list[tuple[str, ...]]:
    """Each command, in an order in which each has something to do."""
    store, out = ("--store", STORE), FOLDER / "out"
    mapping, extract = str(FOLDER / "wide.toml"), str(FOLDER / "people.csv")
    days = ("--extracted-on", "2026-10-31", "--from", "2026-01-01", "--to", "2026-10-31")
    named = ("--identifiable", "--encrypt", "--key-sheet", str(out / "maps" / "k.html"))
    meeting = ("--meeting", "--panel", "Panel", "--recipient", "Chair")
    return [
        ("mapping", "check", mapping),
        ("import", mapping, extract, *store, *days, "--dry-run"),
        ("import", mapping, extract, *store, *days),
        ("import", mapping, extract, *store, *days, "--format", "json"),
        ("sources", *store, "--format", "csv", "--out", str(out / "sources.csv")),
        ("counts", *store, "--format", "json", "--out", str(out / "counts.json")),
        ("batches", *store, "--format", "xlsx", "--out", str(out / "batches.xlsx")),
        ("ask",),
        ("ask", "missing-links", *store, "--format", "xlsx", "--out", str(out / "deep" / "er" / "missing.xlsx")),
        ("ask", "peer-groups", *store),
        ("brief", "ssd:7", *store, "--out", str(out / "brief.html")),
        ("pack", "csog", *store, "--out", str(out / "csog.html")),
        ("pack", "assurance", *store, "--format", "xlsx", "--out", str(out / "assurance.xlsx")),
        ("map", "peer-groups", *store, "--out", str(out / "maps" / "p.html")),
        ("map", "professional-network", *store, "--child", "ssd:7", *meeting, "--out", str(out / "maps" / "m.html")),
        ("map", "places", *store, *meeting, *named, "--out", str(out / "maps" / "s.html")),
        ("mapped", *store, "--format", "csv", "--out", str(out / "mapped.csv")),
        ("export", "ssd:7", *store, "--out", str(out / "export.xlsx")),
        ("matches", "export", str(out / "matches.xlsx"), *store),
        ("matches", "decided", *store),
        ("retention", "list", *store, "--each"),
        ("retention", "renew", *store, "--dry-run"),
        ("retention", "apply", *store, "--dry-run"),
        ("verify", *store, "--here"),
        ("why", "ssd:7", *store, "--format", "csv", "--out", str(out / "why.csv")),
        ("matches", "list", *store),
        ("audit", "verify", *store),
        ("audit", "list"),
        ("copy", str(FOLDER / "copied"), *store),
        ("forget", "ssd:7", *store, "--yes"),
        ("forget", "ssd:7", *store, "--restore"),
        ("compact", *store),
        ("undo", "1", *store, "--yes"),
    ]


def run(call: tuple[str, ...]) -> tuple[int, str]:
    """Exit code and errors of one call."""
    from csgraph.cli import main

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(list(call))
        except SystemExit as ended:
            code = int(ended.code or 0)
    return code, err.getvalue() if code else ""


if __name__ == "__main__":
    os.umask(0)
    sys.addaudithook(watch)
    ran = {" ".join(call[:2]): run(call) for call in calls()}
    print(json.dumps({"ran": ran, **seen}))  # noqa: T201
