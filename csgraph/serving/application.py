"""The web application: which address gives which page, and what is said when one cannot be given."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from csgraph.errors import CsgraphError, StoreError
from csgraph.serving.choices import choices, pages
from csgraph.serving.frame import fault_page, start_page, with_bar
from csgraph.serving.guard import LONGEST, Guard
from csgraph.serving.pages import NoSuchPage, Served, page
from csgraph.serving.shared_store import SharedStore
from csgraph.serving.wanted import Wanted, by_pseudonym, read

if TYPE_CHECKING:
    from csgraph.store import Store

T = TypeVar("T")
AT_ONCE = max(2, os.cpu_count() or 2)
"""Pages that are worked out at the same time: with more, each would wait for the others, and all would fill memory."""
ITSELF = logging.getLogger("csgraph.serving")
"""Heard with --debug only, as all libraries are: what a fault says may be a child's name."""


def guarded_application(store: SharedStore, served: Served, *, token: str, port: int) -> Guard:
    """The application behind its token.

    Args:
        store: closed when the server stops.
        served: what the server was started for.
        token: what the printed address carries.
        port: where the server listens.
    """
    desk = _Desk(store, served)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    routes = [
        Route("/", desk.start, methods=["GET"]),
        Route("/open", desk.open, methods=["POST"]),
        Route("/{what:path}", desk.show, methods=["GET"]),
    ]
    handlers: dict[Any, Callable[..., Response]] = {
        CsgraphError: _mendable,
        HTTPException: _missing,
        Exception: _unforeseen,
    }
    return Guard(Starlette(routes=routes, exception_handlers=handlers, lifespan=lifespan), token, port)


class _Desk:
    """Takes what was asked, and hands the pages out; a few at a time, in threads of their own."""

    def __init__(self, store: SharedStore, served: Served) -> None:
        self._store = store
        self._served = served
        self._threads = ThreadPoolExecutor(AT_ONCE, "page")

    async def start(self, request: Request) -> Response:
        """The first page, filled in with what an address brings."""
        wanted = read(parse_qsl(request.url.query))
        return HTMLResponse(await self._in_turn(lambda store: start_page(choices(store), self._served, wanted)))

    async def open(self, request: Request) -> Response:
        """Where a form leads: an address with the children by pseudonym. What is wrong is told above the form."""
        wanted = Wanted()
        try:
            wanted = read(parse_qsl(await _body(request), max_num_fields=200))
            hidden = await self._in_turn(lambda store: self._checked(store, wanted))
        except StoreError:
            raise
        except CsgraphError as fault:
            told = fault
            html = await self._in_turn(lambda store: start_page(choices(store), self._served, wanted, told))
            return HTMLResponse(html, 400)
        return RedirectResponse(hidden.at(hidden.what), 303)

    async def show(self, request: Request) -> Response:
        """A page with what was asked for."""
        wanted = replace(read(parse_qsl(request.url.query)), what=request.path_params["what"])
        return HTMLResponse(await self._in_turn(lambda store: self._shown(store, wanted)))

    def _shown(self, store: "Store", wanted: Wanted) -> str:
        made = page(store, self._served, wanted)
        return with_bar(made, by_pseudonym(store, wanted))

    def _checked(self, store: "Store", wanted: Wanted) -> Wanted:
        if wanted.what not in {one.what for some in pages().values() for one in some}:
            raise CsgraphError("Nothing was chosen to open.", "Choose a question, a map, a brief or a pack.")
        self._served.sharing(wanted)
        return by_pseudonym(store, wanted)

    async def _in_turn(self, work: "Callable[[Store], T]") -> T:
        def done() -> T:
            with self._store.opened() as store:
                return work(store)

        return await asyncio.get_running_loop().run_in_executor(self._threads, done)

    def close(self) -> None:
        """Begin no page any more, and let go of the store."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._store.close()


async def _body(request: Request) -> str:
    """The fields of a form.

    Raises:
        CsgraphError: they are longer than any form of ours.
    """
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > 4 * LONGEST:
            raise CsgraphError("More was sent than a form of csgraph's holds.", "Use the form.")
    return body.decode("utf-8", "replace")


def _mendable(request: Request, fault: Exception) -> Response:
    """What a person can mend, in its own words, and the way back with what was asked kept."""
    status = 404 if isinstance(fault, NoSuchPage) else 503 if isinstance(fault, StoreError) else 400
    if not isinstance(fault, CsgraphError):
        raise fault
    return HTMLResponse(fault_page(fault.what, fault.advice, _again(request)), status)


def _missing(request: Request, fault: Exception) -> Response:
    """An address or a method that there is not."""
    status = fault.status_code if isinstance(fault, HTTPException) else 404
    return HTMLResponse(fault_page("There is no such page.", "Choose one on the first page.", _again(request)), status)


def _unforeseen(request: Request, fault: Exception) -> Response:
    """Anything else, by its kind alone."""
    ITSELF.error("a page could not be made", exc_info=fault)
    told = f"csgraph did not foresee this fault ({type(fault).__name__}), and shows nothing."
    advice = "Ask for the same by the command line, with --debug, to see where it arose."
    return HTMLResponse(fault_page(told, advice, _again(request)), 500)


def _again(request: Request) -> str:
    """The first page, filled in as far as the address can be read."""
    try:
        wanted = read(parse_qsl(request.url.query))
    except CsgraphError:
        return "/"
    return replace(wanted, what=wanted.what or str(request.path_params.get("what", ""))).again()
