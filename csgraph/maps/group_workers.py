"""Professionals who already know several members of a peer group, drawn beside it: whom to bring together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csgraph.findings import Findings
from csgraph.maps.model import MapNode
from csgraph.maps.records import Describer
from csgraph.maps.words import coded, known

if TYPE_CHECKING:
    import pandas as pd

FIGURE = "Professionals to bring together"


@dataclass(frozen=True)
class GroupWorker:
    """A professional beside a group, and the members whom they work with."""

    node: MapNode
    children: tuple[str, ...]


def group_workers(
    findings: Findings, groups: Sequence[str], view: Describer, most: int
) -> dict[str, list[GroupWorker]]:
    """The professionals beside each group, those who know most members first; each stands beside one group only.

    Args:
        findings: the answer of `peer-groups`.
        groups: ids of the groups drawn.
        view: of the map's network, for what children are called.
        most: how many to draw beside one group.
    """
    if FIGURE not in findings.figures:
        return {}
    table = findings.figures[FIGURE]
    rows = table[table["group"].isin(list(groups))].sort_values(
        ["members", "worker", "group"], ascending=[False, True, True]
    )
    beside = rows.drop_duplicates("worker").groupby("group", sort=False).head(most)
    return {str(group): _of_group(part, rows, view) for group, part in beside.groupby("group", sort=True)}


def _of_group(part: "pd.DataFrame", rows: "pd.DataFrame", view: Describer) -> list[GroupWorker]:
    found = []
    for row in part.to_dict("records"):
        groups = rows.loc[rows["worker"] == row["worker"], "group"].nunique()
        children = tuple(str(child) for child in row["children"])
        called = ", ".join(view.names[child] for child in children if child in view.names)
        facts = [("Team", str(row["team"]))] if known(row["team"]) else []
        facts += [("Works with", called)] if called else []
        facts += [("Peer groups with several children they know", str(groups))] if groups > 1 else []
        node = MapNode(
            str(row["worker"]),
            str(row["worker_name"]) if known(row["worker_name"]) else coded("role", row["role"]),
            "professional",
            lines=(coded("role", row["role"]), view.report(f"{len(children)} children here")),
            facts=tuple(facts),
            reasons=("They already know several of these children: bring them together before anybody new.",),
        )
        found.append(GroupWorker(node, children))
    return found
