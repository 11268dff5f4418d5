"""The brief on a child: what must be answered before closing, whom it shows and nobody else, and how it is logged."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from loaded_sample import loaded_sample

from csgraph.cli.running import csgraph
from csgraph.errors import CsgraphError
from csgraph.findings import Asking, Findings, findings_table
from csgraph.governance.pseudonyms import pseudonym
from csgraph.maps.brief import brief_rules
from csgraph.maps.closing_list import Item, ticked
from csgraph.network.as_of import default_as_of
from csgraph.questions import all_questions
from csgraph.store import Store, open_store

DAY = pd.Timestamp("2026-10-31")
CHILD = "ssd:4100085"
"""A child of the sample of whom nearly every question has something to tell."""


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    with open_store(loaded_sample(), read_only=True) as store:
        yield store


def run(*words: str) -> str:
    done = CliRunner().invoke(csgraph, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def answer(*rows: Mapping[str, object]) -> dict[str, Findings]:
    base = {"subject": "c1", "subject_label": "Child", "finding": "f", "reasons": [], "sources": []}
    data = pd.DataFrame([{**base, **row} for row in rows], columns=[*base, "state", "day", "until", "role"])
    table = findings_table(data, {"day": "date", "until": "date", "role": "text"})
    return {"q": Findings("q", DAY.date(), table)}


def item(**more: object) -> Item:
    return Item.model_validate({"ask": "?", "question": "q", "basis": "L", "source": "s", "verified": False, **more})


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["gap", "present", "cannot_tell"], "not_answered"),
        (["present", "cannot_tell"], "cannot_tell"),
        (["present"], "answered"),
        (["else"], "cannot_tell"),
    ],
)
def test_what_leaves_it_open_comes_before_what_nobody_can_tell(states: list[str], expected: str) -> None:
    asked = item(open=["gap"], answered=["present"])
    assert ticked(asked, answer(*({"state": state} for state in states))).answered == expected


def test_nothing_found_answers_only_where_an_extract_would_show_it() -> None:
    asked = item(open=["gap"], nothing="answered", needs=["missing"])
    assert ticked(asked, answer(), {"missing"}).answered == "answered"
    assert ticked(asked, answer(), {"incident"}).answered == "cannot_tell"
    assert ticked(asked, {}).answered == "cannot_tell"


def test_only_what_reaches_into_the_days_counts() -> None:
    asked = item(open=["event"], untold=["no_coverage"], within_days=90, nothing="answered")
    old, new = DAY - pd.Timedelta(days=91), DAY - pd.Timedelta(days=90)
    assert ticked(asked, answer({"state": "event", "day": old})).answered == "answered"
    assert ticked(asked, answer({"state": "event", "day": new})).answered == "not_answered"
    assert ticked(asked, answer({"state": "no_coverage", "day": old, "until": DAY})).answered == "cannot_tell"


def test_the_rules_name_columns_and_figures_that_there_are(sample: Store) -> None:
    asking = Asking(default_as_of(sample), frozenset([CHILD]))
    for section in brief_rules().section:
        if section.question not in all_questions():
            continue
        found = all_questions()[section.question].answer(sample, asking)
        rows = found.figures[section.figure] if section.figure else found.table
        needed = {*section.columns, *section.where, *filter(None, [section.count_by, section.newest])}
        assert needed <= set(rows), section.title


def test_a_page_shows_the_child_and_nobody_else(sample: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(tmp_path / "log" / "audit.jsonl"))
    page = tmp_path / "brief.html"
    told = run("brief", CHILD, "--store", loaded_sample(), "--out", str(page), "--purpose", "core group")
    text = page.read_text(encoding="utf-8")
    if os.name == "posix":
        assert page.stat().st_mode & 0o777 == 0o600
    assert "default-src &#39;none&#39;; script-src &#39;none&#39;" in text
    named = sample.read("child_names").dropna(subset=["forename", "surname"])
    assert not [n for n in named["forename"] + " " + named["surname"] if re.search(rf"\b{re.escape(n)}\b", text)]
    assert not re.search(r"\b(?:ssd|upn|nhs):\w", text)
    assert set(re.findall(r"\bCH-[0-9A-F]{4,}", text)) == {pseudonym(CHILD)[:9]}
    entry = json.loads((tmp_path / "log" / "audit.jsonl").read_text(encoding="utf-8"))
    assert entry["action"] == "brief as of 2026-10-31"
    assert entry["subjects"] == [pseudonym(CHILD).partition("-")[2]]
    assert entry["outputs"] == [str(page)]
    assert f"Audit: {entry['mac'][:8].upper()}" in told
    assert f"Audit: {entry['mac'][:8].upper()}" in text
    assert "Withheld" not in text or "Withheld" in told
    for words in ("What must be answered before closing", "Whom to ring", "Not answered by the records", "[1]"):
        assert words in text


def test_tables_on_the_terminal_say_the_same(sample: Store) -> None:
    told = run("brief", pseudonym(CHILD), "--store", loaded_sample(), "--format", "table")
    for section in brief_rules().section:
        assert section.title in told
    assert "Not answered" in told
    names = sample.read("child_names").set_index("id" if "id" in sample.read("child_names") else "child")
    name = str(names.loc[CHILD, "surname"])
    assert name not in told
    assert name in run("brief", CHILD, "--store", loaded_sample(), "--format", "table", "--identifiable")


def test_a_sealed_page_tells_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    password = tmp_path / "password"
    password.touch(mode=0o600)
    password.write_text("correct horse battery", encoding="utf-8")
    monkeypatch.setenv("CSGRAPH_PAGE_PASSWORD_FILE", str(password))
    page = tmp_path / "page.html"
    run("brief", CHILD, "--store", loaded_sample(), "--out", str(page), "--encrypt")
    text = page.read_text(encoding="utf-8")
    assert "Brief" not in text
    assert pseudonym(CHILD)[:9] not in text


def test_a_child_that_nobody_knows_is_one_clear_line(tmp_path: Path) -> None:
    open_store(tmp_path / "store").close()
    done = CliRunner().invoke(csgraph, ["brief", "ssd:1", "--store", str(tmp_path / "store"), "--as-of", "2026-10-31"])
    assert isinstance(done.exception, CsgraphError)
    assert "No child is known" in str(done.exception)
