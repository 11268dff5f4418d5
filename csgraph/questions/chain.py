"""How is a child connected to a place, a group or a person, and which agency holds each step?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.frames import frame
from csgraph.network.chains import Chain, Ways, chains_between, nearest, ways
from csgraph.network.citations import distinct
from csgraph.network.coverage import covered_by_kind
from csgraph.network.place_ranking import UNRELATED
from csgraph.network.steps import EVIDENCE, Steps, steps_of
from csgraph.questions import chain_words as words
from csgraph.questions.chain_rules import chain_rules
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "to": "text",
    "to_name": "text",
    "to_kind": "text",
    "length": "whole",
    "steps": "texts",
    "path": "texts",
    "agencies": "texts",
    "only_one_agency": "flag",
    "through": "text",
}
"""This question's columns: `through` is empty where evidence connects the two, else family or professionals."""

ABOUT = {
    "to": "id of the other end",
    "to_name": "what it is called",
    "to_kind": "place, peer group, named group or person",
    "length": "steps of the chain",
    "steps": "each step in words, with its newest day, who holds it and how surely",
    "path": "ids along the chain, the child's first",
    "agencies": "agencies that hold a step of it",
    "only_one_agency": "whether some step is held by one agency that holds no other step",
    "through": "family or professionals, where nothing else connects the two",
}

SHOWING = ("missing", "incident", "peer", "place", "group")
"""Kinds of record that can show a step: without an extract of one of them nothing can be told of a child."""

CAVEATS = (
    (
        "A chain says how records connect, not that anybody met, knew of each other or did anything. Long chains "
        "connect nearly everybody: the fewer steps, the more there is to ask about."
    ),
    (
        "Steps: ties between children that count, records of children at places, memberships, ties to adults, and "
        "places of groups. Never the same school, the same home or a placement together; nothing marked unverified. "
        "Family and professionals who work with both are shown where nothing else connects: no evidence of harm."
    ),
    "Ties to adults of concern are a restricted layer: where it is withheld, no chain goes through them.",
    "Who holds a step is who recorded it in a loaded extract. Others may know of it.",
)
NAME_ONE = "Name a child (--child): a chain begins at one. Two children without a place or group: between the two."


def answer(store: Store, asking: Asking) -> Findings:
    """One row a chain, in order of child, end and chain; or one that says that there is none.

    Ends are the places and groups asked about; for two children without any, each other; else the nearest places where
    unrelated children came to harm, named groups and peer groups.
    """
    if not asking.children:
        empty = findings_table(pd.DataFrame({"subject": []}), MORE)
        return Findings(QUESTION.name, asking.as_of, empty, {}, [NAME_ONE, *CAVEATS])
    rules = chain_rules()
    known = steps_of(store, asking.as_of)
    limits = {"steps": rules.length.steps, "chains": rules.shown.chains}
    graphs = ways(known, crowded=rules.crowded.children, **limits)
    chains = [chain for child in sorted(asking.children) for chain in _of_child(known, graphs, child, asking)]
    covering, records = _covering(store, chains, asking), words.between(known, chains)
    rows = [row for chain in chains for row in _rows(known, chain, records, covering.get(chain.child, []))]
    order = ["subject", "to_kind", "length", "to", "path"]
    table = findings_table(pd.DataFrame(rows), MORE)
    table = table.loc[table[order].map(str).sort_values(order, kind="stable").index].reset_index(drop=True)
    told = f"Boundary: the children named; up to {rules.length.steps} steps and {rules.shown.chains} shortest chains."
    return Findings(QUESTION.name, asking.as_of, table, _figures(chains, known, table), [told, *CAVEATS])


def _of_child(known: Steps, graphs: Ways, child: str, asking: Asking) -> list[Chain]:
    """The chains of one child to its ends."""
    children = asking.children or frozenset()
    if asking.contexts is not None:
        return chains_between(graphs, child, sorted(asking.contexts))
    if len(children) == 2:
        other = max(children)
        return chains_between(graphs, child, [other]) if child != other else []
    ends = nearest(graphs, child, _contexts(known), chain_rules().shown.nearest)
    return chains_between(graphs, child, ends) if ends else [Chain(child, "", 0, ())]


def _contexts(known: Steps) -> list[frozenset[str]]:
    """Harmful places, named groups and peer groups."""
    table = known.places.table
    harmful = table[(table["unrelated"] >= UNRELATED) & (table["state"] != "protective")]["place"]
    return [frozenset(harmful), known.named, frozenset(known.groups.groups["group"])]


def _covering(store: Store, chains: list[Chain], asking: Asking) -> dict[str, list[str]]:
    """The extracts that would show a step of each child whom no evidence connects with an end."""
    left = {chain.child for chain in chains if chain.tier != EVIDENCE}
    shown = covered_by_kind(store, asking.as_of, *SHOWING) if left else {}
    return {child: sorted({text for by in shown.values() for text in by.get(child, [])}) for child in left}


def _rows(known: Steps, chain: Chain, records: pd.DataFrame, covering: list[str]) -> list[dict[str, object]]:
    """One row a chain, or one that says that there is none."""
    if not chain.paths:
        return [_none(known, chain, covering)]
    # Family and professionals connect, and are no evidence: the state stays what the evidence says.
    state = "connected" if chain.tier == EVIDENCE else _unconnected(covering)
    return [_row(known, chain, path, records) | {"state": state} for path in chain.paths]


def _unconnected(covering: list[str]) -> str:
    return "not_connected_in_records" if covering else "cannot_tell"


def _row(known: Steps, chain: Chain, path: tuple[str, ...], records: pd.DataFrame) -> dict[str, object]:
    steps = words.steps_told(path, chain.tier, records, known)
    end = words.name_of(chain.to, known.names) or "the other child"
    return _ends(known, chain) | {
        "finding": words.connected(chain, end, steps),
        "reasons": words.reasons(steps),
        "sources": distinct((step.evidence for step in steps), words.SOURCES_SHOWN),
        "next_step": words.next_step(steps),
        "length": len(steps),
        "steps": [step.words for step in steps],
        "path": list(path),
        "agencies": sorted({code for step in steps for code in step.agencies}),
        "only_one_agency": bool(words.alone(steps)),
    }


def _none(known: Steps, chain: Chain, covering: list[str]) -> dict[str, object]:
    """That nothing connects a child and an end: in the records, or because no extract could show it."""
    unknown = bool(chain.to) and chain.to not in {*known.names.index, *known.steps["a"], *known.steps["b"]}
    told = not unknown and bool(covering)
    end = words.name_of(chain.to, known.names) or ("the other end" if chain.to else "any place, group or peer group")
    return _ends(known, chain) | {
        "state": "not_connected_in_records" if told else "cannot_tell",
        "finding": words.no_chain(end) if told else words.not_told(end),
        "reasons": [words.why_none(told=told, unknown=unknown)],
        "sources": [f"looked in {text}" for text in covering],
        "next_step": words.STEP_NONE if told else words.STEP_CANNOT,
    }


def _ends(known: Steps, chain: Chain) -> dict[str, object]:
    """What a row says of the two ends."""
    return {
        "subject": chain.child,
        "subject_label": "Child",
        "basis": "",
        "would_change": words.WOULD_CHANGE,
        "to": chain.to,
        "to_name": words.name_of(chain.to, known.names),
        "to_kind": _kind(known, chain.to),
        "through": words.THROUGH[chain.tier],
    }


def _kind(known: Steps, end: str) -> str:
    if end not in known.names.index:
        return "child" if end else ""
    kinds = {"Location": "place", "Group": "named group", "Peer group": "peer group"}
    label = str(known.names.loc[end, "label"])
    return kinds.get(label, label.lower())


def _figures(chains: list[Chain], known: Steps, table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Which ends were reached, and how many of the steps shown each agency holds."""
    ends: dict[str, Kind] = {
        "child": "text", "to": "text", "to_name": "text", "length": "whole", "chains": "whole", "more": "flag"
    }  # fmt: skip
    rows = [
        (c.child, c.to, words.name_of(c.to, known.names), len(c.paths[0]) - 1, len(c.paths), c.more)
        for c in chains
        if c.paths
    ]
    held = table.explode("agencies").dropna(subset="agencies").groupby("agencies")
    by = pd.DataFrame({"chains": held.size(), "only_one_agency": held["only_one_agency"].sum()})
    columns: dict[str, Kind] = {"agency": "text", "chains": "whole", "only_one_agency": "whole"}
    return {
        "Ends": frame(ends, pd.DataFrame(rows, columns=list(ends))),
        "Chains by agency": frame(columns, by.rename_axis("agency").reset_index()),
    }


QUESTION = Question(
    name="chain",
    title="How a child is connected to a place, a group or a person",
    concern="Gaps in communication, and professionals who did not know the whole network, led to a failure to see the "
    "full picture: each agency held a part of it.",
    about="The shortest chains of recorded steps from a child to a place, a group or another child, each step with its "
    "day, who holds it and how sure it is; and whether one agency holds a step that nobody else along the chain does.",
    answer=answer,
    keys=None,
)
