"""Hidden ties of planted groups come back as questions; brothers and sisters never do."""

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from conftest import SAMPLES
from loaded_sample import loaded_sample, truth

from csgraph.network.possible_ties import Known, Limits, known_on, possible_ties
from csgraph.sample.identity import nodes
from csgraph.sample.world import make_world
from csgraph.store import open_store

DAY = date(2026, 10, 31)
HIDDEN = 0.2
RECALL = 0.9
"""Share of hidden ties that must come back; not 1, for a member may have had no more than the tie that was hidden."""


@cache
def known(children: int, seed: int) -> Known:
    with open_store(loaded_sample(children, seed), read_only=True) as store:
        return known_on(store, DAY)


def pairs(rows: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in rows[["child_a", "child_b"]].itertuples(index=False, name=None)}


@pytest.mark.parametrize(("children", "seed"), SAMPLES)
def test_hidden_ties_of_planted_groups_are_among_the_questions(children: int, seed: int) -> None:
    planted = truth("peer_groups", children, seed)
    whole = known(children, seed)
    tied = pairs(whole.ties[whole.ties["counts"]])
    dice = np.random.default_rng(seed)
    hidden_in_all = found_in_all = 0
    for _, group in planted.groupby("group"):
        members = frozenset(group["child"])
        within = sorted(tied & {frozenset(pair) for pair in combinations(sorted(members), 2)}, key=sorted)
        hidden = {pair for pair in within if dice.random() < HIDDEN}
        left = [
            frozenset(ends) not in hidden for ends in zip(whole.ties["child_a"], whole.ties["child_b"], strict=True)
        ]
        asked = replace(whole, ties=whole.ties[left].reset_index(drop=True))
        found = pairs(possible_ties(asked, Limits(), members))
        assert all(pair & members for pair in found)
        assert not found & pairs(asked.ties)
        hidden_in_all += len(hidden)
        found_in_all += len(hidden & found)
    assert hidden_in_all >= 10
    assert found_in_all >= RECALL * hidden_in_all


@pytest.mark.parametrize(("children", "seed"), SAMPLES)
def test_brothers_and_sisters_never_are(children: int, seed: int) -> None:
    asked = known(children, seed)
    ties = asked.ties.iloc[:0]
    found = pairs(possible_ties(replace(asked, ties=ties), Limits()))
    families = [family for family in make_world(children, seed).families if family.known]
    siblings = {
        frozenset((one, other))
        for family in families
        for a, b in combinations(family.children, 2)
        for one in nodes(a)
        for other in nodes(b)
    }
    assert len(siblings) > 50
    assert not found & siblings
