"""A synthetic borough: agencies' extracts of people who do not exist, and the truth that was planted in them.

`write_sample` makes one coherent world (families, schools, workers, places, peer groups, cases, events, the panel) from
a seed, writes every extract in its agency's own layout, and then writes what the questions ought to find.
"""

from pathlib import Path


def write_sample(out: Path, *, children: int, seed: int) -> None:
    """Write the extracts and the truth of a borough with so many children; see `csgraph.sample.writing`."""
    from csgraph.sample.writing import write_sample as write

    write(out, children=children, seed=seed)


__all__ = ["write_sample"]
