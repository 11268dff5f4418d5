"""No record comes out of a failing path: not on the screen, not in JSON, not in logs, not in files left behind."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import networkx as nx
import pandas as pd
import pandera.pandas as pa
import pydantic
import pytest
from canaries import CANARIES, ROW, changed, every_hostile_cell, hostile_cells, hostile_files, leaks, table, written
from figures import tell_figure
from neo4j import exceptions
from sizes import size
from test_cli import run

from csgraph.cli.running import csgraph, main

NAME, NHS = CANARIES["name"], "9434765919"
DAYS = ("--extracted-on", "2026-10-31", "--from", "2026-01-01", "--to", "2026-10-31")
ALONE = dict(hostile_cells())
BROKEN = {"every hostile cell": every_hostile_cell(), **dict(hostile_files())}
EXTRACTS = BROKEN | dict(list(ALONE.items())[:: size(ci=len(ALONE), full=1)])


def everything_left(folder: Path) -> str:
    """The text of all files that are not the extract, the list of its rejected rows, or the store itself."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.name != "people.csv" and "store" not in p.parts]
    files = [p for p in files if not p.name.endswith(".rejects.csv")]
    return "\n".join(p.read_bytes().decode("utf-8", "replace") for p in files)


@pytest.mark.parametrize("name", EXTRACTS)
def test_importing_tells_no_cell(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, name: str
) -> None:
    mapping, extract = written(tmp_path, EXTRACTS[name])
    call = ("import", str(mapping), str(extract), "--store", str(tmp_path / "store"), *DAYS)
    for more in (("--dry-run", "--format", "json"), ()):
        _, out, err = run(capfd, *call, *more)
        assert leaks(out + err + caplog.text + everything_left(tmp_path)) == []
        assert "did not foresee" not in err
    tell_figure("extracts of planted records that fail", 1)


def test_the_canaries_are_in_the_cells() -> None:
    assert len(ALONE) + len(BROKEN) >= 80
    assert all(leaks(content.decode("utf-8", "replace").replace("\0", "")) for content in EXTRACTS.values())


def of_pandera(lazy: bool) -> None:
    schema = pa.DataFrameSchema({"name": pa.Column(str, pa.Check.str_length(max_value=3))})
    schema.validate(pd.DataFrame({"name": [NAME]}), lazy=lazy)


def of_pydantic() -> None:
    class Model(pydantic.BaseModel):
        born: date

    Model(born=NAME)  # type: ignore[arg-type]


def of_ladybug() -> None:
    import ladybug

    connection = ladybug.Connection(ladybug.Database(":memory:"))
    connection.execute("CREATE NODE TABLE C(id STRING, PRIMARY KEY(id))")
    for _ in range(2):
        connection.execute("CREATE (:C {id: $id})", {"id": NHS})


def of_a_graph(graph: "nx.Graph[str]") -> None:
    nx.shortest_path(graph, NAME, "x")


def of_neo4j() -> None:
    raise exceptions.ConstraintError(f"Node(1) already exists with label `Child` and property `nhs` = '{NHS}'")


def of_syntax() -> None:
    raise exceptions.CypherSyntaxError(f"Invalid input: MATCH (n {{name: '{NAME}'}}) RETRUN n")


TWO = pd.DataFrame({"name": [NAME, NAME]})
FAULTS: dict[str, Callable[[], object]] = {
    "to_datetime": lambda: pd.to_datetime(pd.Series([NAME])),
    "to_datetime of a day": lambda: pd.to_datetime(pd.Series(["17/03/2011"]), format="%Y-%m-%d"),
    "astype": lambda: pd.Series([NAME]).astype("int64"),
    "to_numeric": lambda: pd.to_numeric(pd.Series(["ZZ99 3VZ"])),
    "KeyError": lambda: dict[str, str]()[NAME],
    "a missing column": lambda: TWO[NHS],
    "int": lambda: int("943 476 5919"),
    "float": lambda: float(NAME),
    "fromisoformat": lambda: date.fromisoformat("17/03/2011"),
    "pandera, lazy": lambda: of_pandera(True),
    "pandera, at once": lambda: of_pandera(False),
    "merge": lambda: TWO.merge(TWO, on="name", validate="one_to_one"),
    "a missing node": lambda: of_a_graph(nx.Graph()),
    "a missing node of networkx": lambda: nx.Graph().remove_node(NAME),
    "a file": lambda: open(f"/nowhere/{NAME}.csv"),  # noqa: PTH123, SIM115
    "a decoding": lambda: NAME.encode("utf-16").decode("ascii"),
    "an encoding": lambda: f"{NAME} é".encode("ascii"),
    "duckdb": lambda: duckdb.execute("SELECT CAST(? AS DATE)", [NAME]),
    "duckdb's syntax": lambda: duckdb.execute(f"SELECT '{NAME}' FORM x"),
    "pydantic": of_pydantic,
    "ladybug": of_ladybug,
    "a constraint": of_neo4j,
    "a query": of_syntax,
    "an assertion": lambda: (_ for _ in ()).throw(AssertionError(NAME)),
    "several at once": lambda: (_ for _ in ()).throw(ExceptionGroup(NAME, [ValueError(NHS)])),
}
ASKED = {
    "import": "csgraph.loading.load_extract",
    "ask": "csgraph.governance.answering.default_as_of",
    "map": "csgraph.network.as_of.default_as_of",
    "sources": "csgraph.store.open_store",
    "counts": "csgraph.store.open_store",
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("command", list(ASKED)[: size(ci=2, full=len(ASKED))])
def test_what_a_library_says_is_not_repeated(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    fault: str,
) -> None:
    mapping, extract = written(tmp_path, table(ROW).encode())
    store = str(tmp_path / "store")
    calls = {
        "import": ("import", str(mapping), str(extract), "--store", store, *DAYS),
        "ask": ("ask", "risky-places", "--store", store),
        "map": ("map", "places", "--store", store, "--out", str(tmp_path / "m.html")),
        "sources": ("sources", "--store", store),
        "counts": ("counts", "--store", store),
    }

    def breaks(*_: object, **__: object) -> None:
        logging.getLogger("neo4j.io").error("parameters: %s", {"n": NAME})
        logging.getLogger().critical("%s", NHS)
        try:
            FAULTS[fault]()
        except Exception as inner:
            raise inner from ValueError(NAME)

    if command in ("ask", "map"):
        run(capfd, *calls["import"])
    monkeypatch.setattr(ASKED[command], breaks)
    code, out, err = run(capfd, *calls[command])
    assert code == 1
    assert err.startswith("Error: ")
    assert leaks(out + err + caplog.text + everything_left(tmp_path)) == []
    assert "Traceback" not in err
    tell_figure("library faults worded with planted records", 1)


def test_logs_warnings_and_threads_are_silent(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def speaks(*_: object, **__: object) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(NAME, stacklevel=1)
        logging.basicConfig(level=logging.DEBUG)
        logging.getLogger("neo4j").debug("RUN %s", NAME)
        other = threading.Thread(target=lambda: int(NAME))
        other.start()
        other.join()
        raise ValueError(NAME)

    monkeypatch.setattr("csgraph.store.open_store", speaks)
    before = logging.root.manager.disable
    _, out, err = run(capfd, "counts", "--store", "x")
    assert leaks(out + err) == []
    assert "a part of csgraph stopped (ValueError)" in err
    assert logging.root.manager.disable == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGABRT, signal.SIGSEGV])
def test_a_process_that_is_stopped_tells_nothing(tmp_path: Path, sent: signal.Signals) -> None:
    mapping, extract = written(tmp_path, table(*(changed("ID", str(n)) for n in range(20))).encode())
    waits = (
        "import csgraph.loading as l, time, sys\nread = l.read_extract\n"
        "def slow(*a, **k):\n    found = read(*a, **k); print('READ', flush=True); time.sleep(60); return found\n"
        "l.read_extract = slow\nfrom csgraph.cli import main\nmain(sys.argv[1:])"
    )
    call = ("import", str(mapping), str(extract), "--store", str(tmp_path / "store"), *DAYS)
    started = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-c", waits, *call],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
        env={**os.environ, "PYTHONFAULTHANDLER": "1"},
    )  # fmt: skip
    assert started.stdout is not None
    assert started.stdout.readline() == "READ\n"
    time.sleep(0.2)
    started.send_signal(sent)
    out, err = started.communicate(timeout=60)
    assert leaks(out + err + everything_left(tmp_path)) == []
    assert not list(tmp_path.glob("core*"))
    tell_figure("imports stopped by a signal", 1)


def test_debug_says_that_it_prints_records(monkeypatch: pytest.MonkeyPatch) -> None:
    option = next(parameter for parameter in csgraph.params if parameter.name == "debug")
    assert "names, too" in str(getattr(option, "help", ""))
    monkeypatch.setattr("csgraph.store.open_store", lambda *_, **__: int(NAME))
    with pytest.raises(ValueError, match="Zebedee"):
        main(["--debug", "counts"])
