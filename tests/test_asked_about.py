"""Questions asked of places, groups, teams, agencies and boundaries, in the synthetic borough."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest
from loaded_sample import loaded_sample, truth

from csgraph.errors import CsgraphError
from csgraph.findings import Asking
from csgraph.questions import all_questions
from csgraph.questions.asked_about import About, asking_about
from csgraph.questions.boundary import named_boundaries
from csgraph.store import Store, open_store

DAY = date(2026, 10, 31)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(loaded_sample(), read_only=True) as opened:
        yield opened


def children(store: Store, about: About) -> frozenset[str]:
    found = asking_about(store, about, DAY).children
    assert found is not None
    return found


def test_nothing_typed_leaves_the_question_its_own_boundary(store: Store) -> None:
    assert asking_about(store, About(), DAY) == Asking(DAY)


def test_a_planted_group_is_asked_about_by_the_group_found(store: Store) -> None:
    planted = truth("peer_groups")
    members = set(planted.loc[planted["group"] == planted["group"].iloc[0], "child"])
    found = all_questions()["peer-groups"].answer(store, Asking(DAY)).table
    row = next(row for row in found.to_dict("records") if set(row["children"]) & members)
    for typed in (row["subject"], row["group_name"]):
        asking = asking_about(store, About(groups=(str(typed),)), DAY)
        assert asking.children == frozenset(row["children"])
        assert asking.contexts == frozenset({row["subject"]})


def test_a_place_is_asked_about_by_id_with_or_without_its_scheme(store: Store) -> None:
    place = str(truth("risky_places")["place"].iloc[0])
    whole = asking_about(store, About(places=(place,)), DAY)
    assert whole == asking_about(store, About(places=(place.partition(":")[2],)), DAY)
    assert whole.contexts == frozenset({place})
    assert whole.children
    found = all_questions()["risky-places"].answer(store, whole).table
    assert found["subject"].tolist() == [place]


def test_of_a_group_the_places_of_its_members_are_told(store: Store) -> None:
    asking = asking_about(store, About(groups=("Peer group 1",)), DAY)
    assert not all_questions()["risky-places"].answer(store, asking).table.empty
    assert len(all_questions()["peer-groups"].answer(store, asking).table) == 1


def test_a_team_is_asked_about_by_its_name_however_written(store: Store) -> None:
    workers = store.read("child_workers", as_of=DAY).dropna(subset="team")
    team = str(workers["team"].iloc[0])
    asking = asking_about(store, About(teams=(team.upper(),)), DAY)
    assert asking.children is not None
    assert asking.children >= set(workers.loc[workers["team"] == team, "child"])


def test_an_agency_is_that_which_recorded_or_works_with_the_child(store: Store) -> None:
    records = store.read("child_records")
    police = set(records.loc[records["recorded_by"] == "police", "child"])
    assert children(store, About(agencies=("Police force",))) >= police


def test_several_kinds_narrow_and_several_of_one_kind_widen(store: Store) -> None:
    places = truth("risky_places")["place"].tolist()[:2]
    each = [children(store, About(places=(place,))) for place in places]
    assert children(store, About(places=tuple(places))) == each[0] | each[1]
    plan = children(store, About(boundary="open-plan"))
    assert children(store, About(places=(places[0],), boundary="open-plan")) == each[0] & plan


@pytest.mark.parametrize("name", named_boundaries())
def test_every_boundary_holds_somebody_and_nobody_of_age(store: Store, name: str) -> None:
    within = children(store, About(boundary=name))
    dob = store.read("children").set_index("child")["dob"].reindex(sorted(within)).dropna()
    assert within
    assert (dob > pd.Timestamp("2008-10-31")).all()


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (About(places=("L999999",)), "There is no place L999999"),
        (About(groups=("nobody",)), "There is no group nobody"),
        (About(teams=("no such team",)), "Nobody of a team no such team"),
        (About(agencies=("circus",)), "There is no kind of agency circus"),
        (About(boundary="some"), "There is no boundary some"),
    ],
    ids=["place", "group", "team", "agency", "boundary"],
)
def test_what_the_store_does_not_know_is_told(store: Store, about: About, said: str) -> None:
    with pytest.raises(CsgraphError, match=said) as refused:
        asking_about(store, about, DAY)
    assert refused.value.advice
