"""Whether there is room on the disk, looked at before a write: ladybug breaks down where the disk fills under it."""

import shutil
from pathlib import Path

from csgraph.errors import StoreError

LEAST = 200_000_000
"""Bytes that must be free for any write; a checkpoint rewrites much more than what is new."""
TIMES = 3
"""Times a batch's size that must be free beside that: it is kept, written to the log, and put in place."""


def check_room(folder: Path, size: int) -> None:
    """Make sure that there is room for a batch of some bytes in a folder.

    Raises:
        StoreError: there is not; nothing was written.
    """
    free = shutil.disk_usage(folder).free
    needed = LEAST + TIMES * size
    if free < needed:
        raise StoreError(
            f"The disk of {folder} has {free / 1e6:,.0f} MB free, and {needed / 1e6:,.0f} MB are needed."
            " Nothing was written.",
            "Free some room, or move the store to another disk.",
        )
