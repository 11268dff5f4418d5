"""What every command leaves behind and whom it calls: files for the owner only, none elsewhere, and nobody."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from canaries import ROW, changed, table, written
from figures import tell_figure
from test_cli import run

from csgraph.errors import CsgraphError
from csgraph.files import private_folder, write_whole

PROGRAM = Path(__file__).parent / "every_command.py"
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights otherwise")


def ran_in(folder: Path, *more: str, alone: bool = True) -> dict[str, Any]:
    """What `every_command.py` reports; without any network where the system allows that."""
    written(folder, table(ROW, changed("ID", "8"), changed("DOB", "no day")).encode())
    (folder / "tmp").mkdir()
    names = {"CSGRAPH_PAGE_PASSWORD_FILE": "correct horse battery", "CSGRAPH_KEY_SHEET_PASSWORD_FILE": "another staple"}
    for name, word in names.items():
        (folder / name).write_text(word, encoding="utf-8")
        (folder / name).chmod(0o600)
    places = {"TMPDIR": folder / "tmp", "CSGRAPH_KEY_FILE": folder / "own" / "key"}
    places |= {"CSGRAPH_AUDIT_LOG": folder / "own" / "audit.jsonl"}
    known = {name: str(place) for name, place in {**places, **{n: folder / n for n in names}}.items()}
    done = subprocess.run(
        [*(without_a_network() if alone else ()), sys.executable, str(PROGRAM), str(folder), *more],
        capture_output=True, text=True, cwd=folder, env={**os.environ, **known}, check=True, timeout=300,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def without_a_network() -> tuple[str, ...]:
    """What runs a program where there is no network at all, if this machine has it."""
    call = ("unshare", "--user", "--map-root-user", "--net")
    able = shutil.which("unshare") and subprocess.run([*call, "true"], capture_output=True, check=False).returncode == 0
    return call if able else ()


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("commands")
    return folder, ran_in(folder)


def test_every_command_was_run(ran: tuple[Path, dict[str, Any]]) -> None:
    _, found = ran
    assert {call: told for call, told in found["ran"].items() if told[0]} == {}
    assert len(found["ran"]) >= 24


@POSIX
def test_every_file_is_for_its_owner_only_whatever_the_umask(ran: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = ran
    ours = [p for p in folder.rglob("*") if not {"people.csv", "wide.toml", "tmp"} & set(p.relative_to(folder).parts)]
    assert len(ours) > 20
    files = {str(p): oct(p.stat().st_mode & 0o777) for p in ours if p.is_file() and p.stat().st_mode & 0o777 != 0o600}
    folders = {str(p): oct(p.stat().st_mode & 0o777) for p in ours if p.is_dir() and p.stat().st_mode & 0o777 != 0o700}
    assert (files, folders) == ({}, {})
    tell_figure("files and folders written under umask 000", len(ours))


def test_nothing_is_written_elsewhere_and_nothing_half_done_is_left(ran: tuple[Path, dict[str, Any]]) -> None:
    folder, found = ran
    inside = ("/dev/", "/proc/", str(folder))
    assert [path for path in found["written"] if Path(path).is_absolute() and not path.startswith(inside)] == []
    assert [path for path in found["written"] if path.startswith(str(folder / "tmp"))] == []
    assert list((folder / "tmp").iterdir()) == []
    assert [str(p) for p in folder.rglob("*") if ".part" in p.name or p.name.startswith(".csgraph")] == []


def test_nobody_is_called(ran: tuple[Path, dict[str, Any]]) -> None:
    assert ran[1]["called"] == []
    tell_figure("commands run without a network", len(ran[1]["ran"]))


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_nobody_but_the_named_server_is_called(tmp_path: Path, empty_neo4j: Callable[[], str]) -> None:
    url = empty_neo4j()
    found = ran_in(tmp_path, url, alone=False)
    server = url.partition("://")[2]
    host, _, port = server.partition(":")
    assert found["called"]
    assert set(found["called"]) <= {server, host, f"{host}:{port}", "localhost", f"127.0.0.1:{port}", f"::1:{port}"}
    tell_figure("commands run on Neo4j, calls to anybody else", len(found["ran"]))


@POSIX
def test_no_output_goes_through_a_link(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ran: tuple[Path, dict[str, Any]]
) -> None:
    mapping, extract = written(tmp_path, table(ROW, changed("DOB", "no day")).encode())
    days = ("--extracted-on", "2026-10-31", "--from", "2026-01-01", "--to", "2026-10-31")
    store = str(tmp_path / "store")
    run(capsys, "import", str(mapping), str(extract), "--store", store, *days)
    victim = tmp_path / "victim"
    victim.write_text("untouched", encoding="utf-8")
    link = tmp_path / "link.html"
    link.symlink_to(victim)
    calls = (
        ("sources", "--store", store, "--format", "csv", "--out", str(link)),
        ("ask", "peer-groups", "--store", store, "--format", "xlsx", "--out", str(link)),
        ("map", "peer-groups", "--store", store, "--out", str(link)),
    )
    for call in calls:
        code, _, err = run(capsys, *call)
        assert (code, "is a link to another file" in err) == (1, True), call
    assert victim.read_text(encoding="utf-8") == "untouched"
    assert link.is_symlink()
    assert not list(tmp_path.glob(".csgraph*"))
    assert ran


@POSIX
def test_writing_refuses_what_it_must_not_replace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("folder", "pipe"):
        with pytest.raises(CsgraphError, match="not a file that can be written"):
            write_whole(tmp_path / name, "x")
    mine = write_whole(tmp_path / "mine", b"old")
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(CsgraphError, match="belongs to somebody else"):
        write_whole(mine, "new")
    assert mine.read_bytes() == b"old"


@POSIX
def test_folders_on_the_way_are_private_and_a_fault_leaves_nothing(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = write_whole(tmp_path / "a" / "b" / "c.txt", "first")
        assert private_folder(path.parent) == path.parent
        for folder in (tmp_path / "a", tmp_path / "a" / "b"):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        with pytest.raises(UnicodeEncodeError):
            write_whole(path, "\ud800")
    finally:
        os.umask(before)
    assert path.read_text(encoding="utf-8") == "first"
    assert [found.name for found in path.parent.iterdir()] == ["c.txt"]


@POSIX
def test_a_crash_leaves_no_core_dump() -> None:
    code = (
        "import resource, sys\nfrom csgraph.cli.running import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit:\n    print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "(0, 0)"
