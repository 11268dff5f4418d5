"""Which loaded extracts could have shown a role for a child on a day: what tells a gap from not being able to say."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from csgraph.network.as_of import ages, days_before
from csgraph.network.listing import lists_by

if TYPE_CHECKING:
    from csgraph.network.circumstances import Circumstances
    from csgraph.store import Store

GRACE = 92
"""Days after an extract's last day for which it still counts: extracts are usually quarterly."""


@dataclass(frozen=True)
class Coverage:
    """The extracts that count on a day.

    Attributes:
        batches: one row a batch that counts, as cypher/batches.cypher.
        covered: ids of the children whom each batch covers, by batch.
    """

    batches: pd.DataFrame
    covered: dict[str, pd.Index]

    def covering(self, pairs: pd.DataFrame) -> pd.Series:
        """The extracts that would show a role for a child.

        Args:
            pairs: `child` and `role`, one row a pair.

        Returns:
            For each row of `pairs` a list of `source (batch)`, empty where no loaded extract covers it.
        """
        return _labels(
            [(batch, self._covered_pairs(batch, pairs)) for batch in self.batches.to_dict("records")], pairs.index
        )

    def roles(self) -> frozenset[str]:
        """Every role that some extract of the day can show."""
        return frozenset(role for roles in self.batches["roles"] for role in roles)

    def _covered_pairs(self, batch: Mapping[Hashable, Any], pairs: pd.DataFrame) -> pd.Index:
        """The pairs that one batch covers."""
        of_role = pairs[pairs["role"].isin(batch["roles"])]
        return of_role.index[of_role["child"].isin(self.covered[batch["batch"]])]


def coverage(store: Store, known: Circumstances, grace: int = GRACE) -> Coverage:
    """What the store's extracts cover of every child on the day of `known`, each for `grace` days after its period."""
    batches = batches_of_day(store.read("batches"), known.as_of, grace)
    schemes = child_schemes(known.children.index, store.read("child_identifiers"))
    covered = {
        batch["batch"]: children_of_batch(batch, known.children, schemes, known.records)
        for batch in batches.to_dict("records")
    }
    return Coverage(batches, covered)


def covered_by_kind(store: Store, as_of: date, *kinds: str, grace: int = GRACE) -> dict[str, pd.Series]:
    """Which loaded extracts would show a kind of record of a child on a day: what tells "none" from "cannot tell".

    Args:
        store: the store.
        as_of: the day.
        kinds: kinds of record, as mappings state them under `[covers] kinds`.
        grace: days after an extract's period for which it still counts.

    Returns:
        For each kind a series by child id: a list of `source (batch)`, empty where no extract covers the child. Every
        child of the store is in it.
    """
    children = store.read("children").set_index("child")
    children = children.assign(age=ages(children["dob"], as_of))
    batches = batches_of_day(store.read("batches"), as_of, grace)
    schemes = child_schemes(children.index, store.read("child_identifiers"))
    records = store.read("child_records")
    covered = [
        (batch, children_of_batch(batch, children, schemes, records))
        for batch in batches.to_dict("records")
        if set(kinds) & set(batch["kinds"])
    ]
    return {
        kind: _labels([(batch, ids) for batch, ids in covered if kind in batch["kinds"]], children.index)
        for kind in kinds
    }


def _labels(covered: Iterable[tuple[Mapping[Hashable, Any], pd.Index]], index: pd.Index) -> pd.Series:
    """For each of an index the batches that cover it, as `source (batch)`: a list, empty where none does."""
    found = [pd.DataFrame({"n": ids, "label": f"{batch['source']} ({batch['batch']})"}) for batch, ids in covered]
    rows = pd.concat([pd.DataFrame({"n": [], "label": []}), *found], ignore_index=True)
    lists = lists_by(rows, ["n"], "label").set_index("n")["label"].reindex(index)
    return lists.map(lambda cell: cell if isinstance(cell, list) else [])


def batches_of_day(batches: pd.DataFrame, as_of: date, grace: int = GRACE) -> pd.DataFrame:
    """Batches whose days, or the grace after them, hold the day. A batch that names no days covers none."""
    day = pd.Timestamp(as_of)
    reaches = batches["period_end"] >= pd.Timestamp(days_before(as_of, grace))
    return batches[(batches["period_start"] <= day) & reaches].reset_index(drop=True)


def child_schemes(children: pd.Index, identifiers: pd.DataFrame) -> pd.DataFrame:
    """The schemes of the identifiers that each child is known by, its own id and the further ones: child, scheme."""
    own = pd.DataFrame({"child": children, "identifier": children})
    known = pd.concat([own, identifiers], ignore_index=True)
    known["scheme"] = known["identifier"].str.split(":", n=1).str[0]
    return known[["child", "scheme"]].drop_duplicates()


def children_of_batch(
    batch: Mapping[Hashable, Any], children: pd.DataFrame, schemes: pd.DataFrame, records: pd.DataFrame
) -> pd.Index:
    """The children whom one batch covers.

    It must be able to name the child (schemes), cover the child's age (an unknown age is never covered where there is
    a limit) and, where it covers only those whom it names, name the child.

    Args:
        batch: a row of cypher/batches.cypher.
        children: every child by id, with `age`.
        schemes: child and scheme, as `child_schemes`.
        records: child and batch of every record that describes a child.
    """
    mask = children.index.isin(schemes.loc[schemes["scheme"].isin(batch["schemes"]), "child"])
    if pd.notna(batch["min_age"]):
        mask &= (children["age"] >= batch["min_age"]).fillna(False).to_numpy(dtype=bool)
    if pd.notna(batch["max_age"]):
        mask &= (children["age"] <= batch["max_age"]).fillna(False).to_numpy(dtype=bool)
    if batch["listed_only"] is True:
        mask &= children.index.isin(records.loc[records["batch"] == batch["batch"], "child"])
    return children.index[mask]
