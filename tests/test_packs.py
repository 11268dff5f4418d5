"""The packs: the panel's shows whom it logs and what its file says, the partnership's names nobody."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from loaded_sample import loaded_sample

from csgraph.cli.running import csgraph
from csgraph.errors import CsgraphError
from csgraph.findings import Asking
from csgraph.governance.assurance_rules import assurance_rules
from csgraph.governance.pseudonyms import pseudonyms
from csgraph.governance.shared_screens import CLEAR, ORDINARY, SEALED, pages_by_month
from csgraph.maps.pack import CHANGES, last_meeting, packs
from csgraph.network.as_of import default_as_of
from csgraph.questions import all_questions
from csgraph.questions.panel_rules import panel_rules
from csgraph.store import Store, open_store
from csgraph.store.remembering import remembering

CHILDREN = (300, 7)


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    with open_store(loaded_sample(*CHILDREN), read_only=True) as store:
        yield remembering(store)


@pytest.fixture(scope="module")
def people(sample: Store) -> pd.DataFrame:
    """Everybody of the store: id, and the name where one is known."""
    children = sample.read("child_names")
    workers = sample.read("child_workers", as_of=default_as_of(sample))
    named = pd.DataFrame({"id": children.iloc[:, 0], "name": children["forename"] + " " + children["surname"]})
    return pd.concat([named, pd.DataFrame({"id": workers["worker"], "name": workers["worker_name"]})])


def run(*words: str) -> str:
    done = CliRunner().invoke(csgraph, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def cells(path: Path) -> dict[str, list[list[str]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[str(cell or "") for cell in row] for row in sheet.values] for sheet in book}


def test_the_panels_file_names_columns_and_figures_that_there_are(sample: Store) -> None:
    asking = Asking(default_as_of(sample))
    rules = packs().csog
    assert set(rules.compared) <= set(all_questions())
    for section in rules.section:
        if section.question in all_questions() and section.question != CHANGES:
            found = all_questions()[section.question].answer(sample, asking)
            rows = found.figures[section.figure] if section.figure else found.table
            assert {*section.columns, *section.where} <= set(rows), section.title


def test_the_partnerships_file_names_columns_and_figures_that_there_are(sample: Store) -> None:
    asking = Asking(default_as_of(sample))
    for count in [count for heading in assurance_rules().heading for count in heading.count if not count.part_of]:
        if count.question not in all_questions():
            continue
        found = all_questions()[count.question].answer(sample, asking)
        assert set(count.by.values()) <= set(found.table), count.title
        for figure in count.figures.values():
            assert {*count.states, *filter(None, [count.whole])} <= set(found.figures[figure]), count.title


def test_the_panels_pack_logs_whom_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(tmp_path / "log" / "audit.jsonl"))
    url, page, book = loaded_sample(*CHILDREN), tmp_path / "csog.html", tmp_path / "csog.xlsx"
    run("pack", "csog", "--store", url, "--out", str(page), "--purpose", "panel")
    text = page.read_text(encoding="utf-8")
    entry = json.loads((tmp_path / "log" / "audit.jsonl").read_text(encoding="utf-8"))
    shown = {one.partition("-")[2] for one in re.findall(r"\bCH-[0-9A-F]{6}", text)}
    assert shown
    assert shown <= {one[:6] for one in entry["subjects"]}
    assert panel_rules().panel.name in text
    assert "Changes:" in re.sub(r"</dt><dd>", ":", text)
    rules = packs().csog
    run("pack", "csog", "--store", url, "--format", "xlsx", "--out", str(book), "--since", "2026-06-30")
    sheets = cells(book)
    assert len(sheets) == len(rules.section) + 1
    assert "since 30 June 2026" in {row[1] for row in sheets["About this file"]}
    for section, rows in zip(rules.section, sheets.values(), strict=False):
        more = [row for row in rows if row[0].startswith("… and")]
        assert len(rows) - 1 - len(more) <= section.most


def test_no_name_of_a_child_is_in_the_panels_pack(people: pd.DataFrame, sample: Store, tmp_path: Path) -> None:
    book = tmp_path / "csog.xlsx"
    run("pack", "csog", "--store", loaded_sample(*CHILDREN), "--format", "xlsx", "--out", str(book))
    told = "\n".join(cell for rows in cells(book).values() for row in rows for cell in row)
    children = set(sample.read("children")["child"])
    names = people.loc[people["id"].isin(children), "name"].dropna()
    assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", told)]
    assert not [one for one in children if re.search(rf"(?<![\w:]){re.escape(one)}(?!\w)", told)]


def test_the_panels_last_meeting_lies_before_the_day(sample: Store) -> None:
    day = default_as_of(sample)
    last = last_meeting(sample, day)
    assert last is not None
    assert last < day
    assert last_meeting(sample, last) != last
    assert last_meeting(sample, date(1990, 1, 1)) is None


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_nobody_is_in_the_partnerships_pack(
    form: str, people: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(tmp_path / "log" / "audit.jsonl"))
    out = tmp_path / f"assurance.{form}"
    url = loaded_sample(*CHILDREN)
    run("pack", "assurance", "--store", url, "--format", form, "--out", str(out), "--purpose", "assurance, autumn")
    if form == "html":
        told = out.read_text(encoding="utf-8").partition("</style>")[2]
        assert "OFFICIAL-SENSITIVE" not in told
        assert "disengagement" in told
    else:
        told = "\n".join(cell for rows in cells(out).values() for row in rows for cell in row)
    assert not [name for name in people["name"].dropna().unique() if re.search(rf"\b{re.escape(name)}\b", told)]
    assert not [one for one in people["id"].unique() if re.search(rf"(?<![\w:]){re.escape(one)}(?!\w)", told)]
    assert not [one for one in pseudonyms(people["id"].tolist()) if one[3:9] in told]
    assert not re.search(r"\b[A-Z]{2}-[0-9A-F]{4,}|\b[a-z_]+:[A-Z0-9]\w+", told)
    entry = json.loads((tmp_path / "log" / "audit.jsonl").read_text(encoding="utf-8"))
    assert (entry["action"], entry["subjects"]) == ("pack assurance as of 2026-10-31", [])


def test_counts_of_the_partnerships_pack_are_rounded(tmp_path: Path) -> None:
    out = tmp_path / "assurance.xlsx"
    run("pack", "assurance", "--store", loaded_sample(*CHILDREN), "--format", "xlsx", "--out", str(out))
    tables = {name: rows for name, rows in cells(out).items() if name != "About this file"}
    printed = [cell for rows in tables.values() for row in rows[1:] for cell in row[1:]]
    numbers = [int(cell.split()[0]) for cell in printed if re.match(r"\d+( \(|$)", cell)]
    assert len(numbers) > 50
    assert all(number % 5 == 0 for number in numbers)
    assert set(map(str, printed)) - {cell for cell in printed if re.match(r"\d+( \(\d+%\))?$", cell)} <= {"suppressed"}
    assert len(tables) >= len(assurance_rules().heading)


def test_pages_for_a_shared_screen_are_counted_from_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "audit.jsonl"
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(log))
    assert pages_by_month("here", date(2026, 10, 31)).empty
    said = [
        ("map places", "here", "2026-10-01"),
        ("map places --meeting --encrypt", "here", "2026-10-02"),
        ("map peer-groups --meeting", "here", "2026-09-02"),
        ("map peer-groups --meeting", "elsewhere", "2026-09-02"),
        ("map places", "here", "2025-01-01"),
        ("ask changes", "here", "2026-10-02"),
    ]
    entries = [{"action": action, "store": store, "at": f"{day}T10:00:00+00:00"} for action, store, day in said]
    monkeypatch.setattr("csgraph.governance.shared_screens.entries", lambda _: iter(entries))
    counts = pages_by_month("here", date(2026, 10, 31))
    told = {(row["group"], row["state"]): row["count"] for row in counts.to_dict("records") if row["count"]}
    assert told == {
        ("", SEALED): 1, ("", CLEAR): 1, ("", ORDINARY): 1,
        ("2026-10", SEALED): 1, ("2026-10", ORDINARY): 1, ("2026-09", CLEAR): 1,
    }  # fmt: skip


@pytest.mark.parametrize("pack", ["csog", "assurance"])
def test_an_empty_store_gives_no_pack(pack: str, tmp_path: Path) -> None:
    open_store(tmp_path / "store").close()
    call = ["pack", pack, "--store", str(tmp_path / "store"), "--as-of", "2026-10-31", "--out", str(tmp_path / "x")]
    done = CliRunner().invoke(csgraph, call)
    assert isinstance(done.exception, CsgraphError)
    assert "no child" in str(done.exception)
    assert not (tmp_path / "x").exists()
