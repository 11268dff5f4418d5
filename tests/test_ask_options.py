"""`csgraph ask` narrowed by what was typed, and compared with the day of the last run."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from loaded_sample import loaded_sample

from csgraph.cli.running import csgraph


def ask(*words: str) -> str:
    done = CliRunner().invoke(csgraph, ["ask", *words, "--store", loaded_sample(), "--purpose", "a test"])
    assert done.exit_code == 0, done.output
    return done.output


def fault(*words: str) -> str:
    done = CliRunner().invoke(csgraph, ["ask", *words, "--store", loaded_sample(), "--purpose", "a test"])
    assert done.exit_code != 0
    return str(done.exception or done.output) + done.output


@pytest.fixture(autouse=True)
def own_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(tmp_path / "audit.jsonl"))


def test_an_answer_says_what_it_was_limited_to_and_by_which_rule() -> None:
    said = ask("missing-links", "--boundary", "child-protection", "--agency", "Police force")
    assert (
        "Asked about agencies: Police force; boundary child-protection: children with a child protection plan" in said
    )
    assert "unverified" in said


def test_since_last_is_the_day_of_the_last_run() -> None:
    assert "no earlier run" in fault("peer-groups", "--since", "last")
    history = ("--figure", "History", "--format", "csv")
    ask("peer-groups", "--as-of", "2026-08-01")
    last = ask("peer-groups", "--since", "last", *history)
    named = ask("peer-groups", "--since", "2026-08-01", *history)
    assert last.splitlines()[:-1] == named.splitlines()[:-1]
    assert last.count("PG-")


def test_a_group_is_asked_about_by_the_pseudonym_that_an_answer_shows() -> None:
    rows = [line.split(",") for line in ask("peer-groups", "--format", "csv").splitlines() if line.startswith("PG-")]
    shown = ask("peer-groups", "--group", rows[0][0], "--format", "csv")
    assert [line.split(",")[0] for line in shown.splitlines() if line.startswith("PG-")] == [rows[0][0]]


def test_an_unknown_boundary_is_told_with_those_there_are() -> None:
    assert "There are: everyone, open-plan" in fault("missing-links", "--boundary", "known")


@pytest.mark.parametrize("since", ["2026-10-31", "2030-01-01"])
def test_a_day_to_compare_with_lies_before_the_day(since: str) -> None:
    assert "is not before the day asked about" in fault("peer-groups", "--since", since)


def test_the_day_of_an_entry_stands_on_the_screen() -> None:
    assert re.search(r"\b20\d\d-\d\d-\d\d\b", ask("history", "--child", "ssd:4100300").split("Note:")[0])
