"""What is restricted leaves only when it is asked for by name, and how much was left out is told."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from graphs import put
from matching_examples import batch_of

from csgraph.errors import CsgraphError
from csgraph.governance.layers import Layered, allowed, layers, read_layers
from csgraph.governance.sharing import Shared, Sharing
from csgraph.maps import Drawing, all_maps
from csgraph.store import Store
from csgraph.store.provenance import Subject, why
from csgraph.store.upsert import upsert

DAY = date(2026, 10, 31)
CHILD = {"id": "ssd:1", "forename": "Ava", "surname": "Bell", "account": "I was taken to a flat"}


def told(record: str, **more: object) -> dict[str, object]:
    """A relationship of the child with an adult."""
    whole = {"source": "police_incidents", "recorded_by": "police", "reliability": "evidence", "batch": "b", "row": 1}
    ends = {"from_id": "police:9", "to_id": "ssd:1", "from_key": "police:9", "to_key": "ssd:1"}
    return {**whole, **ends, "id": record, "record": record, **more}


@pytest.fixture
def graph(store: Store) -> Store:
    """A child, an adult of concern, a friend whom intelligence names, and the child's own account."""
    peers = {"from_id": "ssd:1", "to_id": "ssd:2", "from_key": "ssd:1", "to_key": "ssd:2", "kind": "friend_peer"}
    put(
        store,
        {
            "Child": [CHILD, {"id": "ssd:2", "forename": "Cal", "surname": "Dean"}],
            "Adult": [{"id": "police:9", "forename": "Guy", "surname": "Roper"}],
        },
        {
            ("LINKED_TO", "Adult", "Child"): [
                told("1", kind="suspected_exploits"),
                told("2", kind="protective", from_id="police:9"),
            ],
            ("PEER_OF", "Child", "Child"): [
                told("3", **peers),
                told("4", **peers, reliability="unverified"),
                told("5", **peers, source="police_intelligence_log"),
                told("6", **peers, source="rhi_forms", recorded_by="voluntary"),
            ],
        },
    )
    return store


def ties(store: Layered) -> list[str]:
    return sorted(store.read("peer_ties", as_of=DAY)["id"])


def test_restricted_records_are_left_out_and_counted_once_however_often_they_are_read(graph: Store) -> None:
    seen = Layered(graph)
    assert ties(seen) == ties(seen) == ["3"]
    assert seen.told() == [
        (
            "Withheld: 2 records of police intelligence. The answer is worked out without them "
            "(--include police-intelligence)."
        ),
        (
            "Withheld: 1 record of what children said on coming home. The answer is worked out without them "
            "(--include return-home-narrative)."
        ),
    ]


def test_a_layer_that_was_asked_for_is_there_and_the_others_are_not(graph: Store) -> None:
    assert ties(Layered(graph, allowed(["police-intelligence"]))) == ["3", "4", "5"]
    assert ties(Layered(graph, allowed(["return-home-narrative"]))) == ["3", "6"]
    assert ties(Layered(graph, allowed(list(layers())))) == ["3", "4", "5", "6"]
    with pytest.raises(CsgraphError, match="There is no restricted layer police"):
        allowed(["police"])


def drawn(store: Store, *include: str, identifiable: bool = False) -> str:
    drawing = Drawing(DAY, DAY, "test", child="ssd:1", include=frozenset(include), identifiable=identifiable)
    return str(all_maps()["professional-network"].draw(store, drawing))


def test_no_map_shows_an_adult_of_concern_or_the_child_s_account_unasked(graph: Store) -> None:
    plain, named = drawn(graph), drawn(graph, identifiable=True)
    assert "Suspected of exploiting" not in plain + named
    assert "taken to a flat" not in plain + named
    assert "Protective adult" in plain
    assert "1 record of adults of concern" in plain
    whole = drawn(graph, "adults-of-concern", "return-home-narrative", identifiable=True)
    assert "Suspected of exploiting" in whole
    assert "taken to a flat" in whole
    assert "Guy Roper" in whole
    assert "Guy Roper" not in drawn(graph, "adults-of-concern")


def test_why_shows_no_single_assertion_of_a_layer_unasked(store: Store) -> None:
    """What a record said is kept as text, with the name of its batch only."""
    upsert(store, batch_of("roll", [{"key": "ssd:1", "forename": "Ava", "account": "I was taken to a flat"}]))
    upsert(store, batch_of("police_intelligence_log", [{"key": "ssd:1", "forename": "Avie"}]))

    def told(*include: str) -> str:
        shared = Shared(store, Sharing(identifiable=True, include=frozenset(include)))
        return str(why(shared.store, Subject("Child", "ssd:1")).facts.to_csv())

    assert "Ava" in told()
    assert not [secret for secret in ("Avie", "flat") if secret in told()]
    assert "Avie" in told("police-intelligence")
    assert "flat" in told("return-home-narrative")


def test_a_store_without_its_layers_is_for_reading_only(graph: Store) -> None:
    seen = Layered(graph)
    with pytest.raises(CsgraphError, match="reading only"):
        seen.write(lambda _: None)
    with pytest.raises(CsgraphError, match="reading only"):
        seen.keep("b", {"x": pd.DataFrame()})


@pytest.mark.parametrize(
    "text",
    [
        "not = toml = at all",
        '[[layer]]\nname = "x"\ntitle = "x"',
        '[[layer]]\nname = "x"\ntitle = "x"\n[[layer.rule]]\nsauce = ["police"]',
        '[[layer]]\nname = "x"\ntitle = "x"\n[[layer.rule]]',
        '[[layer]]\nname = "x"\ntitle = "x"\n[[layer.rule]]\ntype = ["NO_SUCH"]',
        '[[layer]]\nname = "x"\ntitle = "x"\n[[layer.rule]]\nproperty = ["Child.nosuch"]',
    ],
)
def test_a_broken_file_of_layers_lets_nothing_be_shown(tmp_path: Path, text: str) -> None:
    path = tmp_path / "restricted_layers.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CsgraphError, match="cannot be used"):
        read_layers(path)
