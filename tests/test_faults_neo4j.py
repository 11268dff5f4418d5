"""Neo4j after every kind of fault in the middle of an import: nothing lost, half or doubled, and what is told is so.

A server of its own is killed, frozen and cut off. `CSGRAPH_FULL=1 .venv/bin/pytest -s tests/test_faults_neo4j.py` tries
many times and prints the table's lines; the oracle is the same batches imported into the same server without a fault.
"""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import ON_NEO4J
from extracts import DAY, SCHOOL, load, whole
from fault_program import BATCHES, load_one
from faulting import PROGRAM, Run, Tally, Whole
from faulting_neo4j import Breakable, Decision, Proxy, Rows, breakable, proxy
from sizes import size

from csgraph.errors import StoreError
from csgraph.store import open_store, patience, preflight
from csgraph.store.neo4j import Neo4jStore
from csgraph.store.putting import Outcome
from csgraph.store.server_schema import require_schema

pytestmark = [
    *ON_NEO4J,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals"),
]
CLEAR = ("stopped answering, and was waited for in vain", "whether this is in is not known", "nothing listens there")
"""What an import may say where it does not get to its end."""
SIDES = ("before", "sent", "after")


@dataclass
class Stages:
    """What the server holds after none, one, … of the batches, and what their imports said they did."""

    states: list[Rows]
    outcomes: list[Outcome]
    ids: list[str]
    whole: Whole


@pytest.fixture(scope="module")
def server() -> Iterator[Breakable]:
    with breakable(f"faults_{os.getpid()}") as started:  # another run of these tests must not meet this one's kills
        yield started


@pytest.fixture(scope="module")
def stages(server: Breakable, tmp_path_factory: pytest.TempPathFactory) -> Stages:
    folder = tmp_path_factory.mktemp("stages")
    states, outcomes = [server.holds()], []
    for place in range(len(BATCHES)):
        outcomes.append(imported(server.url, folder, place))
        states.append(server.holds())
    with open_store(server.url, read_only=True) as store:
        return Stages(states, outcomes, store.kept(), whole(store))


@pytest.fixture
def between(server: Breakable, stages: Stages) -> Iterator[Proxy]:
    del stages  # made before the server is emptied
    server.empty()
    with proxy(server) as started:
        yield started
    server.thaw()  # whatever became of a test that froze it


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SILENT", 0.5)
    monkeypatch.setattr(preflight, "SECONDS", 0.5)
    monkeypatch.setattr(patience, "BUDGET", 1.5)


def imported(url: str, folder: Path, place: int) -> Outcome:
    """Import one of the batches in this process."""
    name, day, content = BATCHES[place]
    with open_store(url) as store:
        return load(store, folder, name, content, day=day).outcome


def examine(tally: Tally, name: str, stages: Stages, server: Breakable, before: int, run: Run) -> int:
    """Compare the server with what was called done; returns how many of the batches it has."""
    tally.points += 1
    tally.acknowledged += len(run.done)
    acknowledged = max([before, *(place + 1 for place in run.done)])
    there, state = [row[0] for row in server.run("MATCH (b:Batch) RETURN b.id ORDER BY b.sequence")], server.holds()
    if there[:acknowledged] != stages.ids[:acknowledged]:
        tally.lost.append(name)
    if there != stages.ids[: len(there)] or state != stages.states[len(there)]:
        tally.half.append(name)
    if run.code and not any(words in run.said for words in CLEAR):
        tally.refused.append(f"{name}: {run.said}")
    if "Nothing was written" in run.said and len(there) > acknowledged:
        tally.false.append(f"{name}: {run.said}")
    return len(there)


def check_whole(server: Breakable, stages: Stages) -> None:
    """The graph is the one that came of no fault, and every batch is kept whole."""
    with open_store(server.url, read_only=True) as store:
        assert whole(store) == stages.whole
        assert [store.kept_batch(batch).id for batch in store.kept()] == stages.ids


def started(url: str, folder: Path, first: int) -> "subprocess.Popen[str]":
    """The import of all batches from one on, in a process of its own."""
    command = [sys.executable, str(PROGRAM), url, str(folder), str(first), str(len(BATCHES) - 1)]
    path = os.pathsep.join([str(PROGRAM.parent), str(PROGRAM.parents[1])])
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)


def finished(run: "subprocess.Popen[str]", heard: str) -> Run:
    """How it ended."""
    said = heard + run.communicate(timeout=240)[0]
    return Run([int(line.split()[1]) for line in said.splitlines() if line.startswith("done")], said, run.returncode)


def test_a_server_killed_in_the_middle_loses_nothing(server: Breakable, stages: Stages, tmp_path: Path) -> None:
    tally = Tally("Neo4j killed (-9) in the middle of an import and started again")
    dice, waited = random.Random(20261124), 0
    kills = size(ci=2, full=50)
    for number in range(kills + 3):
        if number >= kills and waited:
            break  # else none hit an import that could go on: each met it between two batches
        server.empty()
        run, heard = started(server.url, tmp_path, 0), ""
        assert run.stdout is not None
        for _ in range(dice.randrange(len(BATCHES) - 1) + 1):
            heard += run.stdout.readline()
        time.sleep(dice.uniform(0.0, 0.6))
        server.kill()
        server.start_again()
        ended = finished(run, heard)
        waited += "does not answer; trying again until" in ended.said
        there = examine(tally, f"kill {number}", stages, server, 0, ended)
        assert ended.code in (0, 1)
        if ended.code:
            rest = finished(started(server.url, tmp_path, ended.done[-1] + 1), "")
            assert rest.code == 0, rest.said
            examine(tally, f"after kill {number}", stages, server, there, rest)
        assert server.holds() == stages.states[-1]
    if size(ci=0, full=1):  # a server just started takes long over so many questions; the next test asks them, too
        check_whole(server, stages)
    tally.check()
    assert waited, "no kill hit an import that then went on by itself"


def cuts(number: int, dice: random.Random) -> list[str]:
    """Where the connection is cut at the commits of one import; the first six are one of each kind."""
    first = [["before"], ["sent"], ["after"], ["before", "after"], ["sent", "before"], ["after", "sent"]]
    return first[number] if number < len(first) else dice.choices(SIDES, k=dice.choice((1, 1, 1, 2)))


def cut_at(between: Proxy, sides: Sequence[str], *, writing: bool = True) -> list[str]:
    """Have the next commits cut off so; returns the list of cuts that are still to come."""
    left = list(sides)

    def decide(message: str, writes: bool) -> str:
        return left.pop(0) if left and message == "commit" and writes == writing else ""

    between.decide = decide
    return left


def test_a_commit_cut_off_is_done_once_and_told_as_it_is(
    server: Breakable, between: Proxy, stages: Stages, tmp_path: Path
) -> None:
    tally = Tally("connection cut before, at or after COMMIT")
    dice = random.Random(20261125)
    for number in range(size(ci=6, full=500)):
        place = number % len(BATCHES)
        if place == 0:
            server.empty()
        sides, writing = cuts(number, dice), number < 6 or dice.random() < 0.85
        left = cut_at(between, sides, writing=writing)
        name = f"cut {number}, batch {place}, {'' if writing else 'reading, '}{sides}"
        outcome = imported(between.url, tmp_path, place)
        assert left == [], f"{name}: nothing was cut"
        examine(tally, name, stages, server, place, Run([place], "", 0))
        if outcome != stages.outcomes[place]:
            tally.false.append(f"{name}: {outcome}")
    for rest in range(place + 1, len(BATCHES)):
        imported(server.url, tmp_path, rest)
    check_whole(server, stages)
    tally.check()


@pytest.mark.usefixtures("impatient")
def test_a_commit_that_nobody_can_know_of_is_told_so(
    server: Breakable, between: Proxy, stages: Stages, tmp_path: Path
) -> None:
    tally = Tally("connection cut at COMMIT, and the server out of reach for longer than it is waited for")
    dice = random.Random(20261126)
    for number in range(size(ci=3, full=60)):
        place = number % len(BATCHES)
        if place == 0:
            server.empty()
        side = (*SIDES, dice.choice(SIDES))[min(number, 3)]
        between.decide = gone_at(between, side)
        with pytest.raises(StoreError, match="whether this is in is not known") as said:
            imported(between.url, tmp_path, place)
        between.decide, between.down = lambda _message, _writing: "", False
        there = examine(tally, f"{side} {number}", stages, server, place, Run([], str(said.value), 1))
        assert there == place + (side == "after") or side == "sent"
        assert imported(between.url, tmp_path, place) == (Outcome(True) if there > place else stages.outcomes[place])
        examine(tally, f"after {side} {number}", stages, server, there, Run([place], "", 0))
    tally.check()


def gone_at(between: Proxy, side: str) -> Decision:
    """Cut the next commit off so, and let nobody in any more."""

    def decide(message: str, writing: bool) -> str:
        if message == "commit" and writing:
            between.down = True
            return side
        return ""

    return decide


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("moment", ["begin", "commit"])
def test_a_frozen_server_is_waited_for(
    server: Breakable,
    between: Proxy,
    stages: Stages,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    monkeypatch.setattr(patience, "BUDGET", 120.0)
    thaw = threading.Timer(4.0, server.thaw)
    freeze_at(moment, between, server)
    thaw.start()
    outcome = imported(between.url, tmp_path, 0)
    thaw.join()
    assert "does not answer; trying again until" in capsys.readouterr().err
    assert (outcome, server.holds()) == (stages.outcomes[0], stages.states[1])


def freeze_at(moment: str, between: Proxy, server: Breakable) -> None:
    """Freeze the server when the next writing transaction begins or commits, once."""
    left = [moment]

    def decide(message: str, writing: bool) -> str:
        if writing and message in left:
            left.remove(message)
            server.freeze()
        return ""

    between.decide = decide


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("moment", "words"),
    [("begin", "was waited for in vain. Nothing was written."), ("commit", "whether this is in is not known")],
)
def test_a_server_that_stays_frozen_is_given_up(
    server: Breakable, between: Proxy, stages: Stages, tmp_path: Path, moment: str, words: str
) -> None:
    name, day, content = BATCHES[0]
    with open_store(between.url) as store:
        freeze_at(moment, between, server)
        began = time.monotonic()
        with pytest.raises(StoreError) as said:
            load(store, tmp_path, name, content, day=day)
        took = time.monotonic() - began
        server.thaw()
        time.sleep(3.0)  # what was given up must not go on by itself once the server does
    assert words in str(said.value)
    assert took < 15
    assert server.holds() == stages.states[moment == "commit"]


def test_writing_without_a_constraint_is_refused(server: Breakable, stages: Stages, tmp_path: Path) -> None:
    del stages
    server.empty()
    with open_store(server.url) as store:
        assert isinstance(store, Neo4jStore)
        server.run("DROP CONSTRAINT csgraph_child_id")
        with pytest.raises(StoreError, match=r"lacks csgraph's constraint on the id of Child, .* Nothing was written"):
            require_schema(store._server)
        with pytest.raises(StoreError, match="csgraph verify --repair"):
            load(store, tmp_path, "roll")
    assert server.holds() == []
    load_one(server.url, tmp_path, 0)  # opened by somebody who may create it, it is made again
    assert server.run("SHOW CONSTRAINTS YIELD name WHERE name = 'csgraph_child_id' RETURN name")


def test_four_at_once_make_each_child_once(server: Breakable, tmp_path: Path) -> None:
    server.empty()
    for (name,) in server.run("SHOW CONSTRAINTS YIELD name RETURN name"):  # so they make the schema at once, too
        server.run(f"DROP CONSTRAINT {name}")
    (tmp_path / "roll.toml").write_text(SCHOOL, encoding="utf-8")
    runs = [importer(server.url, tmp_path, number) for number in (0, 1, 2, 2)]
    for run in runs:
        assert run.wait(120) == 0, run.communicate()
        run.communicate()
    counted = server.run(
        "MATCH (c:Child) WITH count(c) AS children MATCH (b:Batch) WITH children, count(b) AS batches "
        "MATCH (:Child)-[a:ATTENDS]->(:School) RETURN children, batches, count(a), count(DISTINCT a.id)"
    )
    assert counted == [[500, 3, 500, 500]]


def importer(url: str, folder: Path, number: int) -> "subprocess.Popen[str]":
    """Import 500 children on the command line, in an order and of a day of its own; who has one number has one file."""
    numbers = list(range(500))
    random.Random(number).shuffle(numbers)
    rows = "".join(f"A{n},Ann,01/02/2012,{100001 + n % 9},01/09/2023\n" for n in numbers)
    place = folder / str(number)
    place.mkdir(exist_ok=True)
    (place / "roll.csv").write_text(f"UPN,Forename,DOB,URN,Start\n{rows}", encoding="utf-8")
    days = ["--extracted-on", f"{DAY + timedelta(number)}", "--from", "2026-01-01", "--to", f"{DAY}"]
    command = ["import", str(folder / "roll.toml"), str(place), "--store", url, *days]
    return subprocess.Popen(
        [sys.executable, "-m", "csgraph", *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
