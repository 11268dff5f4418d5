"""Who was left out of meetings about one child, and who did not come, from the findings of the question `network`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from csgraph.findings import Findings
from csgraph.maps.model import MapNode, Table

LEFT_OUT = "not_invited"
ABSENT = "did_not_attend"
WORDS = {LEFT_OUT: "not asked to", ABSENT: "did not come to"}
COLUMNS = ("Finding", "Why", "Next step", "What would change it", "Sources")


@dataclass(frozen=True)
class MeetingsTold:
    """What is said on the map of one professional.

    Attributes:
        states: `not_invited`, `did_not_attend` or both.
        lines: a few words each, for under the name.
        reasons: the findings in full, and the meetings that they rest on.
        sources: records of the meetings.
    """

    states: frozenset[str]
    lines: tuple[str, ...]
    reasons: tuple[str, ...]
    sources: tuple[str, ...]

    def on(self, node: MapNode) -> MapNode:
        """The record of the professional with what was found."""
        return replace(
            node,
            lines=(*node.lines, *self.lines),
            reasons=(*node.reasons, *self.reasons),
            sources=(*node.sources, *self.sources),
        )


def meetings_told(findings: Findings) -> dict[str, MeetingsTold]:
    """What was found of each professional's meetings about the child, by node id.

    Args:
        findings: the answer of `network` for one child.
    """
    told = findings.table[findings.table["state"].isin(list(WORDS))].sort_values(["worker", "state"])
    rows: dict[str, list[Mapping[Any, Any]]] = {}
    for row in told.to_dict("records"):
        rows.setdefault(str(row["worker"]), []).append(row)
    return {worker: _of_worker(found) for worker, found in rows.items()}


def meetings_table(findings: Findings) -> Table:
    """Meetings that were not quorate, who was left out, who did not come, and what cannot be told of them."""
    states = [*WORDS, "not_quorate", "cannot_tell"]
    rows = findings.table[findings.table["state"].isin(states)].to_dict("records")
    cells = tuple(
        (
            str(row["finding"]),
            "; ".join(row["reasons"]),
            str(row["next_step"]),
            str(row["would_change"]),
            "; ".join(row["sources"]),
        )
        for row in rows
    )
    return Table("Meetings about the child", COLUMNS, cells, empty="Nobody is known to have been left out.")


def _of_worker(rows: list[Mapping[Any, Any]]) -> MeetingsTold:
    lines = tuple(f"{WORDS[row['state']]} {len(row['days'])} of {int(row['held'])} meetings" for row in rows)
    return MeetingsTold(
        states=frozenset(str(row["state"]) for row in rows),
        lines=lines,
        reasons=tuple(text for row in rows for text in (str(row["finding"]), *row["reasons"])),
        sources=tuple(dict.fromkeys(source for row in rows for source in row["sources"])),
    )
