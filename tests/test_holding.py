"""One writer or several readers use an embedded store at a time; whoever comes second is told who was first."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from csgraph.errors import StoreError
from csgraph.store import holding
from csgraph.store.holding import Holding

OTHER = """
import sys, time
from pathlib import Path
from csgraph.store.holding import Holding
held = Holding(Path(sys.argv[1]), shared=sys.argv[2] == "reader")
print("holds", flush=True)
sys.stdin.read()
held.release()
"""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "PATIENCE", 0.6)
    monkeypatch.setattr(holding, "SILENT", 0.2)


@pytest.fixture(params=["reader", "writer"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    run = subprocess.Popen(
        [sys.executable, "-c", OTHER, tmp_path, request.param], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert run.stdout is not None
    assert run.stdout.readline() == b"holds\n"
    yield run
    run.kill()
    run.communicate()


@pytest.mark.parametrize("other", ["reader"], indirect=True)
def test_readers_do_not_exclude_each_other(other: subprocess.Popen[bytes], tmp_path: Path) -> None:
    Holding(tmp_path, shared=True).release()
    assert other.poll() is None


def test_a_writer_waits_and_is_told_which_process_is_first(
    other: subprocess.Popen[bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StoreError, match=rf"process {other.pid}\)\."):
        Holding(tmp_path, shared=False)
    assert f"process {other.pid}); waiting" in capsys.readouterr().err


@pytest.mark.parametrize("other", ["writer"], indirect=True)
def test_a_reader_during_an_import_is_told_so(other: subprocess.Popen[bytes], tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=rf"is being written by another csgraph \(process {other.pid}\)"):
        Holding(tmp_path, shared=True)


def test_whoever_was_killed_is_in_nobodys_way(other: subprocess.Popen[bytes], tmp_path: Path) -> None:
    other.kill()
    other.wait()
    Holding(tmp_path, shared=False).release()
    assert list((tmp_path / "readers").glob("*")) == []


def test_a_writer_that_is_done_lets_the_next_in(tmp_path: Path) -> None:
    for shared in (False, True, False):
        held = Holding(tmp_path, shared=shared)
        assert (tmp_path / "store.pid").exists() is not shared
        held.release()
