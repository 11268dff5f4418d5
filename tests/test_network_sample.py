"""The network and its meetings in the synthetic borough, against what was planted in it."""

import pytest
from loaded_sample import loaded_sample, truth

from csgraph.findings import Asking, Findings
from csgraph.network.as_of import default_as_of
from csgraph.questions import all_questions
from csgraph.store import open_store


@pytest.fixture(scope="module")
def answered(sample: tuple[int, int]) -> Findings:
    with open_store(loaded_sample(*sample), read_only=True) as store:
        return all_questions()["network"].answer(store, Asking(default_as_of(store)))


def test_exactly_those_left_out_absent_and_not_quorate_are_found(sample: tuple[int, int], answered: Findings) -> None:
    table = answered.table
    people = table[table["state"].isin(["not_invited", "did_not_attend"])]
    missed, held = people["days"].map(len).astype("str"), people["held"].astype("int64").astype("str")
    found = set(zip(people["subject"], people["state"], people["worker_name"], missed, held, strict=True))
    short = table[table["state"] == "not_quorate"]
    found |= {
        (child, "not_quorate", f"{kind} {day}", "1", "1")
        for child, (kind,), (day,) in zip(short["subject"], short["kinds"], short["days"], strict=True)
    }
    planted = set(truth("meetings", *sample).itertuples(index=False, name=None))
    assert {row[1] for row in planted} == {"not_invited", "did_not_attend", "not_quorate"}
    assert (found - planted, planted - found) == (set(), set())
    assert len(found) == len(people) + len(short)


def test_networks_that_are_not_whole_are_those_of_missing_links(sample: tuple[int, int], answered: Findings) -> None:
    with open_store(loaded_sample(*sample), read_only=True) as store:
        planned = set(store.read("child_plans", as_of=answered.as_of)["child"])
    unfilled = truth("missing_links", *sample)
    health = unfilled["role"].isin(["health_visitor", "school_nurse"])
    table = answered.table
    of = {state: set(rows["subject"]) for state, rows in table.groupby("state")}
    assert of["incomplete"] == set(unfilled["child"]) & planned
    assert of["health_0_19_missing"] == set(unfilled.loc[health, "child"]) & planned


def test_who_is_known_to_the_police_alone_cannot_be_told(answered: Findings) -> None:
    table = answered.table
    others = set(table.loc[~table["subject"].str.startswith("ssd:"), "subject"])
    assert others <= set(table.loc[table["state"] == "cannot_tell", "subject"])


def test_figures_count_each_guest_of_a_meeting_once(answered: Findings) -> None:
    figure = answered.figures["Invited and attended by agency and kind of meeting"]
    assert (figure["attended"] <= figure["invited"]).all()
    service = answered.figures["0 to 19 health service"]
    assert set(service["role"]) == {"health_visitor", "school_nurse"}
    assert (service[["invited", "left_out"]] > 0).all(axis=None)
