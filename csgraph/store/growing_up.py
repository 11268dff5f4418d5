"""Whoever the graph knows as a child stays one node, also where an extract calls them an adult since they turned 18.

A child's network and history would else break off on the eighteenth birthday, and a second node begin with none.
"""

from dataclasses import replace

import pandas as pd

from csgraph import model
from csgraph.batch import Batch, Joint, link_columns, node_columns
from csgraph.frames import frame
from csgraph.store.identity import keys_of


def still_children(batch: Batch, children: frozenset[str]) -> Batch:
    """The batch with those adults named as children who are known as children by one of their identifiers."""
    known = keys_of(batch, "Adult") & children
    return _renamed(batch, known) if known else batch


def _renamed(batch: Batch, known: set[str]) -> Batch:
    nodes = dict(batch.nodes)
    if "Adult" in nodes:
        grown = nodes["Adult"]["key"].isin(known)
        moved = frame(node_columns("Child"), nodes["Adult"][grown])
        nodes["Child"] = pd.concat([nodes[n] for n in ("Child",) if n in nodes] + [moved], ignore_index=True)
        nodes["Adult"] = nodes["Adult"][~grown].reset_index(drop=True)
    child = (batch.same["label"] == "Adult") & batch.same["key"].isin(known)
    same = batch.same.assign(label=batch.same["label"].where(~child, "Child"))
    return replace(batch, nodes=nodes, links=_links(batch, known), same=same)


def _links(batch: Batch, known: set[str]) -> dict[Joint, pd.DataFrame]:
    """Relationships by joint, those of the known ones under their label, where the model allows it."""
    parts: dict[Joint, list[pd.DataFrame]] = {}
    for joint, rows in sorted(batch.links.items(), key=lambda one: one[0]):
        starts = rows["from_key"].isin(known) & (joint[1] == "Adult")
        ends = rows["to_key"].isin(known) & (joint[2] == "Adult")
        for start, end in ((False, False), (False, True), (True, False), (True, True)):
            chosen = rows[(starts == start) & (ends == end)]
            meant = (joint[0], "Child" if start else joint[1], "Child" if end else joint[2])
            allowed = meant if meant[1:] in model.LINK[joint[0]].pairs else joint
            if len(chosen):
                parts.setdefault(allowed, []).append(chosen)
    return {joint: frame(link_columns(joint[0]), pd.concat(found, ignore_index=True)) for joint, found in parts.items()}
