"""Writing a whole sample: every extract, what it covers, and the truth."""

import csv
import importlib
import pkgutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType

from csgraph.sample import extracts, truth
from csgraph.sample.clock import EXTRACTED, PERIOD_START
from csgraph.sample.tables import Extract
from csgraph.sample.world import make_world


def write_sample(out: Path, *, children: int, seed: int) -> None:
    """Write a synthetic borough with so many children: one folder an extract, and the folder `truth`.

    The same children and seed give the same bytes on every machine. Nobody in it exists.

    Args:
        out: Folder to write to; made where it is missing, files of the same names are replaced.
        children: How many children the borough has; in fewer than about 400 some groups and places lack members.
        seed: Any whole number.

    Raises:
        ValueError: If there is not even one child.
    """
    if children < 1:
        raise ValueError("A borough needs at least one child.")
    world = make_world(children, seed)
    for module in _modules(extracts):
        extract = Extract(module.__name__.rpartition(".")[2], _folder(out, module))
        module.write(world, extract)
        _cover(extract.folder)
        world.faults.extend(extract.faults)
    for module in _modules(truth):
        for name, header, rows in module.tables(world):
            _truth(out, name, header, rows)


def _modules(package: ModuleType) -> list[ModuleType]:
    """The public modules of a package, by name: adding a file adds an extract."""
    found = sorted(module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_"))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in found]


def _folder(out: Path, module: ModuleType) -> Path:
    folder = out / module.__name__.rpartition(".")[2]
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _cover(folder: Path) -> None:
    lines = (f"extracted_on = {EXTRACTED}", f"period_start = {PERIOD_START}", f"period_end = {EXTRACTED}", "")
    (folder / "coverage.toml").write_bytes("\n".join(lines).encode())


def _truth(out: Path, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    folder = out / "truth"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
