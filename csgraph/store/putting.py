"""Puts one batch into a store within a transaction: its ledger entry, what it is kept as, and its facts."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import pandas as pd

from csgraph import model
from csgraph.batch import STATED, Batch, Joint, hashed_rows
from csgraph.frames import frame, kinds
from csgraph.store.derive import as_json, changed, derived, newest
from csgraph.store.growing_up import still_children
from csgraph.store.identity import Resolved, keys_of, resolve
from csgraph.store.kept import digest_of, order, tables_of
from csgraph.store.moving import move
from csgraph.store.overall import DIFFERENT, SAME, Overall, in_force
from csgraph.store.protocol import Transaction
from csgraph.store.retention import reviewed
from csgraph.store.versions import merged

DISTINGUISHING = ("kind", "role", "enrolment")
"""Properties that tell apart two relationships of one record between the same ends, such as victim and suspect."""


@dataclass(frozen=True)
class Outcome:
    """What an upsert did.

    Attributes:
        known: True where the very same batch was there already and nothing was done.
        nodes_added: nodes that were not there before.
        nodes_changed: nodes that now show something else.
        links_added: relationships that were not there before.
        links_again: relationships that were there and were asserted again.
        joined: subjects known by one identifier before and joined to another now.
    """

    known: bool = False
    nodes_added: int = 0
    nodes_changed: int = 0
    links_added: int = 0
    links_again: int = 0
    joined: int = 0


def put(tx: Transaction, batch: Batch, overall: Overall) -> Outcome:
    """Put a batch that the store does not have into it.

    Args:
        batch: it fits the model.
        overall: what it and all other batches of the store say together.
    """
    entry = _write_ledger(tx, batch)
    batch = still_children(batch, overall.children)
    asserted = batch.same  # what a record said is kept, also where a person has said since that it is wrong
    batch = reviewed(in_force(batch, overall.apart))
    keys = {label: keys_of(batch, label) for label in model.ASSERTED}
    resolved = {label: resolve(tx, batch, label, keys[label]) for label in model.ASSERTED if keys[label]}
    joined = sum(move(tx, label, found.moved) for label, found in resolved.items())
    added = changes = 0
    for label, found in resolved.items():
        new, other = _write_nodes(tx, batch, label, keys[label], found)
        added, changes = added + new, changes + other
    _write_equations(tx, batch, SAME, asserted)
    _write_equations(tx, batch, DIFFERENT, batch.apart)
    _write_identifiers(tx, resolved)
    fresh = again = 0
    for joint, rows in _resolved_links(batch, resolved):
        new, other = _write_links(tx, joint, rows)
        fresh, again = fresh + new, again + other
    outcome = Outcome(False, added, changes, fresh, again, joined)
    tx.set_nodes("Batch", entry.assign(**{name: value for name, value in asdict(outcome).items() if name in entry}))
    return outcome


def _write_ledger(tx: Transaction, batch: Batch) -> pd.DataFrame:
    """The batch first: its constraint stops a second import of the same extract at once. Returns the entry."""
    source = str(batch.ledger["source"])
    tables = tables_of(batch)
    before = order(tx)["place"]
    digest = digest_of(tables)
    tx.keep(batch.id, digest, tables)
    given = {"digest": digest, "sequence": int(before.max()) + 1 if len(before) else 1}
    row = {k: [v] for k, v in {**batch.ledger, **given}.items()}
    entry = frame(kinds(model.node_properties("Batch")), row)
    tx.add_nodes("Batch", entry)
    if not len(tx.nodes("Source", [source])):
        told: dict[str, list[object]] = {
            "id": [source],
            "title": [batch.title],
            "recorded_by": [batch.ledger["recorded_by"]],
        }
        tx.add_nodes("Source", frame(kinds(model.node_properties("Source")), told))
    tx.add_links(
        ("FROM_SOURCE", "Batch", "Source"),
        frame({"from_id": "text", "to_id": "text"}, {"from_id": [batch.id], "to_id": [source]}),
    )
    return entry


def _write_nodes(tx: Transaction, batch: Batch, label: str, keys: set[str], found: Resolved) -> tuple[int, int]:
    """Nodes and their assertions; returns how many were added and how many changed."""
    stated = _assertions(batch, label, found)
    ids = sorted({found.ids.get(key, key) for key in keys} | set(found.moved.values()))
    before = tx.nodes(label, ids)
    joint: Joint = ("ASSERTED_IN", label, "Batch")
    existing = set(before["id"])
    touched = sorted((set(stated["from_id"]) & existing) | set(found.moved.values()))
    earlier = tx.links(joint, "from_id", touched) if touched else stated.iloc[:0]
    # One moved node's earlier assertions come with it; a new node has only the batch's own.
    every = pd.concat([e for e in (earlier, stated) if len(e)] or [stated], ignore_index=True).drop_duplicates("id")
    batches = tx.nodes("Batch", sorted(set(every["to_id"])))
    shown = derived(label, newest(every, batches))
    described = set(shown["id"])
    fresh = shown[~shown["id"].isin(existing)]
    stubs = [i for i in ids if i not in existing and i not in described]
    new = pd.concat([fresh, _stubs(label, stubs)], ignore_index=True) if stubs else fresh
    if len(new):
        tx.add_nodes(label, new)
    altered = changed(label, before, shown[shown["id"].isin(existing)])
    if len(altered):
        tx.set_nodes(label, altered)
    if len(stated):
        tx.add_links(joint, stated)
    return len(new), len(altered)


def _stubs(label: str, ids: list[str]) -> pd.DataFrame:
    """Nodes that are only referred to: they wait for the extract that describes them."""
    return frame(kinds(model.node_properties(label)), {"id": ids})


def _assertions(batch: Batch, label: str, found: Resolved) -> pd.DataFrame:
    """A batch's assertions of one label as ASSERTED_IN relationships; what one batch says twice is one."""
    columns = {"from_id": "text", "to_id": "text", **kinds(model.link_properties("ASSERTED_IN"))}
    if label not in batch.nodes or not len(batch.nodes[label]):
        return frame(columns, {})
    rows = batch.nodes[label]
    said = rows[list(STATED)].assign(values=as_json(rows, label), from_id=found.of(rows["key"]), to_id=batch.id)
    said = said.drop_duplicates(["key", "table", "values", "recorded_by", "reliability", "recorded_on"])
    said["id"] = hashed_rows([said["key"], said["to_id"], said["table"], said["row"].astype(str), said["values"]])
    return frame(columns, pd.DataFrame(said))


def _write_equations(tx: Transaction, batch: Batch, joint: Joint, said: pd.DataFrame) -> None:
    """Pairs of identifiers that records equate, or that a person holds apart, and the identifiers themselves."""
    said = said.drop_duplicates(["label", "key", "other"])
    if not len(said):
        return
    named = pd.concat([said[["key", "label"]], said[["other", "label"]].rename(columns={"other": "key"})])
    _add_missing(tx, "Identifier", named.rename(columns={"key": "id"}).drop_duplicates("id"))
    rows = said.rename(columns={"key": "from_key", "other": "to_key"}).assign(
        from_id=said["key"], to_id=said["other"], start=pd.Series(pd.NaT, index=said.index)
    )
    _write_links(tx, joint, _with_provenance(joint, rows, batch))


def _write_identifiers(tx: Transaction, resolved: dict[str, Resolved]) -> None:
    """Which subject each joined identifier names."""
    for label, found in resolved.items():
        pairs = {"from_id": [a for a, _ in found.identifiers], "to_id": [b for _, b in found.identifiers]}
        if found.identifiers:
            _add_missing(tx, "Identifier", pd.DataFrame({"id": pairs["to_id"], "label": label}))
            tx.add_links(("IDENTIFIED_BY", label, "Identifier"), frame({"from_id": "text", "to_id": "text"}, pairs))


def _add_missing(tx: Transaction, label: str, rows: pd.DataFrame) -> None:
    there = set(tx.nodes(label, sorted(rows["id"]))["id"])
    missing = rows[~rows["id"].isin(there)]
    if len(missing):
        tx.add_nodes(label, frame(kinds(model.node_properties(label)), missing))


def _resolved_links(batch: Batch, resolved: dict[str, Resolved]) -> Iterator[tuple[Joint, pd.DataFrame]]:
    for joint, rows in batch.links.items():
        ends = rows.assign(from_id=resolved[joint[1]].of(rows["from_key"]), to_id=resolved[joint[2]].of(rows["to_key"]))
        yield joint, _with_provenance(joint, ends[ends["from_id"] != ends["to_id"]], batch)


def _with_provenance(joint: Joint, rows: pd.DataFrame, batch: Batch) -> pd.DataFrame:
    """Relationships with their id, source, batch and recorder. A record repeated within a batch is one relationship."""
    source = str(batch.ledger["source"])
    whole = rows.assign(source=source, batch=batch.id)
    if "recorded_by" not in whole:
        whole["recorded_by"] = str(batch.ledger["recorded_by"])
    whole["id"] = link_ids(joint, whole, source)
    columns = {"from_id": "text", "to_id": "text", **kinds(model.link_properties(joint[0]))}
    return frame(columns, whole.drop_duplicates("id", keep="last"))


def link_ids(joint: Joint, rows: pd.DataFrame, source: str) -> list[str]:
    """The ids of a batch's relationships: the same record of the same source always gives the same one."""
    own = [rows[p.name].astype(str) for p in model.LINK[joint[0]].properties if p.name in DISTINGUISHING]
    # Row numbers shift from one extract to the next: where records have no id of their own, the start tells them apart.
    numbered = rows["record"].str.startswith("row ")
    record = rows["record"].where(~numbered, rows["start"].astype(str))
    constant, sources = (pd.Series([one] * len(rows), index=rows.index) for one in ("|".join(joint), source))
    return hashed_rows([constant, rows["from_key"], rows["to_key"], sources, record, *own])


def _write_links(tx: Transaction, joint: Joint, rows: pd.DataFrame) -> tuple[int, int]:
    """Relationships of one joint; returns how many were added and how many asserted again."""
    known = tx.links(joint, "from_id", sorted(set(rows["from_id"]))) if len(rows) else rows
    known = known[known["id"].isin(set(rows["id"]))]
    again = rows[rows["id"].isin(set(known["id"]))]
    new = rows[~rows["id"].isin(set(known["id"]))]
    if len(again):
        versions = merged(joint[0], known, again)
        tx.remove_links(joint, known)
        new = pd.concat([new, versions], ignore_index=True)
    if len(new):
        tx.add_links(joint, new)
    return len(new) - len(again), len(again)
