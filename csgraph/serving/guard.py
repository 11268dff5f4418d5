"""Who may ask at all: a browser on this machine that was given the token, from a page of our own or from nowhere.

Every answer, also one that refuses, goes out with the headers that keep it in that browser: see `_headers`.
"""

import html
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST = 4000
"""Characters of an address with its parameters."""
METHODS = ("GET", "POST")
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"
IN_PAGE = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
BESIDE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
ELSEWHERE = "This address was opened from another page. Copy it into the address bar of a new tab instead."
UNKNOWN = "csgraph answers only who was given its address: open the one that csgraph serve printed, with its token."


@dataclass
class Tally:
    """What was answered so far: numbers only, because an address tells whom somebody looked up."""

    shown: int = 0
    refused: int = 0
    slowest: float = 0.0


@dataclass
class Guard:
    """An application behind a token.

    Attributes:
        app: what answers whoever may ask.
        token: what the printed address carries.
        port: where the server listens; the name of the machine that a browser says must go with it.
        session: what the cookie carries.
        tally: what was answered.
    """

    app: ASGIApp
    token: str
    port: int
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    tally: Tally = field(default_factory=Tally)

    @property
    def cookie(self) -> str:
        """Its name: cookies know no ports, and another csgraph on this machine has its own."""
        return f"csgraph-{self.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, send to the address without the token, or refuse."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        response = self._refused(request) or self._let_in(request) or self._unknown(request)
        began = time.monotonic()
        await (response or self.app)(scope, receive, _with_headers(send, self._count))
        self.tally.slowest = max(self.tally.slowest, time.monotonic() - began)

    def _count(self, status: int) -> None:
        if status == 200:
            self.tally.shown += 1
        elif status >= 400:
            self.tally.refused += 1

    def _refused(self, request: Request) -> Response | None:
        """A refusal of what no browser of ours would ask, whoever it is."""
        if request.headers.get("host") not in (f"127.0.0.1:{self.port}", f"localhost:{self.port}"):
            # A name of somebody else's that leads here (DNS rebinding).
            return _told("This is not the name of this server.", 421)
        if request.method not in METHODS:
            return _told("csgraph answers GET and POST.", 405)
        if len(request.url.path) + len(request.url.query) > LONGEST:
            return _told(f"The address is longer than {LONGEST} characters.", 414)
        if "prefetch" in request.headers.get("sec-purpose", ""):
            return _told("Every look is logged, so nothing is fetched before somebody wants it.", 503)
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _told(ELSEWHERE, 403)
        return None if request.method == "GET" or self._own(request) else _told(ELSEWHERE, 403)

    def _own(self, request: Request) -> bool:
        """Whether a form was sent by a page of ours. Under `no-referrer` browsers say `null` for our own origin."""
        origin = request.headers.get("origin", "null")
        ours = origin == f"http://{request.headers['host']}"
        return ours or (origin == "null" and request.headers.get("sec-fetch-site") == "same-origin")

    def _let_in(self, request: Request) -> Response | None:
        """The way to the address without its token, which then stands in no history; with the cookie."""
        given = parse_qsl(request.url.query, keep_blank_values=True)
        token = next((value for name, value in given if name == "token"), None)
        if token is None or request.method != "GET" or not _same(token, self.token):
            return None
        query = urlencode([(name, value) for name, value in given if name != "token"])
        where = quote("/" + request.url.path.lstrip("/")) + (f"?{query}" if query else "")
        response = Response(status_code=303, headers={"location": where})
        response.set_cookie(self.cookie, self.session, path="/", httponly=True, samesite="strict")
        return response

    def _unknown(self, request: Request) -> Response | None:
        return None if _same(request.cookies.get(self.cookie, ""), self.session) else _told(UNKNOWN, 403)


def _same(given: str, known: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), known.encode())


def _told(text: str, status: int) -> Response:
    return PlainTextResponse(f"{text}\n", status)


def _with_headers(send: Send, count: Callable[[int], None]) -> Send:
    """The same, with our headers on the answer; the policy is the one that the page itself carries, or a stricter one.

    The head waits for the first part of the body, because the policy stands in it.
    """
    head: list[Message] = []

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            count(message["status"])
            head.append(message)
            return
        if head:
            start = head.pop()
            await send({**start, "headers": _headers(start["headers"], message.get("body", b""))})
        await send(message)

    return sent


def _headers(given: list[tuple[bytes, bytes]], body: bytes) -> list[tuple[bytes, bytes]]:
    found = IN_PAGE.search(body[:LONGEST].decode("utf-8", "replace"))
    policy = html.unescape(found[1]) if found else POLICY
    ours: dict[str, Any] = {**BESIDE, "content-security-policy": f"{policy}; frame-ancestors 'none'"}
    return [*given, *((name.encode(), value.encode("latin-1")) for name, value in ours.items())]
