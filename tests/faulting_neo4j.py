"""A Neo4j server that tests may kill and freeze, a connection to it that they may cut, and what is in it then."""

import contextlib
import json
import os
import signal
import socket
import socketserver
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from extracts import BY_ORDER

sys.path.append(str(Path(__file__).resolve().parents[1] / "scripts" / "neo4j"))

import parts
from server import Server

QUICK_START = "-XX:TieredStopAtLevel=1"
"""Java's first compiler alone: a server is up in half the time, and these tests start one again and again."""
BEGIN = bytes.fromhex("b111")
COMMIT = bytes.fromhex("0002b0120000")
"""The whole Bolt message in its chunk: a length of two bytes, the message, and the empty chunk that ends it."""
ONLY_READS = b"\x84mode\x81r"
"""An entry of BEGIN's map: the transaction will only read."""
Rows = list[tuple[str, ...]]
Decision = Callable[[str, bool], str]
"""What to do at a message (`begin` or `commit`) of a transaction that writes or not: `` to let it through, to cut the
connection `before` it, as soon as it is `sent`, or `after` the server has answered, which nobody then hears."""


class Breakable(Server):
    """A server of its own for faults; it comes back at the address that it had."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.process: subprocess.Popen[bytes] | None = None
        self.at: dict[str, int] = {}

    def launch(self, java: str, lib: Path) -> "subprocess.Popen[bytes]":
        """See `Server.launch`."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JAVA_TOOL_OPTIONS", QUICK_START)
            self.process = super().launch(java, lib)
        return self.process

    def start(self) -> None:
        """See `Server.start`."""
        super().start()
        self.at = self.ports()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"bolt://127.0.0.1:{self.at['bolt']}"

    def send(self, number: signal.Signals) -> None:
        """Send its process a signal."""
        assert self.process is not None
        self.process.send_signal(number)

    def freeze(self) -> None:
        """Stop it in its tracks; when this returns no thread of it moves any more."""
        self.send(signal.SIGSTOP)
        assert self.process is not None
        os.waitpid(self.process.pid, os.WUNTRACED)

    def thaw(self) -> None:
        """Let it go on."""
        self.send(signal.SIGCONT)

    def kill(self) -> None:
        """As a power cut would, but for what the operating system has been given already."""
        self.send(signal.SIGKILL)
        assert self.process is not None
        self.process.wait()

    def start_again(self) -> None:
        """Start it where it was, and wait until it answers."""
        process = self.launch(parts.java(), parts.jars())
        self.state.write_text(json.dumps({"pid": process.pid, **self.at}))
        self.wait(process, f"http://127.0.0.1:{self.at['http']}")

    def wipe(self) -> None:
        """See `Server.wipe`; nothing is waited for that is deleted anyway."""
        if self.process is not None and self.process.poll() is None:
            self.kill()
        super().wipe()

    def run(self, text: str, **parameters: Any) -> list[list[Any]]:
        """Rows of a statement, run beside csgraph."""
        from neo4j import GraphDatabase

        with (
            GraphDatabase.driver(self.url, auth=("neo4j", self.password_file.read_text())) as driver,
            driver.session() as session,
        ):
            return session.run(text, parameters).values()

    def empty(self) -> None:
        """Delete everything but the constraints."""
        self.run("MATCH (n) DETACH DELETE n")

    def holds(self) -> Rows:
        """Everything that it holds, sorted, without what differs by when and after what a batch was loaded.

        Two statements see all that there is, also what the model does not know: a restarted server plans each anew.
        """
        nodes = "MATCH (n) WHERE NOT n:Journal RETURN labels(n), n {.*, bytes: null}"
        links = "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)"
        return sorted(_row(values) for text in (nodes, links) for values in self.run(text))


def _row(values: list[Any]) -> tuple[str, ...]:
    """A node or relationship as text; an identifier of a kept table has the digest of its batch in it."""
    *ends, properties = values
    kept = {k: v for k, v in properties.items() if k not in BY_ORDER and v is not None}
    if ends == [["Kept"]]:
        kept["id"] = properties["id"].replace(properties["digest"], "")
    return (*map(str, ends), *(f"{k}={v}" for k, v in sorted(kept.items())))


@contextlib.contextmanager
def breakable(name: str) -> Iterator[Breakable]:
    """A new server, at which csgraph finds its password; it is deleted afterwards."""
    server = Breakable(name)
    server.wipe()
    try:
        server.start()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CSGRAPH_USER", "neo4j")
            patch.setenv("CSGRAPH_PASSWORD", server.password_file.read_text())
            patch.delenv("CSGRAPH_DATABASE", raising=False)
            yield server
    finally:
        server.wipe()


class Proxy(socketserver.ThreadingTCPServer):
    """Stands between csgraph and a server, and cuts the connection where it is told to.

    Args:
        server: where to pass everything on to.

    Attributes:
        decide: asked at each BEGIN and COMMIT.
        down: True to turn everybody away.
    """

    daemon_threads = True

    def __init__(self, server: Breakable) -> None:
        super().__init__(("127.0.0.1", 0), Passing)
        self.upstream = ("127.0.0.1", server.at["bolt"])
        self.decide: Decision = lambda _message, _writing: ""
        self.down = False

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"bolt://127.0.0.1:{self.server_address[1]}"


@contextlib.contextmanager
def proxy(server: Breakable) -> Iterator[Proxy]:
    """A proxy at work."""
    with Proxy(server) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield made
        finally:
            made.shutdown()
            thread.join()


class Passing(socketserver.BaseRequestHandler):
    """One connection through a proxy."""

    server: Proxy
    request: socket.socket

    def handle(self) -> None:
        """Pass on what the client sends until it is done, or is cut off; the answers go back in a thread."""
        self.heard = threading.Event()
        self.cut = self.writing = False
        if self.server.down:
            return
        with contextlib.suppress(OSError), socket.create_connection(self.server.upstream) as upstream:
            back = threading.Thread(target=self._pass_back, args=(upstream,), daemon=True)
            back.start()
            while sent := self.request.recv(65536):
                if not self._passed(sent, upstream):
                    break
            self._end(upstream)
            back.join()

    def _passed(self, sent: bytes, upstream: socket.socket) -> bool:
        """Pass something on as the proxy decides; False where the connection is to be cut."""
        decision = ""
        if BEGIN in sent:
            self.writing = ONLY_READS not in sent
            decision = self.server.decide("begin", self.writing)
        elif COMMIT in sent:
            decision = self.server.decide("commit", self.writing)
        self.heard.clear()
        self.cut = bool(decision)
        if decision != "before":
            upstream.sendall(sent)
        if decision == "after":
            self.heard.wait(30)
        return not decision

    def _pass_back(self, upstream: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while answered := upstream.recv(65536):
                self.heard.set()
                if not self.cut:
                    self.request.sendall(answered)
        self.heard.set()
        self._end(upstream)

    def _end(self, upstream: socket.socket) -> None:
        for one in (self.request, upstream):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
