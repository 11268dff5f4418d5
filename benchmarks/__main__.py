"""Measures import, networks and questions beside plain ways to do the same: `make bench`, or `python benchmarks`.

Results are kept in .benchmarks/, the latest of each size and engine; --write puts them into docs/performance.md.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.job import CHECKOUT, StepFailed
from benchmarks.results import Result, kept, measure
from benchmarks.table import tables

PAGE = CHECKOUT / "docs" / "performance.md"
START, END = "<!-- written by `make bench ARGS=--write` -->", "<!-- to here -->"


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(
        prog="benchmarks", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--children", type=int, nargs="+", default=[10_000], metavar="N", help="sizes of the borough")
    parser.add_argument("--engine", choices=["embedded", "neo4j", "both"], default="embedded")
    parser.add_argument("--heap", default="1g", help="memory for Neo4j, such as 4g; 1g unless said")
    parser.add_argument(
        "--plain-rows", type=int, default=200_000, metavar="N",
        help="relationships that the plain way of writing stops after, its cost being scaled up; 0 for no end",
    )  # fmt: skip
    parser.add_argument("--folder", type=Path, default=CHECKOUT / ".benchmarks", help="where samples and results lie")
    parser.add_argument("--told", action="store_true", help="measure nothing, tell the results that are kept")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md too")
    return parser.parse_args()


def measured(chosen: argparse.Namespace) -> list[Result]:
    """Measures each size on each engine, one after the other."""
    engines = ["embedded", "neo4j"] if chosen.engine == "both" else [chosen.engine]
    return [
        measure(engine, children, chosen.folder, heap=chosen.heap, most=chosen.plain_rows)
        for children in chosen.children
        for engine in engines
    ]


def page(old: str, results: list[Result]) -> str:
    """The page with other tables between its two marks."""
    before, _, rest = old.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{_when(results)}\n\n{tables(results)}\n{END}{after}"


def _when(results: list[Result]) -> str:
    """Date, machine and versions of each result; once where they agree."""
    said = dict.fromkeys(
        f"Measured on {r.machine['date']}. {r.machine['system']}. {r.machine['versions']}." for r in results
    )
    return "\n".join(said)


def main() -> int:
    """Returns 0, or 1 where a step failed."""
    chosen = arguments()
    chosen.folder = chosen.folder.resolve()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    try:
        results = kept(chosen.folder) if chosen.told else measured(chosen)
    except (StepFailed, subprocess.CalledProcessError) as fault:
        print(f"The benchmark stopped: {fault}. What was measured before is kept.", file=sys.stderr)
        return 1
    print(tables(results))
    if chosen.write:
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), kept(chosen.folder)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
