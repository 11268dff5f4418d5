"""What differs between two graphs, row for row: all nodes, all relationships, all properties of the model.

Labels that are not in the model, such as heads of audit logs, are no part of the graph of batches and not compared.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pandas as pd

from csgraph import model
from csgraph.batch import Joint
from csgraph.frames import kinds
from csgraph.schema import Kind
from csgraph.store.counting import counts
from csgraph.store.derive import as_texts
from csgraph.store.kept import Reader
from csgraph.store.queries import Query

ENDS: dict[str, Kind] = {"from_id": "text", "to_id": "text"}


@dataclass(frozen=True)
class Rows:
    """Rows of one label or joint.

    Attributes:
        added: in the other graph only.
        removed: in the one graph only.
        before: those in both that differ, as the one has them.
        after: as the other has them, with the same keys.
    """

    added: pd.DataFrame
    removed: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame

    def __bool__(self) -> bool:
        return bool(len(self.added) or len(self.removed) or len(self.before))


@dataclass(frozen=True)
class Difference:
    """How one graph becomes another.

    Attributes:
        nodes: by label, what is not the same; columns are the label's properties.
        links: by joint; columns from_id, to_id and the type's properties.
    """

    nodes: dict[str, Rows] = field(default_factory=dict)
    links: dict[Joint, Rows] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.nodes or self.links)

    def counts(self) -> pd.DataFrame:
        """Columns what (node label or relationship type), name, added, removed, changed; a row where there is any."""
        found: dict[tuple[str, str], list[int]] = {}
        for label, rows in self.nodes.items():
            _count(found.setdefault(("node label", label), [0, 0, 0]), rows)
        for joint, rows in self.links.items():
            _count(found.setdefault(("relationship type", joint[0]), [0, 0, 0]), rows)
        table = [(*key, *numbers) for key, numbers in sorted(found.items())]
        return pd.DataFrame(table, columns=["what", "name", "added", "removed", "changed"])


def _count(numbers: list[int], rows: Rows) -> None:
    for place, part in enumerate((rows.added, rows.removed, rows.after)):
        numbers[place] += len(part)


def difference(one: Reader, other: Reader) -> Difference:
    """What must be done to the one graph to have the other; each may be a store or a transaction, on either engine.

    Raises:
        StoreError: one of them cannot be read.
    """
    names = _held(one) | _held(other)
    labels, types = names & set(model.NODE), names & set(model.LINK)
    nodes = {label: _compared(_nodes(one, label), _nodes(other, label), ["id"]) for label in sorted(labels)}
    held = [joint for joint in joints() if joint[0] in types and labels.issuperset(joint[1:])]
    links = {joint: _compared(_links(one, joint), _links(other, joint), _key(joint)) for joint in held}
    return Difference({k: v for k, v in nodes.items() if v}, {k: v for k, v in links.items() if v})


def joints() -> Iterator[Joint]:
    """Every joint of the model."""
    return ((link.type, *pair) for link in model.LINKS for pair in link.pairs)


def _held(graph: Reader) -> set[str]:
    """Labels and types of which a graph holds any."""
    return set(counts(graph)["name"])


def _key(joint: Joint) -> list[str]:
    return ["id"] if "id" in kinds(model.link_properties(joint[0])) else list(ENDS)


def _nodes(graph: Reader, label: str) -> pd.DataFrame:
    columns = kinds(model.node_properties(label))
    returned = ", ".join(f"n.`{name}` AS `{name}`" for name in columns)
    return graph.ask(Query(f"every {label}", "", f"MATCH (n:`{label}`) RETURN {returned}", columns, {}))


def _links(graph: Reader, joint: Joint) -> pd.DataFrame:
    own = kinds(model.link_properties(joint[0]))
    returned = ", ".join(["a.id AS from_id", "b.id AS to_id", *(f"r.`{name}` AS `{name}`" for name in own)])
    text = f"MATCH (a:`{joint[1]}`)-[r:{joint[0]}]->(b:`{joint[2]}`) RETURN {returned}"
    return graph.ask(Query(f"every {joint[0]}", "", text, {**ENDS, **own}, {}))


def _compared(one: pd.DataFrame, other: pd.DataFrame, key: list[str]) -> Rows:
    """Two frames of the same columns, row by row by their key; a key that stands twice in a damaged graph differs."""
    first, second = _by_key(one, key), _by_key(other, key)
    differing = {k for k, said in first.items() if k in second and sorted(second[k]) != sorted(said)}

    def rows(of: pd.DataFrame, wanted: Callable[[str], bool]) -> pd.DataFrame:
        chosen = [wanted(k) for k in _keys(of, key)]
        return of[pd.Series(chosen, index=of.index, dtype=bool)].reset_index(drop=True)

    return Rows(
        added=rows(other, lambda k: k not in first),
        removed=rows(one, lambda k: k not in second),
        before=rows(one, differing.__contains__),
        after=rows(other, differing.__contains__),
    )


def _by_key(rows: pd.DataFrame, key: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for k, said in zip(_keys(rows, key), as_texts(rows, list(rows.columns)), strict=True):
        found.setdefault(k, []).append(said)
    return found


def _keys(rows: pd.DataFrame, key: list[str]) -> Iterable[str]:
    return as_texts(rows, key)
