"""A server of pages for tests: the real one, in a thread of this process."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from csgraph.serving.application import guarded_application
from csgraph.serving.guard import Guard
from csgraph.serving.listening import address_of, listening, server_of
from csgraph.serving.pages import Served
from csgraph.serving.shared_store import SharedStore

TOKEN = "a-token-for-tests"
BAR = re.compile(r'\n<nav class="served.*?</nav>', re.DOTALL)
HEAD = re.compile(r"Audit: [0-9A-F]{8}")


@dataclass
class Site:
    """A server that runs, and who may ask it.

    Attributes:
        guard: its outermost part.
        browser: a client that came by the token.
    """

    guard: Guard
    browser: httpx.Client = field(repr=False)

    @property
    def address(self) -> str:
        """What a person opens."""
        return address_of(TOKEN, self.guard.port)

    def stranger(self, **more: Any) -> httpx.Client:
        """A client without the cookie."""
        return httpx.Client(base_url=self.browser.base_url, timeout=60, trust_env=False, **more)


@contextmanager
def site(where: str, *, linger: float = 0.2, **settings: Any) -> Iterator[Site]:
    """A server on a store; `settings` are those of `Served`."""
    with listening() as listener:
        port = listener.getsockname()[1]
        served = Served(**{"purpose": "panel of 12 November", **settings})
        guard = guarded_application(SharedStore(where, linger), served, token=TOKEN, port=port)
        server = server_of(guard)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            base = f"http://127.0.0.1:{port}"
            with httpx.Client(base_url=base, timeout=60, trust_env=False, follow_redirects=True) as browser:
                assert browser.get(f"/?token={TOKEN}").status_code == 200
                yield Site(guard, browser)
        finally:
            server.should_exit = True
            thread.join(20)
    assert not thread.is_alive()


def as_file(page: str) -> str:
    """A page without what the server puts above it, and without the head of the log, which is new each time."""
    return HEAD.sub("Audit: …", BAR.sub("", page))
