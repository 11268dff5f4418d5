"""Ranks the sample's places on several days and scores the ranking on the twelve weeks after each.

python -m benchmarks.places_in_time --children 500 2000 10000
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd

from benchmarks.borough import LAST_DAY, borough

CUTS = 4
"""Days on which places are ranked, a period apart, the last one a period before the extracts end."""
HEADS = ("children", "ranked on", "first", "later events", "by chance", "csgraph", "plain count", "csgraph says")


def measured(children: int, folder: Path, first: Sequence[int]) -> pd.DataFrame:
    """Scores of one borough on every cut day."""
    from csgraph.network.place_scoring import PERIOD, in_time
    from csgraph.store import open_store

    shares = [percent / 100 for percent in first]
    cuts = [LAST_DAY - PERIOD * number for number in range(CUTS, 0, -1)]
    with open_store(borough(children, folder), read_only=True) as store:
        return pd.concat([in_time(store, cut, shares=shares) for cut in cuts], ignore_index=True).assign(
            children=children
        )


def told(scores: pd.DataFrame) -> str:
    """The scores as a Markdown table, and what they come to in words."""
    lines = [HEADS, ["---"] * len(HEADS), *_rows(scores)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{table}\n\n" + "\n".join(f"- {sentence}" for sentence in _words(scores))


def _rows(scores: pd.DataFrame) -> Iterator[list[str]]:
    """One row a borough, day and share, both rankings side by side: hit rate, PAI, PEI."""
    for (children, cut, chosen), both in scores.groupby(["children", "cut", "chosen"]):
        ours, plain = (both[both["ranking"] == name].iloc[0] for name in ("csgraph", "plain count"))
        yield [
            f"{children:,}",
            f"{cut:%Y-%m-%d}",
            f"{chosen} of {ours['places']:,} places",
            f"{ours['later']:,}",
            f"{_percent(ours['chance_low'])} to {_percent(ours['chance_high'])}",
            *(f"{_percent(one['hit_rate'])}, PAI {one['pai']:.1f}, PEI {one['pei']:.2f}" for one in (ours, plain)),
            _against_chance(ours),
        ]


def _against_chance(score: pd.Series) -> str:
    if score["signal"]:
        return "more than chance"
    return "fewer than chance" if score["hit_rate"] < score["chance_low"] else "no signal: chance gives as much"


def _words(scores: pd.DataFrame) -> Iterator[str]:
    """For each borough and day: whether there is a signal at all, and which ranking has more of the later events."""
    for (children, cut), day in scores.groupby(["children", "cut"]):
        named = f"{children:,} children, {cut:%Y-%m-%d}"
        ours, plain = (day[day["ranking"] == name] for name in ("csgraph", "plain count"))
        if not ours["signal"].any():
            yield f"{named}: the ranking carries no signal; chance alone has as many of the later events, or more."
            continue
        better, worse = ((ours["hits"].to_numpy() - plain["hits"].to_numpy()) * sign > 0 for sign in (1, -1))
        yield (
            f"{named}: the ranking beats chance at {ours['signal'].sum()} of {len(ours)} shares; it has more of the "
            f"later events than a plain count at {better.sum()}, fewer at {worse.sum()}."
        )


def _percent(share: float) -> str:
    return f"{share:.0%}"


def main() -> int:
    """Prints the table; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--children", type=int, nargs="+", default=[500, 2_000, 10_000], metavar="N")
    parser.add_argument(
        "--first", type=int, nargs="+", default=[5, 10, 20], metavar="PERCENT", help="places ranked first"
    )
    parser.add_argument("--folder", type=Path, help="where boroughs lie or are to lie; a temporary one unless said")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="csgraph-borough-") as temporary:
        folder = chosen.folder or Path(temporary)
        scores = pd.concat(
            [measured(children, folder, chosen.first) for children in chosen.children], ignore_index=True
        )
    print(f"{datetime.now().astimezone():%d %B %Y}, seed 2020.\n\n{told(scores)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
