"""A server that speaks just enough Bolt to refuse what it is told to, over TLS or not; and certificates for it."""

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

GREETING = bytes.fromhex("6060b017")
BOLT_5_4 = bytes.fromhex("00000405")
HELLO, LOGON, RESET, GOODBYE = b"\xb1\x01", b"\xb1\x6a", b"\xb0\x0f", b"\xb0\x02"
SUCCESS, FAILURE, IGNORED = 0x70, 0x7F, bytes.fromhex("0002b07e0000")
NO_FIELDS = b"\x86fields\x90"


def _text(value: str) -> bytes:
    """PackStream's text of at most 255 bytes (https://neo4j.com/docs/bolt/current/packstream/)."""
    return bytes([0xD0, len(value.encode())]) + value.encode()


def _answer(tag: int, **said: str) -> bytes:
    """One whole answer with a map, in its chunk."""
    entries = b"".join(_text(name) + _text(value) for name, value in said.items())
    content = bytes([0xB1, tag, 0xA1 + len(said)]) + entries + NO_FIELDS
    return len(content).to_bytes(2, "big") + content + bytes(2)


class BoltServer(socketserver.ThreadingTCPServer):
    """Listens on this machine.

    Args:
        agent: what it says that it is.
        refusals: to messages that hold these bytes it answers with a failure of this code.
        greeting: its answer to a greeting; nothing where it never answers.
        silent: it answers greetings alone.
        tls: its side of TLS; None for none.
    """

    daemon_threads = True

    def __init__(
        self,
        agent: str = "Neo4j/5.26.0",
        *,
        refusals: Mapping[bytes, str] | None = None,
        greeting: bytes = BOLT_5_4,
        silent: bool = False,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.agent, self.refusals, self.greeting = agent, dict(refusals or {}), greeting
        self.silent, self.tls = silent, tls

    @contextlib.contextmanager
    def at_work(self, scheme: str = "bolt", host: str = "127.0.0.1") -> Iterator[str]:
        """While it answers; gives its URL."""
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"{scheme}://{host}:{self.server_address[1]}"
        finally:
            self.shutdown()
            self.server_close()
            thread.join()


class Conversation(socketserver.BaseRequestHandler):
    """One connection to it."""

    server: BoltServer
    request: socket.socket

    def handle(self) -> None:
        """Answer until the client is gone."""
        with contextlib.suppress(OSError):
            if self.server.tls is None:
                self._talk(self.request)
                return
            with self.server.tls.wrap_socket(self.request, server_side=True) as secured:
                self._talk(secured)

    def _talk(self, client: socket.socket) -> None:
        if client.recv(20)[:4] != GREETING:
            return
        client.sendall(self.server.greeting)
        read, failed = client.makefile("rb"), False
        with read:
            while message := _message(read.read):
                if message.startswith(GOODBYE):
                    return
                failed = failed and not message.startswith(RESET)
                code = next((code for part, code in self.server.refusals.items() if part in message), "")
                if not self.server.silent:
                    client.sendall(IGNORED if failed else self._reply(message, code))
                failed = failed or bool(code)

    def _reply(self, message: bytes, code: str) -> bytes:
        if code:
            return _answer(FAILURE, code=code, message="refused")
        if message.startswith(HELLO):
            return _answer(SUCCESS, server=self.server.agent, connection_id="bolt-1")
        return _answer(SUCCESS)


def _message(read: Callable[[int], bytes]) -> bytes:
    """The next message, from its chunks; nothing where the client is gone."""
    whole = b""
    while size := int.from_bytes(read(2), "big"):
        whole += read(size)
    return whole


class Authority:
    """A certificate authority of the tests' own.

    Args:
        folder: where its files may stand.

    Attributes:
        file: its certificate.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "csgraph tests")])
        self.file = folder / "authority.pem"
        now = datetime.now(UTC)
        made = self._certificate(self._name, self._key.public_key(), now - DAY, now + DAY)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self.file.write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def _certificate(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, start: datetime, end: datetime
    ) -> x509.CertificateBuilder:
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(self._name).public_key(key)
        return made.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)

    def server_side(self, host: str = "localhost", *, expired: bool = False) -> ssl.SSLContext:
        """The TLS of a server with a certificate for a host, which may have run out an hour ago."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        end = now - timedelta(hours=1) if expired else now + DAY
        made = self._certificate(subject, key.public_key(), now - DAY, end)
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        file = self.folder / "server.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + made.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


DAY = timedelta(days=1)
