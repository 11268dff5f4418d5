"""Steps that write the sample and load it, as the command line does."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

from benchmarks.job import Job
from benchmarks.meter import Meter
from benchmarks.watched import Watched

if TYPE_CHECKING:
    from csgraph.loading import Loaded

SEED = 2020


def write_sample(job: Job, meter: Meter) -> dict[str, int]:
    """Write a borough; returns the bytes of its files."""
    from csgraph.sample import write_sample as write

    with meter.measure("sample"):
        write(Path(job.sample), children=job.children, seed=SEED)
    return {"bytes": sum(file.stat().st_size for file in Path(job.sample).rglob("*") if file.is_file())}


def load(job: Job, meter: Meter) -> dict[str, int]:
    """Import every extract into an empty store; returns the rows read and what the store then holds."""
    loaded = _load(job, meter)
    return _counted(job) | {
        "rows": sum(one.report.read for one in loaded),
        "rejected": sum(one.report.rejected for one in loaded),
    }


def load_again(job: Job, meter: Meter) -> dict[str, int]:
    """Import every extract once more with nothing changed; returns the rows read and what the store then holds."""
    loaded = _load(job, meter)
    changed = [one.report.source for one in loaded if not one.outcome.known]
    if changed:
        raise RuntimeError(f"imported twice and not known again: {', '.join(changed)}")
    return _counted(job) | {"rows": sum(one.report.read for one in loaded)}


def _load(job: Job, meter: Meter) -> list["Loaded"]:
    """Every extract by its mapping. Costs: one for each extract, and `write`, the store's part in all of them."""
    from csgraph.folders import every
    from csgraph.importing.mapping_check import load_mapping
    from csgraph.loading import load_extract
    from csgraph.store import Store, open_store

    loaded = []
    with open_store(job.store) as store:
        watched = cast(Store, Watched(store, meter))
        for name, path in every("importers", "*.toml").items():
            extract = Path(job.sample) / name
            if extract.is_dir():
                with meter.measure(f"extract {name}"):
                    loaded.append(load_extract(watched, load_mapping(path), [extract], rejects_in=Path(job.work)))
    return loaded


def _counted(job: Job) -> dict[str, int]:
    """How many nodes and relationships the store holds."""
    from csgraph.store import open_store
    from csgraph.store.counting import counts

    with open_store(job.store, read_only=True) as store:
        table = counts(store)
    by_kind = table.groupby("what")["count"].sum()
    return {"nodes": int(by_kind["node label"]), "relationships": int(by_kind["relationship type"])}
