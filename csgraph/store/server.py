"""A Neo4j server: connecting to it, and units of work that are done once, however often the connection breaks.

Each attempt is a managed transaction. The first thing in a writing one is to look whether an earlier attempt is in
after all, under the lock that every writer takes: the answer to a COMMIT can be lost although the commit is not.
"""

import itertools
import logging
import time
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

import neo4j
from neo4j import exceptions

from csgraph.errors import StoreError
from csgraph.store.patience import NoAnswer, Patience
from csgraph.store.preflight import answers, check_server, own_authority
from csgraph.store.server_faults import FAULTS, told

T = TypeVar("T")
OLDEST = (5, 26)
LONGEST = 7200
"""Seconds after which the server ends a transaction that a frozen csgraph has left open."""
FIRST = 5.0
"""Seconds of patience with the very first answer."""
TAKE = (
    "MERGE (j:Journal {id: 'csgraph'}) SET j.taken = true WITH j, coalesce(j.written, []) AS before "
    "SET j.written = [$mark] + before[..49] RETURN before"
)
"""Takes the lock that lets one writer in at a time, and notes this attempt among the last fifty."""

# Its debug messages print parameters, which are children's names.
logging.getLogger("neo4j").setLevel(logging.ERROR)


class Answer:
    """What `neo4j.Result` gives, each request watched."""

    def __init__(self, result: neo4j.Result, patience: Patience) -> None:
        self._result = result
        self._patience = patience

    def keys(self) -> tuple[str, ...]:
        """The columns."""
        with self._patience.asked():
            return self._result.keys()

    def values(self) -> list[list[Any]]:
        """All rows."""
        with self._patience.asked():
            return self._result.values()

    def consume(self) -> None:
        """Have it done."""
        with self._patience.asked():
            self._result.consume()


class Watched:
    """A managed transaction, each request watched."""

    def __init__(self, tx: neo4j.ManagedTransaction, patience: Patience) -> None:
        self._tx = tx
        self._patience = patience

    def run(self, text: str, parameters: dict[str, Any] | None = None) -> Answer:
        """Send a statement."""
        with self._patience.asked():
            return Answer(self._tx.run(text, parameters), self._patience)


Unit = Callable[[Watched], T]


class Server:
    """An open connection to a server.

    Raises:
        StoreError: it cannot be used, and why.
    """

    def __init__(self, url: str, user: str, password: str, database: str | None) -> None:
        self.url = url
        self.user = user
        self._database = database
        check_server(url)
        self._driver = _driver(url, user, password)
        patience = Patience(url, lambda: False, FIRST, quiet=True)
        try:
            with patience.asked():
                patience.watch(self._greet)
        except NoAnswer:
            raise _dumb(url) from None
        except (exceptions.ServiceUnavailable, exceptions.SessionExpired):
            self.close()
            check_server(url)  # where it is gone again, this says so
            raise _dumb(url) from None
        except FAULTS as fault:
            self.close()
            raise told(fault, url, user) from None
        except StoreError:
            self.close()
            raise

    def _greet(self) -> None:
        self._driver.verify_connectivity()
        _refuse_old(self._driver.get_server_info().agent)
        with self._driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS) as session:
            session.run("RETURN 1").consume()  # tells at once where there is no such database

    def read(self, unit: Unit[T], outcome: str = "") -> T:
        """Do a unit of work that only reads; the server holds it to that.

        Args:
            outcome: what to say where it cannot be done.
        """
        return self._patiently(unit, neo4j.READ_ACCESS, outcome)

    def note(self, unit: Unit[T]) -> T:
        """Do a small unit of work that writes the same however often it is done, also while another writer is in."""
        return self._patiently(unit, neo4j.WRITE_ACCESS, " Nothing was written.")

    def write(self, unit: Unit[T]) -> T:
        """Do a unit of work that writes, once: the database has all of it or nothing, and what is told is so.

        Raises:
            StoreError: nothing was written; or, where the server is gone, that this is not known.
        """
        name, numbers = uuid.uuid4().hex, itertools.count()
        done: dict[str, T] = {}

        def once(tx: Watched) -> T:
            mark = f"{name}/{next(numbers)}"
            before = tx.run(TAKE, {"mark": mark}).values()[0][0]
            self._unsure = False
            earlier = next((one for one in before if one in done), None)
            if earlier is not None:
                return done[earlier]
            done[mark] = unit(tx)
            return done[mark]

        return self._patiently(once, neo4j.WRITE_ACCESS, " Nothing was written.")

    def change_schema(self, statements: list[str]) -> None:
        """Run statements of the schema, each of which Neo4j wants to have in a transaction of its own."""
        for statement in statements:
            self.note(lambda tx, text=statement: tx.run(text).consume())  # type: ignore[misc]

    def _patiently(self, unit: Unit[T], access: str, outcome: str) -> T:
        patience = Patience(self.url, lambda: answers(self.url))
        self._unsure = False
        pause = 1.0
        while True:
            try:
                return patience.watch(lambda: self._attempt(unit, access, patience))
            except NoAnswer:
                raise self._given_up(outcome) from None
            except FAULTS as fault:
                if not self._may_pass(fault):
                    raise self._final(fault, outcome) from None
                # A server that is there and busy is no matter for the person; one that is not, is.
                if not patience.lose(told=not isinstance(fault, exceptions.TransientError)):
                    raise self._final(fault, outcome) from None
            time.sleep(pause)
            pause = min(pause * 2, 8.0)

    def _attempt(self, unit: Unit[T], access: str, patience: Patience) -> T:
        @neo4j.unit_of_work(timeout=LONGEST)
        def watched(tx: neo4j.ManagedTransaction) -> T:
            patience.stop()
            done = unit(Watched(tx, patience))
            self._unsure = access == neo4j.WRITE_ACCESS  # from here on the COMMIT may be under way
            patience.start()
            return done

        with (
            patience.asked(),
            self._driver.session(database=self._database, default_access_mode=access) as session,
        ):
            done = session.execute_write(watched) if access == neo4j.WRITE_ACCESS else session.execute_read(watched)
        self._unsure = False
        return done

    def _may_pass(self, fault: BaseException) -> bool:
        """Whether it can be tried again: the connection broke, or the server says that the fault is a passing one."""
        if isinstance(fault, exceptions.Neo4jError):
            self._unsure = self._unsure and not isinstance(fault, (exceptions.ClientError, exceptions.TransientError))
            return fault.is_retryable() and "OutOfMemory" not in (fault.code or "")
        return isinstance(fault, (exceptions.ServiceUnavailable, exceptions.SessionExpired, OSError))

    def _final(self, fault: BaseException, outcome: str) -> BaseException:
        if self._unsure:
            return self._given_up(outcome)
        return told(fault, self.url, self.user, outcome)

    def _given_up(self, outcome: str) -> StoreError:
        if self._unsure:
            return StoreError(
                f"The server at {self.url} stopped answering while it committed: whether this is in is not known.",
                "Run the same command again when the server is back; it looks first, and does nothing twice.",
            )
        return StoreError(
            f"The server at {self.url} stopped answering, and was waited for in vain.{outcome}",
            "Have it looked at, then run this again.",
        )

    def close(self) -> None:
        """Close the connection, without waiting for a server that does not answer."""
        patience = Patience(self.url, lambda: False, 0.0, quiet=True)
        try:
            with patience.asked():
                patience.watch(self._driver.close)
        except NoAnswer:
            return


def _driver(url: str, user: str, password: str) -> neo4j.Driver:
    own = own_authority()
    secure = url.partition("://")[0].endswith("+s")
    trusted: dict[str, Any] = {}
    if own and secure:  # the driver takes an authority of one's own only with a scheme that does not name one itself
        url = url.replace("+s://", "://", 1)
        trusted = {"encrypted": True, "trusted_certificates": neo4j.TrustCustomCAs(str(own))}
    return neo4j.GraphDatabase.driver(
        url,
        auth=(user, password),
        connection_timeout=5,
        connection_acquisition_timeout=10,
        max_transaction_retry_time=0,
        **trusted,
    )


def _dumb(url: str) -> StoreError:
    return StoreError(
        f"The server at {url} accepts connections and does not answer: it hangs, or is still starting.",
        "Try again in a minute; if it lasts, have it restarted.",
    )


def _refuse_old(agent: str) -> None:
    version = agent.partition("/")[2]
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if numbers < OLDEST:
        raise StoreError(
            f"The server is Neo4j {version}, and csgraph needs {OLDEST[0]}.{OLDEST[1]} or later.",
            "Ask for it to be upgraded.",
        )
