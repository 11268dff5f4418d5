"""The benchmarks of how good findings are run from end to end on a borough too small to conclude anything from."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.job import CHECKOUT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("borough")


def told(benchmark: str, folder: Path) -> list[str]:
    command = [sys.executable, "-m", f"benchmarks.{benchmark}", "--children", "300", "--folder", str(folder)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_places_are_scored_on_every_day_and_the_words_say_where_there_is_no_signal(folder: Path) -> None:
    lines = told("places_in_time", folder)
    rows = [line for line in lines if line.startswith("| 300 |")]
    assert len(rows) == 4 * 3
    assert all("PAI" in row and "PEI" in row for row in rows)
    assert sum(line.startswith("- 300 children, ") for line in lines) == 4
    assert any("no signal" in row for row in rows)


def test_hidden_ties_are_told_at_random_and_later_apart(folder: Path) -> None:
    rows = [line.split(" | ") for line in told("possible_ties", folder) if line.startswith("| 300 |")]
    assert [row[1] for row in rows] == ["at random", "later ties"]
