"""Is the professional network of each child with a plan whole, and does it meet?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.meetings import agencies_of
from csgraph.questions import network_words as words
from csgraph.questions.missing_links import missing_links
from csgraph.questions.network_figures import attendance, health_service
from csgraph.questions.network_rules import NetworkRules, network_rules
from csgraph.questions.network_states import Meetings, did_not_attend, known_meetings, not_invited, not_quorate
from csgraph.questions.network_summary import summed_up
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "matter": "text",
    "role": "text",
    "agency": "text",
    "worker": "text",
    "worker_name": "text",
    "phone": "text",
    "email": "text",
    "team": "text",
    "days": "texts",
    "kinds": "texts",
    "held": "whole",
    "rule_source": "text",
}
"""Columns of this question after those of all findings."""

ABOUT = {
    "matter": "what it is about, with the kind and day of a meeting where it is one",
    "role": "role of the professional",
    "agency": "their agency",
    "worker": "id of the professional",
    "worker_name": "what they are called",
    "phone": "their work telephone",
    "email": "their work e-mail",
    "team": "team as recorded",
    "days": "days of the meetings",
    "kinds": "kinds of the meetings",
    "held": "meetings about the child in their time, or to which they were asked",
    "rule_source": "where the rule was published or whose choice it is; unverified where nobody read it",
}

MATTERS = {
    "not_quorate": "quorum",
    "not_invited": "invitation",
    "did_not_attend": "attendance",
    "health_0_19_missing": "0 to 19 health",
    "incomplete": "expected roles",
    "asymmetric": "one-sided knowledge",
    "cannot_tell": "attendance on record",
}
"""What each state is about, in the order of the table; a meeting that was not quorate adds its kind and day."""


def answer(store: Store, asking: Asking) -> Findings:
    """What missing-links says of each child, summed up, and the child's meetings: who was left out, who did not come.

    Raises:
        CsgraphError: the rules cannot be used, or the store cannot be read.
    """
    rules = network_rules()
    children = _children(store, asking)
    links = missing_links(store, replace(asking, children=frozenset(children)))
    known = known_meetings(store, asking, children, rules)
    table = _ordered(pd.concat(_rows(known, links.table, rules), ignore_index=True), asking)
    figures = {
        "Invited and attended by agency and kind of meeting": _of_agencies(attendance(known), asking),
        "0 to 19 health service": health_service(known, links.table, rules),
        "Completeness by team": links.figures["completeness by team"],
        "Known to one agency only": links.figures["known to one agency only"],
    }
    return Findings(QUESTION.name, asking.as_of, findings_table(table, MORE), figures, words.caveats(rules))


def _children(store: Store, asking: Asking) -> pd.Index:
    """The children asked about, else those with an open plan on the day."""
    if asking.children is not None:
        every = asking.children & {*store.read("children")["child"]}
    else:
        every = frozenset(store.read("child_plans", as_of=asking.as_of)["child"])
    return pd.Index(sorted(every), dtype="str")


def _rows(known: Meetings, links: pd.DataFrame, rules: NetworkRules) -> list[pd.DataFrame]:
    """The findings of each state."""
    return [
        words.worded_quorum(not_quorate(known, rules.quorum), rules.quorum),
        words.worded_left_out(not_invited(known), rules),
        words.worded_absent(did_not_attend(known), rules),
        *summed_up(links, rules),
        words.worded_unknown(known.uncovered, known.bare),
    ]


def _ordered(rows: pd.DataFrame, asking: Asking) -> pd.DataFrame:
    """By state, child and whom it is about; of the agencies asked about, where a finding is about somebody's agency."""
    agency = rows["agency"].fillna(agencies_of(rows["role"]).where(rows["role"].notna()))
    quorum = rows["state"] == "not_quorate"
    which = [f", {kinds[0]} on {days[0]}" for kinds, days in rows.loc[quorum, ["kinds", "days"]].to_numpy().tolist()]
    matter = rows["state"].map(MATTERS).astype("str")
    matter[quorum] += pd.Series(which, index=rows.index[quorum], dtype="str")
    rows = rows.assign(agency=agency, matter=matter, place=rows["state"].map({s: n for n, s in enumerate(MATTERS)}))
    rows = _of_agencies(rows, asking)
    return rows.sort_values(["place", "subject", "role", "worker"], kind="stable").reset_index(drop=True)


def _of_agencies(rows: pd.DataFrame, asking: Asking) -> pd.DataFrame:
    """Rows about one of the agencies asked about, or about none."""
    if asking.agencies is None:
        return rows
    return rows[rows["agency"].isna() | rows["agency"].isin(asking.agencies)].reset_index(drop=True)


QUESTION = Question(
    name="network",
    title="The professional network, and its meetings",
    concern="Professionals did not understand the full professional network, so opportunities were missed; lead "
    "practitioners must involve all appropriate practitioners in planning, and the 0 to 19 health service's remit "
    "was poorly known.",
    about="For children with an open plan: how complete the recorded network is, who is known to one agency only, who "
    "works with the child and was not asked to meetings, who was asked and did not come, which meetings were not "
    "quorate, and what the 0 to 19 health service is for and where it is missing.",
    answer=answer,
    keys=("matter", "role", "worker"),
)
