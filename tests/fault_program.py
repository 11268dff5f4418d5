"""Imports some small batches into a store, one after the other, and says each that csgraph has called done.

Run by the sweeps of test_faults_*.py, which kill it or fail its system calls: `python fault_program.py STORE FOLDER
FIRST LAST`. Each batch is an import of its own, with a store that is opened and closed for it, as on the command line.
With CSGRAPH_FAULTS_ROOM=0 the disk's room is not looked at before, so that the disk can fill during an import.
"""

import os
import sys
from datetime import date
from pathlib import Path

from extracts import DAY, load

from csgraph.errors import CsgraphError
from csgraph.store import open_store, room

EARLIER = date(2026, 9, 30)
BATCHES = (
    ("roll", DAY, None),
    ("health", DAY, None),
    ("register", DAY, None),
    ("council", DAY, None),
    ("roll", EARLIER, "UPN,Forename,DOB,URN,Start\nA1,Anne,01/02/2012,100003,01/09/2021\nC3,Cy,05/06/2010,100001,\n"),
    ("council", EARLIER, "ID,UPN,NHS,Forename\n9,C3,777,Cy\n"),
)
"""Six small extracts that touch each other's nodes: some only add, some join two children that were two before."""


def load_one(where: str, folder: Path, place: int) -> None:
    """Import one of `BATCHES`."""
    name, day, content = BATCHES[place]
    with open_store(where) as store:
        load(store, folder, name, content, day=day)


def main() -> int:
    """Import some, and say `done N` for each as soon as it is; a csgraph error is said, and ends it."""
    where, folder, first, last = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    if "CSGRAPH_FAULTS_ROOM" in os.environ:
        room.LEAST = int(os.environ["CSGRAPH_FAULTS_ROOM"])
    for place in range(first, last + 1):
        try:
            load_one(where, folder, place)
        except CsgraphError as fault:
            os.write(1, f"error {fault}\n".encode())
            return 1
        os.write(1, f"done {place}\n".encode())
    return 0


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
