"""Which children need time-intensive work, by their circumstances on record, and which have nobody by name."""

from __future__ import annotations

import pandas as pd

from csgraph.network.as_of import days_before
from csgraph.network.circumstances import Circumstances
from csgraph.network.coverage import Coverage
from csgraph.network.listing import lists_by
from csgraph.questions.capacity_rules import Intensive
from csgraph.questions.grounds import grounds


def intensive(known: Circumstances, children: pd.Index, rules: Intensive) -> pd.DataFrame:
    """The children whose circumstances need time-intensive work, and why: child, reasons, sources (lists).

    Args:
        known: reaches back as many days as the rules look.
        children: ids of those in question.
        rules: what makes such a child.
    """
    factors = _since(known, known.having("factor", rules.factors), rules.factor_days)
    missing = _since(known, known.having("missing"), rules.missing_days)
    many = factors.drop_duplicates(["child", "value"]).groupby("child").size() >= rules.least_factors
    often = missing.drop_duplicates(["child", "day"]).groupby("child").size() >= rules.missing
    facts = pd.concat(
        [factors[factors["child"].isin(many[many].index)], missing[missing["child"].isin(often[often].index)]]
    )
    facts = facts[facts["child"].isin(children)]
    told = grounds(facts)
    times = facts[facts["fact"] == "missing"].drop_duplicates(["child", "day"]).groupby("child").size()
    count = told["child"].map(times).astype("Int64").astype("str")
    repeated = "going missing on " + count + f" days within {rules.missing_days} days, " + told["reason"]
    told = told.assign(reason=told["reason"].where(told["fact"] != "missing", repeated))
    cited = told[told["source"] != ""]
    lists = lists_by(told, ["child"], "reason").rename(columns={"reason": "reasons"})
    return lists.merge(
        lists_by(cited, ["child"], "source").rename(columns={"source": "sources"}), on="child", how="left"
    )


def without_worker(need: pd.DataFrame, workers: pd.DataFrame, cover: Coverage, rules: Intensive) -> pd.DataFrame:
    """Those of the children with no named worker of the roles.

    Args:
        need: as `intensive`.
        workers: cypher/child_workers.cypher, whose links hold on the day.
        cover: what the loaded extracts can show.
        rules: which roles do.

    Returns:
        The rows of `need` with state (no_named_worker, or cannot_tell where one of `roles` is not covered),
        covering (the extracts that would show them) and unseen (roles of which nothing can be said).
    """
    roles = [*rules.roles, *rules.also]
    named = workers[(workers["worker_label"] == "Professional") & workers["role"].isin(roles)]
    alone = need[~need["child"].isin(named["child"])].reset_index(drop=True)
    pairs = pd.DataFrame({"child": alone["child"], "role": [roles] * len(alone)}).explode("role")
    pairs = pairs.reset_index(names="n").astype({"role": "str"})
    covering = cover.covering(pairs)
    told = covering.map(bool).astype(bool)
    unseen = lists_by(pairs[~told], ["n"], "role").set_index("n")["role"].reindex(alone.index)
    seen = pairs[["n"]].assign(label=covering).explode("label").dropna()
    looked = lists_by(seen, ["n"], "label").set_index("n")["label"].reindex(alone.index)
    lacking = pairs[~told & pairs["role"].isin(rules.roles)]["n"]
    state = alone.index.to_series().isin(lacking).map({True: "cannot_tell", False: "no_named_worker"})
    return alone.assign(state=state.astype("str"), covering=looked.map(_listed), unseen=unseen.map(_listed))


def _since(known: Circumstances, facts: pd.DataFrame, days: int) -> pd.DataFrame:
    return facts[facts["day"] >= pd.Timestamp(days_before(known.as_of, days))]


def _listed(cell: object) -> list[str]:
    return cell if isinstance(cell, list) else []
