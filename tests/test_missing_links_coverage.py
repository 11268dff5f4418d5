"""Which extract covers which child: what tells a gap from not being able to say."""

from collections.abc import Hashable
from datetime import date

import pandas as pd
import pytest

from csgraph.network.as_of import ages
from csgraph.network.coverage import Coverage, batches_of_day, child_schemes, children_of_batch

CHILDREN = pd.DataFrame({"age": pd.array([3, 10, None], dtype="Int64")}, index=pd.Index(["ssd:1", "ssd:2", "upn:3"]))
IDENTIFIERS = pd.DataFrame({"child": ["ssd:1", "ssd:2"], "identifier": ["nhs:1", "upn:2"]})
RECORDS = pd.DataFrame({"child": ["ssd:2", "upn:3"], "batch": ["b", "b"]})
ANY: dict[Hashable, object] = {
    "batch": "b",
    "schemes": ["ssd", "upn"],
    "min_age": pd.NA,
    "max_age": pd.NA,
    "listed_only": False,
}
DATES = {"2026-10-31": 1, "2024-11-01": 1, "2024-10-31": 0, "2027-01-31": 1, "2027-02-01": 0}


@pytest.mark.parametrize(("limits", "covered"), [
    ({}, ["ssd:1", "ssd:2", "upn:3"]),
    ({"schemes": ["nhs"]}, ["ssd:1"]),
    ({"schemes": ["upn"]}, ["ssd:2", "upn:3"]),
    ({"schemes": []}, []),
    ({"min_age": 3, "max_age": 9}, ["ssd:1"]),
    ({"min_age": 4}, ["ssd:2"]),
    ({"max_age": 10}, ["ssd:1", "ssd:2"]),
    ({"listed_only": True}, ["ssd:2", "upn:3"]),
    ({"listed_only": pd.NA}, ["ssd:1", "ssd:2", "upn:3"]),
])  # fmt: skip
def test_a_batch_covers(limits: dict[Hashable, object], covered: list[str]) -> None:
    schemes = child_schemes(CHILDREN.index, IDENTIFIERS)
    assert list(children_of_batch({**ANY, **limits}, CHILDREN, schemes, RECORDS)) == covered


@pytest.mark.parametrize(("day", "count"), DATES.items())
def test_a_batch_speaks_for_its_days_and_a_quarter_after_them(day: str, count: int) -> None:
    batches = pd.DataFrame({"period_start": [pd.Timestamp("2024-11-01")], "period_end": [pd.Timestamp("2026-10-31")]})
    assert len(batches_of_day(batches, date.fromisoformat(day))) == count


def test_a_batch_that_names_no_days_covers_none() -> None:
    batches = pd.DataFrame({"period_start": [pd.NaT], "period_end": [pd.NaT]}, dtype="datetime64[us]")
    assert batches_of_day(batches, date(2026, 10, 31)).empty


def test_each_pair_gets_the_extracts_that_cover_it() -> None:
    batches = pd.DataFrame({"batch": ["a", "b"], "source": ["ssd", "gp"], "roles": [["iro", "gp"], ["gp"]]})
    cover = Coverage(batches, {"a": pd.Index(["ssd:1"]), "b": pd.Index(["ssd:1", "ssd:2"])})
    pairs = pd.DataFrame({"child": ["ssd:1", "ssd:2", "ssd:2"], "role": ["gp", "gp", "iro"]}, index=[7, 8, 9])
    assert cover.covering(pairs).to_dict() == {7: ["ssd (a)", "gp (b)"], 8: ["gp (b)"], 9: []}
    assert cover.roles() == {"iro", "gp"}


@pytest.mark.parametrize(
    ("dob", "age"), [("2012-10-31", 14), ("2012-11-01", 13), ("2026-10-31", 0), ("2026-11-01", None), (None, None)]
)
def test_ages_are_whole_years_on_the_day(dob: str | None, age: int | None) -> None:
    found = ages(pd.Series([pd.Timestamp(dob) if dob else pd.NaT], dtype="datetime64[us]"), date(2026, 10, 31))
    assert (None if pd.isna(found.iloc[0]) else found.iloc[0]) == age
