"""A child's copy holds whatever any record says of the child, in every extract, and nothing of anybody else."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from loaded_sample import loaded_sample
from subject_cells import lacking, strangers, told_identifiers
from subject_copies import (
    CASES,
    INCIDENTS,
    OTHER,
    PEOPLE,
    POLICE,
    as_told,
    batch_of,
    copied,
    everything,
    fill,
    loaded,
    number_of,
    screened,
)

from csgraph import model
from csgraph.codes import code_list
from csgraph.governance.audit import permit
from csgraph.governance.pseudonyms import pseudonym
from csgraph.governance.subject_access import held_of
from csgraph.linkage.decisions import Decision, record
from csgraph.store import Store, open_store
from csgraph.store.queries import Query
from csgraph.store.upsert import upsert


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    return fill(store, tmp_path)


class TestWhatIsHeld:
    def test_every_cell_about_the_child_is_in_the_copy(self, filled: Store, tmp_path: Path) -> None:
        _, copy = copied(filled, "ssd:10007", *everything())
        told = as_told(copy, tmp_path)
        assert lacking(filled, "ssd:10007", told, OTHER) == []
        meeting = next(row["text"] for row in told["to_be_screened"] if "kept apart" in row["text"])
        assert meeting.startswith("Zebedee Quuxfield and CH-")
        assert meeting.endswith(" to be kept apart")

    def test_nothing_of_another_child_is_in_it(self, filled: Store, tmp_path: Path) -> None:
        for include in ((), everything()):
            _, copy = copied(filled, "ssd:10007", *include)
            text = json.dumps(as_told(copy, tmp_path), ensure_ascii=False)
            assert [one for one in OTHER if one in text and one != "Cosmo"] == []
            assert "Secret of" not in text
            assert pseudonym("ssd:10008") in text

    def test_values_that_are_not_shown_and_earlier_versions_are_in_it(self, filled: Store, tmp_path: Path) -> None:
        later = PEOPLE.replace("Zebedee", "Zeb").replace("ZZ3 6QQ", "")
        loaded(filled, tmp_path, CASES, later, "people.csv", day=date(2026, 11, 30))
        told = as_told(copied(filled)[1], tmp_path)
        names = {(row["value"], row["standing"]) for row in told["values"] if row["name"] == "forename"}
        assert names == {("Zeb", "shown"), ("Zebedee", "earlier")}
        ties = [row["standing"] for row in told["relationships"] if row["name"] == "PEER_OF →"]
        assert ties == ["shown", "earlier"]
        assert "ZZ3 6QQ" in {row["text"] for row in told["to_be_screened"]}

    def test_every_property_of_a_child_is_given(self, store: Store, tmp_path: Path) -> None:
        """Also what is otherwise only counted over many children."""
        kinds: dict[str, object] = {"text": "Word", "date": pd.Timestamp("2011-03-17"), "texts": ["One", "Two"]}
        declared = model.NODE["Child"].properties
        codes = {p.name: list(code_list(p.codes).codes)[:2] for p in declared if p.codes}
        values = {p.name: kinds[p.kind] for p in declared if not p.codes}
        values |= {p.name: codes[p.name] if p.kind == "texts" else codes[p.name][0] for p in declared if p.codes}
        upsert(store, batch_of(values))
        told = as_told(copied(store, "ssd:1", *everything())[1], tmp_path)
        texts = {row["number"]: row["text"] for row in told["to_be_screened"]}
        given = {row["name"]: texts.get(number_of(row["value"]), row["value"]) for row in told["values"]}
        assert given == {**values, "dob": "2011-03-17", "disability": "; ".join(codes["disability"])}
        assert "ethnicity" in given

    def test_records_hang_together_and_none_of_another_child_comes_along(self, filled: Store) -> None:
        held, _ = copied(filled)
        records = held.records
        assert set(records.facts["subject"]) == {"inc:I1", "mt:M1", "mt:M2", "act:A1", "act:A4"}
        assert records.unsure == {("PlanAction", "act:A2"), ("PlanAction", "act:A3")}
        assert set(records.others["other"]) == {"ssd:10008"}

    def test_as_many_queries_for_many_records_as_for_few(self, filled: Store, tmp_path: Path) -> None:
        few = counted(filled)
        more = "".join(f"E{n},10007,Theft,evidence,C1,Pat Constable\n" for n in range(40))
        loaded(filled, tmp_path, INCIDENTS, POLICE + more, "incidents.csv", day=date(2026, 11, 30))
        assert counted(filled) == few

    def test_decisions_on_matches_are_told_and_whom_they_name_is_not(self, filled: Store, tmp_path: Path) -> None:
        why = "Cosmo Wibblethwaite is somebody else"
        record(filled, [Decision("different", "Child", "ssd:10007", "ssd:10008", by="M. Chair", why=why)])
        told = as_told(copied(filled)[1], tmp_path)
        (row,) = [row for row in told["identifiers"] if row["standing"] == "apart"]
        assert (row["identifier"], row["other"]) == ("ssd:10007", pseudonym("ssd:10008"))
        assert (row["decided_by"], row["because"]) == ("M. Chair", "a person's decision")
        assert "is somebody else" in screened(told, row["reason"])
        assert not any(one in json.dumps(told) for one in OTHER)

    def test_who_was_shown_the_child_is_told(self, filled: Store, tmp_path: Path) -> None:
        files = [tmp_path / "zoo.html", tmp_path / "cosmo-wibblethwaite.html"]
        permit("map peer-groups", purpose="panel on Cosmo Wibblethwaite", store=filled, subjects=["nhs:9434765919"])
        permit("why", purpose="core group", store=filled, subjects=["ssd:10007"], identifiable=True, outputs=files)
        shown = as_told(copied(filled)[1], tmp_path)
        rows = shown["shown_to"][-2:]
        assert [(row["action"], row["named"]) for row in rows] == [("map peer-groups", "no"), ("why", "yes")]
        assert rows[1]["files"] == ["zoo.html", "a file whose name tells somebody else's"]
        assert screened(shown, rows[0]["purpose"]).startswith("panel on CH-")
        assert screened(shown, rows[1]["purpose"]) == "core group"
        assert all(row["at"] and row["by"] for row in rows)


def counted(store: Store) -> int:
    """How many queries collecting takes."""
    asked: list[str] = []

    class Counting:
        def __getattr__(self, name: str) -> Any:
            return getattr(store, name)

        def ask(self, query: Query, **parameters: object) -> pd.DataFrame:
            asked.append(query.name)
            return store.ask(query, **parameters)

    held_of(Counting(), "ssd:10007")
    assert len(asked) > 10
    return len(asked)


MOST_EVENTS = "MATCH (c:Child)-[r:INVOLVED_IN]->(:Event) RETURN c.id AS child, count(r) AS records"
MOST_MEETINGS = "MATCH (c:Child)<-[r:CONCERNS]-(:Meeting) RETURN c.id AS child, count(r) AS records"


@pytest.mark.parametrize("most", [MOST_EVENTS, MOST_MEETINGS], ids=["events", "meetings"])
def test_of_all_extracts_everything_about_the_child_and_nobody_else(most: str, tmp_path: Path) -> None:
    """The sample's child of whom most is recorded."""
    with open_store(loaded_sample(), read_only=True) as store:
        counts = store.ask(Query("most", "", most, {"child": "text", "records": "whole"}, {}))
        child = str(counts.sort_values(["records", "child"])["child"].iloc[-1])
        told = as_told(copied(store, child, *everything())[1], tmp_path)
        others = strangers(store, set(told_identifiers(told)))
        assert lacking(store, child, told, tuple(others)) == []
    text = json.dumps(told, ensure_ascii=False)
    assert len({row["source"] for row in told["sources"]}) >= 5
    assert sorted(one for one in others if one in text) == []
