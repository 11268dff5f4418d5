"""The command line: every command explains itself, and every fault is one clear line and exit code 1."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import openpyxl
import pytest
from conftest import ON_NEO4J
from extracts import DAY, EXTRACTS, load
from figures import tell_figure
from loaded_sample import loaded_sample

from csgraph.cli.running import csgraph, main
from csgraph.errors import CsgraphError
from csgraph.governance.chain import entries, log_path
from csgraph.store import open_store

CLOSED = "bolt://127.0.0.1:1"


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


COMMANDS = dict(commands(csgraph))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and errors of one call."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_with_an_example(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    assert command.help
    assert "Example:" in command.help
    assert f"csgraph {path[0]}" in command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help or parameter.name == "help", f"{' '.join(path)}: {parameter.name}"


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    heavy = "{'pandas', 'networkx', 'neo4j', 'ladybug', 'pyvis', 'openpyxl'}"
    call = "import sys, csgraph.cli.running as r\ntry: r.csgraph.main(['--help'])\nexcept SystemExit:"
    code = f"{call} sys.exit(str(set(sys.modules) & {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "set()"


@pytest.fixture
def small(tmp_path: Path) -> str:
    with open_store(tmp_path / "store") as store:
        for name in EXTRACTS:
            load(store, tmp_path, name)
    return str(tmp_path / "store")


def test_import_says_what_it_did_and_a_second_time_that_nothing_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "roll.toml").write_text(EXTRACTS["roll"][0], encoding="utf-8")
    (tmp_path / "roll.csv").write_text(EXTRACTS["roll"][1] + ",No,,,\n", encoding="utf-8")
    call = ("import", str(tmp_path / "roll.toml"), str(tmp_path / "roll.csv"), "--store", str(tmp_path / "s"))
    code, out, err = run(capsys, *call)
    assert code == 1
    assert "Nobody said of what day roll is" in err
    code, out, err = run(capsys, *call, "--extracted-on", f"{DAY}")
    assert code == 0
    assert re.fullmatch(r"Audit: [0-9A-F]{8}\n", err)
    assert "roll: 3 rows read, 2 loaded, 1 rejected." in out
    assert "rejected: roll.csv, row 4, UPN: is empty, and is required" in out
    assert "no gap can be told from it" in out
    code, out, err = run(capsys, *call, "--extracted-on", f"{DAY:%d/%m/%Y}")
    assert (code, out) == (0, "roll: this extract is loaded already; nothing changed.\n")


def test_sources_say_what_is_loaded_and_what_it_covers(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "sources", "--store", small, "--format", "json")
    rows = json.loads(out)
    assert code == 0
    assert [row["source"] for row in rows] == sorted(EXTRACTS)
    assert rows[0]["period_start"] == "2026-01-01"
    assert rows[0]["who"] == "children known"


def test_counts_are_those_of_the_graph(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "counts", "--store", small, "--format", "csv")
    assert "node label,Child,4\n" in out
    assert "relationship type,ATTENDS,2\n" in out


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "table"])
def test_findings_come_in_every_format(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    out_file = str(tmp_path / f"x.{form}")
    more = ("--out", out_file) if form != "table" else ()
    code, out, _ = run(capsys, "ask", "risky-places", "--store", loaded_sample(), "--format", form, *more)
    assert code == 0
    if form == "xlsx":
        sheet = openpyxl.load_workbook(out_file).active
        assert sheet is not None
        assert sheet["A1"].value == "subject"
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert ("rows written" in out) == bool(more)
    if more and os.name == "posix":
        assert Path(out_file).stat().st_mode & 0o077 == 0


def test_records_need_a_purpose_and_are_logged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "audit.jsonl"
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(log))
    monkeypatch.delenv("CSGRAPH_PURPOSE")
    monkeypatch.setenv("CSGRAPH_CONFIG_DIR", str(tmp_path))
    call = ("ask", "missing-links", "--store", loaded_sample(), "--identifiable", "--format", "csv")
    code, out, err = run(capsys, *call)
    assert (code, out) == (1, "")
    assert "Add --purpose" in err
    assert not log.exists()
    code, _, err = run(capsys, *call, "--purpose", "strategy meeting")
    entry = json.loads(log.read_text(encoding="utf-8"))
    assert code == 0
    assert (entry["purpose"], entry["action"], entry["identifiable"]) == (
        "strategy meeting",
        "ask missing-links as of 2026-10-31",
        True,
    )
    assert f"Audit: {entry['mac'][:8].upper()}" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask", "missing-link"], "Did you mean missing-links?"),
        (["ask", "peer-groups", "--as-of", "31.10.26"], "2026-10-31"),
        (["import", "nosuch", "x.csv"], "There is no mapping named nosuch"),
        (["import", "gias", "nosuch.csv"], "There is no file or folder nosuch.csv"),
        (["sources", "--store", "nosuch"], "There is no store in nosuch"),
        (["sources", "--store", CLOSED], f"No Neo4j answers at {CLOSED}"),
        (["sources", "--store", "http://localhost"], "is not a kind of store"),
        (["sources", "--store", "bolt://me:secret@localhost"], "holds a user or password"),
        (["sources", "--store", "bolt://db.council.example"], "in clear"),
        (["ask", "peer-groups", "--format", "xlsx", "--store", "SAMPLE"], "A workbook needs a file"),
        (["map", "professional-network", "--store", "SAMPLE"], "is about one child"),
        (
            ["map", "professional-network", "--child", "ssd:nobody", "--store", "SAMPLE"],
            "No child is known as ssd:nobody",
        ),
    ],
)
def test_a_fault_is_one_clear_sentence_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CSGRAPH_PASSWORD", "secret")
    code, _, err = run(capsys, *[loaded_sample() if a == "SAMPLE" else a for a in arguments])
    assert code in (1, 2)  # 2 where the call itself was wrong
    assert words in err.replace("\n", " ")
    assert "Traceback" not in err
    assert "secret" not in err.replace("me:secret@", "")
    tell_figure("calls that go wrong", 1)


def test_a_fault_that_nobody_foresaw_is_told_too_and_shown_with_debug(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("Kaylee Smith")

    monkeypatch.setattr("csgraph.store.open_store", broken)
    code, out, err = run(capsys, "sources")
    assert (code, out) == (1, "")
    assert "did not foresee this fault (KeyError)" in err
    assert "Kaylee" not in err
    with pytest.raises(KeyError):
        main(["sources", "--debug"])


def test_a_store_in_use_names_who_uses_it(small: str) -> None:
    with open_store(small):
        done = subprocess.run(
            [sys.executable, "-m", "csgraph", "sources", "--store", small], capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert f"being written by another csgraph (process {os.getpid()})" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_no_store_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    code, _, err = run(capsys, "import", "gias", "x.csv", "--store", str(tmp_path))
    assert code == 1
    assert "holds other files and is not a store" in err
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_that_is_no_graph_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "graph.lbug").write_bytes(b"not a graph" * 1000)
    for command in (["sources"], ["import", "gias", "x.csv"]):
        code, _, err = run(capsys, *command, "--store", str(tmp_path))
        assert code == 1
        assert "does not open as csgraph's graph file" in err or "is damaged: " in err
        assert "Traceback" not in err
    assert (tmp_path / "graph.lbug").read_bytes() == b"not a graph" * 1000


class TestNeo4j:
    pytestmark = ON_NEO4J

    def test_a_wrong_password_is_told(
        self, empty_neo4j: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del empty_neo4j  # it claims the database; its password is then replaced
        monkeypatch.setenv("CSGRAPH_PASSWORD", "wrong-password")
        code, _, err = run(capsys, "sources", "--store", os.environ["CSGRAPH_NEO4J_URI"])
        assert code == 1
        assert "refused neo4j's password" in err
        assert "wrong-password" not in err

    def test_a_database_that_is_not_there_is_told(
        self, empty_neo4j: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del empty_neo4j
        monkeypatch.setenv("CSGRAPH_DATABASE", "nosuch")
        code, _, err = run(capsys, "sources", "--store", os.environ["CSGRAPH_NEO4J_URI"])
        assert code == 1
        assert "no such database" in err


def test_an_old_server_is_told() -> None:
    from csgraph.errors import StoreError
    from csgraph.store.server import _refuse_old

    with pytest.raises(StoreError, match=r"Neo4j 4\.4\.12, and csgraph needs 5\.26"):
        _refuse_old("Neo4j/4.4.12")
    _refuse_old("Neo4j/5.26.0")
    _refuse_old("Neo4j/2026.10.1")


def test_a_port_that_is_no_neo4j_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSGRAPH_PASSWORD", "x")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        url = f"bolt://127.0.0.1:{listening.getsockname()[1]}"
        code, _, err = run(capsys, "sources", "--store", url)
    assert code == 1
    assert url in err
    assert "Traceback" not in err


def test_completion_scripts() -> None:
    for shell in ("bash", "zsh", "fish"):
        done = subprocess.run(
            [sys.executable, "-m", "csgraph", "completion", shell], capture_output=True, text=True, check=True
        )
        assert "_CSGRAPH_COMPLETE" in done.stdout


def test_completion_offers_questions() -> None:
    environment = {
        **os.environ,
        "_CSGRAPH_COMPLETE": "bash_complete",
        "COMP_WORDS": "csgraph ask ris",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(
        [sys.executable, "-m", "csgraph"], env=environment, capture_output=True, text=True, check=False
    )
    assert "risky-places" in done.stdout


@pytest.mark.parametrize("typed", ["ssd: {}", " SSD:{}", "ssd:{}"])
def test_a_child_is_found_however_the_identifier_is_typed(typed: str) -> None:
    from csgraph.network.identifiers import resolved_children

    with open_store(loaded_sample(), read_only=True) as store:
        child = next(c for c in store.read("children")["child"] if c.startswith("ssd:"))
        number = child.removeprefix("ssd:")
        assert resolved_children(store, [typed.format(number)]) == {child}
        nhs = store.read("child_identifiers").query("identifier.str.startswith('nhs:')").iloc[0]
        digits = nhs["identifier"].removeprefix("nhs:")
        assert resolved_children(store, [f"NHS: {digits[:3]} {digits[3:6]} {digits[6:]}"]) == {nhs["child"]}
        with pytest.raises(CsgraphError, match=f"Did you mean {child}"):
            resolved_children(store, [number])


def test_a_folder_that_is_not_there_is_made_for_its_owner_and_one_of_settings_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "new" / "x.csv"
    call = ("ask", "risky-places", "--store", loaded_sample(), "--format", "csv", "--out", str(out))
    assert run(capsys, *call)[0] == 0
    assert out.parent.stat().st_mode & 0o777 == 0o700 or os.name != "posix"
    code, _, err = run(capsys, "--config-dir", str(tmp_path / "nosuch"), "ask")
    assert code == 2
    assert "nosuch" in err


def test_a_list_of_rejected_rows_is_logged_also_where_the_extract_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Forgetting a child looks for these lists in the log."""
    (tmp_path / "roll.toml").write_text(EXTRACTS["roll"][0], encoding="utf-8")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "roll.csv").write_text(EXTRACTS["roll"][1] + ",No,,,\n", encoding="utf-8")
        extract = str(tmp_path / name / "roll.csv")
        call = ("import", str(tmp_path / "roll.toml"), extract, "--store", str(tmp_path / "s"))
        assert run(capsys, *call, "--extracted-on", f"{DAY}")[0] == 0
    written = {output for one in entries(log_path()) for output in one["outputs"]}
    assert {str(path) for path in tmp_path.glob("*/*.rejects.csv")} <= written
    assert len(list(tmp_path.glob("*/*.rejects.csv"))) == 2
