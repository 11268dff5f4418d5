"""Finds out within seconds why a Neo4j server cannot be talked to, before the driver tries for a minute.

It opens a connection of its own and says the first words of the Bolt protocol: four bytes of greeting, then four
versions that it knows (https://neo4j.com/docs/bolt/current/bolt/handshake/). Nothing secret is sent.
"""

import os
import socket
import ssl
from pathlib import Path
from urllib.parse import urlsplit

from csgraph.errors import StoreError

PORT = 7687
SECONDS = 5.0
"""How long each step may take."""
GREETING = bytes.fromhex("6060b01700080805000000040000000000000000")
"""Bolt 5.0 to 5.8, or 4.0: what servers from Neo4j 4.0 on answer to."""
TLS_ALERT = b"\x15\x03"


def own_authority() -> Path | None:
    """The file of the certificate authority that is to be trusted, where CSGRAPH_CA names one.

    Raises:
        StoreError: it cannot be read as certificates.
    """
    named = os.environ.get("CSGRAPH_CA")
    if not named:
        return None
    try:
        ssl.create_default_context(cafile=named)
    except (OSError, ssl.SSLError):
        raise StoreError(
            f"{named} holds no certificates that can be read.", "Set CSGRAPH_CA to the authority's file (PEM)."
        ) from None
    return Path(named)


def check_server(url: str) -> None:
    """Make sure that a Bolt server answers at a URL, with a certificate that is to be trusted where it says so.

    Raises:
        StoreError: what is wrong, and what to do.
    """
    address = urlsplit(url)
    host, port = address.hostname or "localhost", address.port or PORT
    secure = address.scheme.endswith("+s")
    plain = _connected(url, host, port)
    try:
        if secure:
            with _secured(plain, url, host) as encrypted:
                _greet(encrypted, url, port, secure)
        else:
            _greet(plain, url, port, secure)
    except TimeoutError:
        raise StoreError(
            f"Something listens at {url} and does not answer: the server hangs, or the port is another program's.",
            "Check the port (Bolt's is usually 7687); if it is right, have the server restarted.",
        ) from None
    finally:
        plain.close()


def answers(url: str) -> bool:
    """Whether the server answers just now."""
    try:
        check_server(url)
    except StoreError:
        return False
    return True


def _connected(url: str, host: str, port: int) -> socket.socket:
    try:
        return socket.create_connection((host, port), timeout=SECONDS)
    except socket.gaierror:
        raise StoreError(f"There is no machine named {host}.", "Check the address.") from None
    except ConnectionRefusedError:
        raise StoreError(
            f"No Neo4j answers at {url}: nothing listens there.", "Is it started, and are the address and port right?"
        ) from None
    except OSError:
        raise StoreError(
            f"{host} cannot be reached on port {port}.", "Check the address, the network and any firewall between."
        ) from None


def _secured(plain: socket.socket, url: str, host: str) -> ssl.SSLSocket:
    own = own_authority()
    context = ssl.create_default_context(cafile=str(own) if own else None)
    try:
        return context.wrap_socket(plain, server_hostname=host)
    except ssl.SSLCertVerificationError as fault:
        raise _mistrusted(fault.verify_code, url, host) from None
    except (ssl.SSLError, ConnectionError, EOFError):
        raise StoreError(
            f"The server at {url} does not speak TLS.",
            "Have TLS switched on for its Bolt port (server.bolt.tls_level=REQUIRED), or check the port.",
        ) from None


def _mistrusted(code: int, url: str, host: str) -> StoreError:
    """In words what OpenSSL's code says (X509_V_ERR_… in its x509_vfy.h)."""
    match code:
        case 10:
            return StoreError(f"The certificate of the server at {url} has expired.", "Have it renewed.")
        case 18 | 19 | 20:
            return StoreError(
                f"The certificate of the server at {url} is from nobody that this machine trusts.",
                "Set CSGRAPH_CA to the file of your own certificate authority.",
            )
        case 62 | 64:
            return StoreError(
                f"The certificate of the server at {url} is not for {host}.", "Use the name that it was made for."
            )
        case _:
            return StoreError(
                f"The certificate of the server at {url} cannot be trusted (OpenSSL's code {code}).",
                "Ask whoever runs the server.",
            )


def _greet(connection: socket.socket, url: str, port: int, secure: bool) -> None:
    connection.settimeout(SECONDS)
    try:
        connection.sendall(GREETING)
        said = connection.recv(4)
    except (ConnectionError, ssl.SSLError):
        said = b""
    if said == b"HTTP":
        raise StoreError(f"Port {port} is HTTP's, not Bolt's.", "Bolt's is usually 7687, where HTTP's is 7474.")
    if said == bytes(4):
        raise StoreError(
            f"The server at {url} speaks no version of Bolt that csgraph does.", "Is it Neo4j 5.26 or later?"
        )
    if not said or said.startswith(TLS_ALERT):
        raise StoreError(
            f"The server at {url} hung up on a connection {'with' if secure else 'without'} TLS.",
            "Is the port Bolt's?" if secure else "If it asks for TLS, use bolt+s:// or neo4j+s://.",
        )
