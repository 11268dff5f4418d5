"""Which role each child's circumstances lead one to expect, on what basis and for what reasons."""

from __future__ import annotations

import pandas as pd

from csgraph.network.circumstances import Circumstances
from csgraph.network.listing import lists_by
from csgraph.questions.grounds import grounds
from csgraph.questions.role_rules import Condition, ExpectedRoles

KEY = ["child", "role", "setting"]
"""What one expectation is: a child, a role and, for roles that every school has, the school."""


def expectations(known: Circumstances, rules: ExpectedRoles, children: pd.Index) -> pd.DataFrame:
    """Every role expected for each of the children.

    Where two rules expect the same role, the statutory one names the basis and the reasons of both are kept.

    Returns:
        One row an expectation: child, role (the first of `any_of`), roles (all that would do), setting (a school's id
        or empty), setting_name, basis, rule_source, ask, stale_after (days), reasons and sources (lists).
    """
    reasons = grounds(known.facts[known.facts["child"].isin(children)])
    found = [_of_rule(known, rules, number, children, reasons) for number in range(len(rules.rule))]
    expected = pd.concat([rows for rows, _ in found], ignore_index=True)
    met = pd.concat([evidence for _, evidence in found], ignore_index=True)
    statutory_first = expected.sort_values([*KEY, "basis"], ascending=[True, True, True, False], kind="stable")
    listed = statutory_first.drop_duplicates(KEY).merge(_lists(met), on=["child", "role"], how="left")
    return _without_missing_lists(listed)


def children_meeting(condition: Condition, known: Circumstances, children: pd.Index) -> pd.Index:
    """Those of the children of whom a condition holds. A child whose age is unknown meets no condition on age."""
    met = children
    if condition.age:
        of_age = known.children["age"].reindex(met).between(*condition.age).fillna(False).to_numpy(dtype=bool)
        met = met[of_age]
    for fact, values, wanted in condition.facts():
        met = met[met.isin(known.having(fact, values)["child"]) == wanted]
    return met


def _of_rule(
    known: Circumstances, rules: ExpectedRoles, number: int, children: pd.Index, reasons: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The expectations of one rule, and the grounds on which each child meets it: child, role, reason, source."""
    rule = rules.rule[number]
    met = [(condition, children_meeting(condition, known, children)) for condition in rule.conditions]
    evidence = pd.concat([_evidence(condition, reasons, index) for condition, index in met], ignore_index=True)
    some = pd.Index(pd.unique(pd.concat([index.to_series() for _, index in met])))
    expected = pd.DataFrame({"child": some}).assign(
        role=rule.roles[0],
        roles=pd.Series([list(rule.roles)] * len(some), dtype="object").array,
        basis=rule.basis,
        rule_source=rule.told,
        ask=rule.ask,
        stale_after=rule.stale_after_days or rules.states.stale_after_days,
    )
    return _in_settings(expected, known, rule.setting), evidence.assign(role=rule.roles[0])


def _in_settings(expected: pd.DataFrame, known: Circumstances, setting: str | None) -> pd.DataFrame:
    """One row a current school where the role is expected in each; a child with none keeps one row without."""
    if setting is None:
        return expected.assign(setting="", setting_name="")
    schools = known.schools[["child", "school", "school_name"]].drop_duplicates(["child", "school"])
    placed = expected.merge(
        schools.rename(columns={"school": "setting", "school_name": "setting_name"}), on="child", how="left"
    )
    placed["setting_name"] = placed["setting_name"].fillna(placed["setting"]).fillna("a school (none on record)")
    return placed.fillna({"setting": ""})


def _evidence(condition: Condition, reasons: pd.DataFrame, met: pd.Index) -> pd.DataFrame:
    """The grounds on which the children meet a condition."""
    asked: list[tuple[str, frozenset[str] | None]] = [("age", None)] if condition.age else []
    asked += [(fact, values) for fact, values, wanted in condition.facts() if wanted]
    wanted = pd.Series(False, index=reasons.index)
    for fact, values in asked:
        of_value = True if values is None else reasons["value"].isin(values)
        wanted |= (reasons["fact"] == fact) & of_value
    return reasons[wanted & reasons["child"].isin(met)]


def _lists(evidence: pd.DataFrame) -> pd.DataFrame:
    """Reasons and sources of each child and role as lists, without repeats, in the order found."""
    of = ["child", "role"]
    reasons = lists_by(evidence, of, "reason").rename(columns={"reason": "reasons"})
    cited = lists_by(evidence[evidence["source"] != ""], of, "source").rename(columns={"source": "sources"})
    if evidence.empty:  # pandas cannot join two empty columns of Arrow text
        return reasons.assign(sources=pd.Series(dtype=object))
    return reasons.merge(cited, on=of, how="outer")


def _without_missing_lists(expected: pd.DataFrame) -> pd.DataFrame:
    """Expectations whose rule asks nothing hold for every child: they have no other reason."""
    for column, none in (("reasons", ["expected for every child"]), ("sources", [])):
        expected[column] = expected[column].map(lambda cell, none=none: cell if isinstance(cell, list) else list(none))
    return expected
