"""Chains in words: each step with its record, which agencies hold it, and whether one agency holds them all.

No sentence names a child: the first is “the child”, the others are numbered by their place in the chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.chains import Chain
from csgraph.network.citations import distinct
from csgraph.network.steps import EVIDENCE, FAMILY, WORKERS, Steps
from csgraph.questions.co_missing_words import HOMES

SOURCES_SHOWN = 60
WOULD_CHANGE = "A record that proves wrong or falls due for review; a step that a source not loaded yet knows of."
NO_HARM = "no evidence of harm"
STEP_NONE = "The lead professional asks the child and those who work with the child: no record is no proof."
STEP_CANNOT = "The data officer asks the police, and whoever drew a peer map, for an extract that covers the child."
OWN_WORDS = {
    "incident": "at an incident there",
    "missing": "found there after being missing",
    "member": "said to belong to the group",
    "group_place": "the group is linked with the place",
    "peer_group": "in the peer group by recorded ties",
}
"""Kinds and types of step that have no code list of their own, or whose list says it otherwise."""
LISTS = {"peer": "peer_tie", "place": "place_tie", "adult": "adult_tie", "family": "family_tie", "worker": "role"}
THROUGH = {0: "", EVIDENCE: "", FAMILY: "family", WORKERS: "professionals"}


@dataclass(frozen=True)
class Step:
    """One step of a chain: the sentence, codes of the agencies that hold it, and the records."""

    words: str
    agencies: tuple[str, ...]
    evidence: tuple[str, ...]


def steps_told(path: Sequence[str], tier: int, records: pd.DataFrame, known: Steps) -> list[Step]:
    """The steps of a chain in order.

    Args:
        path: node ids.
        tier: what the chain may be made of.
        records: the steps of the chains by pair, as `between` gives them.
        known: names of places, groups and others.
    """
    called = _called(path, known.names)
    return [
        _step(f"{called[n]} – {called[n + 1]}", _of_pair(records, one, other, tier))
        for n, (one, other) in enumerate(pairwise(path))
    ]


def between(known: Steps, chains: Sequence[Chain]) -> pd.DataFrame:
    """The steps that some chains are made of, indexed by their two ends in order of id."""
    pairs = {(*sorted(pair),) for c in chains for path in c.paths for pair in pairwise(path)}
    steps, swap = known.steps, known.steps["a"] > known.steps["b"]
    ends = [steps[one].where(~swap, steps[other]) for one, other in ("ab", "ba")]
    index = pd.MultiIndex.from_arrays(ends, names=["one", "other"])
    indexed = steps.set_index(index)
    wanted = pd.MultiIndex.from_tuples(sorted(pairs), names=["one", "other"]) if pairs else index[:0]
    return indexed[index.isin(wanted)].sort_index(kind="stable")


def _of_pair(records: pd.DataFrame, one: str, other: str, tier: int) -> pd.DataFrame:
    rows = records.loc[[(*sorted((one, other)),)]]
    # Evidence where there is any: that two are family too adds nothing to it.
    kept: pd.DataFrame = rows[rows["tier"] == min(rows["tier"].min(), tier)]
    return kept.sort_values("day", ascending=False)


def _step(ends: str, rows: pd.DataFrame) -> Step:
    what = [_what(str(type_), kind) for type_, kind in zip(rows["type"], rows["kind"], strict=True)]
    days = rows["day"].dropna()
    latest = f", latest {days.max():%Y-%m-%d}" if len(days) else ""
    count = f"{len(rows)} records" if len(rows) > 1 else "1 record"
    agencies = tuple(sorted(set(rows["recorded_by"].dropna())))
    how = sorted(set(rows["reliability"].dropna()))
    held = f"held by {', '.join(agency_names(agencies)) or 'nobody named'} ({', '.join(how) or 'reliability not said'})"
    words = f"{ends}: {'; '.join(dict.fromkeys(what))} ({count}{latest}), {held}"
    return Step(words, agencies, tuple(distinct(rows["evidence"])))


def _what(type_: str, kind: object) -> str:
    known = kind if isinstance(kind, str) else ""
    own = OWN_WORDS.get(type_) or OWN_WORDS.get(known)
    listed = code_list(LISTS[type_]).codes.get(known, "tie of a kind not recorded") if type_ in LISTS else ""
    words = own or listed[:1].lower() + listed[1:]
    if type_ == "worker":
        return f"works with the child as {words} ({NO_HARM})"
    return f"family: {words} ({NO_HARM})" if type_ == "family" else words


def _called(path: Sequence[str], names: pd.DataFrame) -> list[str]:
    """What to call each node of a chain."""
    first = ["the child"]
    return first + [name_of(node, names) or f"child {n}" for n, node in enumerate(path[1:], 2)]


def name_of(node: str, names: pd.DataFrame) -> str:
    """What to call a place, a group, an adult or a professional; empty for a child."""
    if node not in names.index:
        return ""
    label, kind, name = (cell if isinstance(cell, str) else "" for cell in names.loc[node, ["label", "kind", "name"]])
    if label == "Adult":
        return "an adult"
    if label == "Professional":
        return "a professional"
    kinds = code_list("place").codes
    called = kinds.get(kind, kind) if kind in HOMES else name
    return called or f"a {label.replace('Location', 'place').lower()} without a name"


def agency_names(codes: Sequence[str]) -> list[str]:
    """The words for some codes of agencies."""
    words = code_list("agency").codes
    return [words.get(code, code) for code in codes]


def alone(steps: Sequence[Step]) -> list[int]:
    """Numbers, from 1, of the steps that one agency holds which holds none of the others."""
    return [
        n
        for n, step in enumerate(steps, 1)
        if len(step.agencies) == 1
        and not any(step.agencies[0] in other.agencies for m, other in enumerate(steps, 1) if m != n)
    ]


def holding_all(steps: Sequence[Step]) -> list[str]:
    """Codes of the agencies that hold every step."""
    return sorted(set.intersection(*({*step.agencies} for step in steps)))


def connected(chain: Chain, end: str, steps: Sequence[Step]) -> str:
    """The sentence of a chain that was found."""
    many = "1 step" if len(steps) == 1 else f"{len(steps)} steps"
    whole = holding_all(steps)
    held = f"{', '.join(agency_names(whole))} could tell it whole" if whole else "no agency holds every step"
    if chain.tier == EVIDENCE:
        return f"The child is connected with {end} in {many}; {held}."
    who = {FAMILY: "family", WORKERS: "a professional who works with both"}[chain.tier]
    return f"No evidence connects the child with {end}; through {who}, which is {NO_HARM}, it is {many}; {held}."


def reasons(steps: Sequence[Step]) -> list[str]:
    """Which steps one agency holds that holds no other, and who holds them all."""
    lone = [(n, agency_names(steps[n - 1].agencies)[0]) for n in alone(steps)]
    if len(steps) == 1:
        return ["Recorded directly", *(f"{agency} alone holds the step" for _, agency in lone)]
    whole = holding_all(steps)
    return [
        f"Shortest chain of recorded steps: {len(steps)}",
        *(f"Step {n} is held by {agency} alone, who holds no other step of the chain" for n, agency in lone),
        *([f"Every step is held by {', '.join(agency_names(whole))}"] if whole else []),
    ]


def next_step(steps: Sequence[Step]) -> str:
    """Who should bring what together."""
    every = agency_names(sorted({code for step in steps for code in step.agencies}))
    if len(every) > 1:
        return f"The lead professional asks {', '.join(every)} to bring what each holds of these steps to one meeting."
    return (
        f"The lead professional asks {every[0] if every else 'who recorded it'} to share the steps with those who work "
        "with the child, and asks the other agencies what they know of them."
    )


def no_chain(end: str) -> str:
    """The sentence where nothing connects."""
    return f"No chain of recorded steps connects the child with {end}."


def not_told(end: str) -> str:
    """The sentence where nothing could show it."""
    return f"Whether the child is connected with {end} cannot be told."


def why_none(*, told: bool, unknown: bool) -> str:
    """Why there is no chain."""
    if told:
        return "Loaded extracts that would show a step cover the child"
    if unknown:
        return "No record of the other end is loaded"
    return "No loaded extract that shows peers, places, groups, incidents or missing episodes covers the child"
