"""Assessments, voice, clocks and history in the synthetic borough, against what was planted in it."""

from collections import Counter
from datetime import date

import pandas as pd
import pytest
from conftest import SAMPLES
from loaded_sample import loaded_sample, truth

from csgraph.findings import Asking, Findings, Question
from csgraph.questions import assessment, history, timescales, voice
from csgraph.store import open_store

DAY = date(2026, 10, 31)
QUESTIONS: dict[str, Question] = {
    module.QUESTION.name: module.QUESTION for module in (assessment, history, timescales, voice)
}


def ask(name: str, sample: tuple[int, int], children: frozenset[str] | None = None) -> Findings:
    with open_store(loaded_sample(*sample), read_only=True) as store:
        return QUESTIONS[name].answer(store, Asking(DAY, children))


def days(column: pd.Series) -> list[str]:
    return [str(day) for day in column.dt.strftime("%Y-%m-%d").fillna("")]


def test_assessments_are_exactly_those_planted(sample: tuple[int, int]) -> None:
    table = ask("assessment", sample).table
    told = zip(
        table["subject"], table["state"], days(table["newest_on"]), table["core_factors"].astype(str), strict=True
    )
    assert set(told) == set(truth("assessments", *sample).itertuples(index=False, name=None))


def test_every_state_of_assessments_is_planted() -> None:
    states = {"none_recorded", "older_than_events", "out_of_date", "up_to_date", "cannot_tell", "result_differs"}
    assert set(truth("assessments", *SAMPLES[0])["state"]) == states


def test_voices_are_exactly_those_planted(sample: tuple[int, int]) -> None:
    table = ask("voice", sample).table
    counts = (table["attempts"].astype(str), table["engaged"].astype(str))
    state = table["state"].replace({"none_recorded": "none", "cannot_tell": "none"})
    told = zip(table["subject"], state, days(table["heard_on"]), *counts, strict=True)
    planted = truth("voice", *sample)
    assert set(told) == set(planted.drop(columns="listed").itertuples(index=False, name=None))


def test_no_account_is_told_from_not_being_able_to_tell(sample: tuple[int, int]) -> None:
    planted = truth("voice", *sample)
    listed = set(planted.loc[planted["listed"] == "yes", "child"])
    table = ask("voice", sample).table
    silent = table[table["state"].isin(["none_recorded", "cannot_tell"])]
    assert set(silent.loc[silent["state"] == "none_recorded", "subject"]) >= listed & set(silent["subject"])
    assert silent.loc[~silent["subject"].str.startswith("ssd:"), "state"].eq("cannot_tell").all()


def test_clocks_are_exactly_those_planted(sample: tuple[int, int]) -> None:
    table = ask("timescales", sample).table
    told = zip(table["subject"], table["clock"], days(table["due_on"]), table["state"], strict=True)
    assert Counter(told) == Counter(truth("timescales", *sample).itertuples(index=False, name=None))


def test_every_clock_and_state_is_planted() -> None:
    planted = truth("timescales", *SAMPLES[0])
    # Whatever could not be told of a clock is in the frames of test_timescales.py: the sample's extracts show them all.
    assert set(planted["state"]) == {"met", "missed", "due", "refused"}
    assert planted["clock"].nunique() == 8


def test_the_history_of_a_child_holds_every_record_of_it(sample: tuple[int, int]) -> None:
    child = truth("assessments", *sample)["child"].iloc[-1]
    table = ask("history", sample, frozenset({child})).table
    assert table["day"].is_monotonic_increasing
    assert set(table["subject"]) == {child}
    with open_store(loaded_sample(*sample), read_only=True) as store:
        events = store.read("event_children", as_of=DAY)
        spans = store.read("history_spans", as_of=DAY)
    records = {*events.loc[events["child"] == child, "record"], *spans.loc[spans["child"] == child, "record"]}
    cited = " ".join(source for sources in table["sources"] for source in sources)
    assert all(record in cited for record in records)


def test_histories_hold_exactly_what_was_planted(sample: tuple[int, int]) -> None:
    planted = truth("histories", *sample)
    table = ask("history", sample, frozenset(planted["child"])).table
    table = table[table["state"].isin(planted["state"].unique())]
    table = table[(table["state"] != "meeting") | table["kind"].isin(["core_group", "review"])]
    told = zip(table["subject"], table["state"], table["kind"], days(table["day"]), strict=True)
    assert set(told) == set(planted.itertuples(index=False, name=None))


@pytest.mark.parametrize("name", ["assessment", "voice", "timescales"])
def test_every_finding_names_its_reasons_and_no_child(name: str) -> None:
    table = ask(name, SAMPLES[0]).table
    assert table["reasons"].map(len).all()
    assert (table["next_step"] != "").all()
    assert (table["would_change"] != "").all()
    told = table["finding"] + table["next_step"] + table["reasons"].map(" ".join)
    assert not told.str.contains(r"(?:ssd|nhs|upn|police|yjs):", regex=True).any()
