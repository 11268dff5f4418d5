"""Each way in which a store fails is told on the command line in a sentence of its own, with a next step, and soon."""

import contextlib
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bolt_server import LOGON, Authority, BoltServer
from conftest import ON_NEO4J
from extracts import DAY, EXTRACTS, load
from test_cli import run
from test_holding import OTHER

from csgraph.store import neo4j, open_store, room
from csgraph.store.graph_file import connected, disconnect

SOON = 15.0
"""Seconds within which a person is told."""


@dataclass
class Place:
    """Where a fault is set up: a folder for it, the environment, and a real server for those that need one."""

    folder: Path
    patch: pytest.MonkeyPatch
    real_server: Callable[[], str]


Setting = Callable[[Place], AbstractContextManager[str]]
"""Sets a fault up; gives the store that is then named on the command line."""


@dataclass(frozen=True)
class Fault:
    """A fault, and what is told of it.

    Attributes:
        met: see `Setting`.
        told: the whole sentence; {store}, {port}, {number} and {names} stand for what differs from run to run.
        step: what to do.
    """

    name: str
    met: Setting
    told: str
    step: str


def refusing(code: str, part: bytes = b"CREATE CONSTRAINT") -> Setting:
    """A server that refuses whatever holds some bytes with one of Neo4j's codes."""
    return lambda _place: BoltServer(refusals={part: code}).at_work()


def encrypted(place: Place, host: str = "localhost", *, expired: bool = False) -> BoltServer:
    """A server with a certificate from an authority that csgraph is told of."""
    authority = Authority(place.folder)
    place.patch.setenv("CSGRAPH_CA", str(authority.file))
    return BoltServer("Neo4j/4.4.12", tls=authority.server_side(host, expired=expired))


@contextlib.contextmanager
def from_nobody(place: Place) -> Iterator[str]:
    server = encrypted(place)
    place.patch.delenv("CSGRAPH_CA")
    with server.at_work("bolt+s", "localhost") as url:
        yield url


@contextlib.contextmanager
def nobody_listens(_place: Place) -> Iterator[str]:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"bolt://127.0.0.1:{bound.getsockname()[1]}"


@contextlib.contextmanager
def nobody_answers(_place: Place) -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"bolt://127.0.0.1:{listening.getsockname()[1]}"


@contextlib.contextmanager
def wrong_password(place: Place) -> Iterator[str]:
    url = place.real_server()
    place.patch.setenv("CSGRAPH_PASSWORD", "wrong-password")
    yield url


@contextlib.contextmanager
def wrong_database(place: Place) -> Iterator[str]:
    url = place.real_server()
    place.patch.setenv("CSGRAPH_DATABASE", "nosuch")
    yield url


@contextlib.contextmanager
def tls_against_plain(place: Place) -> Iterator[str]:
    yield place.real_server().replace("bolt://", "bolt+s://")


@contextlib.contextmanager
def without_constraint(place: Place) -> Iterator[str]:
    """As if somebody dropped it after the store was opened."""
    url = place.real_server()
    open_store(url).close()
    changed(url, "DROP CONSTRAINT csgraph_child_id")
    place.patch.setattr(neo4j, "make_schema", lambda _server: None)
    yield url


@contextlib.contextmanager
def of_a_newer_csgraph(place: Place) -> Iterator[str]:
    url = place.real_server()
    changed(url, "CREATE CONSTRAINT csgraph_future_id FOR (n:Future) REQUIRE n.id IS UNIQUE")
    try:
        yield url
    finally:
        changed(url, "DROP CONSTRAINT csgraph_future_id")


def changed(url: str, statement: str) -> None:
    """Change a real server's schema behind csgraph's back."""
    with open_store(url, read_only=True) as store:
        assert isinstance(store, neo4j.Neo4jStore)
        store._server.change_schema([statement])


@contextlib.contextmanager
def full_disk(place: Place) -> Iterator[str]:
    place.patch.setattr(room, "LEAST", 10**18)
    yield str(place.folder / "store")


@contextlib.contextmanager
def in_use(place: Place) -> Iterator[str]:
    store = place.folder / "store"
    store.mkdir()
    held = subprocess.Popen([sys.executable, "-c", OTHER, store, "writer"], stdin=-1, stdout=-1)
    assert held.stdout is not None
    assert held.stdout.readline() == b"holds\n"
    (store / "store.pid").write_text(str(held.pid), encoding="utf-8")
    yield str(store)
    held.communicate()


def holding(name: str) -> Setting:
    """A folder with a file of somebody else's."""

    @contextlib.contextmanager
    def setting(place: Place) -> Iterator[str]:
        (place.folder / "theirs").mkdir()
        (place.folder / "theirs" / name).write_bytes(b"not a graph" * 1000)
        yield str(place.folder / "theirs")

    return setting


@contextlib.contextmanager
def a_file(place: Place) -> Iterator[str]:
    (place.folder / "store").write_text("mine", encoding="utf-8")
    yield str(place.folder / "store")


@contextlib.contextmanager
def of_newer_tables(place: Place) -> Iterator[str]:
    with open_store(place.folder / "store") as store:
        load(store, place.folder, "health")
    connection = connected(place.folder / "store" / "graph.lbug", read_only=False)
    connection.execute("ALTER TABLE Child ADD later STRING")
    disconnect(connection)
    yield str(place.folder / "store")


FAULTS = [
    Fault(
        "no server",
        nobody_listens,
        "No Neo4j answers at {store}: nothing listens there.",
        "Is it started, and are the address and port right?",
    ),
    Fault(
        "a frozen server, or a port that never answers",
        nobody_answers,
        "Something listens at {store} and does not answer: the server hangs, or the port is another program's.",
        "Check the port (Bolt's is usually 7687); if it is right, have the server restarted.",
    ),
    Fault(
        "a server that hangs once it has greeted",
        lambda _place: BoltServer(silent=True).at_work(),
        "The server at {store} accepts connections and does not answer: it hangs, or is still starting.",
        "Try again in a minute; if it lasts, have it restarted.",
    ),
    Fault(
        "an HTTP port",
        lambda _place: BoltServer(greeting=b"HTTP/1.1 400 Bad Request\r\n\r\n").at_work(),
        "Port {port} is HTTP's, not Bolt's.",
        "Bolt's is usually 7687, where HTTP's is 7474.",
    ),
    Fault(
        "a server of no known Bolt",
        lambda _place: BoltServer(greeting=bytes(4)).at_work(),
        "The server at {store} speaks no version of Bolt that csgraph does.",
        "Is it Neo4j 5.26 or later?",
    ),
    Fault(
        "an old server",
        lambda _place: BoltServer("Neo4j/4.4.12").at_work(),
        "The server is Neo4j 4.4.12, and csgraph needs 5.26 or later.",
        "Ask for it to be upgraded.",
    ),
    Fault(
        "no TLS where the server wants it",
        lambda place: encrypted(place).at_work(),
        "The server at {store} hung up on a connection without TLS.",
        "If it asks for TLS, use bolt+s:// or neo4j+s://.",
    ),
    Fault(
        "TLS where the server has none",
        tls_against_plain,
        "The server at {store} does not speak TLS.",
        "Have TLS switched on for its Bolt port (server.bolt.tls_level=REQUIRED), or check the port.",
    ),
    Fault(
        "an expired certificate",
        lambda place: encrypted(place, expired=True).at_work("bolt+s", "localhost"),
        "The certificate of the server at {store} has expired.",
        "Have it renewed.",
    ),
    Fault(
        "a certificate from nobody known",
        from_nobody,
        "The certificate of the server at {store} is from nobody that this machine trusts.",
        "Set CSGRAPH_CA to the file of your own certificate authority.",
    ),
    Fault(
        "a certificate for another machine",
        lambda place: encrypted(place, "db.council.example").at_work("bolt+s", "localhost"),
        "The certificate of the server at {store} is not for localhost.",
        "Use the name that it was made for.",
    ),
    Fault(
        "a wrong password",
        wrong_password,
        "The server at {store} refused neo4j's password.",
        "Check CSGRAPH_USER and CSGRAPH_PASSWORD.",
    ),
    Fault(
        "too many wrong passwords",
        refusing("Neo.ClientError.Security.AuthenticationRateLimit", LOGON),
        "The server at {store} takes no more passwords for now: too many were wrong.",
        "Check the password, and wait a minute.",
    ),
    Fault(
        "a password that must be changed first",
        refusing("Neo.ClientError.Security.CredentialsExpired", b"RETURN 1"),
        "neo4j's password at {store} must be changed first.",
        "Change it in Neo4j Browser.",
    ),
    Fault(
        "a wrong database",
        wrong_database,
        "The server at {store} has no such database.",
        "Check CSGRAPH_DATABASE.",
    ),
    Fault(
        "a user who may only read",
        refusing("Neo.ClientError.Security.Forbidden"),
        "csgraph's constraints cannot be created: neo4j may only read at {store}. Nothing was written.",
        "Have the right to write granted, or name another user by CSGRAPH_USER.",
    ),
    Fault(
        "a server without memory",
        refusing("Neo.TransientError.General.MemoryPoolOutOfMemoryError", b"SHOW CONSTRAINTS"),
        "The server at {store} has too little memory for this.",
        "Have dbms.memory.transaction.total.max or its heap raised, or import smaller extracts.",
    ),
    Fault(
        "a missing constraint",
        without_constraint,
        "The database at {store} lacks csgraph's constraint on the id of Child, without which two imports at once would"
        " double every child. Nothing was written.",
        "Have somebody who may create constraints run csgraph verify --repair there once.",
    ),
    Fault(
        "a database of a newer csgraph",
        of_a_newer_csgraph,
        "The database at {store} was written by a newer csgraph (it has csgraph_future_id).",
        "Upgrade csgraph.",
    ),
    Fault(
        "a store of a newer csgraph",
        of_newer_tables,
        "The store in {store} was written by a newer csgraph (it has Child.later).",
        "Upgrade csgraph.",
    ),
    Fault(
        "a full disk",
        full_disk,
        "The disk of {store} has {number} MB free, and {number} MB are needed. Nothing was written.",
        "Free some room, or move the store to another disk.",
    ),
    Fault(
        "a store in use",
        in_use,
        "The store in {store} is being written by another csgraph (process {number}).",
        "Wait until its import is done, then run this again.",
    ),
    Fault(
        "a folder of somebody else's",
        holding("letter.txt"),
        "{store} holds other files and is not a store.",
        "Name an empty or a new folder.",
    ),
    Fault(
        "a graph file of somebody else's",
        holding("graph.lbug"),
        "{store}/graph.lbug does not open as csgraph's graph file, and no batches are kept to make it again from.",
        "If it is csgraph's, restore a copy of the folder; else name another folder.",
    ),
    Fault(
        "a file where a store should be",
        a_file,
        "store is a file, and a store is a folder.",
        "Name another folder.",
    ),
]
ON_A_REAL_SERVER = (wrong_password, wrong_database, tls_against_plain, without_constraint, of_a_newer_csgraph)


@pytest.mark.parametrize(
    "fault",
    [pytest.param(one, id=one.name, marks=ON_NEO4J if one.met in ON_A_REAL_SERVER else []) for one in FAULTS],
)
def test_it_is_told(
    fault: Fault,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    (tmp_path / "roll.toml").write_text(EXTRACTS["roll"][0], encoding="utf-8")
    (tmp_path / "roll.csv").write_text(EXTRACTS["roll"][1], encoding="utf-8")
    place = Place(tmp_path, monkeypatch, lambda: str(request.getfixturevalue("empty_neo4j")()))
    call = ("import", str(tmp_path / "roll.toml"), str(tmp_path / "roll.csv"), "--extracted-on", f"{DAY}", "--store")
    if fault.met not in ON_A_REAL_SERVER:
        monkeypatch.setenv("CSGRAPH_USER", "neo4j")
        monkeypatch.setenv("CSGRAPH_PASSWORD", "secret-word")
    with fault.met(place) as store:
        began = time.monotonic()
        code, out, err = run(capsys, *call, store)
        took = time.monotonic() - began
    assert (code, out) == (1, "")
    *before, said = err.splitlines()
    assert all(line.startswith("Note: ") for line in before)
    assert re.fullmatch(expected(fault, store), said)
    assert took < SOON


def expected(fault: Fault, store: str) -> str:
    """The line as a regular expression."""
    port = urlsplit(store).port if "://" in store else ""
    line = re.escape(f"Error: {fault.told} {fault.step}")
    return (
        line.replace(r"\{store\}", re.escape(store)).replace(r"\{port\}", str(port)).replace(r"\{number\}", r"[\d,]+")
    )


def test_no_two_faults_are_told_alike() -> None:
    assert len({fault.told for fault in FAULTS}) == len(FAULTS)
    assert all(fault.step for fault in FAULTS)


def test_a_certificate_of_an_own_authority_is_trusted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So what is refused above is not refused for being encrypted: here the server's own words are reached."""
    monkeypatch.setenv("CSGRAPH_PASSWORD", "secret-word")
    with encrypted(Place(tmp_path, monkeypatch, str)).at_work("bolt+s", "localhost") as url:
        code, _, err = run(capsys, "sources", "--store", url)
    assert (code, err.split(",")[0]) == (1, "Error: The server is Neo4j 4.4.12")
