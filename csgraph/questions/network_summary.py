"""What missing-links says of each child, summed up: roles not filled, one-sided knowledge, 0 to 19 health."""

from __future__ import annotations

import pandas as pd

from csgraph.codes import code_list
from csgraph.network.citations import distinct
from csgraph.questions.completeness import COUNTED
from csgraph.questions.network_rules import NetworkRules

UNFILLED = {
    "gap": "nobody recorded",
    "ended_without_successor": "ended, and nobody since",
    "present_stale": "no contact lately",
}
"""States of an expected role that somebody ought to act on, and how they read in a list."""

SOURCES = 20
"""Records cited at most for a child."""


def summed_up(table: pd.DataFrame, rules: NetworkRules) -> list[pd.DataFrame]:
    """The findings of missing-links as findings of this question.

    Args:
        table: the findings of missing-links.
        rules: what the 0 to 19 health service is for.
    """
    return [health_missing(table, rules), incomplete(table), one_sided(table)]


def incomplete(table: pd.DataFrame) -> pd.DataFrame:
    """Children with an expected role that is not filled: one row each."""
    expected = table[table["state"].isin(COUNTED)]
    lacking = expected[expected["state"].isin(UNFILLED)]
    rows = _by_child(lacking, _role(lacking) + ": " + lacking["state"].map(UNFILLED))
    told = rows["subject"].map(expected["subject"].value_counts()).astype("str")
    present = expected.loc[expected["state"] == "present", "subject"].value_counts()
    count = rows["subject"].map(present).fillna(0).astype("int64").astype("str")
    return rows.assign(
        state="incomplete",
        finding=count + " of " + told + " expected roles that can be told are present.",
        next_step="The lead practitioner goes through missing-links for this child: it names whom to ring for each.",
        would_change="A record of somebody in these roles.",
    )


def one_sided(table: pd.DataFrame) -> pd.DataFrame:
    """Children with professionals whom one agency only knows: one row each."""
    rows = table[table["state"] == "asymmetric"]
    agency = rows["recorded_by"].map(dict(code_list("agency").codes)).astype("str").fillna(rows["recorded_by"])
    found = _by_child(rows, _role(rows) + ", known to " + agency + " only")
    count = found["subject"].map(rows["subject"].value_counts()).astype("str")
    return found.assign(
        state="asymmetric",
        basis="",
        finding="Professionals who work with the child and are known to one agency only: " + count + ".",
        next_step="The lead practitioner shares the list of the network, where that is lawful and needed.",
        would_change="Records of the same professionals by a second agency.",
    )


def health_missing(table: pd.DataFrame, rules: NetworkRules) -> pd.DataFrame:
    """Unfilled roles of the 0 to 19 health service, as missing-links tells them, with what the service is for."""
    remits = rules.remits()
    rows = table[table["state"].isin(UNFILLED) & table["role"].isin(remits)]
    reasons = [[*why, remits[role]] for why, role in zip(rows["reasons"], rows["role"], strict=True)]
    return rows.assign(state="health_0_19_missing", reasons=pd.Series(reasons, index=rows.index, dtype=object))


def _by_child(rows: pd.DataFrame, words: pd.Series) -> pd.DataFrame:
    """One row a child: subject, subject_label, basis (statutory before local), reasons, sources."""
    by = rows.assign(words=words).groupby("subject")
    lists = {
        "reasons": ("words", lambda texts: sorted(set(texts))),
        "sources": ("sources", lambda cited: distinct(cited, SOURCES)),
    }
    return by.agg(basis=("basis", "max"), **lists).reset_index().assign(subject_label="Child")


def _role(rows: pd.DataFrame) -> pd.Series:
    return rows["role"].map(dict(code_list("role").codes)).astype("str").fillna(rows["role"])
