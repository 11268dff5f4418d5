"""What is past its day of review is listed, taken out as if it had never been imported, or given another day."""

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from canaries import leaks
from conftest import ON_NEO4J
from extracts import check_links, check_nodes, mapping_of
from histories import World
from loaded_sample import sample_folder
from sizes import size
from test_cli import run

from csgraph import model
from csgraph.batch import JOINED, Batch, Joint, hashed, link_columns, node_columns
from csgraph.findings import Asking
from csgraph.frames import frame
from csgraph.governance.audit import outputs_about
from csgraph.governance.chain import log_path
from csgraph.importing.mapping_check import load_mapping, mapping_path
from csgraph.loading import Loaded, load_extract
from csgraph.network.coverage import batches_of_day
from csgraph.questions import all_questions
from csgraph.store import Store, open_store
from csgraph.store.difference import difference
from csgraph.store.ending import end, plan_ending
from csgraph.store.identity import keys_of
from csgraph.store.memory import MemoryStore
from csgraph.store.renewing import renew
from csgraph.store.retention import Rule, retention_rules, reviewed, with_rules
from csgraph.store.review_days import due
from csgraph.store.upsert import upsert
from csgraph.store.verify import verify

DAY = date(2024, 6, 1)
"""What is past its day of review on this day is taken out."""
CARE = """
[extract]
name = "care"
title = "Care"
agency = "social_care"
[covers]
who = "children known"
schemes = ["ssd"]
roles = ["social_worker"]
[[table]]
name = "people"
file = "people*"
record = ["id"]
[table.columns]
id = { header = "ID", type = "id", required = true }
forename = { header = "Forename" }
surname = { header = "Surname" }
dob = { header = "DOB", type = "date" }
worker = { header = "Worker", type = "id" }
start = { header = "Start", type = "date" }
end = { header = "End", type = "date" }
[[table.node]]
name = "child"
label = "Child"
keys = ["ssd:{id}"]
set = { forename = "forename", surname = "surname", dob = "dob" }
[[table.node]]
name = "worker"
label = "Professional"
keys = ["ssdworker:{worker}"]
[[table.link]]
type = "INVOLVED_WITH"
from = "worker"
to = "child"
set = { start = "start", end = "end" }
fixed = { role = "social_worker" }
"""
HEAD = "ID,Forename,Surname,DOB,Worker,Start,End\n"
OLD = (
    "7,Zebedee,Quuxfield,17/03/1998,W1,01/01/2016,30/06/2017\n"  # past since 30 June 2020
    "8,Ann,Alder,01/02/2010,W3,01/09/2016,\n"  # until 18: 1 February 2028
    "9,Bob,Birch,02/02/1999,W2,01/09/2016,\n"  # past since 31 January 2021, unless a later extract says it again
)
NEW = (
    "8,Ann,Alder,01/02/2010,W3,01/09/2016,\n"
    "9,Bob,Birch,02/02/1999,W2,01/09/2016,01/10/2023\n"  # until 1 October 2026
)
PEERS: Joint = ("PEER_OF", "Child", "Child")
WORKS: Joint = ("INVOLVED_WITH", "Professional", "Child")


def care(store: Store, folder: Path, rows: str, day: date) -> Loaded:
    """Load an extract of what the council knew on a day, and in the year before it."""
    place = folder / f"{day}"
    place.mkdir(exist_ok=True)
    (place / "people.csv").write_text(HEAD + rows, encoding="utf-8")
    start = day.replace(year=day.year - 1)
    return load_extract(store, mapping_of(folder, CARE), [place / "people.csv"], extracted_on=day, start=start, end=day)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--config-dir sets the variable for the rest of the process, which is none of its own here."""
    monkeypatch.setenv("CSGRAPH_CONFIG_DIR", str(tmp_path / "none"))


@pytest.fixture
def loaded(engine_url: str, tmp_path: Path) -> str:
    """The URL of a store with one relationship that is past its day, and two that are not."""
    with open_store(engine_url) as store:
        care(store, tmp_path, OLD, date(2018, 1, 31))
        care(store, tmp_path, NEW, date(2024, 1, 31))
    return engine_url


def kept(store: Store) -> list[Batch]:
    return [store.kept_batch(batch) for batch in store.kept()]


def assert_as_imported(store: Store, batches: Sequence[Batch], told: str = "") -> None:
    """The graph is what importing some batches makes, and what is kept are those batches."""
    with MemoryStore() as other:
        other.prepare()
        for batch in batches:
            upsert(other, batch)
        found = difference(store, other)
    assert not found, f"{told}\n{found.counts()}"
    assert store.kept() == [batch.id for batch in batches]


def without(batch: Batch, links: dict[Joint, pd.Series], nodes: dict[str, set[str]], **ledger: object) -> Batch:
    """A batch without some relationships (a flag a row) and what it says of some nodes (by label their keys)."""
    left = {joint: rows[~links[joint]] if joint in links else rows for joint, rows in batch.links.items()}
    told = {label: rows[~rows["key"].isin(nodes.get(label, set()))] for label, rows in batch.nodes.items()}
    return replace(
        batch,
        ledger=batch.ledger | ledger,
        links={joint: rows.reset_index(drop=True) for joint, rows in left.items() if len(rows)},
        nodes={label: rows.reset_index(drop=True) for label, rows in told.items() if len(rows)},
    )


def bytes_of(folder: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


class TestList:
    def test_it_counts_what_is_past_and_what_soon_will_be(
        self, loaded: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call = ("retention", "list", "--store", loaded, "--as-of", f"{DAY}", "--format", "json")
        code, out, err = run(capsys, *call, "--within", "900")
        group = {"source": "care", "type": "INVOLVED_WITH", "rule": "holding"}
        assert (code, err) == (0, "")
        assert json.loads(out) == [
            {"when": "past", **group, "count": 1, "earliest": "2020-06-30", "latest": "2020-06-30"},
            {"when": "within 900 days", **group, "count": 1, "earliest": "2026-10-01", "latest": "2026-10-01"},
        ]
        assert [row["count"] for row in json.loads(run(capsys, *call)[1])] == [1]

    def test_on_the_day_itself_it_is_not_past(self, loaded: str, capsys: pytest.CaptureFixture[str]) -> None:
        call = ("retention", "list", "--store", loaded, "--within", "0", "--as-of")
        assert run(capsys, *call, "2020-06-30")[1].startswith("Nothing is past its day of review on 30/06/2020")
        assert "past" in run(capsys, *call, "2020-07-01")[1]

    def test_it_counts_what_the_answers_leave_out(self, loaded: str) -> None:
        with open_store(loaded, read_only=True) as store:
            for day in (date(2020, 6, 30), date(2020, 7, 1), DAY, date(2026, 10, 2), date(2040, 1, 1)):
                assert len(due(store, day)) == store.read("expired_counts", as_of=day)["expired"].sum(), day

    @pytest.mark.parametrize("form", ["table", "csv", "json", "xlsx"])
    def test_nobody_is_named_unless_that_is_asked_for(
        self, loaded: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
    ) -> None:
        out = ("--out", str(tmp_path / "due.xlsx")) if form == "xlsx" else ()
        call = ("retention", "list", "--each", "--store", loaded, "--as-of", f"{DAY}", "--format", form, *out)
        code, said, err = run(capsys, *call)
        assert code == 0, err
        found = said + err if form != "xlsx" else cells(tmp_path / "due.xlsx")
        assert "holding" in found
        assert leaks(found) == []
        assert "ssd:7" not in found
        assert "Audit: " in err
        said = run(capsys, *call[:-2] if out else call, "--identifiable", *out)[1]
        assert "ssd:7" in (cells(tmp_path / "due.xlsx") if out else said).replace("\n", "")

    def test_showing_them_is_logged_and_counting_them_is_not(
        self, loaded: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def actions() -> list[str]:
            return [one.action for one in outputs_about(["ssd:7"])]

        before = actions()
        run(capsys, "retention", "list", "--store", loaded, "--as-of", f"{DAY}")
        assert actions() == before
        run(capsys, "retention", "list", "--each", "--store", loaded, "--as-of", f"{DAY}")
        assert actions() == [*before, "retention list"]

    def test_restricted_layers_stay_out(self, engine_url: str, capsys: pytest.CaptureFixture[str]) -> None:
        with open_store(engine_url) as store:
            upsert(store, with_rules(tie(recorded_by="police", reliability="unverified"), [SHORT, LONG]))
        call = ("retention", "list", "--each", "--store", engine_url, "--as-of", f"{DAY}", "--format", "json")
        _, out, err = run(capsys, *call)
        assert json.loads(out) == []
        assert "Withheld: 1 record of police intelligence" in err
        assert len(json.loads(run(capsys, *call, "--include", "police-intelligence")[1])) == 1

    def test_names_go_with_the_list_of_each(self, loaded: str, capsys: pytest.CaptureFixture[str]) -> None:
        code, _, err = run(capsys, "retention", "list", "--store", loaded, "--identifiable")
        assert code == 2
        assert "go with --each" in err


def cells(path: Path) -> str:
    import openpyxl

    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


class TestApply:
    def test_it_is_as_if_those_rows_had_never_been_imported(
        self, loaded: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with open_store(loaded, read_only=True) as store:
            old, new = kept(store)
        gone = {WORKS: old.links[WORKS]["to_key"] == "ssd:7"}
        nodes = {"Child": {"ssd:7"}, "Professional": {"ssdworker:W1"}}
        # It ended on 30 June 2017, and may be told of as a predecessor for a year: 2018-07-01.
        expected = [without(old, gone, nodes, period_start=date(2018, 7, 2)), new]
        code, out, err = run(capsys, "retention", "apply", "--store", loaded, "--as-of", f"{DAY}", "--yes")
        assert code == 0, err
        assert "1 relationship past the day of review on 01/06/2024" in out
        assert "care, INVOLVED_WITH, holding: 1, from 30/06/2020 on" in out
        assert "  Child: 1\n  Professional: 1\n" in out
        assert "1 import of care will cover fewer days" in out
        assert ("until csgraph compact" if "://" not in loaded else "still in the server's files") in out
        assert leaks(out + err) == []
        with open_store(loaded, read_only=True) as store:
            assert_as_imported(store, expected)
            assert "Quuxfield" not in "".join(str(rows.to_dict()) for b in kept(store) for rows in b.nodes.values())
            assert len(due(store, DAY)) == 0
            assert verify(store).wrong == ()

    def test_nothing_is_changed_by_a_dry_run_nor_by_saying_no(
        self, loaded: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with open_store(loaded, read_only=True) as store:
            batches = kept(store)
        before = bytes_of(tmp_path)
        logged = log_path().read_bytes() if log_path().exists() else b""
        call = ("retention", "apply", "--store", loaded, "--as-of", f"{DAY}")
        code, out, _ = run(capsys, *call, "--dry-run")
        assert (code, "Child: 1" in out, "Taken out" in out) == (0, True, False)
        assert bytes_of(tmp_path) == before
        assert (log_path().read_bytes() if log_path().exists() else b"") == logged
        monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "n")
        assert run(capsys, *call)[0] == 1
        with open_store(loaded, read_only=True) as store:
            assert_as_imported(store, batches)

    def test_it_needs_a_purpose_and_is_logged(
        self, loaded: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        call = ("retention", "apply", "--store", loaded, "--as-of", f"{DAY}", "--yes")
        monkeypatch.delenv("CSGRAPH_PURPOSE")
        code, _, err = run(capsys, *call)
        assert code == 1
        assert "nobody said which" in err
        code, _, err = run(capsys, *call, "--purpose", "yearly review")
        assert code == 0
        last = outputs_about(["ssd:7"])[-1]
        assert (last.action, last.purpose) == ("retention apply", "yearly review")
        assert leaks(log_path().read_text(encoding="utf-8")) == []

    def test_an_import_of_the_same_extract_brings_nothing_back(
        self, loaded: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        run(capsys, "retention", "apply", "--store", loaded, "--as-of", f"{DAY}", "--yes")
        with open_store(loaded) as store:
            batches = kept(store)
            assert care(store, tmp_path, OLD, date(2018, 1, 31)).outcome.known
            assert_as_imported(store, batches)
        code, out, _ = run(capsys, "retention", "apply", "--store", loaded, "--as-of", f"{DAY}", "--yes")
        assert (code, out) == (0, "Nothing is past its day of review on 01/06/2024.\n")

    def test_a_newer_extract_that_still_has_it_brings_it_in_as_past(self, loaded: str, tmp_path: Path) -> None:
        with open_store(loaded) as store:
            end(store, plan_ending(store, DAY))
            care(store, tmp_path, OLD.splitlines(keepends=True)[0], date(2024, 4, 30))
            assert due(store, DAY)["to_id"].tolist() == ["ssd:7"]
            shown = store.read("involvements", since=date(2016, 1, 1), as_of=DAY)
            assert set(shown["child"]) == {"ssd:8", "ssd:9"}

    def test_no_gap_is_told_from_what_is_gone(self, loaded: str) -> None:
        held, later = date(2017, 5, 1), date(2018, 7, 2)

        def covering(day: date) -> list[str]:
            return batches_of_day(store.read("batches"), day, 3650)["source"].tolist()

        with open_store(loaded) as store:
            assert (covering(held), covering(later)) == (["care"], ["care"])
            end(store, plan_ending(store, DAY))
            assert (covering(held), covering(later)) == ([], ["care"])

    def test_a_day_that_has_not_come_is_refused(self, loaded: str, capsys: pytest.CaptureFixture[str]) -> None:
        code, _, err = run(capsys, "retention", "apply", "--store", loaded, "--as-of", "2999-01-01", "--yes")
        assert code == 1
        assert "01/01/2999 has not come yet" in err

    def test_an_older_version_is_not_shown_in_its_place(self, store: Store, tmp_path: Path) -> None:
        planned = "7,Zebedee,Quuxfield,17/03/1998,W1,01/01/2016,31/12/2030\n"
        care(store, tmp_path, planned, date(2017, 1, 31))  # by this version until the end of 2033
        care(store, tmp_path, OLD, date(2018, 1, 31))
        assert len(check_links(store, *WORKS)) == 3
        end(store, plan_ending(store, DAY))
        assert ("ssdworker:W1", "ssd:7") not in check_links(store, *WORKS)
        assert [len(batch.links.get(WORKS, ())) for batch in kept(store)] == [0, 1]
        assert verify(store).wrong == ()

    def test_a_tie_of_somebody_to_themselves_goes_though_no_graph_shows_it(self, store: Store) -> None:
        """A record has shown since that the two are one child, whom the newest extract describes."""
        for batch in (tie(), batch_of("council", date(2024, 1, 31), same=equation("police:1", "police:2"))):
            upsert(store, with_rules(batch, [SHORT, {**LONG, "years": 6}]))
        assert check_links(store, *PEERS) == []
        plan = plan_ending(store, DAY)
        assert plan
        end(store, plan)
        assert [PEERS in batch.links for batch in kept(store)] == [False, False]
        assert check_nodes(store, "Child", "forename") == {("Ann",)}

    def test_a_batch_that_came_meanwhile_is_left_alone(self, store: Store, tmp_path: Path) -> None:
        care(store, tmp_path, OLD, date(2018, 1, 31))
        planned = plan_ending(store, DAY)
        care(store, tmp_path, NEW, date(2024, 1, 31))
        end(store, planned)
        assert check_links(store, *WORKS) == [("ssdworker:W2", "ssd:9"), ("ssdworker:W3", "ssd:8")]
        assert verify(store).wrong == ()

    def test_after_compacting_no_text_of_it_is_left(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        url = str(tmp_path / "store")
        with open_store(url) as store:
            care(store, tmp_path, OLD, date(2018, 1, 31))
        text = {"forename": b"Zebedee", "surname": b"Quuxfield", "worker": b"ssdworker:W1"}

        def found() -> set[str]:
            content = b"".join(p.read_bytes() for p in Path(url).rglob("*") if p.is_file())
            return {what for what, word in text.items() if word in content}

        assert found() == set(text)
        run(capsys, "retention", "apply", "--store", url, "--as-of", f"{DAY}", "--yes")
        run(capsys, "compact", "--store", url)
        assert found() == set()


SHORT: Rule = {"name": "short", "authority": "a test", "type": ["PEER_OF", "FAMILY_OF", "INVOLVED_WITH"], "months": 1}
LONG: Rule = {"name": "long", "authority": "a test", "years": 50}
STATED = {"record": "R1", "row": 2, "file": "one.csv", "table": "people", "recorded_by": "police"}


def tie(source: str = "police_peers", day: date = date(2020, 1, 31), **given: object) -> Batch:
    """A batch of one tie between two children, and what it says of both."""
    stated = {**STATED, "reliability": "reported", "recorded_on": pd.Timestamp(day), **given}
    link = {"from_key": "police:1", "to_key": "police:2", "kind": "friend_peer", **stated}
    nodes = [{"key": key, "forename": "Ann", **stated} for key in ("police:1", "police:2")]
    return batch_of(
        source, day,
        nodes={"Child": frame(node_columns("Child"), pd.DataFrame(nodes, dtype=object))},
        links={PEERS: frame(link_columns("PEER_OF"), pd.DataFrame([link], dtype=object))},
    )  # fmt: skip


def batch_of(source: str, day: date, **said: Any) -> Batch:
    ledger: dict[str, object] = {
        "id": f"batch:{hashed(source, day, sorted(said))}", "source": source, "recorded_by": "police",
        "files": ["one.csv"], "extracted_on": day, "state": "complete", "schemes": [], "roles": [], "kinds": [],
        **dict.fromkeys(("period_start", "period_end", "who", "min_age", "max_age", "listed_only", "sha256")),
        **dict.fromkeys(("rows_read", "rows_loaded", "rows_rejected"), 1), "loaded_at": pd.Timestamp(day),
    }  # fmt: skip
    return Batch(ledger, source, **said)


def equation(one: str, other: str) -> pd.DataFrame:
    told = {"label": "Child", "key": one, "other": other, **STATED, "reliability": "judgement"}
    return frame(JOINED, pd.DataFrame([told], dtype=object))


class TestWhoStays:
    def test_a_record_goes_with_its_last_relationship_and_the_child_stays(self, store: Store) -> None:
        """The newest extract still lists the child, and an old event that is past its day."""
        stated = {**STATED, "reliability": "reported", "recorded_on": pd.Timestamp(2019, 1, 1)}
        child = pd.DataFrame([{"key": "police:1", "forename": "Ann", **stated}], dtype=object)
        event = pd.DataFrame([{"key": "event:1", "kind": "missing", **stated}], dtype=object)
        took = pd.DataFrame([{"from_key": "police:1", "to_key": "event:1", **stated}], dtype=object)
        joint: Joint = ("INVOLVED_IN", "Child", "Event")
        batch = batch_of(
            "police_missing", date(2024, 1, 31),
            nodes={"Child": frame(node_columns("Child"), child), "Event": frame(node_columns("Event"), event)},
            links={joint: frame(link_columns("INVOLVED_IN"), took)},
        )  # fmt: skip
        upsert(store, with_rules(batch, [{**SHORT, "type": ["INVOLVED_IN"]}, LONG]))
        plan = plan_ending(store, DAY)
        assert plan.leaving.counts == {"Event": 1}
        end(store, plan)
        assert (check_nodes(store, "Event", "id"), check_nodes(store, "Child", "forename")) == (set(), {("Ann",)})
        assert verify(store).wrong == ()

    def test_an_extract_that_is_older_than_the_last_rule_keeps_nobody(self, store: Store) -> None:
        upsert(store, with_rules(tie(), [SHORT, {**LONG, "years": 3}]))
        assert plan_ending(store, date(2023, 1, 31)).leaving.counts == {}
        plan = plan_ending(store, DAY)
        assert plan.leaving.counts == {"Child": 2}
        end(store, plan)
        assert check_nodes(store, "Child", "id") == set()
        assert verify(store).wrong == ()

    def test_a_child_of_whom_the_extract_gives_the_age_is_kept_until_the_rule_s_birthday(self, store: Store) -> None:
        batch = tie()
        born = batch.nodes["Child"].assign(dob=pd.to_datetime(pd.Series(["2008-01-01", "2001-01-01"])))
        rules: list[Rule] = [SHORT, {**LONG, "years": 3, "until_age": 18}]
        upsert(store, with_rules(replace(batch, nodes={"Child": frame(node_columns("Child"), born)}), rules))
        end(store, plan_ending(store, DAY))
        assert check_nodes(store, "Child", "id") == {("police:1",)}

    def test_another_identifier_that_a_relationship_touches_keeps_the_child(self, store: Store) -> None:
        """Its own extract is old, but health still works with the child under another number."""
        rules: list[Rule] = [SHORT, {**LONG, "years": 3}]
        joined = batch_of("council", date(2020, 1, 31), same=equation("ssd:1", "police:1"))
        link = {**STATED, "from_key": "health:W", "to_key": "ssd:1", "reliability": "reported", "role": "gp"}
        works = frame(link_columns("INVOLVED_WITH"), pd.DataFrame([link], dtype=object))
        recent = works.assign(recorded_on=pd.Timestamp(2024, 5, 20))
        health = batch_of("health_visits", date(2024, 5, 31), links={WORKS: recent})
        for batch in (tie(), joined, health):
            upsert(store, with_rules(batch, rules))
        end(store, plan_ending(store, DAY))
        assert check_nodes(store, "Child", "id", "forename") == {("ssd:1", "Ann")}
        assert check_links(store, "IDENTIFIED_BY", "Child", "Identifier") == [("ssd:1", "police:1"), ("ssd:1", "ssd:1")]

    @pytest.mark.parametrize(("stays", "left"), [(True, 1), (False, 0)])
    def test_a_decision_holds_while_one_of_the_two_stays(self, store: Store, stays: bool, left: int) -> None:
        """A later extract could else join the one who stays to somebody else."""
        upsert(store, with_rules(tie(), [SHORT, {**LONG, "years": 3}]))
        if stays:
            newer = tie(day=date(2024, 1, 31))
            only = newer.nodes["Child"].iloc[[1]].reset_index(drop=True)
            upsert(store, with_rules(replace(newer, nodes={"Child": only}, links={}), [LONG]))
        unknown = batch_of("decisions", date(2020, 2, 1), apart=equation("police:1", "police:2"))
        elsewhere = batch_of("decisions", date(2020, 2, 2), apart=equation("nhs:8", "nhs:9"), links={})
        upsert(store, unknown)
        upsert(store, elsewhere)  # of two whom no batch names now: it is no part of what goes
        end(store, plan_ending(store, DAY))
        assert sum(batch.id == unknown.id for batch in kept(store)) == left
        assert elsewhere.id in store.kept()
        assert len(check_links(store, "DIFFERENT_FROM", "Identifier", "Identifier")) == left + 1
        assert verify(store).wrong == ()

    def test_what_has_no_rules_is_past_nothing(self, store: Store) -> None:
        upsert(store, tie())
        assert not plan_ending(store, date(2023, 1, 1))


def told_apart(row: dict[Any, Any], type_: str, source: str) -> tuple[str, ...]:
    """What makes a relationship that a record gives the same as another, by its values."""
    record = row["record"] if not str(row["record"]).startswith("row ") else str(row["start"])[:10]
    own = [str(row[name]) for name in ("kind", "role") if isinstance(row.get(name), str)]
    return (type_, row["from_key"], row["to_key"], source, record, *own)


def shown_days(store: Store) -> dict[tuple[str, ...], pd.Timestamp]:
    """The day of review of each relationship in the graph."""
    with MemoryStore() as empty:
        empty.prepare()
        held = difference(store, empty).links
    return {
        told_apart(row, joint[0], row["source"]): row["review_by"]
        for joint, part in held.items()
        if "review_by" in part.removed
        for row in part.removed.to_dict("records")
    }


def filtered(batches: Sequence[Batch], days: dict[tuple[str, ...], pd.Timestamp], day: date) -> Iterator[Batch]:
    """The batches without what is past its day by the graph, or by its own day where the graph shows no such tie."""
    after = []
    for batch in batches:
        gone = {}
        for joint, rows in reviewed(batch).links.items():
            told = [told_apart(row, joint[0], str(batch.ledger["source"])) for row in rows.to_dict("records")]
            own = dict(zip(range(len(rows)), rows["review_by"], strict=True))
            past = [days.get(one, own[place]) < pd.Timestamp(day) for place, one in enumerate(told)]
            gone[joint] = pd.Series(past, index=rows.index, dtype=bool)
        after.append(without(batch, gone, {}))
    named = [{key for b in of for key in keys_of(b, "Child") | keys_of(b, "Adult")} for of in (batches, after)]
    for batch in after:
        ends = [set(pair) for pair in zip(batch.apart["key"], batch.apart["other"], strict=True)]
        stays = [bool(pair & named[1]) or not pair & named[0] for pair in ends]
        apart = batch.apart[pd.Series(stays, index=batch.apart.index, dtype=bool)].reset_index(drop=True)
        if len(apart) or batch.ledger["source"] != "decisions":
            yield replace(batch, apart=apart)


def live_through(store: Store, seed: int) -> int:
    """Import a history, take out what is past its day; returns how many relationships went."""
    world = World(seed)
    batches = [with_rules(world.batch(), [SHORT, LONG]) for _ in range(4)]
    batches = [
        replace(b, ledger=b.ledger | {"retention": None}) if b.ledger["source"] == "decisions" else b for b in batches
    ]
    for batch in batches:
        upsert(store, batch)
    day = date(2026, 10, 10)
    expected = list(filtered(kept(store), shown_days(store), day))
    plan = plan_ending(store, day)
    changed = end(store, plan)
    assert_as_imported(store, expected, f"seed {seed}")
    assert len(due(store, day)) == 0
    gone = sum(len(part.removed) for joint, part in changed.links.items() if joint[0] in model.LINK)
    assert gone >= len(plan.rows)
    return len(plan.rows)


def test_of_any_history_it_leaves_what_importing_the_rest_makes() -> None:
    went = 0
    for seed in range(size(ci=3, full=400)):
        with MemoryStore() as store:
            store.prepare()
            went += live_through(store, seed)
    assert went > 3


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=ON_NEO4J) for seed in range(700, 700 + size(ci=1, full=60))])
def test_of_any_history_it_leaves_what_importing_the_rest_makes_on_neo4j(
    seed: int, empty_neo4j: Callable[[], str]
) -> None:
    with open_store(empty_neo4j()) as store:
        live_through(store, seed)


YEARLY = """
[[rule]]
name = "yearly"
authority = "a test"
years = 1
from = ["end", "recorded_on", "start"]
"""


def own_rules(folder: Path, text: str) -> Path:
    (folder / "rules").mkdir(parents=True, exist_ok=True)
    (folder / "rules" / "retention.toml").write_text(text, encoding="utf-8")
    return folder


def test_no_answer_changes_when_what_is_past_is_taken_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSGRAPH_CONFIG_DIR", str(own_rules(tmp_path / "own", YEARLY)))
    day = date(2026, 10, 31)
    with open_store(tmp_path / "store") as store:
        for name in ("ssd", "police_missing"):
            load_extract(store, load_mapping(mapping_path(name)), [sample_folder(60) / name], rejects_in=tmp_path)

        def answers() -> dict[str, tuple[list[list[object]], list[str]]]:
            # What changed asks of an earlier day, when nothing was past; the health of the data counts what is kept.
            asked = all_questions().keys() - {"changes", "health-of-data"}
            found = {name: all_questions()[name].answer(store, Asking(day)) for name in sorted(asked)}
            told = {name: [c for c in f.caveats if "csgraph retention list" not in c] for name, f in found.items()}
            return {name: (f.table.astype(str).values.tolist(), told[name]) for name, f in found.items()}

        before = answers()
        plan = plan_ending(store, day)
        assert len(plan.rows) > 40
        end(store, plan)
        assert answers() == before
        assert any(rows for rows, _ in before.values())


class TestRenew:
    def test_another_file_of_rules_moves_the_days_of_all_that_is_loaded(
        self, loaded: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        own = own_rules(tmp_path / "own", YEARLY)
        call = ("--config-dir", str(own), "retention", "renew", "--store", loaded, "--yes")
        with open_store(loaded, read_only=True) as store:
            batches = kept(store)
        code, out, err = run(capsys, *call, "--purpose", "new periods")
        assert code == 0, err
        # Ann's start, 1 September 2016, is counted from now; so is Bob's end, and Zebedee's, each for one year.
        assert "Days of review that change: 3 earlier, 0 later, 0 where there was none, 0 taken away." in out
        assert "care, INVOLVED_WITH: 3 earlier" in out
        rules = tomllib.loads(YEARLY)["rule"]
        with open_store(loaded, read_only=True) as store:
            assert_as_imported(store, [with_rules(batch, rules) for batch in batches])
            days = dict(zip(*(due(store, date(2999, 1, 1))[c] for c in ("to_id", "review_by")), strict=True))
        assert {child: f"{day:%Y-%m-%d}" for child, day in days.items()} == {
            "ssd:7": "2018-06-30", "ssd:8": "2025-01-31", "ssd:9": "2024-10-01",
        }  # fmt: skip
        assert "already" in run(capsys, *call)[1]

    def test_a_dry_run_changes_nothing_and_says_the_same(
        self, loaded: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        own = own_rules(tmp_path / "own", YEARLY)
        with open_store(loaded, read_only=True) as store:
            batches = kept(store)
        before = bytes_of(tmp_path)
        code, out, _ = run(capsys, "--config-dir", str(own), "retention", "renew", "--store", loaded, "--dry-run")
        assert code == 0
        assert "3 earlier" in out
        assert "Renewed" not in out
        assert bytes_of(tmp_path) == before
        with open_store(loaded, read_only=True) as store:
            assert_as_imported(store, batches)

    def test_what_was_loaded_before_there_were_rules_gets_its_days(
        self, engine_url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with open_store(engine_url) as store:
            upsert(store, tie())
        listed = ("retention", "list", "--store", engine_url, "--as-of", f"{DAY}")
        assert "1 relationships have no day of review" in run(capsys, *listed)[2]
        out = run(capsys, "retention", "renew", "--store", engine_url, "--yes")[1]
        assert "1 where there was none" in out
        _, out, err = run(capsys, *listed, "--format", "json")
        assert (json.loads(out)[0]["rule"], err) == ("peers-and-places", "")

    def test_rules_that_cannot_be_used_change_nothing(
        self, loaded: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        own = own_rules(tmp_path / "own", YEARLY.replace("years = 1", "years = -1"))
        before = bytes_of(tmp_path)
        code, _, err = run(capsys, "--config-dir", str(own), "retention", "renew", "--store", loaded, "--dry-run")
        assert code == 1
        assert "cannot be used" in err
        assert bytes_of(tmp_path) == before

    def test_decisions_are_left_as_they_are(self, store: Store) -> None:
        upsert(store, with_rules(tie(), [LONG]))
        decided = batch_of("decisions", date(2020, 2, 1), apart=equation("police:1", "police:2"))
        upsert(store, decided)
        renew(store, [{**LONG, "years": 7}])
        assert [batch.ledger["retention"] is None for batch in kept(store)] == [False, True]


class TestRules:
    def test_they_are_printed_in_their_order_in_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = run(capsys, "retention", "rules")
        assert code == 0
        assert [line.split()[1] for line in out.splitlines() if line[:1].isdigit()] == [
            f"{rule['name']}:" for rule in retention_rules()
        ]
        assert "1. unverified: 2 years, counted from end, else recorded_on, else start, else extracted_on" in out
        assert "default: 3 years, not before the age of 18" in out
        assert "holds for: everything else" in out

    def test_and_as_a_table(self, capsys: pytest.CaptureFixture[str]) -> None:
        rows = json.loads(run(capsys, "retention", "rules", "--format", "json")[1])
        assert [row["rule"] for row in rows] == [rule["name"] for rule in retention_rules()]
        assert all(set(row) == {"rule", "holds_for", "period", "from", "authority"} for row in rows)
