"""Which children's workers changed often, left a gap, ended without successor, or changed without a day together."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csgraph.network.coverage import Coverage
from csgraph.network.tenures import DAY, OF, merged, within
from csgraph.questions.continuity_rules import Continuity

STATES = ("many_changes", "gap_without_worker", "ended_without_successor", "no_handover", "cannot_tell")
"""In the order of the table."""


@dataclass(frozen=True)
class Known:
    """What is known of the workers of the children asked about.

    Attributes:
        day: the day asked about.
        since: the day before the first of the window.
        rules: the rules.
        children: `age`, by child id.
        times: `csgraph.network.tenures.joined`, of these children.
        changes: `successions` that began in the window.
        breaks: `breaks` of the times.
        plans: child, kind, first, last of every plan of the window.
        cover: what the loaded extracts can show.
    """

    day: pd.Timestamp
    since: pd.Timestamp
    rules: Continuity
    children: pd.DataFrame
    times: pd.DataFrame
    changes: pd.DataFrame
    breaks: pd.DataFrame
    plans: pd.DataFrame
    cover: Coverage

    def open_plans(self, rule: int) -> pd.DataFrame:
        """Days on which a child had a plan with which the roles of a rule are to be held: child, first, last."""
        kinds = self.rules.rule[rule].plans
        return merged(self.plans[self.plans["kind"].isin(kinds)] if kinds else self.plans)


def found_states(known: Known) -> pd.DataFrame:
    """One row a child, role and state: child, role, state, days, covering, and rule (its place in the rules).

    `days` is how long nobody held the role: of the longest gap, or since the end.
    """
    changed = _many(known)
    absent = pd.concat([_gaps(known), _ended(known)], ignore_index=True)
    absent = absent.assign(covering=known.cover.covering(absent))
    told = absent["covering"].map(bool).astype(bool)
    unknown = pd.concat([absent[~told].assign(state="cannot_tell"), _unseen(known)], ignore_index=True)
    rows = [changed, absent[told], _abrupt(known), unknown.drop_duplicates(OF)]
    found = pd.concat(rows, ignore_index=True)
    found["rule"] = known.rules.numbers(found["role"])
    order = found["state"].map({state: place for place, state in enumerate(STATES)})
    return found.assign(order=order).sort_values(["order", "role", "child"], ignore_index=True).drop(columns="order")


def _many(known: Known) -> pd.DataFrame:
    counted = known.changes.groupby(OF).size().rename("changes").reset_index()
    least = known.rules.numbers(counted["role"]).map(lambda place: known.rules.rule[place].changes)
    return counted.loc[counted["changes"] >= least, OF].assign(state="many_changes")


def _gaps(known: Known) -> pd.DataFrame:
    """Children and roles with a gap of more days than the rule allows while a plan was open in the window."""
    spells = known.breaks.assign(rule=known.rules.numbers(known.breaks["role"]))
    begins = known.since + DAY
    spells["first"] = spells["first"].where(spells["first"] > begins, begins)
    found = [within(spells[spells["rule"] == rule], known.open_plans(rule)) for rule in _rules(spells)]
    gaps = pd.concat([spells.head(0), *found], ignore_index=True)
    gaps["days"] = (gaps["last"] - gaps["first"]).dt.days + 1
    allowed = gaps["rule"].map(lambda place: known.rules.rule[place].gap_days)
    longest = gaps[gaps["days"] > allowed].groupby(OF)["days"].max().reset_index()
    return longest.assign(state="gap_without_worker")


def _ended(known: Known) -> pd.DataFrame:
    """Children and roles whose last worker ended in the window, while a plan that was open then still is."""
    last = known.times.groupby(OF)["until"].max().reset_index()
    last = last[(last["until"] < known.day) & (last["until"] > known.since)]
    spells = last.assign(first=last["until"], last=known.day, rule=known.rules.numbers(last["role"]))
    found = _throughout(spells, known)
    days = (known.day - found["until"]).dt.days
    return found[OF].assign(days=days, state="ended_without_successor")


def _abrupt(known: Known) -> pd.DataFrame:
    """Children and roles with a change without enough days together, and no gap, in the course of one plan."""
    changes, rules = known.changes, known.rules
    rule = rules.numbers(changes["role"])
    allowed = rule.map(lambda place: rules.rule[place].gap_days)
    nobody = (changes["begin"] - changes["until_before"]).dt.days - 1
    sudden = changes[(changes["shared"] < rules.window.overlap_days) & (nobody <= allowed)]
    spells = sudden[OF].assign(first=sudden["until_before"].clip(upper=sudden["begin"]), last=sudden["begin"])
    found = _throughout(spells.assign(rule=rule.reindex(spells.index)), known)
    return found[OF].drop_duplicates().assign(state="no_handover")


def _unseen(known: Known) -> pd.DataFrame:
    """Children of whom a rule expects a role that nobody was seen in and no extract can show."""
    wanted = [
        pd.DataFrame({"child": _expected_of(known, place)}).assign(role=role)
        for place, rule in enumerate(known.rules.rule)
        for role in rule.expected
    ]
    pairs = pd.concat([pd.DataFrame({"child": [], "role": []}, dtype="str"), *wanted], ignore_index=True)
    seen = pd.MultiIndex.from_frame(pairs).isin(pd.MultiIndex.from_frame(known.times[OF]))
    unseen = pairs[~seen]
    covering = known.cover.covering(unseen)
    return unseen[~covering.map(bool).astype(bool)].assign(state="cannot_tell")


def _expected_of(known: Known, place: int) -> pd.Index:
    """Children of the ages of a rule with a plan of its kinds on the day."""
    rule, children = known.rules.rule[place], known.children
    if rule.ages:
        children = children[children["age"].between(*rule.ages).fillna(False).astype(bool)]
    if not rule.plans:
        return children.index
    plans = known.open_plans(place)
    on_day = plans[(plans["first"] <= known.day) & (plans["last"] >= known.day)]
    return children.index[children.index.isin(on_day["child"])]


def _throughout(spells: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Those of the spells (with `rule`) on every day of which one plan of the rule's kinds was open."""
    numbered = spells.reset_index(drop=True).reset_index(names="n")
    kept = [within(numbered[numbered["rule"] == rule], known.open_plans(rule)) for rule in _rules(spells)]
    parts = pd.concat([numbered.head(0), *kept], ignore_index=True).set_index("n")
    whole = numbered.set_index("n").loc[parts.index]
    same = (parts["first"] == whole["first"]) & (parts["last"] == whole["last"])
    return numbered.set_index("n").loc[parts.index[same.to_numpy()]]


def _rules(rows: pd.DataFrame) -> list[int]:
    return sorted(int(place) for place in rows["rule"].unique())
