"""Answers on the sample compared with what was planted there: groups, bridges, places, decoys, unconnected children."""

from collections import Counter
from collections.abc import Hashable, Sequence
from datetime import date
from math import comb

import pytest
from loaded_sample import loaded_sample, truth

from csgraph.findings import Asking, Findings
from csgraph.questions import all_questions
from csgraph.store import open_store

DAY = date(2026, 10, 31)


def ask(name: str) -> Findings:
    with open_store(loaded_sample()) as store:
        return all_questions()[name].answer(store, Asking(DAY))


def rand(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """The adjusted Rand index of two labellings (Hubert and Arabie 1985): 1 where they agree, about 0 by chance."""

    def pairs(labels: Sequence[Hashable]) -> int:
        return sum(comb(count, 2) for count in Counter(labels).values())

    both, first, second = pairs(list(zip(one, other, strict=True))), pairs(one), pairs(other)
    chance = first * second / comb(len(one), 2)
    return (both - chance) / ((first + second) / 2 - chance)


def test_the_planted_groups_are_found() -> None:
    members = ask("peer-groups").figures["Members"]
    planted = dict(truth("peer_groups")[["child", "group"]].itertuples(index=False, name=None))
    found = dict(zip(members["child"], members["group"], strict=True))
    # Whoever was put into a group that nobody planted counts as a mistake too.
    children = sorted({*planted, *found})
    assert rand([planted.get(c, c) for c in children], [found.get(c, c) for c in children]) >= 0.9


def test_the_children_who_link_two_groups_are_found() -> None:
    linking = set(ask("peer-groups").figures["Links between groups"]["child"])
    assert set(truth("bridges")["child"]) <= linking


def test_members_of_planted_groups_are_firmly_in_theirs() -> None:
    members = ask("peer-groups").figures["Members"].merge(truth("peer_groups"), on="child")
    assert members["confidence"].between(0, 1).all()
    assert members["confidence"].ge(0.9).mean() >= 0.9


def test_groups_that_agencies_named_lie_in_the_groups_found() -> None:
    beside = ask("peer-groups").figures["Groups as agencies named them"]
    assert len(beside)
    assert (beside["shared"] == beside["members"]).all()
    assert beside["named_group"].is_unique
    assert beside["review_by"].notna().all()


def test_groups_of_the_last_quarter_were_there_before_it() -> None:
    """The sample plants each group for the whole two years: between two late days none is born and none goes."""
    with open_store(loaded_sample()) as store:
        found = all_questions()["peer-groups"].answer(store, Asking(DAY, since=date(2026, 7, 31)))
    assert set(found.figures["History"]["event"]) <= {"grown", "kept", "shrunk"}
    assert set(found.figures["History"]["to"]) == set(found.table["subject"])


def test_the_planted_places_come_first_and_no_decoy_among_them() -> None:
    table = ask("risky-places").table
    planted = set(truth("risky_places")["place"])
    assert set(table["subject"].head(len(planted))) == planted
    decoys = table[table["subject"].isin(truth("decoy_places")["place"])]
    assert decoys["rank"].isna().all()


def test_unconnected_children_of_planted_contexts_are_exactly_those_of_the_truth() -> None:
    table = ask("unconnected-children").table.explode("via")
    planted = table["via"].isin(truth("risky_places")["place"]) | ~table["via"].str.startswith("place:")
    found = set(table.loc[planted, ["subject", "other_child"]].itertuples(index=False, name=None))
    pairs = truth("unconnected_pairs")[["child_a", "child_b"]]
    expected = set(pairs.itertuples(index=False, name=None))
    assert found == expected


@pytest.mark.parametrize("name", ["peer-groups", "risky-places", "unconnected-children"])
def test_every_finding_names_reasons_sources_and_what_would_change_it(name: str) -> None:
    table = ask(name).table
    shown = table[table["state"] != "protective"]
    assert len(shown)
    assert shown["reasons"].map(len).gt(0).all()
    assert shown["sources"].map(len).gt(0).all()
    assert table["next_step"].ne("").all()
    assert table["would_change"].ne("").all()


@pytest.mark.parametrize("name", ["peer-groups", "risky-places", "unconnected-children"])
def test_an_answer_comes_out_the_same_again(name: str) -> None:
    one, other = ask(name), ask(name)
    assert one.table.equals(other.table)
    assert all(one.figures[figure].equals(other.figures[figure]) for figure in one.figures)
