"""A forgotten child is gone: from the graph, from what is kept, from every file that csgraph owns, and stays out."""

import io
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from extracts import EXTRACTS, load, mapping_of, whole
from figures import tell_figure
from loaded_sample import loaded_sample
from test_cli import run

from csgraph.batch import Batch
from csgraph.errors import CsgraphError
from csgraph.governance.audit import record
from csgraph.governance.forgetting import child_meant, forget, plan_forgetting
from csgraph.linkage import decisions
from csgraph.loading import load_extract
from csgraph.store import Store, open_store
from csgraph.store.forgotten import bury, lift, marks_of, tombstones
from csgraph.store.kept import unpacked
from csgraph.store.rehearsal import RehearsalStore
from csgraph.store.verify import verify

ROLL = (
    "UPN,Forename,DOB,URN,Start\nQ1ZEB,Zebedee,17/03/2011,100001,01/09/2023\n"
    "B2,Bob,03/04/2011,100001,01/09/2022\nQ1ZEB,Zebedee,31/02/2011,100001,01/09/2023\n"
)
COUNCIL = "ID,UPN,NHS,Forename\n7041770417,Q1ZEB,9434765919,Zebby\n8,,888,Cai\n"
CASELOAD = "NHS,Worker,Start\n9434765919,W1,01/01/2024\n888,W1,01/02/2024\n"
SIGNS = ("zebedee", "zebby", "q1zeb", "9434765919", "7041770417", "2011-03-17", "17/03/2011")
"""What tells of the child, in small letters."""
LATER = date(2026, 11, 7)


@pytest.fixture(autouse=True)
def own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(tmp_path / "own" / "audit.jsonl"))
    monkeypatch.setenv("CSGRAPH_KEY_FILE", str(tmp_path / "own" / "key"))


@pytest.fixture
def extracts(tmp_path: Path) -> Path:
    folder = tmp_path / "extracts"
    folder.mkdir()
    return folder


@pytest.fixture
def loaded(store: Store, extracts: Path) -> Store:
    for name, content in (("roll", ROLL), ("council", COUNCIL), ("health", CASELOAD)):
        load(store, extracts, name, content)
    return store


def forgotten(store: Store, typed: str = "ssd:7041770417") -> Store:
    forget(store, plan_forgetting(store, child_meant(store, typed)))
    return store


def kept(store: Store) -> list[Batch]:
    return [store.kept_batch(batch) for batch in store.kept()]


def told(batch: Batch) -> str:
    frames = [*batch.nodes.values(), *batch.links.values(), batch.same, batch.apart]
    return "\n".join(rows.astype(str).to_csv() for rows in frames).casefold()


def signs_in(store: Store) -> set[str]:
    """Which signs of the child the graph or what is kept of the batches holds."""
    text = "\n".join([str(whole(store, without=())).casefold(), *map(told, kept(store))])
    return {sign for sign in SIGNS if sign in text}


def test_nothing_of_the_child_is_left_and_everything_else_is(loaded: Store) -> None:
    before = whole(loaded)
    assert signs_in(loaded) == set(SIGNS) - {"17/03/2011"}
    forgotten(loaded)
    after = whole(loaded)
    assert signs_in(loaded) == set()
    assert verify(loaded).wrong == ()
    assert {row for rows in after.values() for row in rows} <= {row for rows in before.values() for row in rows}
    lost = [str(row).casefold() for name, rows in before.items() for row in set(rows) - set(after.get(name, []))]
    assert [row for row in lost if not any(sign in row for sign in SIGNS)] == []
    assert len(before["Professional"]) == len(after["Professional"])


@pytest.mark.parametrize("typed", ["ssd:7041770417", "upn:Q1ZEB", "NHS: 943 476 5919", "pseudonym"])
def test_a_child_is_meant_by_any_identifier_or_by_pseudonym(loaded: Store, typed: str) -> None:
    from csgraph.governance.pseudonyms import pseudonym

    assert child_meant(loaded, pseudonym("upn:Q1ZEB") if typed == "pseudonym" else typed) == "ssd:7041770417"


def test_who_is_not_there_cannot_be_forgotten(loaded: Store) -> None:
    with pytest.raises(CsgraphError):
        child_meant(loaded, "ssd:99999")


def test_no_import_brings_the_child_back(loaded: Store, extracts: Path) -> None:
    forgotten(loaded)
    before = whole(loaded)
    assert load(loaded, extracts, "roll", ROLL).outcome.known
    newer = load(loaded, extracts, "roll", ROLL, day=LATER)
    assert [n.text for n in newer.report.notices if n.kind == "forgotten"] == [
        "1 person who was forgotten here stayed out (csgraph forget --restore lets them in again)"
    ]
    assert signs_in(loaded) == set()
    assert before["Child"] == whole(loaded)["Child"]


def test_a_new_identifier_that_a_record_equates_with_a_forgotten_one_stays_out_too(
    loaded: Store, extracts: Path
) -> None:
    forgotten(loaded)
    load(loaded, extracts, "council", "ID,UPN,NHS,Forename\n555001,Q1ZEB,,Zebby\n", day=LATER)
    load(loaded, extracts, "council", "ID,UPN,NHS,Forename\n555001,,,Zebby\n9,,,Dee\n", day=date(2026, 11, 8))
    assert "555001" not in str(whole(loaded))
    assert signs_in(loaded) == set()
    assert "ssd:9" in str(whole(loaded)["Child"])


def test_a_rehearsal_leaves_no_tombstone(loaded: Store, extracts: Path) -> None:
    forgotten(loaded)
    before = tombstones(loaded)
    rehearsal = RehearsalStore(loaded)
    found = load(rehearsal, extracts, "council", "ID,UPN,NHS,Forename\n555001,Q1ZEB,,Zebby\n", day=LATER)
    assert any(n.kind == "forgotten" for n in found.report.notices)
    assert tombstones(loaded) == before


def test_a_tombstone_tells_nobody_who_it_stands_for(loaded: Store) -> None:
    forgotten(loaded)
    held = tombstones(loaded)
    assert len(held) == 3
    assert all(re.fullmatch(r"[0-9a-f]{64}", mark) for mark in (*held, *held.values()))


def test_restoring_lets_the_child_in_again(loaded: Store, extracts: Path) -> None:
    forgotten(loaded)
    assert lift(loaded, "nhs:9434765919") == 3
    assert tombstones(loaded) == {}
    load(loaded, extracts, "roll", ROLL, day=LATER)
    assert "zebedee" in signs_in(loaded)


def test_a_run_cut_off_after_the_tombstones_is_finished_by_the_next(loaded: Store) -> None:
    plan = plan_forgetting(loaded, "ssd:7041770417")
    marks = marks_of(sorted(plan.identifiers))
    bury(loaded, dict.fromkeys(marks.values(), marks[plan.child]))
    forgotten(loaded)
    assert signs_in(loaded) == set()


def test_a_rejected_row_of_the_child_is_listed_without_its_cells(loaded: Store, extracts: Path) -> None:
    forgotten(loaded)
    found = load(loaded, extracts, "roll", ROLL.replace("31/02/2011", "30/02/2011"), day=LATER)
    assert found.rejects is not None
    text = found.rejects.read_text(encoding="utf-8-sig")
    assert "row" in text
    assert not [sign for sign in SIGNS if sign in text.casefold()]


def test_a_number_is_known_however_a_rejected_row_writes_it(store: Store, extracts: Path) -> None:
    text = EXTRACTS["health"][0].replace(
        'start = { header = "Start"', 'dob = { header = "DOB", type = "date" }\nstart = { header = "Start"'
    )
    mapping = mapping_of(extracts, text)
    file = extracts / "caseload.csv"
    file.write_text("NHS,Worker,DOB,Start\n9434765919,W1,17/03/2011,01/01/2024\n", encoding="utf-8")
    load_extract(store, mapping, [file], extracted_on=date(2026, 10, 31))
    forgotten(store, "nhs:9434765919")
    file.write_text("NHS,Worker,DOB,Start\n943 476-5919,W1,17/03/2011,31/02/2024\n", encoding="utf-8")
    rejects = load_extract(store, mapping, [file], extracted_on=LATER).rejects
    assert rejects is not None
    assert "17/03/2011" not in rejects.read_text(encoding="utf-8-sig")


def test_one_wrong_cell_neither_leaves_out_nor_marks_a_child_whom_the_store_knows(
    loaded: Store, extracts: Path
) -> None:
    forgotten(loaded)
    held = tombstones(loaded)
    load(loaded, extracts, "council", "ID,UPN,NHS,Forename\n8,Q1ZEB,,Cai\n", day=LATER)
    load(loaded, extracts, "council", "ID,UPN,NHS,Forename\n8,,888,Caius\n", day=date(2026, 11, 8))
    assert tombstones(loaded) == held
    assert "Caius" in str(whole(loaded)["Child"])
    assert signs_in(loaded) == set()


def test_a_record_s_number_does_not_stay_with_other_people_s_part_of_it(store: Store, extracts: Path) -> None:
    text = EXTRACTS["health"][0].replace('file = "caseload*"', 'file = "caseload*"\nrecord = ["nhs"]')
    mapping, file = mapping_of(extracts, text), extracts / "caseload.csv"

    def loaded_again(day: date) -> None:
        file.write_text(CASELOAD + f"777,W2,{day:%d/%m/%Y}\n", encoding="utf-8")
        load_extract(store, mapping, [file], extracted_on=day)

    loaded_again(date(2026, 10, 31))
    assert "9434765919" in signs_in(store)
    forgotten(store, "nhs:9434765919")
    assert signs_in(store) == set()
    workers = len(whole(store)["Professional"])
    loaded_again(LATER)
    assert signs_in(store) == set()
    assert len(whole(store)["Professional"]) == workers
    assert verify(store).wrong == ()


def test_rejected_rows_go_before_the_graph_so_that_a_run_cut_off_is_finished_by_the_next(
    loaded: Store, extracts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (rejects,) = extracts.glob("*.rejects.csv")
    record("import roll", purpose="a test", store=loaded, outputs=[rejects])
    plan = plan_forgetting(loaded, "ssd:7041770417")
    assert plan.rejects == {rejects: 1}
    with monkeypatch.context() as broken:
        broken.setattr("csgraph.governance.forgetting.revise", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            forget(loaded, plan)
    assert not rejects.exists()
    forgotten(loaded)
    assert signs_in(loaded) == set()


PLACED = """
[[table.node]]
name = "home"
label = "Location"
keys = ["place:household-{upn}"]
fixed = { kind = "private_address" }
[[table.link]]
type = "PLACED_AT"
from = "child"
to = "home"
"""


def test_an_address_that_nobody_else_has_does_not_come_back(store: Store, extracts: Path) -> None:
    mapping, file = mapping_of(extracts, EXTRACTS["council"][0] + PLACED), extracts / "people.csv"
    file.write_text("ID,UPN,NHS,Forename\n7041770417,HOME1,,Zebby\n8,HOME2,,Cai\n", encoding="utf-8")
    load_extract(store, mapping, [file], extracted_on=date(2026, 10, 31))
    assert len(whole(store)["Location"]) == 2
    forgotten(store)
    assert "HOME1" not in str(whole(store))
    load_extract(store, mapping, [file], extracted_on=LATER)
    assert "HOME1" not in str(whole(store))
    assert len(whole(store)["Location"]) == 1


def bytes_of(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below a folder, and every kept table as it unpacks."""
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            yield path, content
            if path.suffix == ".parquet":
                (table,) = unpacked({path.stem: content}).values()
                yield path, table.to_pandas().astype(str).to_csv().encode()


def signs_in_files(folder: Path) -> set[tuple[str, str]]:
    found = set()
    for path, content in bytes_of(folder):
        low = content.lower()
        for sign in SIGNS:
            if any(sign.encode(code) in low for code in ("utf-8", "utf-16-le", "utf-16-be")):
                found.add((path.name, sign))
    return found


def test_the_bytes_are_gone_from_every_file_that_csgraph_owns(
    tmp_path: Path, extracts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "store"
    options = ("--store", str(place))
    days = ("--extracted-on", "2026-10-31", "--from", "2026-01-01", "--to", "2026-10-31")
    with open_store(place) as store:  # writes the mappings too
        for name, content in (("roll", ROLL), ("council", COUNCIL), ("health", CASELOAD)):
            load(store, extracts, name, content)
    shutil.rmtree(place)
    for old in extracts.glob("*.rejects.csv"):
        old.unlink()
    for name in ("roll", "council", "health"):
        file = {"roll": "roll.csv", "council": "people.csv", "health": "caseload.csv"}[name]
        code, _, err = run(capsys, "import", str(extracts / f"{name}.toml"), str(extracts / file), *options, *days)
        assert code == 0, err
    (rejects,) = extracts.glob("*.rejects.csv")
    assert "Zebedee" in rejects.read_text(encoding="utf-8-sig")
    with open_store(place) as store:
        why = "Zebedee Quuxfield, seen by both"
        decisions.record(
            store, [decisions.Decision("different", "Child", "ssd:7041770417", "ssd:8", "A", why, "local")]
        )
    picture = tmp_path / "out.html"
    assert (
        run(capsys, "map", "professional-network", "--child", "ssd:7041770417", *options, "--out", str(picture))[0] == 0
    )
    assert {sign for _, sign in signs_in_files(place)} >= {"zebedee", "zebby", "q1zeb", "9434765919", "7041770417"}

    code, out, err = run(capsys, "forget", "upn:Q1ZEB", *options, "--purpose", "erasure request", "--yes")
    assert code == 0, err
    assert not [sign for sign in SIGNS if sign in out.casefold()]
    assert "known by 3 identifiers" in out
    assert "1 rejected rows" in out
    assert str(picture) in out
    assert signs_in_files(place) == set()
    assert signs_in_files(tmp_path / "own") == set()
    assert len(list((place / "batches").glob("*-*"))) == 3
    assert not rejects.exists()
    code, out, _ = run(capsys, "verify", *options)
    assert code == 0, out
    searched = [p for folder in (place, tmp_path / "own") for p in folder.rglob("*") if p.is_file()]
    tell_figure("files searched for a forgotten child", len(searched))


def test_saying_no_changes_nothing(
    tmp_path: Path, extracts: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "store"
    with open_store(place) as store:
        load(store, extracts, "council", COUNCIL)
        before = whole(store)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    code, _, _ = run(capsys, "forget", "ssd:7041770417", "--store", str(place), "--purpose", "a request")
    assert code == 1
    with open_store(place, read_only=True) as store:
        assert whole(store) == before
        assert tombstones(store) == {}


def test_restore_says_who_was_not_forgotten(tmp_path: Path, extracts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "store"
    with open_store(place) as store:
        load(store, extracts, "council", COUNCIL)
    call = ("forget", "ssd:8", "--store", str(place), "--purpose", "a request")
    code, _, err = run(capsys, *call, "--restore")
    assert code == 1
    assert "Nobody was forgotten" in err
    assert run(capsys, *call, "--yes")[0] == 0
    code, out, err = run(capsys, *call, "--restore")
    assert code == 0, err
    assert "in again" in out


def test_a_child_of_the_sample_goes_alone(tmp_path: Path) -> None:
    """Whoever else was in the child's events, plans, groups and meetings stays as they were."""
    place = tmp_path / "store"
    shutil.copytree(loaded_sample(), place)
    with open_store(place) as store:
        events = store.read("event_children", as_of=date(2026, 10, 31))
        busiest = str(events["child"].value_counts().index[0])
        before = whole(store)
        plan = plan_forgetting(store, busiest)
        forget(store, plan)
        after = whole(store)
        assert verify(store).wrong == ()
    assert plan.nodes["Child"] == 1
    gone = {
        name: set(rows) - set(after.get(name, []))
        for name, rows in before.items()
        if not name.startswith("(") and name not in ("Batch", "Identifier")
    }
    counted = {name: len(rows) for name, rows in gone.items() if rows}
    assert counted == plan.nodes
    assert all(set(after[name]) <= set(before[name]) for name in gone)
    numbers = {one.partition(":")[2] for one in plan.identifiers}
    text = str(after)
    assert not [one for one in numbers if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)]
    assert pd.Series(sorted(counted)).isin(["Child", "Adult", "Event", "Plan", "PlanAction", "Assessment", "Location",
        "Meeting", "Referral", "Closure", "Challenge", "Group"]).all()  # fmt: skip
