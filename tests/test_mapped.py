"""Who is being mapped: the counts are right, no small one can be worked out, and ethnicity is nowhere else."""

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from extracts import whole
from frame_store import FrameStore
from graphs import put
from hypothesis import given, settings
from hypothesis import strategies as st
from loaded_sample import loaded_sample, sample_folder
from map_subjects import subject_options
from matching_examples import ANN, batch_of
from sizes import size
from table_reader import BROAD, HIDDEN, TABLES, WHOLES, solved

from csgraph import model
from csgraph.cli.running import csgraph
from csgraph.codes import code_list
from csgraph.findings import Asking
from csgraph.folders import every
from csgraph.governance.counted_by import counted, described
from csgraph.governance.layers import Layered
from csgraph.governance.mapped import SETS, laid_out, mapped
from csgraph.linkage.records import read_records
from csgraph.linkage.sides import Sides
from csgraph.maps import all_maps
from csgraph.network.professional import professional_network
from csgraph.questions import all_questions
from csgraph.store import Store, open_store
from csgraph.store.queries import all_queries
from csgraph.store.upsert import upsert

DAY = date(2026, 10, 31)
CODES = code_list("ethnicity").codes
SAID = re.compile(rf"\b(?:{'|'.join(CODES)})\b|{'|'.join(re.escape(name) for name in CODES.values())}|(?i:ethnic)")
"""What tells of ethnicity: each code and its words, and the word itself."""


def child(
    id_: str, ethnicity: str | None, *, sex: str | None = "F", dob: str | None = "2014-05-01"
) -> dict[str, object]:
    return {"child": id_, "dob": pd.Timestamp(dob) if dob else None, "sex": sex, "ethnicity": ethnicity}


def borough() -> FrameStore:
    """41 White children of whom 20 are in ties, 12 Black ones who all are, 3 Asian ones of whom 2 are."""
    children = [child(f"w{n:02}", "WBRI" if n < 38 else "WIRI", sex="FM"[n % 2]) for n in range(41)]
    children += [child(f"b{n:02}", "BCRB", sex="M", dob="2009-03-01") for n in range(12)]
    children += [child(f"i{n:02}", "AIND", sex="F") for n in range(3)]
    tied = [f"w{n:02}" for n in range(20)] + [f"b{n:02}" for n in range(12)] + ["i00", "i01"]
    ties = [
        {"id": f"t{n}", "child_a": one, "child_b": other, "kind": "friend_peer", "recorded_on": pd.Timestamp(DAY)}
        for n, (one, other) in enumerate(zip(tied[::2], tied[1::2], strict=True))
    ]
    plans = [{"child": f"w{n:02}", "kind": "cin"} for n in range(14)] + [{"child": "b00", "kind": "eh"}]
    return FrameStore(children_counted=children, peer_ties=ties, child_plans=plans, sources=[{"source": "ssd"}])


def cells(table: pd.DataFrame, by: str, name: str) -> dict[str, str]:
    part = table[table["by"] == by]
    return dict(zip(part["group"], part[name], strict=True))


def test_a_small_borough_is_counted_as_by_hand() -> None:
    found = mapped(borough(), DAY)  # type: ignore[arg-type]
    assert cells(found.table, "ethnicity", "children") == {
        "White": "40", "Mixed": "0", "Asian": HIDDEN, "Black": "10", "Other": "0", "All but White": "15",
        "Not known": "0", "All that is shown": "50",
    }  # fmt: skip
    assert cells(found.table, "ethnicity", "peers") == {
        "White": "20", "Mixed": "0", "Asian": HIDDEN, "Black": "10", "Other": "0", "All but White": "15",
        "Not known": "0", "All that is shown": "30",
    }  # fmt: skip
    assert cells(found.table, "ethnicity", "social_care") == {
        "White": "15", "Mixed": "0", "Asian": "0", "Black": "0", "Other": "0", "All but White": "0",
        "Not known": "0", "All that is shown": "15",
    }  # fmt: skip
    shares = cells(found.table, "ethnicity", "peers_share")
    assert (shares["White"], shares["Black"], shares["Asian"]) == ("57%", "29%", "")
    assert cells(found.table, "age", "children")["16 and 17"] == "10"
    assert cells(found.table, "sex", "children") == {
        "Female": "25",
        "Male": "30",
        "Not known": "0",
        "All that is shown": "55",
    }
    assert any("about 0 of the children" in note for note in found.notes)
    assert any("ssd" in note for note in found.notes)


def test_the_sample_is_counted_as_its_extract_says() -> None:
    """The council's list of people, read by this test alone: every child of it, and nobody else, has an ethnicity."""
    with (sample_folder() / "ssd" / "ssd_person.csv").open(encoding="utf-8-sig") as file:
        people = [row for row in csv.DictReader(file) if row["pers_person_id"]]
    young = {row["pers_person_id"]: row["pers_ethnicity"] for row in people if row["pers_dob"] > "2008-10-31"}
    with open_store(loaded_sample(), read_only=True) as store:
        said = store.read("children_counted").dropna(subset="ethnicity")
        found = mapped(store, DAY, detailed=True).table
    held = {id_.removeprefix("ssd:"): code for id_, code in zip(said["child"], said["ethnicity"], strict=True)}
    assert len(young) > 200
    assert {id_: held.get(id_) for id_ in young} == young
    assert all(id_.startswith("ssd:") for id_ in said["child"])
    counts = Counter(CODES[code] for code in held.values())
    for group, cell in cells(found, "ethnicity in detail", "children").items():
        if cell != HIDDEN:
            assert abs(int(cell) - counts[group]) <= 2
    white = sum(counts[name] for name in BROAD["White"])
    assert abs(int(cells(found, "ethnicity", "children")["White"]) - white) <= 2
    assert sum(count for name, count in counts.items() if count <= 7) > 0


def test_whom_the_panel_was_told_of(store: Store) -> None:
    nodes = {
        "Child": [{"id": f"ssd:{n}"} for n in range(1, 9)],
        "Referral": [
            {"id": "panel:1", "kind": "panel", "referred_on": DAY},
            {"id": "panel:2", "kind": "panel", "referred_on": date(2024, 1, 1)},
            {"id": "ssd:r", "kind": "social_care", "referred_on": DAY},
        ],
        "Meeting": [
            {"id": "panel:m", "kind": "panel", "held_on": DAY},
            {"id": "ssd:m", "kind": "strategy", "held_on": DAY},
        ],
        "PlanAction": [{"id": "panel:a"}, {"id": "ssd:a"}],
    }

    def tied(*pairs: tuple[str, str]) -> list[dict[str, object]]:
        return [{"from_id": one, "to_id": other, "id": f"{one}-{other}", "source": "panel"} for one, other in pairs]

    links = {
        ("CONCERNS", "Referral", "Child"): tied(
            ("panel:1", "ssd:1"), ("panel:2", "ssd:2"), ("ssd:r", "ssd:3"), ("panel:2", "ssd:8")
        ),
        ("DISCUSSED_AT", "Referral", "Meeting"): tied(("panel:2", "panel:m")),
        ("CONCERNS", "Meeting", "Child"): tied(("panel:m", "ssd:4"), ("ssd:m", "ssd:5")),
        ("HAS_ACTION", "Meeting", "PlanAction"): tied(("panel:m", "panel:a"), ("ssd:m", "ssd:a")),
        ("CONCERNS", "PlanAction", "Child"): tied(("panel:a", "ssd:6"), ("ssd:a", "ssd:7")),
    }
    put(store, nodes, links)  # type: ignore[arg-type]
    told = store.read("panel_children", since=date(2025, 10, 31), as_of=DAY)
    assert set(told["child"]) == {"ssd:1", "ssd:2", "ssd:8", "ssd:4", "ssd:6"}
    assert set(store.read("panel_children", since=date(2025, 1, 1), as_of=date(2026, 1, 1))["child"]) == set()


def test_what_lies_in_a_restricted_layer_is_counted_where_it_is_asked_for(tmp_path: Path) -> None:
    url = str(tmp_path / "store")
    told: dict[str, object] = {
        "kind": "friend_peer",
        "source": "police",
        "recorded_by": "police",
        "reliability": "unverified",
    }
    told |= {"batch": "batch:1", "recorded_on": DAY}
    ties = [
        {"from_id": f"ssd:{n}", "to_id": f"ssd:{n + 1}", "id": f"t{n}", "record": f"t{n}", "row": n, **told}
        for n in range(39)
    ]
    with open_store(url) as store:
        put(store, {"Child": [{"id": f"ssd:{n}"} for n in range(40)]}, {("PEER_OF", "Child", "Child"): ties})
    call = ("mapped", "--store", url, "--as-of", "2026-10-31")
    without, with_it = run(*call), run(*call, "--include", "police-intelligence")
    assert "Withheld: 39 records of police intelligence" in without
    assert re.search(r"Not known +│ 40 +│ 0 +│ 0 ", without)
    assert "Withheld" not in with_it
    assert re.search(r"Not known +│ 40 +│ 0 +│ 40 ", with_it)


KINDS = st.sampled_from(
    ["WBRI"] * 6 + ["WIRI", "WROM", "BCRB", "BCRB", "BAFR", "AIND", "CHNE", "MWBC", "OOTH", "REFU", None]
)
SOME = st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0])


@st.composite
def boroughs(draw: st.DrawFn) -> pd.DataFrame:
    """True counts of some children: few groups or many, and sets that hold hardly anybody or nearly all."""
    dice = np.random.default_rng(draw(st.integers(0, 2**32)))
    kinds = draw(st.lists(KINDS, min_size=1, max_size=8))
    sexes, born = (
        draw(st.lists(st.sampled_from("FMU"), min_size=1)),
        draw(st.lists(st.integers(2007, 2025), min_size=1)),
    )
    people = pd.DataFrame(
        [
            child(f"c{n}", kinds[dice.integers(len(kinds))], sex=sexes[dice.integers(len(sexes))],
                  dob=f"{born[dice.integers(len(born))]}-05-01")
            for n in range(draw(st.integers(1, 140)))
        ]
    )  # fmt: skip
    people = people.astype({"child": "str", "sex": "str", "ethnicity": "str"})
    lean = {kind: draw(SOME) for kind in dict.fromkeys(people["ethnicity"].fillna(""))}
    sets = {"children": set(people["child"])}
    for name in list(SETS)[1 : draw(st.integers(2, len(SETS)))]:
        held = people["ethnicity"].fillna("").map(lean).to_numpy() * draw(SOME) > dice.random(len(people))
        sets[name] = set(people.loc[held, "child"])
    return counted(described(people, DAY), sets)


@settings(max_examples=size(ci=25, full=1000))
@given(boroughs())
def test_no_small_count_can_be_worked_out_of_a_published_table(true: pd.DataFrame) -> None:
    table = laid_out(true)
    names = [name for name in true if name not in ("by", "group", "within")]
    for name in names:
        counts = {(by, group): int(count) for by, group, count in true[["by", "group", name]].to_numpy()}
        for by in TABLES:
            shown = cells(table, by, str(name))
            total = shown.pop("All that is shown", None)
            told = {group: int(cell) for group, cell in shown.items() if cell != HIDDEN}
            assert told == {group: 5 * round(counts[by, group] / 5) for group in told}
            assert not any(0 < counts[by, group] <= 7 for group in told)
            told.pop("All but White", None)
            assert total is None or int(total) == sum(told.values())
    assert solved(table, true) == []


def test_hiding_the_small_counts_alone_would_tell_them() -> None:
    """13 White, 8 Black and 1 Asian child: 15 and 10 leave 1 for the third, to whoever knows that there are 22."""
    people = pd.DataFrame(
        [child(f"c{n}", "WBRI" if n < 13 else "BCRB" if n < 21 else "AIND") for n in range(22)], dtype=object
    )
    true = counted(described(people.assign(dob=pd.to_datetime(people["dob"])), DAY), {"children": set(people["child"])})
    naive = true[["by", "group"]].assign(
        children=[HIDDEN if 0 < count <= 7 else str(5 * round(count / 5)) for count in true["children"]]
    )
    assert ("ethnicity", "Asian", "children") in solved(naive, true)
    assert solved(laid_out(true), true) == []


def test_the_reader_knows_the_rows_that_are_printed() -> None:
    printed = counted(described(borough().read("children_counted"), DAY), {"children": set()})
    rows = {by: tuple(part["group"]) for by, part in printed.groupby("by", sort=False)}
    assert {by: set(groups) for by, groups in rows.items()} == {by: set(groups) for by, groups in TABLES.items()}


def test_the_command_is_logged_without_subjects_and_wants_a_purpose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "mapped.xlsx"
    call = ["mapped", "--store", loaded_sample(), "--detailed", "--format", "xlsx", "--out", str(out)]
    done = run(*call, "--purpose", "equality monitoring")
    book = openpyxl.load_workbook(out)
    rows = list(book["Who is being mapped"].values)
    assert rows[0][:4] == ("by", "group", "children", "children_share")
    assert {row[0] for row in rows[1:]} == set(TABLES)
    about = {str(row[0]): str(row[1]) for row in book["About this file"].values}
    assert about["Purpose"] == "equality monitoring"
    assert any("census" in note for note in about.values())
    log = Path(str(tmp_path / "log"))
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(log))
    done = run("mapped", "--store", loaded_sample(), "--purpose", "equality monitoring", "--format", "json")
    assert {row["by"] for row in json.loads(done)} == set(WHOLES)
    entry = json.loads(log.read_text(encoding="utf-8").splitlines()[-1])
    assert (entry["action"], entry["subjects"], entry["purpose"]) == ("mapped", [], "equality monitoring")
    monkeypatch.delenv("CSGRAPH_PURPOSE")
    monkeypatch.setenv("CSGRAPH_CONFIG_DIR", str(tmp_path))
    refused = CliRunner().invoke(csgraph, ["mapped", "--store", loaded_sample()])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "purpose" in str(refused.exception)


def run(*words: str) -> str:
    """What a command prints; it must go well."""
    done = CliRunner().invoke(csgraph, list(words))
    assert done.exit_code == 0, done.output
    return done.stdout


# Nowhere else. Each way in which a record leaves the store is walked, with names, for that shows the most.

NAMED = ("--identifiable", "--purpose", "leak walk")


def test_only_the_table_of_who_is_mapped_reads_ethnicity_by_name() -> None:
    assert [name for name, query in all_queries().items() if "ethnicity" in query.text] == ["children_counted"]
    whole = [name for name, query in all_queries().items() if "`values` AS" in query.text]
    # What is said of a closure says nothing of who the child is.
    assert whole == ["closure_words", "matching_records"]
    assert "(f:Closure)-[a:ASSERTED_IN]" in all_queries()["closure_words"].text
    package = Path(model.__file__).parent
    readers = [
        p.relative_to(package).as_posix() for p in package.rglob("*.py") if '"children_counted"' in p.read_text("utf-8")
    ]
    assert readers == ["governance/mapped.py"]
    assert model.COUNTED_ONLY == {"ethnicity": "ethnicity"}


def test_the_extracts_that_have_it_bring_it_into_the_store() -> None:
    with open_store(loaded_sample(), read_only=True) as store:
        held = whole(store)
    told = [row for row in held["(Child)-ASSERTED_IN->(Batch)"] if '"ethnicity"' in str(row)]
    tables = {one for row in told for one in row if one in ("person", "people", "children_in_need", "contacts")}
    assert tables == {"person", "people", "children_in_need", "contacts"}
    assert not any('"ethnicity"' in str(row) for row in held["(Adult)-ASSERTED_IN->(Batch)"])


@pytest.mark.parametrize("question", list(all_questions()))
def test_no_question_tells_it(question: str) -> None:
    with open_store(loaded_sample(), read_only=True) as store:
        figures = all_questions()[question].answer(store, Asking(DAY)).figures
    call = ("ask", question, "--store", loaded_sample(), "--format", "json", *NAMED)
    assert SAID.findall(run(*call)) == []
    for figure in figures:
        assert SAID.findall(run(*call, "--figure", figure)) == []


def known_child() -> str:
    with open_store(loaded_sample(), read_only=True) as store:
        said = store.read("children_counted").dropna(subset="ethnicity")
        tied = store.read("child_workers", as_of=DAY)["child"]
    return str(said.loc[said["child"].isin(tied), "child"].iloc[0])


@pytest.mark.parametrize("name", list(all_maps()))
def test_no_map_tells_it(name: str, tmp_path: Path) -> None:
    with open_store(loaded_sample(), read_only=True) as store:
        of = subject_options(name, store, DAY, known_child())
    for number, more in enumerate((NAMED, ("--purpose", "leak walk", "--meeting", "--panel", "P", "--recipient", "R"))):
        page = tmp_path / f"{number}.html"
        run("map", name, "--store", loaded_sample(), *of, "--out", str(page), *more)
        assert SAID.findall(page.read_text(encoding="utf-8")) == []
    with open_store(loaded_sample(), read_only=True) as store:
        graph = professional_network(Layered(store), known_child(), as_of=DAY)
    assert not any("ethnicity" in node for _, node in graph.nodes(data=True))


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("more", [("--purpose", "leak walk"), NAMED], ids=["disguised", "named"])
def test_why_says_that_it_is_recorded_and_not_what(form: str, more: tuple[str, ...]) -> None:
    told = run("why", known_child(), "--store", loaded_sample(), "--format", form, *more)
    assert set(SAID.findall(told)) == {"ethnic"}
    lines = [line for line in told.splitlines() if "ethnicity" in line]
    assert lines
    if form != "json":
        assert all("recorded, not shown" in line for line in lines)
    else:
        assert all(row["value"] == "recorded, not shown" for row in json.loads(told) if row["name"] == "ethnicity")


def two_sources(url: str) -> None:
    """One child in two sources that nothing joins, with two ethnicities."""
    with open_store(url) as store:
        upsert(store, batch_of("gp", [{"key": "nhs:1", **ANN, "ethnicity": "WIRT"}]))
        upsert(store, batch_of("roll", [{"key": "upn:A", **ANN, "ethnicity": "BCRB"}]))


def test_matching_neither_uses_nor_shows_it(tmp_path: Path) -> None:
    url, book = str(tmp_path / "store"), tmp_path / "matches.xlsx"
    two_sources(url)
    with open_store(url, read_only=True) as store:
        assert "ethnicity" not in read_records(store, "Child").columns
        assert "WIRT" not in read_records(store, "Child").to_json()
        assert "ethnicity" not in Sides(store).of("Child", "nhs:1").values
    kinds = ("--store", url, "--kind", "children")
    told = [run("matches", "list", *kinds, "--format", form, *NAMED) for form in ("table", "json", "csv")]
    run("matches", "export", str(book), *kinds, *NAMED)
    told += [str(cell) for sheet in openpyxl.load_workbook(book) for row in sheet.values for cell in row]
    told += [run("matches", "review", *kinds, "--answers", "a", *NAMED)]
    told += [
        run("matches", "decided", "--store", url, *NAMED),
        run("why", "nhs:1", "--as-of", "2026-10-31", "--store", url, *NAMED),
    ]
    text = "\n".join(told)
    assert "Ann" in text
    assert set(SAID.findall(text)) == {"ethnic"}, "of why's own word"


MAPPING = """
[extract]
name = "{name}"
title = "List"
agency = "{name}"
[covers]
who = "children known"
schemes = ["ssd"]
[[table]]
name = "people"
file = "people*"
[table.columns]
id = {{ header = "ID", type = "id", required = true }}
forename = {{ header = "Forename" }}
ethnicity = {{ header = "Ethnic Origin", codes = "ethnicity" }}
[[table.node]]
name = "child"
label = "Child"
keys = ["ssd:{{id}}"]
set = {{ forename = "forename", ethnicity = "ethnicity" }}
"""
DAYS = ("--extracted-on", "2026-10-31", "--from", "2026-01-01", "--to", "2026-10-31")


def test_imports_tell_neither_its_conflicts_nor_what_they_do_not_know_of_it(tmp_path: Path) -> None:
    url = str(tmp_path / "store")
    told = []
    for name, rows in (
        ("health", "1,Ada,WIRT\n2,Ben,BCRB\n"),
        ("police", "1,Eda,AIND\n2,Ben,Quuxian\n3,Cai,Quuxian\n"),
    ):
        (tmp_path / f"{name}.toml").write_text(MAPPING.format(name=name), encoding="utf-8")
        extract = tmp_path / "people.csv"
        extract.write_text("ID,Forename,Ethnic Origin\n" + rows, encoding="utf-8")
        call = ("import", str(tmp_path / f"{name}.toml"), str(extract), "--store", url, *DAYS)
        told += [run(*call, *more) for more in (("--dry-run",), ("--dry-run", "--format", "json"), ())]
    told.append(run("mapping", "new", str(extract)))
    text = "\n".join(told)
    assert "Child.forename: 1 differ" in text
    assert "Child.ethnicity" not in text
    assert "what stands there is not a known code" in text
    assert not re.search(rf"Quuxian|\b(?:{'|'.join(CODES)})\b", text)


def test_no_list_that_is_edited_names_it_as_a_layer_or_a_map() -> None:
    shown = [*every("visualisations", "*.toml").values(), *every("rules", "*.toml").values()]
    assert shown
    assert not any("ethnic" in path.read_text(encoding="utf-8").casefold() for path in shown)


def test_the_codes_are_the_twenty_of_the_national_returns_in_five_groups() -> None:
    assert len(CODES) == 20
    flags = code_list("ethnicity").flags
    assert sorted(code for codes in flags.values() for code in codes) == sorted(set(CODES) - {"REFU", "NOBT"})
    assert {group.capitalize(): {CODES[code] for code in codes} for group, codes in flags.items()} == {
        group: set(names) for group, names in BROAD.items() if group != "Not known"
    }
