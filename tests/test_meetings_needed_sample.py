"""Meetings needed in the synthetic borough, against what was planted in it.

Peer groups are found, not planted as they are found (adjusted Rand index 0.98): a planted group counts where the same
children were found together. Places are compared by their ids.
"""

import pandas as pd
import pytest
from loaded_sample import loaded_sample, truth

from csgraph.findings import Asking, Findings
from csgraph.network.as_of import default_as_of
from csgraph.network.context_meetings import involved_in
from csgraph.questions import all_questions
from csgraph.questions.meetings_needed import contexts_asked
from csgraph.questions.meetings_needed_rules import meetings_needed_rules
from csgraph.store import open_store


@pytest.fixture(scope="module")
def known(sample: tuple[int, int]) -> tuple[Findings, pd.DataFrame, pd.DataFrame]:
    """The answer, the contexts with their children, and who works with each child of them."""
    with open_store(loaded_sample(*sample), read_only=True) as store:
        asking = Asking(default_as_of(store))
        contexts = contexts_asked(store, asking, 2)
        workers = store.read("child_workers", as_of=asking.as_of)
        involved = involved_in(contexts, workers, meetings_needed_rules().meeting.left_out)
        return all_questions()["meetings-needed"].answer(store, asking), contexts, involved


@pytest.fixture(scope="module")
def planted(sample: tuple[int, int], known: tuple[Findings, pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    """The planted contexts with the id by which each was found, empty where it was not found with the same children."""
    peers = known[1][known[1]["context_kind"] == "peer group"]
    children = peers.groupby("context")["child"].agg(lambda ids: ";".join(sorted(ids)))
    groups = dict(zip(children, children.index, strict=True))
    table = truth("meetings_needed", *sample)
    own = table["context"].where(table["context"].str.startswith("place:"))
    return table.assign(subject=own.fillna(table["children"].map(groups)).fillna(""))


def test_planted_contexts_have_the_states_and_the_size_of_meeting_that_were_worked_out(
    known: tuple[Findings, pd.DataFrame, pd.DataFrame], planted: pd.DataFrame
) -> None:
    assert (planted["subject"] != "").mean() > 0.8
    found = known[0].table.set_index("subject")
    for row in planted[planted["subject"] != ""].to_dict("records"):
        told = found.loc[row["subject"]]
        size = (told["state"], str(told["professionals"]), str(len(told["invite"])))
        assert size == (row["state"], row["professionals"], row["smallest"]), row["context"]


def test_every_meeting_proposed_covers_every_child_and_agency(
    known: tuple[Findings, pd.DataFrame, pd.DataFrame],
) -> None:
    found, _, involved = known
    for row in found.table.to_dict("records"):
        here = involved[involved["context"] == row["subject"]]
        there = here[here["worker"].isin(row["invite"])]
        assert set(there["child"]) == set(here["child"])
        assert set(there["agency"]) == set(here["agency"]) == set(row["agencies"])
        assert len(row["invite"]) == len(row["invite_names"]) == len(row["phones"]) == len(row["emails"])


def test_one_finding_a_context_and_no_child_in_a_sentence(
    known: tuple[Findings, pd.DataFrame, pd.DataFrame],
) -> None:
    found, contexts, _ = known
    assert found.table["subject"].is_unique
    assert set(found.table["subject"]) <= set(contexts["context"])
    told = " ".join(found.table["finding"]) + " ".join(text for texts in found.table["reasons"] for text in texts)
    assert not [child for child in set(contexts["child"]) if child in told]
