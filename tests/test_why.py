"""Every fact leads to its record: source, file, row, batch, recorder, reliability; and nobody is named unasked."""

import json
import random
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from extracts import EXTRACTS, FILES, load, mapping_of
from figures import tell_figure
from sizes import size
from test_rehearsal import random_extract

from csgraph import model
from csgraph.cli.running import csgraph
from csgraph.errors import CsgraphError
from csgraph.loading import load_extract
from csgraph.store import Store, open_store
from csgraph.store.provenance import FACTS, Subject, find_subject, why
from csgraph.store.queries import Query
from csgraph.store.revise import revise

WHOLE = ("source", "recorded_by", "reliability", "recorded_on", "file", "row", "record", "batch")


def test_both_values_are_shown_with_where_they_come_from_and_which_counts(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "roll")
    load(store, tmp_path, "council")
    assert find_subject(store, "nhs:999") == Subject("Child", "ssd:7")
    found = why(store, find_subject(store, "upn:A1"))
    assert found.identifiers == ["ssd:7", "nhs:999", "upn:A1"]
    assert list(found.facts.columns) == list(FACTS)
    said = found.facts[found.facts["name"] == "forename"].set_index("value")
    assert set(said.index) == {"Ann", "Annie"}
    assert set(said["standing"]) == {"shown", "conflict"}
    ann = said.loc["Ann"]
    assert (ann["source"], ann["recorded_by"], ann["reliability"], ann["file"], ann["row"]) == (
        "roll",
        "education",
        "reported",
        "roll.csv",
        2,
    )
    assert ann["batch"].startswith("batch:")
    assert ann["recorded_on"].date() == date(2026, 10, 31)


def test_what_joined_two_identifiers_is_told(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "council")
    facts = why(store, Subject("Child", "ssd:7")).facts
    joined = facts[facts["what"] == "identifier"]
    assert {(row["name"], row["other"]) for row in joined.to_dict("records")} == {
        ("ssd:7", "upn:A1"),
        ("ssd:7", "nhs:999"),
    }
    assert set(joined["because"]) == {"a record that carries both"}
    assert set(joined["file"]) == {"people.csv"}


def test_earlier_versions_of_a_relationship_are_told(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "health", "NHS,Worker,Start\n999,W1,01/01/2024\n", day=date(2026, 1, 31))
    load(store, tmp_path, "health", "NHS,Worker,Start\n777,W9,01/01/2020\n999,W1,01/01/2024\n", day=date(2026, 10, 31))
    facts = why(store, Subject("Child", "nhs:999"), Subject("Professional", "health:W1")).facts
    assert [(row["standing"], row["row"]) for row in facts.to_dict("records")] == [("shown", 3), ("earlier", 2)]
    assert list(facts["recorded_on"].dt.month) == [10, 1]
    assert not facts["file"].isna().any()


def test_what_a_source_has_left_empty_since_counts_as_earlier(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "council", "ID,UPN,NHS,Forename\n7,A1,999,Annie\n", day=date(2026, 1, 31))
    load(store, tmp_path, "council", "ID,UPN,NHS,Forename\n7,A1,999,Anna\n", day=date(2026, 10, 31))
    facts = why(store, Subject("Child", "ssd:7")).facts
    said = facts[facts["name"] == "forename"]
    assert list(zip(said["value"], said["standing"], strict=True)) == [("Anna", "shown"), ("Annie", "earlier")]


def test_what_nobody_has_is_answered_with_how_to_write_it(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "roll")
    with pytest.raises(CsgraphError, match="Write the scheme before it"):
        find_subject(store, "A1")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("loaded")
    with open_store(made / "store") as opened:
        for name in EXTRACTS:
            load(opened, made, name)
    return made / "store"


def run(store: Path, *words: str) -> Result:
    return CliRunner().invoke(csgraph, ["why", *words, "--store", str(store), "--purpose", "test"])


def test_nobody_is_named_unless_asked_for(loaded: Path) -> None:
    told = run(loaded, "upn:A1")
    assert told.exit_code == 0, told.output
    for hidden in ("Ann", "Annie", "2012-02-01", "ssd:7", "nhs:999", "upn:A1"):
        assert hidden not in told.stdout, hidden
    assert "forename: A…" in told.stdout
    assert "aged 14" in told.stdout
    assert "≠ forename" in told.stdout
    assert "roll (education), reported, recorded 2026-10-31: roll.csv, row 2 (batch:" in told.stdout
    assert "Audit: " in told.stderr
    named = run(loaded, "upn:A1", "--identifiable")
    assert all(shown in named.stdout for shown in ("forename: Ann ", "forename: Annie ", "2012-02-01", "nhs:999"))


def test_of_two_only_what_is_between_them(loaded: Path) -> None:
    told = run(loaded, "upn:A1", "urn:100001", "--format", "json")
    assert told.exit_code == 0, told.output
    (row,) = json.loads(told.stdout)
    assert (row["name"], row["other"], row["file"], row["row"]) == ("ATTENDS →", "urn:100001", "roll.csv", 2)
    nothing = run(loaded, "upn:B2", "health:W1")
    assert "Nothing is recorded between the two." in nothing.stdout


def test_without_a_purpose_nothing_is_shown(loaded: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CSGRAPH_PURPOSE", raising=False)
    monkeypatch.setenv("CSGRAPH_CONFIG_DIR", str(tmp_path))
    told = CliRunner().invoke(csgraph, ["why", "upn:A1", "--store", str(loaded)])
    assert told.exit_code == 1
    assert "purpose" in str(told.exception)
    assert told.stdout == ""


@pytest.mark.parametrize("seed", range(size(ci=2, full=100)))
def test_after_any_commands_no_fact_lacks_its_provenance(store: Store, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(5):
        kept = store.kept()
        if kept and dice.random() < 0.3:
            gone = dice.choice(kept)
            revise(store, lambda batch, gone=gone: None if batch.id == gone else batch)  # type: ignore[misc]
            continue
        name = dice.choice(list(EXTRACTS))
        parts = [tmp_path / f"{Path(FILES[name]).stem}{part}.csv" for part in range(dice.randint(1, 2))]
        for part in parts:
            part.write_text(random_extract(name, dice), encoding="utf-8")
        mapping = mapping_of(tmp_path, EXTRACTS[name][0])
        load_extract(store, mapping, parts, extracted_on=date(2026, dice.randint(1, 10), 28))
    batches = store.kept()
    for link in model.LINKS:
        if link.provenance or link.type == "ASSERTED_IN":
            lacking(store, link.type, batches)
    tell_figure("histories searched for facts without a source", 1)


def lacking(store: Store, type_: str, batches: list[str]) -> None:
    """Asserts that no relationship of a type lacks any part of its provenance."""
    asserted = type_ == "ASSERTED_IN"
    names = [name for name in WHOLE if not (asserted and name in ("source", "batch"))]
    returned = ", ".join(f"r.`{name}` AS `{name}`" for name in names)
    kinds = {p.name: p.kind for p in (*model.PROVENANCE, *model.LINK["ASSERTED_IN"].properties)}
    batch = "b.id" if asserted else "r.batch"
    query = f"MATCH (a)-[r:{type_}]->(b) RETURN {returned}, {batch} AS said_in"
    rows = store.ask(Query(type_, "", query, {**{name: kinds[name] for name in names}, "said_in": "text"}, {}))
    assert not rows.isna().any().any(), type_
    assert not (rows == "").any().any(), type_
    assert set(rows["said_in"]) <= set(batches), type_
