"""Joins importing and store: one extract read, put into a store, its rejects written beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from csgraph.batch import Batch
from csgraph.errors import CsgraphError, ExtractError
from csgraph.governance.forgetting import ADDRESSES
from csgraph.importing.coverage import read_period
from csgraph.importing.extract import read_extract
from csgraph.importing.files import extract_files
from csgraph.importing.mapping import Mapping
from csgraph.importing.report import Notice, Report
from csgraph.importing.suggestions import Suggestion, suggestions
from csgraph.rejects import write_rejects
from csgraph.store.conflicts import Conflict, conflicts
from csgraph.store.forgotten import bury, is_forgotten, tombstones, without_forgotten
from csgraph.store.protocol import Store
from csgraph.store.putting import Outcome
from csgraph.store.rehearsal import RehearsalStore
from csgraph.store.retention import with_rules
from csgraph.store.upsert import upsert
from csgraph.store.watching import WatchedStore


@dataclass(frozen=True)
class Loaded:
    """What one import did.

    Attributes:
        report: what the reading had to say.
        outcome: what the store did.
        rejects: the file of rejected rows; None where there are none.
        figures: what happened to each label and relationship type, columns of `csgraph.store.watching`.
        suggestions: what to write into the mapping for what was not understood.
        conflicts: what the extract says otherwise than other sources; looked for in a rehearsal only.
    """

    report: Report
    outcome: Outcome
    rejects: Path | None
    figures: pd.DataFrame
    suggestions: list[Suggestion]
    conflicts: list[Conflict] = field(default_factory=list)


def load_extract(
    store: Store,
    mapping: Mapping,
    paths: Sequence[Path],
    *,
    extracted_on: date | None = None,
    start: date | None = None,
    end: date | None = None,
    rejects_in: Path | None = None,
) -> Loaded:
    """Import one extract, or rehearse it: into a `RehearsalStore` nothing is written, nor any rejects.

    Args:
        paths: its files or folders; coverage.toml is looked for in the first one's folder.
        extracted_on, start, end: what coverage.toml would say, if given.
        rejects_in: folder of the file of rejects; default the extract's own.

    Raises:
        ExtractError: it cannot be read, or nobody said the day of the extract.
        StoreError: the store refused; nothing was written.
        CsgraphError: it is loaded, and the list of rejected rows could not be written.
    """
    extract_files(paths)
    folder = paths[0] if paths[0].is_dir() else paths[0].parent
    period = read_period(folder, extracted_on=extracted_on, start=start, end=end)
    if period is None:
        raise ExtractError(
            f"Nobody said of what day {mapping.extract.name} is.",
            "Give --extracted-on 2026-10-31 (and --from and --to, the days it covers), or a coverage.toml beside it.",
        )
    batch, report = read_extract(mapping, paths, period)
    batch = _without_forgotten(store, with_rules(batch), report)
    watched = WatchedStore(store)
    outcome = upsert(watched, batch)
    told = suggestions(mapping, report)
    if isinstance(store, RehearsalStore):
        said = [] if outcome.known else store.write(lambda tx: conflicts(tx, batch))
        return Loaded(report, outcome, None, watched.counted, told, said)
    try:
        rejects = write_rejects(rejects_in or folder, report, batch.id) if report.rejections else None
    except OSError as fault:
        raise CsgraphError(
            f"{mapping.extract.name} is loaded, but its {report.rejected} rejected rows cannot be listed"
            f" in {rejects_in or folder}: {fault.strerror}.",
            "To have the list, copy the extract to a folder of your own and import it into a new store.",
        ) from None
    return Loaded(report, outcome, rejects, watched.counted, told)


def _without_forgotten(store: Store, batch: Batch, report: Report) -> Batch:
    """The batch without whoever was forgotten, which the report tells; the list of rejected rows has no such row."""
    held = tombstones(store)
    if not held:
        return batch
    left = without_forgotten(store, batch, ADDRESSES)
    if not isinstance(store, RehearsalStore):
        bury(store, left.found)
    every = held | left.found
    report.rejections[:] = [
        replace(one, cells=()) if is_forgotten(one.cells, every) else one for one in report.rejections
    ]
    if left.people:
        who = "1 person who was" if left.people == 1 else f"{left.people} people who were"
        text = f"{who} forgotten here stayed out (csgraph forget --restore lets them in again)"
        report.notices.append(Notice("forgotten", report.source, 0, "", "", text))
    return left.batch
