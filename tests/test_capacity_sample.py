"""Caseloads in the synthetic borough, against what was planted in it."""

from collections import Counter

import pytest
from loaded_sample import loaded_sample, truth

from csgraph.findings import Asking, Findings
from csgraph.network.as_of import default_as_of
from csgraph.questions import all_questions
from csgraph.questions.capacity_rules import capacity_rules
from csgraph.store import open_store


@pytest.fixture
def answered(sample: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> Findings:
    """The answer without the weight of groups, which are found and not known to the truth."""
    rules = capacity_rules()
    without = rules.model_copy(update={"weights": rules.weights.model_copy(update={"group": 0.0})})
    monkeypatch.setattr("csgraph.questions.capacity.capacity_rules", lambda: without)
    with open_store(loaded_sample(*sample), read_only=True) as store:
        return all_questions()["capacity"].answer(store, Asking(default_as_of(store)))


def test_exactly_the_planted_caseloads_are_found(sample: tuple[int, int], answered: Findings) -> None:
    planted = truth("caseloads", *sample)
    loads = answered.figures["Caseload by worker"]
    weighted = loads["weighted"].map("{:.2f}".format).where(loads["weighted"].notna(), "")
    few = planted["children"].astype("int64") < 5
    wanted = Counter(
        zip(
            planted["worker_name"], planted["role"], planted["children"], planted["weighted"].mask(few, ""), strict=True
        )
    )
    found = Counter(zip(loads["worker_name"], loads["role"], loads["children"].astype("str"), weighted, strict=True))
    assert (found - wanted, wanted - found) == (Counter(), Counter())


def test_exactly_the_planted_states_are_found(sample: tuple[int, int], answered: Findings) -> None:
    planted, table = truth("caseloads", *sample), answered.table
    heavy, children = (table[table["subject_label"] == label] for label in ("Professional", "Child"))
    wanted = planted[planted["state"] != ""]
    assert Counter(zip(heavy["worker_name"], heavy["role"], strict=True)) == Counter(
        zip(wanted["worker_name"], wanted["role"], strict=True)
    )
    alone = set(truth("intensive_work", *sample).itertuples(index=False, name=None))
    assert {state for _, state in alone} == {"no_named_worker", "cannot_tell"}
    assert set(zip(children["subject"], children["state"], strict=True)) == alone
    assert len(children) == len(alone)
