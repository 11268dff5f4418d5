"""Hides ties of the sample and tells how many of them the question possible-ties would ask about.

    python -m benchmarks.possible_ties --children 500 2000 10000

Two tests, told apart: a fifth of the recorded ties hidden at random, and the ties of the last months, asked about as of
the day before them. The first flatters: whoever has one tie hidden has others left that lead to it.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.borough import LAST_DAY, borough

if TYPE_CHECKING:
    from csgraph.network.possible_ties import Known

SHARE = 0.2
SEED = 2020
MONTHS = timedelta(days=92)
TOP = (10, 50, 100)
PAIR = ["child_a", "child_b"]
HEADS = (
    "children",
    "hidden",
    "pairs hidden",
    "pairs listed",
    "found",
    *(f"first {n}" for n in TOP),
    "of all listed",
    "by chance right, found",
)


@dataclass(frozen=True)
class Measured:
    """How well hidden ties were found.

    Attributes:
        hidden: pairs hidden.
        found: for each pair listed, in order, whether it is a hidden one.
        open_: pairs that could have been listed: unrelated and without a tie, of the children who have records or ties.
    """

    hidden: int
    found: np.ndarray
    open_: int

    def precision(self, most: int | None = None) -> float:
        """Hidden ones among the first listed; of all where no number is given."""
        first = self.found[:most]
        return float(first.mean()) if len(first) else float("nan")

    @property
    def recall(self) -> float:
        """Hidden ones that are listed."""
        return self.found.sum() / self.hidden if self.hidden else float("nan")


def at_random(store_url: str, seed: int = SEED) -> Measured:
    """A fifth of the pairs with a tie that counts, hidden with everything that ties the two."""
    from csgraph.network.possible_ties import known_on
    from csgraph.store import open_store

    with open_store(store_url, read_only=True) as store:
        known = known_on(store, LAST_DAY)
    pairs = _tied(known.ties)
    hidden = pairs[np.random.default_rng(seed).random(len(pairs)) < SHARE]
    left = ~pd.MultiIndex.from_frame(known.ties[PAIR]).isin(hidden)
    return _measured(replace(known, ties=known.ties[left].reset_index(drop=True)), hidden)


def later(store_url: str, since: date = LAST_DAY - MONTHS) -> Measured:
    """The pairs whose first tie of all came after the day, asked about on that day.

    Only ties with a day of their own: one that merely was written down later may be older.
    """
    from csgraph.network.possible_ties import known_on
    from csgraph.store import open_store

    with open_store(store_url, read_only=True) as store:
        known, now = known_on(store, since), known_on(store, LAST_DAY)
    new = _tied(now.ties[now.ties["start"] >= pd.Timestamp(since) + pd.Timedelta(days=1)])
    return _measured(known, new[~new.isin(pd.MultiIndex.from_frame(known.ties[PAIR]))])


def _tied(ties: pd.DataFrame) -> pd.MultiIndex:
    """Pairs with a tie that counts."""
    return pd.MultiIndex.from_frame(ties.loc[ties["counts"], PAIR].drop_duplicates())


def _measured(known: "Known", hidden: pd.MultiIndex) -> Measured:
    from csgraph.network.families import household_of
    from csgraph.network.possible_ties import Limits, in_order, possible_ties

    listed = in_order(possible_ties(known, Limits()))
    found = pd.MultiIndex.from_frame(listed[PAIR]).isin(hidden)
    people = {*known.records["child"], *known.episodes["child"], *known.ties["child_a"], *known.ties["child_b"]}
    homes = household_of(pd.Series(sorted(people), dtype="str"), known.households).value_counts()
    of_one_home = int((homes * (homes - 1) // 2).sum())
    tied = len(known.ties[PAIR].drop_duplicates())
    return Measured(len(hidden), found, len(people) * (len(people) - 1) // 2 - of_one_home - tied)


def rows(children: int, folder: Path) -> Iterator[list[str]]:
    """The two rows of one borough."""
    url = borough(children, folder)
    for name, measured in (("at random", at_random(url)), ("later ties", later(url))):
        by_chance = measured.hidden / measured.open_ if measured.open_ else float("nan")
        yield [
            f"{children:,}",
            name,
            f"{measured.hidden:,}",
            f"{len(measured.found):,}",
            f"{measured.found.sum():,} ({measured.recall:.0%})",
            *(f"{measured.precision(most):.0%}" for most in TOP),
            f"{measured.precision():.0%}",
            f"{by_chance:.2%}, {len(measured.found) / max(measured.open_, 1):.1%} found",
        ]


def main() -> int:
    """Prints the table; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--children", type=int, nargs="+", default=[500, 2_000, 10_000], metavar="N")
    parser.add_argument("--folder", type=Path, help="where boroughs lie or are to lie; a temporary one unless said")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="csgraph-borough-") as temporary:
        folder = chosen.folder or Path(temporary)
        lines = [HEADS, ["---"] * len(HEADS), *(row for children in chosen.children for row in rows(children, folder))]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    print(f"{datetime.now().astimezone():%d %B %Y}, seed {SEED}.\n\n{table}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
