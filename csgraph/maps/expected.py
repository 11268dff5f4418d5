"""Expected roles of one child, from the findings of `missing-links`: who is there, who is not, what cannot be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from csgraph.findings import Findings
from csgraph.maps.model import MapNode, Table
from csgraph.maps.words import coded, known

STATES = {
    "present": "current",
    "present_stale": "stale",
    "ended_without_successor": "ended",
    "gap": "gap",
    "cannot_tell": "cannot_tell",
}
"""The theme's state by the finding's."""
STATE_WORDS = {
    "present": "Present",
    "present_stale": "Present, no recent contact",
    "ended_without_successor": "Ended, nobody since",
    "gap": "None recorded",
    "cannot_tell": "Cannot tell",
}
BASES = {"S": "statutory", "L": "local"}


@dataclass(frozen=True)
class Expected:
    """One expected role and what was found."""

    role: str
    setting: str
    state: str
    worker: str
    worker_name: str
    finding: str
    basis: str
    reasons: tuple[str, ...]
    sources: tuple[str, ...]
    next_step: str
    would_change: str

    @property
    def words(self) -> str:
        """The role in words."""
        return coded("role", self.role)


def expected_roles(findings: Findings) -> list[Expected]:
    """The expected roles among the findings, in their order."""
    rows = findings.table[findings.table["state"].isin(list(STATES))].to_dict("records")
    return [_expected({str(name): value for name, value in row.items()}) for row in rows]


def empty_places(expected: Sequence[Expected], schools: Mapping[str, str], findings: Findings) -> list[MapNode]:
    """A hollow shape for each role in which nobody is recorded, or of which nothing can be told.

    Args:
        expected: the expected roles.
        schools: name of each school by id.
        findings: the answer of `missing-links`; people whom it suggests for the role are named as whom to ring.
    """
    suggested = findings.table[findings.table["state"] == "suggested"].to_dict("records")
    people: dict[tuple[str, str], list[Mapping[Any, Any]]] = {}
    for row in suggested:
        people.setdefault((str(row["role"]), str(row["setting"]) if known(row["setting"]) else ""), []).append(row)
    empty = [found for found in expected if found.state in ("gap", "cannot_tell")]
    return [_empty(found, schools, people.get((found.role, found.setting), [])) for found in empty]


def expected_table(expected: Sequence[Expected], schools: Mapping[str, str]) -> Table:
    """Expected roles as a table."""
    rows = tuple(
        (
            found.words,
            schools.get(found.setting, ""),
            STATE_WORDS[found.state],
            found.worker_name,
            BASES.get(found.basis, ""),
            "; ".join(found.reasons),
            found.next_step,
            found.would_change,
            "; ".join(found.sources),
        )
        for found in expected
    )
    columns = ("Role", "Where", "State", "Who", "Basis", "Why expected", "Next step", "What would change it", "Sources")
    return Table("Expected roles", columns, rows, empty="No role is expected of this child's network.")


def told_table(findings: Findings, state: str, title: str) -> Table:
    """The findings of another state, such as people to ring, as sentences."""
    table = findings.table[findings.table["state"] == state]
    columns = ["finding", "reasons", "next_step", "sources"]
    rows = [
        (row[0], "; ".join(row[1]), row[2], "; ".join(row[3]))
        for row in table[columns].itertuples(index=False, name=None)
    ]
    return Table(title, ("Finding", "Why", "Next step", "Sources"), tuple(rows), empty="None.")


def summary(expected: Sequence[Expected]) -> tuple[tuple[str, str], ...]:
    """How many expected roles are in each state, those to act on first."""
    counts = pd.Series([found.state for found in expected]).value_counts()
    order = ("gap", "ended_without_successor", "present_stale", "cannot_tell", "present")
    return tuple((STATE_WORDS[state], str(int(counts.get(state, 0)))) for state in order)


def _empty(found: Expected, schools: Mapping[str, str], people: Sequence[Mapping[Any, Any]]) -> MapNode:
    where = (schools[found.setting],) if found.setting in schools else ()
    said = "none recorded" if found.state == "gap" else "cannot tell"
    ring = (f"ring {people[0]['worker_name']}",) if people and known(people[0]["worker_name"]) else ()
    basis, change = BASES.get(found.basis, ""), found.would_change
    facts = (
        ("Basis", basis),
        *(("Person to ring", _reach(person)) for person in people),
        ("Next step", found.next_step),
        ("What would change it", change),
    )
    return MapNode(
        f"{found.state}:{found.role}:{found.setting}",
        found.words,
        "professional",
        STATES[found.state],
        lines=(*where, said, *ring),
        facts=tuple((name, value) for name, value in facts if value),
        reasons=(found.finding, *found.reasons),
        sources=found.sources,
    )


def _reach(person: Mapping[Any, Any]) -> str:
    """Who it is, of which team, and how to reach them."""
    parts = [str(person[name]) for name in ("worker_name", "team", "phone", "email") if known(person.get(name))]
    return ", ".join(parts)


def _expected(row: dict[str, Any]) -> Expected:
    text = {name: str(row[name]) if known(row[name]) else "" for name in ("role", "setting", "worker", "worker_name")}
    return Expected(
        **text,
        state=str(row["state"]),
        finding=str(row["finding"]),
        basis=str(row["basis"]),
        reasons=tuple(row["reasons"]),
        sources=tuple(row["sources"]),
        next_step=str(row["next_step"]),
        would_change=str(row["would_change"]),
    )
