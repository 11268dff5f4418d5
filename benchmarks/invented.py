"""Invented peer networks of any size, for measuring pages: no store, nobody real, the same for the same size."""

import random
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    from csgraph.findings import Findings

AS_OF = date(2026, 10, 31)
KINDS = ("friend_peer", "co_missing", "co_incident", "online_contact", "protective_tie", "in_conflict_with")
CERTAIN = ("evidence", "evidence", "reported", "judgement", "unverified")
FIRST, LAST = "ABCDEFGHIJKLMNOPRSTVWYZ", "ABCDEFGHJKLMNPRSTWY"


def peers(children: int) -> "nx.MultiGraph[str]":
    """Groups of 6 to 14 children, about 2.5 lines a child, one child in twelve tied to another group."""
    import networkx as nx

    dice = random.Random(children)
    graph: nx.MultiGraph[str] = nx.MultiGraph(groups=[], ties=0)
    ids = [f"ssd:{100_000 + number}" for number in range(children)]
    start = 0
    while start < len(ids):
        members = ids[start : start + dice.randint(6, 14)]
        start += len(members)
        number = len(graph.graph["groups"]) + 1
        group, name = f"peers:{number:08x}", f"Peer group {number}"
        graph.graph["groups"].append({"group": group, "name": name, "size": len(members)})
        graph.add_nodes_from((child, _child(dice, group, name)) for child in members)
        for one, other in [*pairwise(members), *_some_pairs(dice, members, round(1.4 * len(members)))]:
            _tie(graph, dice, one, other)
    for child in ids[:: max(1, 12)]:
        _tie(graph, dice, child, dice.choice(ids))
    return graph


def findings(graph: "nx.MultiGraph[str]") -> "Findings":
    """Those groups as the question peer-groups tells them."""
    import pandas as pd

    from csgraph.findings import Findings, findings_table
    from csgraph.questions.peer_groups import MORE

    members: dict[str, list[str]] = {}
    for child, found in graph.nodes(data=True):
        members.setdefault(found["group"], []).append(child)
    rows = [
        {
            "subject": one["group"], "subject_label": "Group", "state": "stable", "basis": "", "reasons": [],
            "finding": f"{one['size']} children are tied by dated records.", "sources": [],
            "next_step": "None: invented.",
            "would_change": "Nothing: invented.", "group_name": one["name"], "size": one["size"], "stability": 0.9,
            "occasions": 12, "latest": pd.Timestamp(AS_OF), "children": sorted(members[one["group"]]), "never_met": 0,
        }
        for one in graph.graph["groups"]
    ]  # fmt: skip
    return Findings("peer-groups", AS_OF, findings_table(pd.DataFrame(rows), MORE), {}, [])


def _child(dice: random.Random, group: str, name: str) -> dict[str, Any]:
    import pandas as pd

    named = {"forename": dice.choice(FIRST) + "a", "surname": dice.choice(LAST) + "e"}
    return {
        "label": "Child", "kind": "child", "name": None, **named, "dob": pd.Timestamp(dice.randint(2009, 2014), 5, 4),
        "sex": dice.choice("FM"), "group": group, "group_name": name, "stability": 0.9, "bridges": [],
    }  # fmt: skip


def _some_pairs(dice: random.Random, members: list[str], number: int) -> list[tuple[str, str]]:
    if len(members) < 2:
        return []
    return [(one, other) for one, other in (dice.sample(members, 2) for _ in range(number))]


def _tie(graph: "nx.MultiGraph[str]", dice: random.Random, one: str, other: str) -> None:
    import pandas as pd

    if one == other:
        return
    number = graph.graph["ties"] = graph.graph["ties"] + 1  # networkx counts its edges anew at each asking
    graph.add_edge(
        one, other, f"t{number:07}", type="PEER_OF", kind=dice.choice(KINDS), state="current", source="police",
        record=f"r{number}", row=number, batch="b1", recorded_by="police", reliability=dice.choice(CERTAIN),
        start=pd.Timestamp(AS_OF) - pd.Timedelta(days=dice.randint(1, 300)),
    )  # fmt: skip
