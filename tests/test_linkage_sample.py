"""The shipped sample: nobody is joined wrongly without asking, and hardly anybody there twice goes unproposed."""

from functools import cache

import pandas as pd
import pytest
from loaded_sample import loaded_sample, truth
from sizes import size

from csgraph.linkage.models import MATCHINGS
from csgraph.linkage.proposals import Proposed, proposed
from csgraph.linkage.records import read_records
from csgraph.sample.identity import SCHEMES, value
from csgraph.sample.world import make_world
from csgraph.store import open_store

SEEDS = tuple(range(2020, 2020 + size(ci=1, full=5)))
RECALL = 0.98


@cache
def records(label: str, seed: int) -> pd.DataFrame:
    with open_store(loaded_sample(seed=seed), read_only=True) as store:
        return read_records(store, label)


@cache
def found(label: str, seed: int) -> Proposed:
    return proposed(MATCHINGS[label], records(label, seed))


def pairs(label: str, seed: int) -> set[frozenset[str]]:
    return {frozenset((one.one, one.other)) for one in found(label, seed).proposals}


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_joined_wrongly_without_asking(seed: int) -> None:
    world = make_world(500, seed)
    person = {
        f"{scheme}:{value(child, scheme)}": number
        for number, child in enumerate(world.children())
        for scheme in SCHEMES
        if value(child, scheme)
    }
    with open_store(loaded_sample(seed=seed), read_only=True) as store:
        known = store.read("child_identifiers")
    known = known[known["identifier"].isin(person) & known["child"].isin(person)]
    assert len(known) > 400
    wrong = known[known["child"].map(person) != known["identifier"].map(person)]
    assert len(wrong) == 0, f"precision of what identifiers join: {1 - len(wrong) / len(known):.4f}"


@pytest.mark.parametrize("seed", SEEDS)
def test_children_who_are_there_twice_are_proposed(seed: int) -> None:
    known = truth("name_variants", seed=seed)
    true = {frozenset(pair) for pair in zip(known["node_a"], known["node_b"], strict=True)}
    proposals = pairs("Child", seed)
    assert found("Child", seed).weights.trained
    assert len(true & proposals) >= RECALL * len(true)
    assert len(true & proposals) >= 0.99 * len(proposals)


@pytest.mark.parametrize("seed", SEEDS)
def test_parents_whom_the_police_know_are_proposed(seed: int) -> None:
    world = make_world(500, seed)
    parents = {(a.forename, a.surname, a.dob): f"ssd:{a.person}" for f in world.families for a in f.adults}
    adults = [adult for incident in world.happenings.incidents for adult in incident.adults]
    named = {(name, last, dob): f"police:{ref}" for ref, name, last, dob, *_ in adults}
    there = set(records("Adult", seed)["node"])
    true = {frozenset((parents[who], node)) for who, node in named.items() if who in parents} & {
        frozenset((a, b)) for a in there for b in there if a < b
    }
    assert true
    assert true <= pairs("Adult", seed)
    assert pairs("Adult", seed) <= true


def _persons(label: str) -> dict[str, str]:
    """The one whom each node means: the council's workers are in the sample by their number and by their address."""
    workforce = make_world(500, 2020).workforce
    workers = [worker for pool in workforce.pools.values() for worker in pool]
    return {f"email:{worker.email}": worker.key for worker in workers} if label == "Professional" else {}


@pytest.mark.parametrize("label", ["Professional", "Location"])
def test_workers_and_places_that_another_agency_names_its_own_way_are_proposed(label: str) -> None:
    """Every third is told once more by a new source, under its own number."""
    own = records(label, 2020)
    again = own.drop_duplicates("node").iloc[::3].copy()
    told = {node: f"other:{number}" for number, node in enumerate(again["node"])}
    again["node"], again["source"] = again["node"].map(told), "other"
    again["identifiers"], again["schemes"] = [[node] for node in again["node"]], [["other"]] * len(again)
    again["identifier_forms"] = [[]] * len(again)
    if "email" in again:
        again.loc[again.index[::2], "email"] = None
    both = pd.concat([own, again], ignore_index=True).assign(unique_id=lambda rows: range(len(rows)))
    persons = _persons(label)
    meant = {node: persons.get(node, node) for node in own["node"]}
    meant |= {other: meant[node] for node, other in told.items()}
    true = {frozenset(pair) for pair in told.items()}
    made = {frozenset((p.one, p.other)) for p in proposed(MATCHINGS[label], both).proposals}
    assert len(true & made) >= 0.9 * len(true)
    assert sum(len({meant[node] for node in pair}) == 1 for pair in made) >= 0.95 * len(made)


def test_the_same_store_gives_the_same_proposals_to_the_last_digit() -> None:
    again = proposed(MATCHINGS["Child"], records("Child", 2020).copy())
    assert again == found("Child", 2020)
