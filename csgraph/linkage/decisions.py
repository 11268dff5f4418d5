"""What people decided on matches: each decision is a small batch, so it survives re-imports and can be undone.

A decision names identifiers, not nodes. `same` joins two identifiers as a record of an agency would; `different` voids
every record that equates them, whichever came first, and keeps the pair from being proposed again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Literal

import networkx as nx
import pandas as pd

from csgraph.batch import JOINED, Batch, hashed
from csgraph.errors import CsgraphError
from csgraph.frames import frame
from csgraph.store import Store
from csgraph.store.revise import revise
from csgraph.store.upsert import upsert

SOURCE = "decisions"
TITLE = "Decisions of people on matches"
Verdict = Literal["same", "different"]


@dataclass(frozen=True)
class Decision:
    """A decision to be recorded.

    Attributes:
        verdict: whether the two name one subject.
        label: label of the subject.
        one, other: an identifier of each.
        by: who decides.
        why: the reason given; may be empty.
        agency: whose decision it is: a code of the list of agencies, or `local`.
        at: when, in UTC.
    """

    verdict: Verdict
    label: str
    one: str
    other: str
    by: str
    why: str = ""
    agency: str = "local"
    at: datetime | None = None

    def batch(self) -> Batch:
        """The decision as a batch."""
        at = (self.at or datetime.now(UTC)).replace(tzinfo=None, microsecond=0)
        number = (
            f"decision-{hashed(self.verdict, self.label, *sorted((self.one, self.other)), self.by, at.isoformat())}"
        )
        row: dict[str, list[object]] = {
            "label": [self.label], "key": [self.one], "other": [self.other], "record": [number], "row": [1],
            "reliability": ["judgement"], "recorded_on": [pd.Timestamp(at).normalize()], "recorded_by": [self.agency],
        }  # fmt: skip
        ledger: dict[str, object] = {
            "id": number, "source": SOURCE, "recorded_by": self.agency, "files": [], "sha256": number, "rows_read": 1,
            "rows_loaded": 1, "rows_rejected": 0, "extracted_on": pd.Timestamp(at).normalize(),
            "who": "nobody: a decision", "loaded_at": at, "state": "complete",
            "decided_by": self.by, "reason": self.why,
        }  # fmt: skip
        rows = frame(JOINED, {name: values for name, values in row.items() if name in JOINED})
        return Batch(ledger, TITLE, same=rows) if self.verdict == "same" else Batch(ledger, TITLE, apart=rows)


def record(store: Store, decisions: Sequence[Decision]) -> list[str]:
    """Record decisions, each in a transaction of its own; returns their ids.

    Raises:
        StoreError: one could not be written; those before it are.
    """
    batches = [decision.batch() for decision in decisions]
    for batch in batches:
        upsert(store, batch)
    return [batch.id for batch in batches]


def decided(store: Store) -> pd.DataFrame:
    """Every decision that was not undone, newest first.

    Returns:
        batch, verdict, label, one, other, decided_by, recorded_by, decided_at, reason; and state: `in force`,
        `overruled` (called the same, and different as well) or `contradicted` (called different, and other records join
        them all the same).
    """
    found = store.read("matching_decisions").sort_values(["decided_at", "batch"], ascending=False, ignore_index=True)
    apart = apart_of(found)
    node = nodes_by_identifier(store)
    states = []
    for row in found.to_dict("records"):
        pair = frozenset((str(row["one"]), str(row["other"])))
        joined = len({node.get(key, key) for key in pair}) == 1
        overruled = row["verdict"] == "same" and pair in apart
        states.append(
            "overruled" if overruled else "contradicted" if joined and row["verdict"] == "different" else "in force"
        )
    return found.assign(state=states)


def apart_of(decisions: pd.DataFrame) -> frozenset[frozenset[str]]:
    """The pairs of identifiers that people declared to be different subjects."""
    wrong = decisions[decisions["verdict"] == "different"]
    return frozenset(frozenset(pair) for pair in zip(wrong["one"], wrong["other"], strict=True))


def undo(store: Store, decision: str) -> None:
    """Take a decision back: the graph is as if it had never been made.

    Raises:
        CsgraphError: there is no such decision.
    """
    known = store.read("matching_decisions")["batch"]
    if decision not in set(known):
        raise CsgraphError(
            "There is no such decision in force.", "`csgraph matches decided` lists them with their ids."
        )
    revise(store, lambda batch: None if batch.id == decision else batch)


def split(store: Store, decision: Decision) -> str:
    """Declare the equation of two identifiers wrong; returns the decision's id.

    Raises:
        CsgraphError: no record equates them; says which records join them by way of others, if any do.
    """
    equations = store.read("matching_equations")
    direct = _between(equations, decision.one, decision.other)
    if not len(direct):
        raise CsgraphError(*_not_direct(store, equations, decision.one, decision.other))
    return record(store, [decision])[0]


def still_joined(store: Store, one: str, other: str) -> list[str]:
    """The equations by which two identifiers still name one subject, in words; empty where they do not."""
    node = nodes_by_identifier(store)
    if node.get(one, one) != node.get(other, other):
        return []
    return _chain(store, store.read("matching_equations"), one, other)


def nodes_by_identifier(store: Store) -> dict[str, str]:
    """The node of every further identifier."""
    named = store.read("matching_identifiers")
    return dict(zip(named["identifier"], named["node"], strict=True))


def _between(equations: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    forth = (equations["one"] == one) & (equations["other"] == other)
    back = (equations["one"] == other) & (equations["other"] == one)
    return equations[forth | back]


def _not_direct(store: Store, equations: pd.DataFrame, one: str, other: str) -> tuple[str, str]:
    chain = _chain(store, equations, one, other)
    if not chain:
        return f"No record says that {one} and {other} are one.", "`csgraph matches decided` lists what people decided."
    advice = "Split the one that is wrong: " + "; ".join(chain)
    return f"No record equates {one} and {other} itself; they are one by way of others.", advice


def _chain(store: Store, equations: pd.DataFrame, one: str, other: str) -> list[str]:
    """The shortest way from one identifier to another over equations in force, each in words."""
    apart = apart_of(store.read("matching_decisions"))
    graph: nx.Graph[str] = nx.Graph()
    for row in equations.to_dict("records"):
        if frozenset((row["one"], row["other"])) not in apart:
            graph.add_edge(row["one"], row["other"], said=f"{row['source']}, {_record(str(row['record']), row['row'])}")
    if one not in graph or other not in graph or not nx.has_path(graph, one, other):
        return []
    way = nx.shortest_path(graph, one, other)
    return [f"{a} = {b} ({graph.edges[a, b]['said']})" for a, b in pairwise(way)]


def _record(record_id: str, row: object) -> str:
    return record_id if record_id.startswith(("row ", "decision-")) else f"row {row}"
