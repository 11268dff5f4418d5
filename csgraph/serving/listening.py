"""The server: on this machine's own address, until somebody stops it."""

import errno
import socket
from typing import TYPE_CHECKING

from csgraph.errors import CsgraphError
from csgraph.serving.guard import Guard

if TYPE_CHECKING:
    import uvicorn

LOOPBACK = "127.0.0.1"
"""The only address: there is no option for another."""
LONGEST_HEAD = 16_384
"""Bytes of a request's head, address and all."""
PATIENCE = 3
"""Seconds that answers still under way have once the server is stopped."""


def listening(port: int | None = None) -> socket.socket:
    """A socket that listens on this machine's own address.

    Args:
        port: None for a free one.

    Raises:
        CsgraphError: the port is in use, or may not be used.
    """
    try:
        return socket.create_server((LOOPBACK, port or 0), backlog=128)
    except OSError as fault:
        taken = fault.errno == errno.EADDRINUSE
        told = f"Port {port} of this machine is in use." if taken else f"Port {port} cannot be used: {fault.strerror}."
        raise CsgraphError(told, "Leave --port away for a free one, or name another.") from None


def server_of(guard: Guard) -> "uvicorn.Server":
    """The server, not yet started: it logs nothing, believes no proxy, and says nothing of itself."""
    import uvicorn

    config = uvicorn.Config(
        guard,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        http="h11",
        ws="none",
        lifespan="on",
        h11_max_incomplete_event_size=LONGEST_HEAD,
        timeout_graceful_shutdown=PATIENCE,
    )
    return uvicorn.Server(config)


def run(guard: Guard, listener: socket.socket) -> None:
    """Answer until the process is interrupted (Ctrl-C); then end what is under way, and return."""
    try:
        server_of(guard).run(sockets=[listener])
    except KeyboardInterrupt:  # uvicorn raises it again once all is closed
        return


def address_of(token: str, port: int) -> str:
    """What to open. It is only printed: others on the machine could read the arguments of a browser started with it."""
    return f"http://{LOOPBACK}:{port}/?token={token}"
