"""Closings, challenges and plans of the synthetic borough, against what was planted in it."""

import pandas as pd
import pytest
from conftest import SAMPLES
from loaded_sample import loaded_sample, truth

from csgraph.findings import Asking, Findings
from csgraph.network.as_of import default_as_of
from csgraph.questions import challenge, closures, plans
from csgraph.store import open_store

FOLLOWING = {"place", "peer_group"}
"""Concerns that are worked out over the whole borough: the tests of their own questions compare them with the truth."""
AGAIN = "closed_again_for_disengagement"
KEY = ["subject", "closed", "closed_on"]
Closing = tuple[str, str, str]


@pytest.fixture(scope="module")
def answered(sample: tuple[int, int]) -> dict[str, Findings]:
    with open_store(loaded_sample(*sample), read_only=True) as store:
        asking = Asking(default_as_of(store))
        questions = (closures.QUESTION, challenge.QUESTION, plans.QUESTION)
        return {question.name: question.answer(store, asking) for question in questions}


def by_closing(table: pd.DataFrame, column: str) -> dict[Closing, object]:
    """A column of findings by closing."""
    keys = table[KEY].assign(closed_on=table["closed_on"].dt.strftime("%Y-%m-%d"))
    return dict(zip(keys.itertuples(index=False, name=None), table[column], strict=True))


def planted(name: str, column: str, sample: tuple[int, int]) -> dict[Closing, str]:
    """A column of the truth by closing."""
    rows = truth(name, *sample)
    keys = rows[["child", "kind", "closed_on"]].itertuples(index=False, name=None)
    return dict(zip(keys, rows[column], strict=True))


class TestClosures:
    def test_each_closing_is_in_the_state_that_its_words_and_its_concerns_give(
        self, sample: tuple[int, int], answered: dict[str, Findings]
    ) -> None:
        table = answered["closures"].table
        found = by_closing(table[table["state"] != AGAIN], "state")
        concerns = by_closing(table[table["state"] != AGAIN], "concerns")
        said, recorded = planted("closings", "disengaged", sample), planted("closings", "concerns", sample)
        expected = {}
        for key, words in said.items():
            open_ = bool(recorded[key]) or bool(FOLLOWING & set(concerns.get(key, [])))  # type: ignore[call-overload]
            if words == "yes":
                expected[key] = "disengagement_with_open_concerns" if open_ else "disengagement"
            elif open_:
                expected[key] = "closed_with_open_concerns"
        assert found == expected
        assert set(expected.values()) == {
            "disengagement_with_open_concerns",
            "disengagement",
            "closed_with_open_concerns",
        }

    def test_the_concerns_that_agencies_recorded_are_those_planted(
        self, sample: tuple[int, int], answered: dict[str, Findings]
    ) -> None:
        table = answered["closures"].table
        found = by_closing(table[table["state"] != AGAIN], "concerns")
        kinds = {key: ";".join(sorted(set(some) - FOLLOWING)) for key, some in found.items()}  # type: ignore[call-overload]
        expected = planted("closings", "concerns", sample)
        assert kinds == {key: expected[key] for key in kinds}
        assert all(key in kinds for key, some in expected.items() if some)
        assert {one for some in expected.values() for one in some.split(";") if some} >= {
            "missing_before",
            "incident_after",
            "panel_action",
        }

    def test_every_closing_is_counted(self, sample: tuple[int, int], answered: dict[str, Findings]) -> None:
        for title, figure in answered["closures"].figures.items():
            assert int(figure["closures"].sum()) == len(truth("closings", *sample)), title

    def test_children_closed_for_disengagement_again(
        self, sample: tuple[int, int], answered: dict[str, Findings]
    ) -> None:
        table = answered["closures"].table
        again = table[table["state"] == AGAIN]
        found = {child: len(reasons) for child, reasons in zip(again["subject"], again["reasons"], strict=True)}
        rows = truth("closed_again", *sample)
        assert found == dict(zip(rows["child"], rows["times"].astype(int), strict=True))
        # The smaller borough has none.
        assert found or sample != SAMPLES[0]


class TestChallenge:
    def test_each_closing_asked_about_is_in_its_planted_state(
        self, sample: tuple[int, int], answered: dict[str, Findings]
    ) -> None:
        table = answered["closures"].table
        asked = by_closing(table[~table["state"].isin([AGAIN, "cannot_tell"])], "state")
        found = by_closing(answered["challenge"].table, "state")
        expected = planted("challenges", "state", sample)
        assert found == {key: expected[key] for key in asked}
        assert {"no_challenge_recorded", "challenged_resolved"} <= set(found.values())

    def test_the_roles_that_could_have_challenged_are_those_that_were_there(
        self, sample: tuple[int, int], answered: dict[str, Findings]
    ) -> None:
        found = by_closing(answered["challenge"].table, "role")
        roles = {key: ";".join(sorted(set(some))) for key, some in found.items()}  # type: ignore[call-overload]
        expected = planted("challenges", "roles", sample)
        assert roles == {key: expected[key] for key in roles}

    def test_the_share_challenged_counts_what_was_planted(
        self, sample: tuple[int, int], answered: dict[str, Findings]
    ) -> None:
        figure = answered["challenge"].figures["Closings challenged"].set_index("closed_for").loc["all"]
        counts = planted("challenges", "challenges", sample)
        asked = by_closing(answered["challenge"].table, "state")
        assert figure["closings"] == len(asked)
        assert figure["challenged"] == sum(counts[key] != "0" for key in asked)
        assert figure["low"] <= figure["share"] <= figure["high"]


class TestPlans:
    @pytest.mark.parametrize(
        ("state", "column"),
        [
            ("factor_not_addressed", "factor"),
            ("events_not_addressed", "event_kind"),
            ("behaviour_only", None),
            ("action_overdue", "plan"),
        ],
    )
    def test_precision_and_recall_are_one(
        self, sample: tuple[int, int], answered: dict[str, Findings], state: str, column: str | None
    ) -> None:
        rows = answered["plans"].table
        rows = rows[rows["state"] == state]
        about = rows[column] if column else [""] * len(rows)
        found = list(zip(rows["subject"], about, strict=True))
        assert len(found) == len(set(found))
        assert set(found) == self.planted(state, sample)

    def test_drift_of_reviews_and_while_events_rise(
        self, sample: tuple[int, int], answered: dict[str, Findings]
    ) -> None:
        rows = answered["plans"].table
        rows = rows[rows["state"] == "drift"]
        about = rows["plan"].where(rows["drift"] == "review", "events")
        assert set(zip(rows["subject"], about, strict=True)) == self.planted("drift", sample)

    def test_every_child_with_an_open_plan_is_told(self, answered: dict[str, Findings]) -> None:
        assert "cannot_tell" not in set(answered["plans"].table["state"])

    def planted(self, state: str, sample: tuple[int, int]) -> set[tuple[str, str]]:
        rows = truth("plan_gaps", *sample)
        rows = rows[rows["state"] == state]
        assert len(rows), f"no {state} was planted"
        return set(zip(rows["child"], rows["about"], strict=True))


@pytest.mark.parametrize("name", ["closures", "challenge", "plans"])
def test_every_finding_says_why_on_which_record_and_what_next(answered: dict[str, Findings], name: str) -> None:
    table = answered[name].table
    for column in ("reasons", "sources", "next_step", "would_change"):
        assert table[column].map(len).gt(0).all(), column
    children = set(table["subject"])
    texts = [row[name] for row in table.to_dict("records") for name in ("finding", "next_step", "would_change")]
    texts += [reason for reasons in table["reasons"] for reason in reasons]
    assert not [text for text in texts if any(child in text.split() for child in children)]
