"""Which cases were closed because somebody disengaged, or while something was still open?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.closing import WORDS_KIND
from csgraph.network.listing import lists_by
from csgraph.questions.closed_again import STATE, worded_again
from csgraph.questions.closing_figures import closing_figures
from csgraph.questions.closing_rules import ClosingRules, closing_rules
from csgraph.questions.closing_states import STATES, Closings, closings_told, named_closing
from csgraph.questions.closures_words import CAVEATS, worded
from csgraph.questions.completeness import TEAM_ROLES
from csgraph.questions.rule_files import unverified_caveat
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "closing": "text",
    "closed": "text",
    "closed_on": "date",
    "codes": "texts",
    "wordings": "texts",
    "concerns": "texts",
    "open_plans": "texts",
    "uncovered": "texts",
    "worker_name": "text",
    "phone": "text",
    "email": "text",
    "team": "text",
}
"""Columns of this question after those of all findings."""

ABOUT = {
    "closing": "the closing: kind of case and day; again where cases were closed more than once",
    "closed": "kind of case that was closed",
    "closed_on": "day it was closed",
    "codes": "national closure codes",
    "wordings": "what the agency's words say of disengagement",
    "concerns": "kinds of concern on record at the closing or since",
    "open_plans": "kinds of plan open on the day asked about",
    "uncovered": "kinds of record that no loaded extract shows of this child",
    "worker_name": "who led the case on the day it was closed",
    "phone": "their work telephone",
    "email": "their work e-mail",
    "team": "their team",
}

ORDER = (STATES[0], STATE, *STATES[1:])
"""States in the order of the table."""


def answer(store: Store, asking: Asking) -> Findings:
    """Closings of the window that were for disengagement, left something open, or cannot be told apart from these."""
    rules = closing_rules()
    told = closings_told(store, asking.as_of, rules, asking.children)
    plans = store.read("child_plans", as_of=asking.as_of).sort_values(["child", "kind"])
    open_plans = lists_by(plans.dropna(subset="kind"), ["child"], "kind").set_index("child")["kind"]
    rows = pd.concat([_led(worded(told, rules, open_plans), told.links), worded_again(told, rules)], ignore_index=True)
    rows = rows.assign(subject_label="Child", basis=rules.closures.basis)
    rows = rows.rename(columns={"child": "subject", "kind": "closed", "day": "closed_on"})
    place = {state: n for n, state in enumerate(ORDER)}
    order = rows.assign(place=rows["state"].map(place)).sort_values(
        ["place", "closed_on", "subject", "closing"], ascending=[True, False, True, True], kind="stable"
    )
    order = order.assign(closing=named_closing(order.rename(columns={"closed": "kind", "closed_on": "day"})))
    table = findings_table(order.reset_index(drop=True), MORE)
    return Findings(QUESTION.name, asking.as_of, table, closing_figures(told.table), _caveats(store, told, rules))


def _led(rows: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """The rows with the name and reach of who led the case when it was closed."""
    order = {role: place for place, role in enumerate(TEAM_ROLES)}
    lead = links[links["role"].isin(TEAM_ROLES)]
    first = lead.assign(place=lead["role"].map(order)).sort_values("place", kind="stable")
    first = first.drop_duplicates(["child", "closing"])
    return rows.merge(first[["child", "closing", "worker_name", "phone", "email"]], on=["child", "closing"], how="left")


def _caveats(store: Store, told: Closings, rules: ClosingRules) -> list[str]:
    """Window, what no loaded extract shows, and rules whose source nobody read."""
    looked = rules.closures
    window = f"Period: closings in the {looked.days} days to the day asked about; closed again in {looked.repeat_days}."
    wordless = int((~told.table["words"].map(bool)).sum())
    batches = store.read("batches")
    shows = batches["kinds"].map(lambda kinds: WORDS_KIND in kinds).any()
    none = [] if shows else ["No loaded extract shows closings in the agency's own words: load the case records."]
    few = f"Closings of which no loaded extract has the agency's own words: {wordless} of {len(told.table)}."
    return [*CAVEATS[:1], window, *none, few, *CAVEATS[1:], *unverified_caveat(rules.every())]


QUESTION = Question(
    name="closures",
    title="Cases closed for disengagement or with concerns still open",
    concern="Cases were closed because young people disengaged, an audit found, as one before it had: the risk outside "
    "the home goes on, and those who knew the child leave.",
    about="Every case closed or stepped down in a year: whether the agency's own words say disengagement, and which "
    "concerns were on record on that day or since. A national code alone never says it. It asks about closings and "
    "those who decided them, and says nothing of a child's risk.",
    answer=answer,
    keys=("closing",),
)
