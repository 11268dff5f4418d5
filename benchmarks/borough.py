"""A borough of a size, written and loaded once, for benchmarks of how good an answer is."""

from datetime import date
from pathlib import Path

from benchmarks.job import Job
from benchmarks.loading import load, write_sample
from benchmarks.meter import Meter

LAST_DAY = date(2026, 10, 31)
"""The day of the sample's extracts."""


def borough(children: int, folder: Path) -> str:
    """The store of a borough with so many children; taken from the folder where it lies there already."""
    work = folder / f"borough-{children}"
    store = work / "store"
    if not (work / "loaded").exists():
        work.mkdir(parents=True, exist_ok=True)
        job = Job("", children, str(work / "sample"), str(work), "embedded", str(store))
        write_sample(job, Meter(None))
        load(job, Meter(None))
        (work / "loaded").touch()
    return str(store)
