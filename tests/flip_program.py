"""Flips bits of a store one at a time, and says whether `verify` finds each: `python flip_program.py STORE WHAT COUNT`.

Each try is a process of its own, forked from this one: a damaged file can break the engine down.
"""

import json
import os
import random
import shutil
import sys
from pathlib import Path

import ladybug  # noqa: F401 - before the forks, so that each need not import it
from extracts import whole

from csgraph.errors import StoreError
from csgraph.store import open_store
from csgraph.store.verify import verify

PAGE = 4096
FOUND, UNCHANGED, MISSED = 10, 11, 12


def places(store: Path, what: str, count: int) -> list[tuple[Path, int, int]]:
    """Files, bytes and bits, in the pages that hold anything."""
    dice = random.Random(20261124)
    files = [store / "graph.lbug"] if what == "graph" else sorted((store / "batches").glob("batch-*/*.parquet"))
    used = []
    for file in files:
        content = file.read_bytes()
        used += [(file, at) for at in range(0, len(content), PAGE) if any(content[at : at + PAGE])]
    chosen: list[tuple[Path, int, int]] = []
    while len(chosen) < count:
        file, at = dice.choice(used)
        page = file.read_bytes()[at : at + PAGE]
        filled = [i for i, byte in enumerate(page) if byte]
        chosen.append((file, at + dice.choice(filled), dice.randrange(8)))
    return chosen


def attempt(store: Path, file: Path, at: int, bit: int, expected: object) -> int:
    """Flip a bit in a copy, and look."""
    copy = store.with_name("flipped")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(store, copy)
    target = copy / file.relative_to(store)
    content = bytearray(target.read_bytes())
    content[at] ^= 1 << bit
    target.write_bytes(content)
    try:
        with open_store(copy, read_only=True) as opened:
            if verify(opened).wrong:
                return FOUND
            return UNCHANGED if whole(opened) == expected else MISSED
    except StoreError:
        return FOUND


def main() -> None:
    """Try all and print the counts as JSON."""
    store, what, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    pid = os.fork()
    answers = store.with_name("answers.json")
    if not pid:
        with open_store(store, read_only=True) as opened:
            answers.write_text(json.dumps(whole(opened)))
        os._exit(0)
    os.waitpid(pid, 0)
    expected = {name: [tuple(row) for row in rows] for name, rows in json.loads(answers.read_text()).items()}
    counts: dict[str, int] = {"found": 0, "broke down": 0, "no answer changed": 0}
    missed = []
    for file, at, bit in places(store, what, count):
        pid = os.fork()
        if not pid:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            os._exit(attempt(store, file, at, bit, expected))
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        match code:
            case 10:
                counts["found"] += 1
            case 11:
                counts["no answer changed"] += 1
            case 12:
                missed.append(f"{file.name} {at} {bit}")
            case _:
                counts["broke down"] += 1
    print(json.dumps({**counts, "missed": missed}))  # noqa: T201 - what its caller reads


if __name__ == "__main__":
    main()
