"""Caseloads, and children without a named worker, in sentences. No sentence names a child."""

from __future__ import annotations

import pandas as pd

from csgraph.codes import code_list
from csgraph.questions.capacity_rules import Capacity
from csgraph.questions.rule_files import unverified_caveat

COMPARE = "a way to compare, not a measure of work"
"""Printed wherever a weighted number is."""


def worded_workers(loads: pd.DataFrame, rules: Capacity) -> pd.DataFrame:
    """Heavy caseloads as findings, in order of role and worker."""
    role = _role(loads["role"])
    who = loads["worker_name"].fillna(loads["worker"]) + (" (" + loads["team"] + ")").where(loads["team"].notna(), "")
    rows = zip(loads["children"], loads["weighted"], loads["workers"], loads["median"], loads["upper"], strict=True)
    reasons = [
        [
            f"Weighted {weighted:.2f} ({COMPARE}): {children} children, and what their plans, events and groups add",
            f"Of {workers} workers in this role the median is {median:.2f} and the upper quartile {upper:.2f}",
        ]
        for children, weighted, workers, median, upper in rows
    ]
    return loads.assign(
        subject=loads["worker"],
        subject_label="Professional",
        state="heavier_than_most",
        finding=role + ": " + who + " has a heavier caseload than most in the same role.",
        basis=rules.heavier.basis,
        reasons=pd.Series(reasons, index=loads.index, dtype=object),
        sources=pd.Series([["links that hold on the day, by worker"]] * len(loads), index=loads.index, dtype=object),
        next_step="The team manager looks at the caseload with " + loads["worker_name"].fillna("the worker")
        + ": which work can be shared, and which visits do not happen?",
        would_change="Other weights in rules/capacity.toml, or links that ended and were never closed on the record.",
        upper_quartile=loads["upper"].round(2),
        weighted=loads["weighted"].round(2),
        rule_source=rules.weights.told,
    )  # fmt: skip


def worded_children(rows: pd.DataFrame, rules: Capacity) -> pd.DataFrame:
    """Children without a named worker as findings, in order of their ids."""
    labels = code_list("role").codes
    wanted = " or ".join(labels[role] for role in rules.intensive.roles)
    known = rows["state"] == "no_named_worker"
    none = f"{wanted}: nobody is recorded by name, though the circumstances on record need time-intensive work."
    unknown = f"{wanted}: whether anybody works with the child cannot be told; no loaded extract covers each role."
    reasons = [
        [*why, *([f"No loaded extract shows: {', '.join(labels[role] for role in unseen)}"] if unseen else [])]
        for why, unseen in zip(rows["reasons"], rows["unseen"], strict=True)
    ]
    looked = zip(rows["sources"], rows["covering"], strict=True)
    sources = [[*(own if isinstance(own, list) else []), *(f"looked in {one}" for one in seen)] for own, seen in looked]
    return rows.assign(
        subject=rows["child"],
        subject_label="Child",
        finding=known.map({True: none, False: unknown}).astype("str"),
        basis=rules.intensive.basis,
        reasons=pd.Series(reasons, index=rows.index, dtype=object),
        sources=pd.Series([found or ["no loaded extract"] for found in sources], index=rows.index, dtype=object),
        next_step=known.map({True: ASK, False: LOAD}).astype("str"),
        would_change="A record of a named worker in one of these roles, or of circumstances that have changed.",
        covered=known.astype("boolean"),
        rule_source=rules.intensive.told,
    ).drop(columns=["covering", "unseen"])


ASK = "The lead practitioner asks the exploitation team and family help: who can do this work, from when? Record who."
LOAD = "The lead practitioner asks who works with the child; or load an extract that shows these roles."


def caveats(rules: Capacity) -> list[str]:
    """What limits the answer."""
    weights = rules.weights
    plans = ", ".join(f"{code_list('plan').codes[kind]} {weight:g}" for kind, weight in weights.plans.items())
    return [
        (
            f"Weights are {COMPARE}: a child counts {weights.child:g}; more for the heaviest open plan ({plans}), "
            f"{weights.event:g} for each day with an event within {weights.event_days} days (at most "
            f"{weights.most_events}), {weights.group:g} for a member of a group ({weights.told}). Sums of fewer than "
            f"{weights.least_children} children are not shown: they would be a number of a child."
        ),
        (
            "Boundary: every worker of whom a loaded extract has a link that holds on the day; children within the "
            "default boundary, unless children were named."
        ),
        (
            "Coverage: a caseload holds only children of the loaded extracts. Where an extract shows some of a "
            "worker's children, such as a school's roll, it is too low; links never closed make it too high."
        ),
        (
            "Heavier than most is relative: up to a quarter of a role is above its upper quartile by construction. It "
            "says nothing of hours, of part-time work or of how well anybody works."
        ),
        "A worker known under two identifiers has two caseloads here. Order is by role and id: it ranks nobody.",
        *unverified_caveat((rules.weights, rules.heavier, rules.intensive)),
    ]


def _role(codes: pd.Series) -> pd.Series:
    return codes.map(dict(code_list("role").codes)).astype("str").fillna(codes)
