"""The health of the data: without an engine, then in the synthetic borough."""

import json
from datetime import date, timedelta

import pandas as pd
import pytest
from frame_store import FrameStore
from loaded_sample import loaded_sample, truth

from csgraph.findings import Asking, Findings
from csgraph.network.as_of import default_as_of
from csgraph.questions.health_of_data import QUESTION
from csgraph.questions.health_rules import health_rules
from csgraph.store import open_store

DAY = date(2026, 10, 31)
Row = dict[str, object]


def batch(source: str, by: str = "police", days: int | None = 0, **more: object) -> Row:
    """An extract whose period ended so many days before the day; None where it names no days."""
    end = None if days is None else DAY - timedelta(days=days)
    fixed = {"batch": f"b-{source}", "source": source, "recorded_by": by, "kinds": ["missing"], "roles": []}
    return fixed | {"period_start": date(2024, 1, 1), "period_end": end, "extracted_on": end or DAY, **more}


def loaded(source: str, read: int = 10, rejected: int = 0) -> Row:
    return {"batch": f"b-{source}", "source": source, "rows_read": read, "rows_rejected": rejected}


def describes(source: str, child: str, by: str = "police", **values: str) -> tuple[Row, Row]:
    """A record of a child, as the two queries on records tell it."""
    common: Row = {"child": child, "batch": f"b-{source}", "source": source, "recorded_by": by, "row": 1}
    return common, common | {"stated": json.dumps(values), "extracted_on": DAY}


def said(statement: Row) -> Row:
    return {"label": "Child", **{"node" if name == "child" else name: it for name, it in statement.items()}}


def ask(
    *described: tuple[Row, Row],
    children: frozenset[str] | None = None,
    agencies: frozenset[str] | None = None,
    **answers: list[Row],
) -> Findings:
    records = {"child_records": [one for one, _ in described]}
    records["matching_records"] = [said(other) for _, other in described]
    store = FrameStore(**(records | {"batches": [batch("a")]} | answers))
    asking = Asking(DAY, children, agencies=agencies)
    return QUESTION.answer(store, asking)  # type: ignore[arg-type]  # the part of a store that questions use


def states(found: Findings) -> dict[tuple[str, str], str]:
    table = found.table
    return dict(zip(zip(table["subject"], table["measure"], strict=True), table["state"], strict=True))


def test_what_a_source_covers() -> None:
    found = ask(batches=[batch("a"), batch("b", days=200), batch("c", days=None)])
    told = {source: state for (source, measure), state in states(found).items() if measure == "coverage"}
    assert told == {"a": "covered", "b": "stale", "c": "no_period"}
    assert found.table["subject_label"].eq("Source").all()
    (stale,) = found.table.query("subject == 'b'").to_dict("records")
    assert "co-missing" in stale["affects"]


def test_the_newest_extract_of_a_source_counts() -> None:
    older = batch("a", days=200) | {"batch": "b-old"}
    assert states(ask(batches=[older, batch("a")])) == {("a", "coverage"): "covered"}
    later = batch("a", days=-30) | {"batch": "b-late"}
    assert states(ask(batches=[later, batch("a", days=200)])) == {("a", "coverage"): "stale"}


def test_rejected_rows_are_told_by_source() -> None:
    (row,) = ask(loaded_batches=[loaded("a", 10, 2)]).table.query("measure == 'rows rejected'").to_dict("records")
    assert (row["state"], row["count"], row["total"], row["share"]) == ("incomplete", 2, 10, 0.2)
    assert row["affects"]


def test_a_child_whom_one_agency_alone_knows_by_one_identifier_is_unmatched() -> None:
    batches = [batch("a"), batch("b"), batch("c", "gp")]
    alone, known = "police:1", "police:2"
    rows = [describes("a", alone), describes("b", alone), describes("a", known), describes("c", known, "gp")]
    found = states(ask(*rows, batches=batches))
    assert found["a", "children of one agency alone"] == found["b", "children of one agency alone"] == "unmatched"
    assert ("c", "children of one agency alone") not in found
    joined: list[Row] = [{"child": alone, "identifier": "nhs:1"}]
    assert "unmatched" not in states(ask(*rows, batches=batches, child_identifiers=joined)).values()


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({"surname": "Hill", "dob": "2012-04-01"}, {"surname": "HILL", "dob": "2012-04-01"}, ""),
        ({"surname": "Hill"}, {"dob": "2012-04-01"}, ""),
        ({"surname": "Hill", "sex": "F"}, {"surname": "Dale", "sex": "M"}, "sex and surname"),
        ({"dob": "2012-04-01"}, {"dob": "2012-01-04"}, "date of birth"),
    ],
)
def test_conflicts(one: dict[str, str], other: dict[str, str], told: str) -> None:
    rows = [describes("a", "police:1", **one), describes("b", "police:1", "gp", **other)]
    found = ask(*rows, batches=[batch("a"), batch("b", "gp")]).table.query("state == 'conflicting'")
    assert found["finding"].tolist() == ([f"Sources say different things of a child's {told}."] if told else [])
    for value in {*one.values(), *other.values()}:
        assert value not in found.to_string()


def test_a_source_that_put_its_record_right_is_in_no_conflict() -> None:
    was, is_ = describes("a", "police:1", surname="Hill"), describes("a", "police:1", surname="Dale")
    was[1]["extracted_on"] = DAY - timedelta(days=90)
    rows = [was, is_, describes("b", "police:1", "gp", surname="Dale")]
    assert "conflicting" not in states(ask(*rows, batches=[batch("a"), batch("b", "gp")])).values()


def test_relationships_without_date_reliability_or_agency() -> None:
    of: Row = {"source": "a", "links": 10}
    links: list[Row] = [
        of | {"type": "PEER_OF", "undated": 4, "unverified": 1, "unsourced": 2},
        of | {"type": "FAMILY_OF", "undated": 10, "unverified": 0, "unsourced": 0},
    ]
    found = ask(link_quality=links).table.set_index("measure")
    assert found.loc[["no date", "unverified", "nobody named"], "state"].tolist() == [
        "undated",
        "unverified",
        "unverified",
    ]
    assert found.loc[["no date", "unverified", "nobody named"], "count"].tolist() == [4, 1, 2]
    assert found["reasons"]["no date"] == ["4 of 10 PEER_OF"]


def test_properties_that_are_missing() -> None:
    row: Row = {"label": "Professional", "source": "a", "lacks": "role"}
    gaps = [row | {"node": "w1", "missing": True}, row | {"node": "w2", "missing": False}]
    (told,) = ask(record_gaps=gaps).table.query("measure == 'role'").to_dict("records")
    assert (told["state"], told["count"], told["total"]) == ("incomplete", 1, 2)


def test_links_that_a_newer_extract_no_longer_has_are_stale() -> None:
    old, new = batch("a", days=90) | {"batch": "b-old"}, batch("a")
    link: Row = {"child": "police:1", "link": "l", "worker": "w", "source": "a", "batch": "b-old"}
    found = ask(describes("a", "police:1"), batches=[old, new], involvements=[link])
    assert states(found)["a", "links a newer extract no longer has"] == "stale"


def test_children_and_agencies_asked_about_narrow_it() -> None:
    batches = [batch("a"), batch("b", "gp")]
    rows = [describes("a", "police:1", surname="Hill"), describes("b", "police:1", "gp", surname="Dale")]
    rows.append(describes("a", "police:2", surname="Low"))
    assert {one for one, _ in states(ask(*rows, batches=batches, children=frozenset({"police:2"})))} == {"a"}
    assert {one for one, _ in states(ask(*rows, batches=batches, agencies=frozenset({"gp"})))} == {"b", "police:1"}


def test_an_empty_store_is_answered() -> None:
    found = ask(batches=[])
    assert found.table.empty
    assert "holds no extract" in found.caveats[0]


def test_the_rules_name_questions_that_there_are() -> None:
    from csgraph.questions import all_questions

    assert {name for names in health_rules().affects.values() for name in names} <= all_questions().keys()


@pytest.fixture(scope="module")
def answered(sample: tuple[int, int]) -> pd.DataFrame:
    with open_store(loaded_sample(*sample), read_only=True) as store:
        return QUESTION.answer(store, Asking(default_as_of(store))).table


def test_conflicts_are_exactly_those_of_the_truth(sample: tuple[int, int], answered: pd.DataFrame) -> None:
    found = answered[answered["state"] == "conflicting"]
    assert set(found["subject"]) == set(truth("data_conflicts", *sample)["child"])
    assert found["finding"].str.contains("surname").all()


def test_counts_are_exactly_those_of_the_truth(sample: tuple[int, int], answered: pd.DataFrame) -> None:
    planted = truth("data_gaps", *sample)
    planted = planted[planted["count"] != "0"]
    found = answered.astype({"count": "str"})[["subject", "measure", "count"]].set_axis(planted.columns, axis=1)
    counted = set(planted["source"]) & {"police_missing", "police_incidents"}
    told = found[found["measure"].eq("rows rejected") | found["source"].isin(counted)]
    told = told[told["measure"].isin(planted["measure"])]
    assert set(told.itertuples(index=False, name=None)) == set(planted.itertuples(index=False, name=None))


def test_every_finding_says_why_on_what_record_and_what_next(answered: pd.DataFrame) -> None:
    assert answered["reasons"].map(len).all()
    assert answered["sources"].map(len).all()
    assert (answered[["next_step", "would_change", "unsaid"]] != "").all(axis=None)
