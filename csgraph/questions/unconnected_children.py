"""Which unrelated children share a place or a group and have no professional in common?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.contexts import shared_contexts, together
from csgraph.network.families import households
from csgraph.network.peer_grouping import peer_grouping
from csgraph.network.places import places_of
from csgraph.questions.unconnected_words import CAVEATS, worded
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "other_child": "text",
    "via": "texts",
    "via_names": "texts",
    "workers": "whole",
    "other_workers": "whole",
    "same_agencies": "texts",
}
"""Columns of this question after those of all findings."""

ABOUT = {
    "other_child": "id of the other child of the pair",
    "via": "ids of the places and groups that both share",
    "via_names": "what those are called",
    "workers": "how many professionals work with the child",
    "other_workers": "how many work with the other",
    "same_agencies": "agencies that have somebody with both",
}


def answer(store: Store, asking: Asking) -> Findings:
    """Pairs of unrelated children with an open plan, or of those asked about, without a professional in common."""
    day = asking.as_of
    children = asking.children
    if children is None:
        children = frozenset(store.read("child_plans", as_of=day)["child"])
    family = households(store.read("family_ties", as_of=day))
    contexts = shared_contexts(
        places_of(store, as_of=day),
        peer_grouping(store, as_of=day, resamplings=0),
        store.read("group_members", as_of=day),
    )
    workers = store.read("child_workers", as_of=day)
    pairs, large = together(contexts[contexts["child"].isin(children)], family, workers)
    table = findings_table(worded(pairs, contexts, workers), MORE)
    figures = {"Contexts too large to pair": large, "Pairs by context": by_context(pairs, contexts)}
    return Findings(QUESTION.name, day, table, figures, list(CAVEATS))


def by_context(pairs: pd.DataFrame, contexts: pd.DataFrame) -> pd.DataFrame:
    """How many pairs, and of how many children, each place or group has: where one meeting would help most."""
    each = pairs.explode("via")
    ends = pd.concat([each[["via", end]].set_axis(["via", "child"], axis=1) for end in ("child_a", "child_b")])
    table = pd.DataFrame({"pairs": each.groupby("via").size(), "children": ends.groupby("via")["child"].nunique()})
    names = contexts.drop_duplicates("context").set_index("context")["name"]
    table = table.rename_axis("context").reset_index()
    table.insert(1, "name", table["context"].map(names).astype("str"))
    return table.sort_values(["pairs", "context"], ascending=[False, True], ignore_index=True)


QUESTION = Question(
    name="unconnected-children",
    title="Unrelated children who share a place or a group and no professional",
    concern="Professionals' lack of understanding of the full professional network led to missed opportunities: those "
    "who work with one child do not know those who work with another in the same place or group.",
    about="Pairs of unrelated children with open plans who share a place where children came to harm, a peer group or "
    "a named group, while no professional works with both. The pair is about professionals who should know of each "
    "other; it says nothing about what the children did.",
    answer=answer,
    keys=("other_child",),
)
