"""Which ties that nobody recorded are worth asking about? Read by nothing else: see the caveats."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.findings import Asking, Findings, Question, findings_table
from csgraph.network.coverage import covered_by_kind
from csgraph.network.homes import DWELLINGS
from csgraph.network.possible_ties import in_order, known_on, possible_ties
from csgraph.questions.possible_tie_rules import PossibleTieRules, possible_tie_rules
from csgraph.questions.possible_tie_words import CAVEATS, alone, worded
from csgraph.questions.rule_files import unverified_caveat
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

MORE: dict[str, Kind] = {
    "other_child": "text",
    "grounds": "texts",
    "places": "texts",
    "through": "texts",
    "ask": "texts",
}
"""Columns of this question after those of all findings."""

ABOUT = {
    "other_child": "id of the other child",
    "grounds": "kinds of ground that speak for asking",
    "places": "ids of the places that it rests on",
    "through": "ids of the common friends",
    "ask": "roles to put the question to",
}


def answer(store: Store, asking: Asking) -> Findings:
    """Questions to ask about ties of the children named; nothing where none are."""
    rules = possible_tie_rules()
    caveats = [told.format(window=rules.window.days) for told in CAVEATS]
    caveats += unverified_caveat([rules.window, *rules.grounds.values()])
    rows = pd.DataFrame()
    figures = {}
    if asking.children is not None:
        rows, grounds = _asked(store, asking.as_of, asking.children, rules)
        figures = {"Questions by ground": _by_ground(grounds, rules)}
    return Findings(QUESTION.name, asking.as_of, findings_table(rows, MORE), figures, caveats)


def _asked(
    store: Store, as_of: date, children: frozenset[str], rules: PossibleTieRules
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The findings on some children, and the grounds that they rest on."""
    grounds = possible_ties(known_on(store, as_of, rules.window.days), rules.limits, children)
    pairs = worded(grounds, in_order(grounds), _place_names(store), rules.grounds)
    without = sorted(children - {*grounds["child_a"], *grounds["child_b"]})
    covered = covered_by_kind(store, as_of, "missing", "incident")
    rest = [alone(child, _covering(covered, child)) for child in without if child in covered["missing"].index]
    return pd.concat([pairs, pd.DataFrame(rest)], ignore_index=True), grounds


def _covering(covered: dict[str, pd.Series], child: str) -> list[str]:
    """The extracts that would show where a child was; none unless both kinds of record are covered."""
    lists = [covered[kind][child] for kind in ("missing", "incident")]
    return sorted({extract for found in lists for extract in found}) if all(lists) else []


def _place_names(store: Store) -> dict[str, str]:
    """Names of places by id; of a dwelling, whose name is an address, its kind."""
    places = store.read("places")
    names = places["name"].where(~places["kind"].isin(DWELLINGS | {"cuckooed_address"}), "a dwelling")
    return dict(zip(places["place"], names.fillna(places["place"]), strict=True))


def _by_ground(grounds: pd.DataFrame, rules: PossibleTieRules) -> pd.DataFrame:
    """How many questions each ground gives, and whom they are for."""
    by = grounds.drop_duplicates(["child_a", "child_b", "ground"]).groupby("ground").size()
    rows = [(ground, rule.ask, int(by.get(ground, 0)), rule.told) for ground, rule in rules.grounds.items()]
    return pd.DataFrame(rows, columns=["ground", "ask", "questions", "rule"])


QUESTION = Question(
    name="possible-ties",
    title="Ties that nobody recorded and that are worth a question",
    concern="Professionals did not see the full picture around a young person: friends whom no agency wrote down.",
    about="For children who are named, and only for them: pairs of unrelated children without a recorded tie whose "
    "records give a ground to ask whether they know each other: the same place within days, found again at the same "
    "place, missing at the same time, common friends. Each is worded as a question to a role. It is never in a count, "
    "a group or a ranking, and no other question reads it.",
    answer=answer,
    keys=None,
)
