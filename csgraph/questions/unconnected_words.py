"""Pairs of unconnected children in words. No sentence names a child."""

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import distinct

CAVEATS = (
    (
        "Boundary: children with an open plan on the day, unless children were named. A child without a plan is "
        "left out."
    ),
    "Period: places by the records of the last 13 windows of four weeks, groups as they hold on the day.",
    (
        "Coverage: a professional in a source that was not loaded may know both children. A practice or team "
        "named without a professional does not count as somebody who knows both."
    ),
    (
        "Shared are only places where at least two unrelated children came to harm, peer groups and named groups: "
        "never a school, a child's own home or placement, or a safe place."
    ),
    "Places shared by more than 60 of the children are listed apart: there, each two children are no finding.",
    "Order is by id. It ranks nobody.",
)


SOURCES_SHOWN = 60
WOULD_CHANGE = (
    "A professional who works with both; a source not loaded yet that knows of one; a record of the place or group "
    "that proves wrong."
)


def worded(pairs: pd.DataFrame, contexts: pd.DataFrame, workers: pd.DataFrame) -> pd.DataFrame:
    """One finding a pair, in order of their ids."""
    known = contexts.set_index(["context", "child"])
    named = contexts.drop_duplicates("context").set_index("context")
    label = (named["name"] + " (" + named["context_kind"] + ")").to_dict()
    labels = [[label[c] for c in via] for via in pairs["via"]]
    ends = list(zip(pairs["child_a"], pairs["child_b"], pairs["via"], strict=True))
    evidence = known["evidence"].to_dict()
    sources = [
        distinct([evidence[(context, child)] for context in via for child in (a, b)], SOURCES_SHOWN)
        for a, b, via in ends
    ]
    number = workers[workers["worker_label"] == "Professional"].groupby("child")["worker"].nunique()
    counts = [pairs[end].map(number).fillna(0).astype("int64") for end in ("child_a", "child_b")]
    agencies = _same_agencies(pairs, workers)
    return pd.DataFrame(
        {
            "subject": pairs["child_a"],
            "subject_label": "Child",
            "state": "no_professional_in_common",
            "finding": [_finding(names) for names in labels],
            "basis": "",
            "reasons": [_reasons(*row) for row in zip(labels, *counts, agencies, strict=True)],
            "sources": sources,
            "next_step": [_next_step(a, b) for a, b in zip(*counts, strict=True)],
            "would_change": WOULD_CHANGE,
            "other_child": pairs["child_b"],
            "via": pairs["via"],
            "via_names": labels,
            "workers": counts[0],
            "other_workers": counts[1],
            "same_agencies": agencies,
        }
    )


def _finding(names: list[str]) -> str:
    return f"Two unrelated children share {', '.join(names)}, and no professional is known to work with both."


def _reasons(names: list[str], one: int, other: int, agencies: list[str]) -> list[str]:
    """Why the pair is shown."""
    labels = code_list("agency").codes
    same = ", ".join(labels.get(name, name) for name in agencies)
    return [
        *(f"Both have a record at {name}" if name.endswith("(place)") else f"Both belong to {name}" for name in names),
        f"{one} and {other} professionals work with them, none with both",
        f"Agencies that work with both through different people: {same}" if same else "No agency in common either",
    ]


def _next_step(one: int, other: int) -> str:
    if one and other:
        return "Put the professionals of the two in touch; consider both at one meeting about the place or group."
    return "Ask who works with the child for whom no professional is known, then put the professionals in touch."


def _same_agencies(pairs: pd.DataFrame, workers: pd.DataFrame) -> list[list[str]]:
    """Agencies that recorded an involvement with both children of each pair."""
    known = workers.dropna(subset=["recorded_by"]).groupby("child")["recorded_by"].agg(set).to_dict()
    nobody: set[str] = set()
    both = zip(pairs["child_a"], pairs["child_b"], strict=True)
    return [sorted(known.get(a, nobody) & known.get(b, nobody)) for a, b in both]
