"""What every test may ask for: a store on either engine, a Neo4j, a browser; and what happens where there is none.

A test that needs Neo4j or Chromium carries the marker of that name. Where it is not to be had, and not required, such
tests are left out and the summary says how many and how to get them; where required, leaving one out fails the run.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from figures import forget_counted, tell_counted
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from csgraph.store import Store

# A busy machine is slow, not wrong.
settings.register_profile("csgraph", deadline=None)
settings.load_profile("csgraph")

TEST_DATABASE = "csgraph_test_database"
"""A constraint of this name says that a database is one for tests; no other that holds anything is ever emptied."""

ON_NEO4J = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]
"""Marks of what uses the one Neo4j database: its tests run in one process, one after the other."""

SAMPLES = [(500, 2020), (300, 7)]
"""Children and seed of the synthetic boroughs that planted truth is compared in."""

CHROMIUM_FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split()
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "chrome")
LEFT_OUT = pytest.StashKey[dict[str, int]]()
HOW = {
    "neo4j": "set CSGRAPH_NEO4J_URI, or install Java 17 and Maven and run them by `make test`",
    "browser": "install Chromium, or set CSGRAPH_CHROMIUM to where it is",
}


def chromium_path() -> str | None:
    """Where Chromium is: CSGRAPH_CHROMIUM, else on the PATH; None where there is none."""
    named = os.environ.get("CSGRAPH_CHROMIUM")
    return named or next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)


def missing() -> set[str]:
    """The markers of what is not to be had here."""
    have = {"neo4j": os.environ.get("CSGRAPH_NEO4J_URI"), "browser": chromium_path()}
    return {marker for marker, found in have.items() if not found}


def required() -> set[str]:
    """The markers of what must not be left out."""
    return {marker for marker in HOW if os.environ.get(f"CSGRAPH_REQUIRE_{marker.upper()}") == "1"}


def pytest_configure(config: pytest.Config) -> None:
    """Refuses to start where something required is missing; keeps every test off the person's own key and log."""
    config.stash[LEFT_OUT] = {}
    own = tempfile.mkdtemp(prefix="csgraph-tests-")
    config.add_cleanup(lambda: shutil.rmtree(own, ignore_errors=True))
    os.environ["CSGRAPH_KEY_FILE"] = str(Path(own) / "key")
    os.environ["CSGRAPH_AUDIT_LOG"] = str(Path(own) / "audit.jsonl")
    os.environ["CSGRAPH_PURPOSE"] = "tests on synthetic records"
    for marker in sorted(missing() & required()):
        raise pytest.UsageError(f"the {marker} tests are required and cannot run: {HOW[marker]}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests of what is missing, and counts them."""
    for marker in sorted(missing()):
        left_out = [item for item in items if item.get_closest_marker(marker)]
        if left_out:
            config.hook.pytest_deselected(items=left_out)
            config.stash[LEFT_OUT][marker] = len(left_out)
            items[:] = [item for item in items if not item.get_closest_marker(marker)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fails a skipped test of something required: a skip would hide that it did not run."""
    report = yield
    if report.skipped and any(item.get_closest_marker(marker) for marker in required()):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and it is required: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True, trylast=True)  # innermost: what it prints is the test's own output
def pytest_runtest_call() -> Generator[None]:
    """Tells what a test counted, one example after the other, once it has passed."""
    forget_counted()
    yield
    tell_counted()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hands a worker process's counts to the main one, which does not collect tests itself."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left_out"] = session.config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Takes a worker's counts; every worker has the same, for each collects all tests."""
    node.config.stash[LEFT_OUT].update(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says what was left out."""
    for marker, count in config.stash[LEFT_OUT].items():
        terminalreporter.write_line(f"LEFT OUT: {count} {marker} tests; to run them, {HOW[marker]}.", yellow=True)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium, for tests with the marker `browser`."""
    found = chromium_path()
    assert found, "a test that uses the fixture `chromium` needs the marker `browser`"
    return found


@pytest.fixture(scope="session")
def empty_neo4j() -> Iterator[Callable[[], str]]:
    """A function that empties the Neo4j database of the tests and returns its URL, for tests marked with ON_NEO4J.

    While it is in use, csgraph finds the user and the password where it looks for them.
    """
    from neo4j import GraphDatabase

    url = os.environ["CSGRAPH_NEO4J_URI"]
    user = os.environ.get("CSGRAPH_NEO4J_USER", "neo4j")
    password = os.environ.get("CSGRAPH_NEO4J_PASSWORD") or Path(os.environ["CSGRAPH_NEO4J_PASSWORD_FILE"]).read_text()
    with pytest.MonkeyPatch.context() as patch, GraphDatabase.driver(url, auth=(user, password)) as driver:
        patch.setenv("CSGRAPH_USER", user)
        patch.setenv("CSGRAPH_PASSWORD", password)
        claim(driver, url)

        def empty() -> str:
            with driver.session() as session:
                session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
            return url

        yield empty


def claim(driver: Any, url: str) -> None:
    """Marks an empty database as one for tests; refuses one that holds anything and is not marked."""
    marked = driver.execute_query("SHOW CONSTRAINTS YIELD name WHERE name = $name", name=TEST_DATABASE).records
    if marked:
        return
    held = driver.execute_query("MATCH (n) RETURN count(n) AS held").records[0]["held"]
    if held:
        pytest.fail(
            f"{url} holds {held} nodes that these tests did not write, and they would delete them.", pytrace=False
        )
    driver.execute_query(
        f"CREATE CONSTRAINT {TEST_DATABASE} IF NOT EXISTS FOR (n:CsgraphTestDatabase) REQUIRE n.id IS UNIQUE"
    )


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=ON_NEO4J)])
def engine_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty store, once on each engine."""
    if request.param == "embedded":
        return str(tmp_path / "store")
    empty: Callable[[], str] = request.getfixturevalue("empty_neo4j")
    return empty()


@pytest.fixture
def store(engine_url: str) -> Iterator["Store"]:
    """An empty store, open, once on each engine."""
    from csgraph.store import open_store

    with open_store(engine_url) as opened:
        yield opened


@pytest.fixture(scope="module", params=SAMPLES, ids=str)
def sample(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Children and seed of a synthetic borough, see `loaded_sample`."""
    made: tuple[int, int] = request.param
    return made


@pytest.fixture(scope="module")
def browser(chromium: str) -> "Iterator[Browser]":
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield opened
        opened.close()
