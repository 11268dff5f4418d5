"""The map of the ground: places where they are, nobody's home among them, nobody named, no small count."""

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from frame_store import FrameStore
from hypothesis import given
from hypothesis import strategies as st
from loaded_sample import loaded_sample, truth
from map_examples import drawing
from opened_maps import inked, opener
from playwright.sync_api import Browser
from synthetic_wards import FILE, on_grid_already, wards

from csgraph.errors import CsgraphError
from csgraph.governance.naming import HOMES
from csgraph.governance.small_tables import hidden_cells
from csgraph.maps.boundaries import LARGEST, Area, read_areas
from csgraph.maps.clipping import clipped, thinned
from csgraph.maps.ground import MAP, draw
from csgraph.maps.ground_found import Ground, ground_of
from csgraph.maps.layout import Box, boxes_of, overlapping
from csgraph.maps.model import Drawing, MapModel
from csgraph.maps.sharing import guarded
from csgraph.maps.spread import spread
from csgraph.network.place_times import by_band, event_times
from csgraph.store import open_store

Rows = list[tuple[dict[str, Any], dict[str, Any]]]
DAY = pd.Timestamp("2026-10-20")
AT: dict[str, Any] = {"easting": 312_500, "northing": 428_500}


def place(id_: str, kind: str | None = "park", **more: Any) -> dict[str, Any]:
    return {"place": f"place:{id_}", "name": f"Place {id_}", "kind": kind, "ward": "Quayside", **more}


def events(id_: str, number: int, kind: str = "incident", hour: int = 19) -> Rows:
    """Rows of the children and of the places of some events, each with a child of its own."""
    found: Rows = []
    for n in range(number):
        when = DAY - pd.Timedelta(days=n) + pd.Timedelta(hours=hour)
        at = {"kind": "at" if kind == "incident" else "returned_from", "place_label": "Location"}
        took = {"child": f"ssd:{id_}{n}", "event_kind": kind, "start": when, "role": "person_reported"}
        took |= {"recorded_by": "police", "reliability": "evidence", "id": f"i{id_}{n}"}
        found.append(({"event": f"e{id_}{n}", **took}, {"event": f"e{id_}{n}", "place": f"place:{id_}", **at}))
    return found


def borough(places: list[dict[str, Any]], *happened: Rows, **more: Any) -> FrameStore:
    rows = [pair for some in happened for pair in some]
    return FrameStore(
        places=places, event_children=[took for took, _ in rows], event_places=[at for _, at in rows], **more
    )


def drawn(store: FrameStore, **asked: Any) -> MapModel:
    return draw(store, drawing(child=None, **asked))  # type: ignore[arg-type]


def written(path: Path, content: object) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@cache
def of_sample(*, identifiable: bool = False, boundaries: Path | None = FILE) -> tuple[MapModel, Ground]:
    asked = Drawing(date(2026, 10, 31), date(2026, 11, 23), "test", identifiable=identifiable, boundaries=boundaries)
    with open_store(loaded_sample(), read_only=True) as store:
        return guarded(MAP).draw(store, asked), ground_of(store, asked)


# Where things stand.


def test_a_place_stands_as_far_north_and_east_of_another_as_on_the_ground() -> None:
    spots = {"a": (312_000, 428_000), "b": (314_000, 428_000), "c": (312_000, 431_000)}
    places = [place(id_, easting=east, northing=north) for id_, (east, north) in spots.items()]
    model = drawn(borough(places, *(events(id_, 6) for id_ in spots)))
    at = {node.id: node.spot or (node.x, node.y) for node in model.nodes}
    (ax, ay), (bx, by), (cx, cy) = (at[f"place:{id_}"] for id_ in spots)
    assert (by, cx) == (ay, ax)
    assert bx > ax
    assert cy < ay
    assert (ay - cy) / (bx - ax) == pytest.approx(1.5, abs=0.01)


def test_homes_are_counted_and_stand_nowhere() -> None:
    places = [place(kind, kind, **AT) for kind in sorted(HOMES)] + [place("park", **AT)]
    places += [place("unsaid", None, postcode="ZZ1 1AA", **AT), place("pump", None, postcode="ZZ1 9ZZ", **AT)]
    happened = [events(str(one["place"]).partition(":")[2], 6) for one in places]
    store = borough(places, *happened, child_homes=[{"child": "ssd:1", "postcode": "ZZ1 1AA"}])
    for whole in (False, True):
        model = drawn(store, whole=whole)
        assert {node.id for node in model.nodes} == {"place:park", "place:pump"}
        assert dict(model.meta.summary)["Where somebody lives, counted alone"] == str(len(HOMES) + 1)
        assert f"{len(HOMES) + 1} places where somebody lives" in model.meta.left_out
        told = str([table for table in model.tables if "lives" not in table.title])
        assert not any(f"Place {kind}" in told for kind in [*HOMES, "unsaid"])


def test_online_places_those_without_a_position_and_those_far_away_have_panels() -> None:
    near = [place(f"n{n}", easting=312_000 + 300 * n, northing=428_000 + 200 * n) for n in range(10)]
    others = [
        place("chat", "online_platform", online=True),
        place("lost"),
        place("hotel", "hotel", easting=530_000, northing=180_000),
    ]
    model = drawn(borough([*near, *others], *(events(str(p["place"])[6:], 6) for p in [*near, *others])))
    panels = {region.words: region for region in model.regions}
    assert set(panels) == {"Online platforms", "Position not recorded", "Further away"}
    for words, id_ in zip(panels, ("place:chat", "place:lost", "place:hotel"), strict=True):
        node, region = next(n for n in model.nodes if n.id == id_), panels[words]
        assert region.x < node.x < region.x + region.width
        assert region.y < node.y < region.y + region.height
    ground = [n for n in model.nodes if n.id.startswith("place:n")]
    assert max(n.x for n in ground) < min(region.x for region in panels.values())
    assert max(n.x for n in ground) - min(n.x for n in ground) > 300, "the one far away squeezes nothing"


BOXES = st.lists(
    st.tuples(st.floats(-300, 300), st.floats(-300, 300), st.floats(10, 90), st.floats(10, 30), st.floats(10, 60)),
    min_size=1,
    max_size=25,
)


@given(BOXES)
def test_moved_aside_no_two_boxes_overlap_and_a_lone_one_stays(found: list[tuple[float, ...]]) -> None:
    spots = {str(n): (x, y) for n, (x, y, *_) in enumerate(found)}
    boxes = {str(n): Box(*sides) for n, (_, _, *sides) in enumerate(found)}
    at, above = spread(spots, boxes)
    assert overlapping(at, {id_: box.turned(id_ in above) for id_, box in boxes.items()}) == []
    alone, _ = spread({"0": spots["0"]}, {"0": boxes["0"]})
    assert alone["0"] == spots["0"]
    assert spread(spots, boxes) == (at, above)


def test_shapes_grow_with_the_events_and_tell_no_small_count() -> None:
    numbers = {"a": 1, "b": 4, "c": 9, "d": 36}
    places = [place(id_, easting=312_000 + 900 * n, northing=428_000) for n, id_ in enumerate(numbers)]
    model = drawn(borough(places, *(events(id_, count) for id_, count in numbers.items())))
    sizes = {node.id[-1]: node.size for node in model.nodes}
    assert sizes["a"] == sizes["b"] < sizes["c"]
    assert (sizes["d"] / sizes["c"]) ** 2 == pytest.approx(4, rel=0.02)
    assert {node.id[-1]: node.lines for node in model.nodes} == {
        "a": (), "b": (), "c": ("9 events, rising",), "d": ("36 events, rising",),
    }  # fmt: skip


def test_harm_and_safety_are_told_side_by_side() -> None:
    ties = [
        {"child": f"ssd:{n}", "place": "place:club", "kind": kind, "id": f"t{n}{kind}", "recorded_on": DAY,
         "reliability": "reported", "recorded_by": "youth_service"}
        for n in range(6) for kind in ("feels_safe_at", "feels_unsafe_at")
    ]  # fmt: skip
    club = place("club", "youth_club", protective=True, guardians=["youth_service"], **AT)
    node = drawn(borough([club], place_ties=ties)).nodes[0]
    assert (node.kind, node.lines) == ("safe_place", ("safe place",))
    facts = dict(node.facts)
    assert facts["Feel safe there"] == facts["Harmed there or feel unsafe there"] == "6 children"
    assert any("the one does not cancel the other" in reason for reason in node.reasons)
    assert node.sources == ("Youth service",)


def test_where_names_cannot_all_be_read_no_place_with_few_events_is_named_before_another() -> None:
    places = [place(f"p{n:02}", easting=312_000 + 97 * n % 4000, northing=428_000 + 211 * n % 4000) for n in range(60)]
    happened = [events(f"p{n:02}", 6 if n < 3 else 1 + n % 4) for n in range(60)]
    model = drawn(borough(places, *happened))
    assert {node.id for node in model.nodes if not node.quiet} == {"place:p00", "place:p01", "place:p02"}
    assert len(model.nodes) == 60
    fewer = drawn(borough(places[:20], *happened[:20]))
    assert not any(node.quiet for node in fewer.nodes)


# When.


def test_the_time_at_a_place_is_when_a_missing_child_was_found_there() -> None:
    happened = events("a", 1) + events("a", 1, "missing")
    happened[1][0].update(event="m", start=DAY + pd.Timedelta(hours=8), end=DAY + pd.Timedelta(hours=26))
    happened[1][1].update(event="m")
    store = borough([place("a", **AT)], happened)
    times = ground_of(store, drawing(child=None)).times  # type: ignore[arg-type]
    assert sorted(times["at"]) == [DAY + pd.Timedelta(hours=19), DAY + pd.Timedelta(hours=26)]
    table = by_band(times, [0, 6, 18])
    assert table.loc[DAY.day_of_week, 2] == 1
    assert table.loc[(DAY + pd.Timedelta(days=1)).day_of_week, 0] == 1
    assert int(table.to_numpy().sum()) == 2


def test_what_has_no_hour_or_no_day_is_counted_and_in_no_cell() -> None:
    happened = events("a", 7, hour=0) + events("b", 6, "missing")
    model = drawn(borough([place("a", **AT), place("b", **AT)], happened))
    summary = dict(model.meta.summary)
    assert summary["Events without a time of day"] == "7"
    assert summary["Events without a day at the place"] == "6"
    assert {cell for row in model.tables[0].rows for cell in row[1:]} == {"0"}


@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=5))
def test_no_hidden_cell_follows_from_the_sum_of_its_line(counts: list[list[int]]) -> None:
    table = np.array(counts)
    cells = np.arange(table.size).reshape(table.shape)
    lines: list[list[int]] = [list(map(int, line)) for line in (*cells, *cells.T)]
    hidden = hidden_cells(table, lines)
    assert hidden[(table > 0) & (table < 5)].all()
    for line in lines:
        values, gone = table.reshape(-1)[line], hidden.reshape(-1)[line]
        left = int(values[gone].sum())
        # Whoever knows the sum knows what the hidden ones come to: not which, nor that all of them are small. A line
        # that is hidden as a whole tells its sum alone.
        assert not gone.any() or gone.all() or (gone.sum() > 1 and left - (gone.sum() - 1) >= 5)


# The file of boundaries.


def refused(path: Path) -> str:
    with pytest.raises(CsgraphError) as fault:
        read_areas(path)
    assert path.name in fault.value.what
    assert fault.value.advice
    return str(fault.value)


SQUARE = [[-3.3, 53.7], [-3.2, 53.7], [-3.2, 53.8], [-3.3, 53.7]]


def polygon(*points: list[Any], **more: Any) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [list(points)]}
    return {"type": "FeatureCollection", "features": [{"geometry": geometry, "properties": {}}], **more}


FAULTS: dict[str, tuple[object, str]] = {
    "shapefile": ("PK\x03\x04", "is not JSON"),
    "cut short": ('{"type": "FeatureCollection", "features": [{', "is not JSON at line 1"),
    "list": ([], "not GeoJSON"),
    "other": ({"name": "x"}, "no collection of features"),
    "topojson": ({"type": "Topology", "objects": {}}, "is TopoJSON"),
    "empty": ({"type": "FeatureCollection", "features": []}, "has no features"),
    "points": (
        {"type": "FeatureCollection", "features": [{"geometry": {"type": "Point", "coordinates": [-3, 53]}}, None]},
        "none of its 2 features is a polygon",
    ),
    "no geometry": ({"type": "FeatureCollection", "features": [{"geometry": None}]}, "none of its 1 features"),
    "two points": (polygon(SQUARE[0], SQUARE[1]), "feature 1 has no readable polygon"),
    "words": (polygon(*[["a", "b"]] * 4), "feature 1 has no readable polygon"),
    "infinite": ('{"type":"Polygon","coordinates":[[[1,2],[NaN,3],[4,5],[1,2]]]}', "feature 1 has no readable polygon"),
    "swapped": (polygon(*[[lat, lon] for lon, lat in SQUARE]), "latitude before longitude"),
    "abroad": (polygon(*[[lon + 20, lat] for lon, lat in SQUARE]), "outside Great Britain"),
    "mercator": (
        polygon(*SQUARE, crs={"properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}),
        "another coordinate system",
    ),
    "wrong crs": (polygon(*[[e, -1000] for e in (1, 2, 3)]), "outside Great Britain"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_file_that_cannot_be_drawn_is_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    content, said = FAULTS[name]
    assert said in refused(written(tmp_path / "wards.geojson", content))


def test_a_file_that_is_huge_or_nested_without_end_is_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.geojson"
    with huge.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert "too large" in refused(huge)
    assert "is not JSON" in refused(written(tmp_path / "deep.geojson", "[" * 200_000))
    assert "cannot be opened" in refused(tmp_path / "none.geojson")


def test_the_file_of_another_borough_is_refused(tmp_path: Path) -> None:
    other = written(tmp_path / "other.geojson", polygon([-0.1, 51.5], [-0.05, 51.5], [-0.05, 51.55]))
    with pytest.raises(CsgraphError, match=r"None of the 1 areas of other\.geojson lies where the places are"):
        drawn(borough([place("a", **AT)], events("a", 6)), boundaries=other)


@pytest.mark.parametrize("name", ["name", "WD24NM", "LSOA21NM", "Ward_Name", "lad_nm"])
def test_an_area_is_called_by_its_name(name: str, tmp_path: Path) -> None:
    made = polygon(*SQUARE)
    made["features"][0]["properties"] = {"OBJECTID": 7, "WD24CD": "E05000001", name: "Mill\u202eside"}
    assert [area.name for area in read_areas(written(tmp_path / "a.geojson", made)).areas] == ["Millside"]


def test_degrees_and_metres_give_the_same_picture(tmp_path: Path) -> None:
    metres = wards(on_grid_already, 1)
    files = [
        FILE,
        written(tmp_path / "metres.geojson", metres),
        written(tmp_path / "crs.geojson", metres | {"crs": {"type": "name", "properties": {"name": "EPSG:27700"}}}),
    ]
    store = borough([place("a", **AT), place("b", easting=318_000, northing=436_000)], events("a", 6), events("b", 6))
    pictures = [drawn(store, boundaries=path) for path in files]
    for model in pictures[1:]:
        assert model.nodes == pictures[0].nodes
        assert [caption.words for caption in model.captions] == [caption.words for caption in pictures[0].captions]
        for one, other in zip(model.outlines, pictures[0].outlines, strict=True):
            assert np.abs(np.array(one.points) - other.points).max() < 0.5


def test_the_example_is_what_the_program_makes() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == wards()


def test_whose_boundaries_they_are_is_told_or_asked_for(tmp_path: Path) -> None:
    store = borough([place("a", **AT)], events("a", 6))
    theirs = drawn(store, boundaries=written(tmp_path / "w.geojson", wards() | {"attribution": "Contains OS data ©"}))
    assert any(caption.words == "Boundaries: Contains OS data ©" for caption in theirs.captions)
    assert "Contains OS data ©" in theirs.meta.caveats[0]
    silent = {name: value for name, value in wards().items() if name != "attribution"}
    assert "State their source" in drawn(store, boundaries=written(tmp_path / "s.geojson", silent)).meta.caveats[0]
    assert "--boundaries" in drawn(store).meta.caveats[0]


def test_a_ring_is_cut_to_the_frame_and_thinned() -> None:
    turns = np.linspace(0, 2 * np.pi, 4001)
    ring = 100 * np.column_stack([np.cos(turns), np.sin(turns)])
    cut = clipped(ring, (-50, -200, 200, 200))
    assert cut[:, 0].min() == pytest.approx(-50)
    assert (cut[0] == cut[-1]).all()
    few = thinned(cut, 5.0)
    assert 80 < len(few) < 130
    assert np.hypot(*np.diff(few, axis=0).T).max() < 180, "along the frame it runs straight"
    assert len(clipped(ring, (200, 200, 300, 300))) == 0


@given(st.floats(-150, 150), st.floats(-150, 150))
def test_what_lies_in_an_area_with_a_hole(x: float, y: float) -> None:
    def square(half: float) -> np.ndarray:
        return half * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])

    area = Area("A", (square(100), square(30)))
    outer = max(abs(x), abs(y))
    if min(abs(outer - 100), abs(outer - 30)) > 1e-6:
        assert area.holds(np.array([x]), np.array([y]))[0] == (30 < outer < 100)


# The sample.


def test_every_public_place_of_the_sample_is_drawn_or_counted() -> None:
    model, ground = of_sample()
    with open_store(loaded_sample(), read_only=True) as store:
        places = store.read("places")
    public = places[~places["kind"].isin(HOMES)].set_index("place")
    drawn_ids = {node.id for node in model.nodes}
    assert not drawn_ids & {*places.loc[places["kind"].isin(HOMES), "place"]}
    quiet = int(re.search(r"(\d+) places where nothing was recorded", model.meta.left_out)[1])  # type: ignore[index]
    assert len(drawn_ids & {*public.index}) + quiet == len(public)
    online = {node.id for node in model.nodes if node.kind == "online"}
    assert online == {*public.index[public["online"].fillna(value=False)]} & drawn_ids
    safe = {node.id for node in model.nodes if node.kind == "safe_place"}
    assert safe == {*public.index[public["protective"].fillna(value=False)]}
    named = {node.id for node in model.nodes if not node.quiet and ground.places.at[node.id, "region"] == "ground"}
    assert named == safe | {
        id_
        for id_ in drawn_ids
        if int(str(ground.places.at[id_, "events"])) >= 5 and ground.places.at[id_, "region"] == "ground"
    }


def test_the_risky_places_planted_in_the_sample_have_the_largest_shapes_and_its_safe_places_are_marked() -> None:
    model, _ = of_sample()
    nodes = {node.id: node for node in model.nodes}
    risky = set(truth("risky_places")["place"])
    others = max(node.size for id_, node in nodes.items() if id_ not in risky)
    assert min(nodes[id_].size for id_ in risky) > others
    assert all("rising" in " ".join(nodes[id_].lines) for id_ in risky)
    decoys = truth("decoy_places")
    safe = decoys.loc[decoys["reason"].str.startswith("a safe place"), "place"]
    assert len(safe) > 1
    assert {nodes[id_].kind for id_ in safe} == {"safe_place"}


def test_places_of_the_sample_lie_in_their_wards() -> None:
    model, _ = of_sample()
    table = next(table for table in model.tables if table.title == "Places and schools")
    ward, area = (table.columns.index(name) for name in ("Ward", "Area"))
    placed = [row for row in table.rows if row[ward]]
    assert len(placed) > 80
    assert [row for row in placed if row[ward] != row[area]] == []
    assert {caption.words for caption in model.captions} >= {row[ward] for row in placed}


def test_no_words_of_the_sample_lie_on_others() -> None:
    for boundaries in (FILE, None):
        model, _ = of_sample(boundaries=boundaries)
        assert overlapping({n.id: (n.x, n.y) for n in model.nodes}, boxes_of(model.nodes)) == []
        moved = [np.hypot(n.x - n.spot[0], n.y - n.spot[1]) for n in model.nodes if n.spot]
        assert len(moved) < len(model.nodes) / 2
        assert max(moved) < 250


def test_nobody_is_named_even_where_names_were_asked_for() -> None:
    model, _ = of_sample(identifiable=True)
    assert model.edges == ()
    assert not model.meta.identifiable
    assert {node.kind for node in model.nodes} <= {"place", "online", "school", "safe_place"}
    with open_store(loaded_sample(), read_only=True) as store:
        people = store.read("child_names")
        homes = store.read("places").loc[lambda rows: rows["kind"].isin(HOMES), "name"].dropna()
    text = repr(model)
    names = [f"{first} {last}" for first, last in people[["forename", "surname"]].itertuples(index=False, name=None)]
    assert [name for name in [*names, *people["id"], *homes] if name in text] == []


def test_no_small_count_of_the_sample_stands_anywhere() -> None:
    model, ground = of_sample(identifiable=True)
    for table in model.tables:
        for name in ("Events", "Children in them", "Children harmed or who feel unsafe there"):
            if name in table.columns:
                assert not {row[table.columns.index(name)] for row in table.rows} & set("1234")
    for table in model.tables[:3]:
        assert not {cell for row in table.rows for cell in row[1:]} & set("1234")
    few = {*ground.places.index[ground.places["events"].between(1, 4)]}
    assert len({node.size for node in model.nodes if node.id in few}) == 1
    told = " ".join(text for node in model.nodes for text in (*node.lines, *node.reasons))
    assert not re.search(r"\b[1-4] (?:events?|child)", told)


def test_the_times_of_the_sample_add_up() -> None:
    _, ground = of_sample()
    with open_store(loaded_sample(), read_only=True) as store:
        found = event_times(store, pd.DataFrame(store_records(store)), as_of=date(2026, 10, 31))
    here = ground.times[ground.times["place"].isin(found["place"])]
    assert len(here) == len(found)
    assert int(by_band(found, [0, 12]).to_numpy().sum()) == int(found["timed"].sum()) > 300


def store_records(store: Any) -> pd.DataFrame:
    from csgraph.network.place_records import place_records

    return place_records(store, as_of=date(2026, 10, 31))


def test_a_map_of_some_children_has_only_their_places() -> None:
    store = borough([place("a", **AT), place("b", **AT)], events("a", 6), events("b", 6))
    model = drawn(store, children=frozenset({"ssd:a3"}))
    assert {node.id for node in model.nodes} == {"place:a"}
    assert dict(model.nodes[0].facts)["Events there in the last year"] == "6"
    assert drawn(borough([])).nodes == ()


# In a browser.


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_boundaries_and_true_spots_are_drawn_on_the_screen_and_on_paper(browser: Browser, tmp_path: Path) -> None:
    model, _ = of_sample()
    with opener(browser, tmp_path) as show:
        opened = show(model, offline=True)
        page = opened.page
        with_lines = inked(page)
        assert page.evaluate(PALE, [*model.outlines[0].middle]) == [243, 242, 241]
        assert page.locator(".picture svg > polygon[fill='#f3f2f1']").count() == len(model.outlines) - 1
        assert page.locator(".picture svg > line").count() == sum(node.spot is not None for node in model.nodes)
        opened.keys("ArrowDown")
        assert opened.text("#panel-title") in {", ".join((node.label, *node.lines)) for node in model.nodes}
        svg = opened.saved("#save-svg", tmp_path).read_text(encoding="utf-8")
        assert svg.count("#f3f2f1") == len(model.outlines) - 1 + len(model.regions)
        assert opened.complaints == []
        assert opened.violations() == []
        bare = show(replace(model, outlines=(), captions=(), nodes=tuple(replace(n, spot=None) for n in model.nodes)))
        assert with_lines > inked(bare.page)
        assert show(model, bypass_csp=True).axe() == []


PALE = """([x, y]) => {
  const canvas = document.querySelector('#map canvas');
  const [left, top, right, bottom] = JSON.parse(document.getElementById('map-data').textContent).bounds;
  const scale = Math.min(canvas.width / (right - left), canvas.height / (bottom - top), 1.6);
  const [across, down] = [x - (left + right) / 2, y - (top + bottom) / 2].map((way) => way * scale);
  const dot = canvas.getContext('2d').getImageData(canvas.width / 2 + across, canvas.height / 2 + down, 1, 1);
  return [...dot.data].slice(0, 3);
}"""
