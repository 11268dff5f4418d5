"""A batch taken back leaves the graph as if it had never come, on both engines, whatever came after it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from click.testing import CliRunner
from conftest import ON_NEO4J
from extracts import check_links, check_nodes, load, whole
from figures import tell_figure
from histories import World
from loaded_sample import sample_folder
from sizes import size

from csgraph.batch import Batch
from csgraph.cli.commands.batches import command as batches_command
from csgraph.cli.commands.undo import command as undo_command
from csgraph.errors import StoreError
from csgraph.importing.mapping_check import load_mapping, mapping_path
from csgraph.loading import load_extract
from csgraph.store import Store, open_store
from csgraph.store.difference import difference
from csgraph.store.memory import MemoryStore
from csgraph.store.replay import replayed
from csgraph.store.undo import undo
from csgraph.store.upsert import upsert


@contextmanager
def imported(batches: Sequence[Batch]) -> Iterator[Store]:
    """A store into which batches were imported one by one, as an analyst would, and none was ever taken back."""
    with MemoryStore() as store:
        store.prepare()
        for batch in batches:
            upsert(store, batch)
        yield store


def assert_as_imported(store: Store, batches: Sequence[Batch], told: str) -> None:
    with imported(batches) as other:
        found = difference(store, other)
    assert not found, f"{told}\n{found.counts()}"
    assert store.kept() == [batch.id for batch in batches]


def live_through(store: Store, seed: int) -> None:
    """Import a history, take batches of it back in some order, import one again: always as if the rest alone came."""
    world, dice = World(seed), Random(seed)
    batches = [world.batch() for _ in range(dice.randint(3, 5))]
    for batch in batches:
        assert not upsert(store, batch).known
    for turn in range(2):
        taken = dice.choice(batches)
        batches.remove(taken)
        undo(store, taken.id)
        assert_as_imported(store, batches, f"seed {seed}, turn {turn}")
    batches.append(taken)
    upsert(store, taken)
    assert_as_imported(store, batches, f"seed {seed}, imported again")


@pytest.mark.parametrize("seed", range(size(ci=3, full=1000)))
def test_a_batch_taken_back_is_as_if_never_imported(seed: int, tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        live_through(store, seed)
    tell_figure("histories with batches taken back", 1)


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=ON_NEO4J) for seed in range(5000, 5000 + size(ci=2, full=200))]
)
def test_a_batch_taken_back_is_as_if_never_imported_on_neo4j(seed: int, empty_neo4j: Callable[[], str]) -> None:
    with open_store(empty_neo4j()) as store:
        live_through(store, seed)
    tell_figure("histories with batches taken back, Neo4j", 1)


@pytest.mark.parametrize("seed", range(10_000, 10_000 + size(ci=3, full=1000)))
def test_imports_one_by_one_make_what_a_replay_makes(seed: int) -> None:
    world = World(seed)
    batches = [world.batch() for _ in range(5)]
    with imported(batches) as one, replayed(batches) as other:
        assert not (found := difference(one, other)), f"seed {seed}\n{found.counts()}"
        for batch in batches:
            assert upsert(one, batch).known
        assert not difference(one, other)
    tell_figure("histories imported twice", 1)


def test_undo_of_one_of_several_extracts(store: Store, tmp_path: Path) -> None:
    for name in ("roll", "register"):
        load(store, tmp_path, name)
    before = whole(store)
    assert load(store, tmp_path, "council").outcome.joined == 1
    load(store, tmp_path, "health")
    council, health = store.kept()[2:]
    children = undo(store, council).nodes["Child"]
    assert set(children.added["id"]) == {"upn:A1", "nhs:999", "nhs:888"}
    assert set(children.removed["id"]) == {"ssd:7", "ssd:8"}
    undo(store, health)
    assert whole(store) == before
    with pytest.raises(StoreError, match="no such batch"):
        undo(store, health)
    assert not load(store, tmp_path, "council").outcome.known


def test_what_is_kept_is_what_was_loaded(store: Store) -> None:
    world = World(7)
    batches = [world.batch(), world.batch(), world.decision([("Child", "ssd:1", "nhs:1")])]
    for batch in batches:
        upsert(store, batch)
    assert store.kept() == [batch.id for batch in batches]
    for batch in batches:
        kept = store.kept_batch(batch.id)
        assert told(kept) == told(batch)
        assert kept.title == batch.title
        mine, theirs = frames_of(batch), frames_of(kept)
        assert set(mine) == set(theirs)
        for name, rows in mine.items():
            pd.testing.assert_frame_equal(rows, theirs[name])
    with pytest.raises(StoreError, match="no such batch"):
        store.kept_batch("batch:none")


def joined_children() -> list[Batch]:
    """Two agencies' children, and the council's record that says two of them are one."""
    one = World(0).extract("health", nodes={"Child": ["nhs:1"]}, peers=[("nhs:1", "nhs:2")])
    other = World(1).extract("police", nodes={"Child": ["police:1"]}, peers=[("nhs:2", "police:1")])
    return [one, other, World(2).extract("council", same=[("Child", "nhs:1", "police:1")])]


def test_an_equation_declared_wrong_joins_nobody_whichever_came_first(store: Store) -> None:
    batches = joined_children()
    wrong = World(3).decision([("Child", "police:1", "nhs:1")])  # the other way round than the record has it
    for batch in batches:
        upsert(store, batch)
    assert ids(store, "Child") == {"nhs:1", "nhs:2"}
    upsert(store, wrong)
    assert ids(store, "Child") == {"nhs:1", "nhs:2", "police:1"}
    assert_as_imported(store, [*batches, wrong], "after the record")
    undo(store, batches[2].id)
    upsert(store, batches[2])
    assert ids(store, "Child") == {"nhs:1", "nhs:2", "police:1"}
    assert check_links(store, "DIFFERENT_FROM", "Identifier", "Identifier") == [("police:1", "nhs:1")]
    assert check_links(store, "SAME_AS", "Identifier", "Identifier") == [("nhs:1", "police:1")]
    undo(store, wrong.id)
    assert ids(store, "Child") == {"nhs:1", "nhs:2"}
    assert check_links(store, "PEER_OF", "Child", "Child") == [("nhs:1", "nhs:2"), ("nhs:2", "nhs:1")]


def test_an_adult_who_turns_out_to_be_a_child_is_one_node(store: Store) -> None:
    adult = World(4).extract("police", nodes={"Adult": ["nhs:1", "police:8"]}, same=[("Adult", "nhs:1", "police:1")])
    child = World(5).extract("council", nodes={"Child": ["ssd:1"]}, same=[("Child", "ssd:1", "police:1")])
    upsert(store, adult)
    assert ids(store, "Adult") == {"nhs:1", "police:8"}
    upsert(store, child)
    assert (ids(store, "Child"), ids(store, "Adult")) == ({"ssd:1"}, {"police:8"})
    undo(store, child.id)
    assert (ids(store, "Child"), ids(store, "Adult")) == (set(), {"nhs:1", "police:8"})


def test_a_link_whose_ends_were_one_is_there_again_when_they_are_two(store: Store) -> None:
    batches = joined_children()
    tie = World(6).extract("health", peers=[("nhs:1", "police:1")])
    for batch in (tie, *batches):
        upsert(store, batch)
    assert ("nhs:1", "police:1") not in check_links(store, "PEER_OF", "Child", "Child")
    undo(store, batches[2].id)
    assert ("nhs:1", "police:1") in check_links(store, "PEER_OF", "Child", "Child")


def told(batch: Batch) -> dict[str, tuple[object, type]]:
    return {name: (value, type(value)) for name, value in batch.ledger.items() if value is not None}


def frames_of(batch: Batch) -> dict[str, pd.DataFrame]:
    links = {"-".join(joint): rows for joint, rows in batch.links.items()}
    return {**batch.nodes, **links, "same": batch.same, "apart": batch.apart}


def ids(store: Store, label: str) -> set[object]:
    return {row[0] for row in check_nodes(store, label, "id")}


def test_two_extracts_of_the_sample_in_the_middle(tmp_path: Path) -> None:
    names = ["gias", "school_roll", "ssd", "police_missing", "gp", "youth_justice"]
    with open_store(tmp_path / "store") as store:
        for name in names:
            load_extract(store, load_mapping(mapping_path(name)), [sample_folder(60) / name], rejects_in=tmp_path)
        batches = [store.kept_batch(batch) for batch in store.kept()]
        for place in (2, 3):
            undo(store, batches[place].id)
        rest = batches[:2] + batches[4:]
        assert_as_imported(store, rest, "ssd and police_missing taken back")
        assert not upsert(store, batches[2]).known
        assert_as_imported(store, [*rest, batches[2]], "ssd imported again")


def test_the_command_says_what_changed_and_asks_before(engine_url: str, tmp_path: Path) -> None:
    with open_store(engine_url) as store:
        for name in ("roll", "council"):
            load(store, tmp_path, name)
        short = store.kept()[1].removeprefix("batch:")[:8]

    def run(*arguments: str, answer: str = "") -> tuple[int, str]:
        done = CliRunner().invoke(undo_command, [*arguments, "--store", engine_url], input=answer)
        return done.exit_code, f"{done.output}{done.exception or ''}"

    assert "no batch 9. There are 1 (" in run("9")[1]
    assert f"these are of it: 2 ({short}, council of 31/10/2026)" in run("council")[1]
    code, said = run("2", answer="n\n")
    assert code == 1
    assert "Taken back" not in said
    code, said = run(short[:6], "--yes")
    assert code == 0, said
    assert "Child: 2 removed, 0 changed, 1 restored" in said
    assert "Audit: " in said
    listed = CliRunner().invoke(batches_command, ["--store", engine_url, "--format", "json"]).output
    assert '"source": "roll"' in listed
    assert "council" not in listed
    assert "roll" in CliRunner().invoke(batches_command, ["--store", engine_url]).output
