"""The benchmark runs from end to end on a borough far too small to time anything by."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import END, START, page
from benchmarks.job import CHECKOUT, Told
from benchmarks.results import Result, kept
from benchmarks.table import plain_write, tables


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Result]:
    """What a run prints and what it keeps."""
    folder = tmp_path_factory.mktemp("bench")
    command = [sys.executable, "benchmarks", "--children", "300", "--folder", str(folder), "--plain-rows", "2000"]
    told = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    (result,) = kept(folder)
    assert {path.name for path in folder.iterdir()} == {"result-embedded-300.json"}, "samples and stores are removed"
    return told.stdout, result


def test_every_step_is_measured(run: tuple[str, Result]) -> None:
    steps = run[1].steps
    assert {"sample", "import", "import again", "groups", "plain write"} < set(steps)
    assert sum(name.startswith("question ") for name in steps) >= 4
    assert all(told.peak > 0 for told in steps.values())
    assert all(cost["cpu"] >= 0 == cost["server"] for told in steps.values() for cost in told.costs.values())


def test_both_ways_do_the_same_work(run: tuple[str, Result]) -> None:
    counts = {name: told.counts for name, told in run[1].steps.items()}
    assert counts["import again"]["rows"] == counts["import"]["rows"] > 0
    assert counts["import again"]["relationships"] == counts["import"]["relationships"]
    assert counts["keep rows"]["rows"] == counts["import"]["nodes"] + counts["import"]["relationships"]
    assert 0 < counts["plain write"]["relationships"] <= 2_000 < counts["import"]["relationships"]
    assert counts["plain network peers"]["rows"] >= counts["network peers"]["edges"] > 0


def test_the_table_is_told_for_every_step(run: tuple[str, Result]) -> None:
    assert "| embedded, 300 |" in run[0]
    assert "question missing-links" in run[0]


def test_the_plain_way_is_scaled_to_the_whole_graph() -> None:
    cost = {"cpu": 1.0, "server": 2.0, "wall": 9.0}
    steps = {
        "import": Told(counts={"nodes": 100, "relationships": 400}),
        "plain write": Told({"nodes": cost, "relationships": cost}, {"nodes": 50, "relationships": 100}),
    }
    assert plain_write(Result("neo4j", 1, "1g", {}, steps)) == 3.0 * 2 + 3.0 * 4


def test_what_was_not_measured_is_a_dash() -> None:
    assert "–" in tables([Result("embedded", 1, "", {}, {})])


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    told = {"date": "1 May 2026", "system": "Linux, 2 cores", "versions": "Python 3.11"}
    new = page(f"# Before\n{START}\nold\n{END}\nafter\n", [Result("embedded", 1, "", told, {})])
    assert new.startswith("# Before\n")
    assert new.endswith(f"{END}\nafter\n")
    assert "old" not in new
    assert "Measured on 1 May 2026" in new


def test_a_result_is_kept_whole(tmp_path: Path) -> None:
    result = Result("embedded", 7, "", {"date": "1 May 2026"}, {"sample": Told({}, {"bytes": 3}, 1.5)})
    result.keep(tmp_path)
    assert kept(tmp_path) == [result]
    assert json.loads((tmp_path / "result-embedded-7.json").read_text())["children"] == 7
