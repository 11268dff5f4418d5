"""Runs the sweeps and writes their figures into docs/reliability.md: `make reliability`.

Full size takes hours; `--small` is what every run of the tests tries. Name parts to run only these
(`make reliability ARGS="--small verify audit"`); the figures of all others stay on the page as they are. A part whose
tests fail gives no figures. Neo4j and Chromium are used where they are to be had, as by scripts/test.py.
"""

import argparse
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from figures_page import END, START, Figure, figures_in, page_with
from sweeps import PARTS, Part, promises

from benchmarks.machine import machine

CHECKOUT = Path(__file__).resolve().parents[1]
PAGE = CHECKOUT / "docs" / "reliability.md"
NO_TESTS = 5
"""pytest's exit code where all tests were left out."""


def run(part: Part, size: str) -> tuple[int, str]:
    """Run the tests of a part; pytest's exit code, and what it printed, with what each test that passed printed."""
    command = [sys.executable, str(CHECKOUT / "scripts" / "test.py"), *part.tests, "--no-cov", "-rP"]
    environment = {name: value for name, value in os.environ.items() if name != "CSGRAPH_FULL"}
    environment |= {"CSGRAPH_FULL": "1"} if size == "full" else {}
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stdout


def collected(name: str, size: str) -> list[Figure]:
    """The figures of one part; none where its tests fail. What is amiss is told."""
    print(f"{name}, {size} size …", flush=True)
    code, output = run(PARTS[name], size)
    found = figures_in(output)
    if code:
        amiss = "its tests cannot run here" if code == NO_TESTS else "its tests failed"
        print(output, file=sys.stderr)
        print(f"{name}: {amiss}, so its figures stay as they were.", file=sys.stderr)
        return []
    for sweep in found.keys() - PARTS[name].sweeps.keys():
        print(f"{name}: nobody knows the sweep “{sweep}”; add it to PARTS.", file=sys.stderr)
    for sweep in PARTS[name].sweeps.keys() - found.keys():
        print(f"{name}: no figure for “{sweep}”: was it left out for want of Neo4j or Chromium?", file=sys.stderr)
    known = machine()
    told = f"{size} size, {known['date']}. {known['system']}. {known['versions']}."
    return [replace(one, size=size, run=told) for one in found.values() if one.name in PARTS[name].sweeps]


def main() -> int:
    """Returns 0, or 1 where a part gave no figures or some that nobody knows."""
    parser = argparse.ArgumentParser(
        prog="reliability", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="part", help=f"one or more of {', '.join(PARTS)}; all unless said")
    parser.add_argument("--small", action="store_true", help="try as little as every run of the tests")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - PARTS.keys():
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    complete = True
    for name in chosen.parts or PARTS:
        found = collected(name, "small" if chosen.small else "full")
        complete &= {one.name for one in found} == PARTS[name].sweeps.keys()
        page = PAGE.read_text(encoding="utf-8")
        if START not in page or END not in page:
            parser.error(f"{PAGE.name} has no place for figures: {START} … {END}")
        PAGE.write_text(page_with(page, found, promises()), encoding="utf-8", newline="\n")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
