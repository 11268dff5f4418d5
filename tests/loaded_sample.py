"""The sample, written and loaded by every mapping once a test process, for comparing answers with the truth."""

import shutil
import tempfile
from atexit import register
from functools import cache
from pathlib import Path

import pandas as pd

from csgraph.folders import every
from csgraph.importing.mapping_check import load_mapping
from csgraph.loading import load_extract
from csgraph.sample import write_sample
from csgraph.store import open_store


@cache
def sample_folder(children: int = 500, seed: int = 2020) -> Path:
    """The folder of a sample."""
    folder = Path(tempfile.mkdtemp(prefix="csgraph-sample-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    write_sample(folder / "sample", children=children, seed=seed)
    return folder / "sample"


@cache
def loaded_sample(children: int = 500, seed: int = 2020) -> str:
    """The URL of an embedded store that holds a sample: read it, never write to it."""
    url = str(sample_folder(children, seed).parent / "store")
    load_sample(url, children, seed)
    return url


def load_sample(url: str, children: int = 500, seed: int = 2020) -> None:
    """Load a sample into an empty store, every extract that there is a mapping for."""
    sample = sample_folder(children, seed)
    with open_store(url) as store:
        for name, path in every("importers", "*.toml").items():
            if (sample / name).is_dir():
                load_extract(store, load_mapping(path), [sample / name])


def truth(name: str, children: int = 500, seed: int = 2020) -> pd.DataFrame:
    """A table of the planted truth, all cells text."""
    return pd.read_csv(sample_folder(children, seed) / "truth" / f"{name}.csv", dtype="str", keep_default_na=False)
