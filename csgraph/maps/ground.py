"""The map of the ground: places where they are in the world, when things happen there, online ones apart. Name-free."""

from typing import TYPE_CHECKING

from csgraph.maps.boundaries import Areas, read_areas
from csgraph.maps.ground_areas import area_of, drawn_areas
from csgraph.maps.ground_drawn import node_of, size_of, times_of
from csgraph.maps.ground_found import Ground, ground_of, rows_of
from csgraph.maps.ground_layout import beside, on_the_ground, scale_bar
from csgraph.maps.ground_meta import meta_of
from csgraph.maps.ground_tables import areas_table, homes_table, places_table, recorded, week_table
from csgraph.maps.model import Caption, Drawing, Map, MapModel, Outline
from csgraph.maps.settings import MapSettings, settings
from csgraph.maps.tables import full_label
from csgraph.questions.small_numbers import SMALLEST

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.store import Store

NAME = "ground"
PANELS = ("online", "nowhere", "far")
LONGEST_CAPTION = 110


def draw(store: "Store", drawing: Drawing) -> MapModel:
    """The places of the store, or those with a record of the drawing's children."""
    boundaries = read_areas(drawing.boundaries) if drawing.boundaries else None
    return ground_map(ground_of(store, drawing), drawing, boundaries)


def ground_map(ground: Ground, drawing: Drawing, boundaries: Areas | None = None) -> MapModel:
    """The map of some places.

    Args:
        ground: the places and the times of their events.
        drawing: what was asked.
        boundaries: areas to draw behind them.
    """
    used = settings(NAME)
    shown = _shown(ground, drawing, used)
    areas = area_of(boundaries.areas, ground.places) if boundaries else None
    times = times_of(ground, used)
    words = _named(ground, shown, int(used.rest["names"]))
    nodes = {
        id_: node_of(id_, row, used, times, areas, quiet=id_ not in words) for id_, row in rows_of(ground) if shown[id_]
    }
    laid = on_the_ground(
        [node for id_, node in nodes.items() if ground.places.at[id_, "region"] == "ground"],
        {
            id_: (float(row["easting"]), float(row["northing"]))
            for id_, row in rows_of(ground)
            if id_ in nodes and row["region"] == "ground"
        },
    )
    back = drawn_areas(boundaries, laid, drawing.boundaries) if boundaries and drawing.boundaries else None
    frame = back.frame if back else laid.frame
    panels, regions = beside(
        {
            str(used.rest["words"][name]): [n for id_, n in nodes.items() if ground.places.at[id_, "region"] == name]
            for name in PANELS
        },
        frame,
    )
    bar, said = scale_bar(laid.scale, frame, laid.nodes)
    drawn = (*laid.nodes, *panels)
    return MapModel(
        NAME,
        meta_of(ground, drawing, used, shown, boundaries),
        drawn,
        (),
        captions=(*(back.captions if back else ()), said, *_whose(boundaries, frame)),
        regions=regions,
        outlines=(*(back.outlines if back else (_edge(frame),)), bar),
        tables=(
            week_table(ground, used.rest["band"]),
            *times.tables,
            places_table(ground, {node.id: full_label(node) for node in drawn}, areas),
            *((areas_table(ground, areas),) if areas is not None else ()),
            homes_table(ground),
        ),
    )


def _shown(ground: Ground, drawing: Drawing, used: MapSettings) -> "pd.Series":
    """Whether each place is drawn: never a home; safe places first, then those with most events, while names fit."""
    import pandas as pd

    open_to_all = [(id_, row) for id_, row in rows_of(ground) if not row["home"]]
    if not drawing.whole:
        open_to_all = [(id_, row) for id_, row in open_to_all if recorded(row)]
    order = sorted(open_to_all, key=lambda pair: (not pair[1]["protective"], -size_of(pair[1]["events"]), pair[0]))
    most = len(order) if drawing.whole else drawing.records or used.records
    chosen = {id_ for id_, _ in order[:most]}
    return pd.Series([id_ in chosen for id_ in ground.places.index], index=ground.places.index, dtype=bool)


def _named(ground: Ground, shown: "pd.Series", most: int) -> set[str]:
    """Whose names are drawn: all, where they can be read; else those of safe places and of those with five events.

    To name some of those with fewer would say which has more. Beside the ground there is room for every name.
    """
    rows = [(id_, row) for id_, row in rows_of(ground) if shown[id_]]
    outside = {id_ for id_, row in rows if row["region"] != "ground"}
    inside = [(id_, row) for id_, row in rows if row["region"] == "ground"]
    if len(inside) <= most:
        return {id_ for id_, _ in rows}
    first = sorted(inside, key=lambda pair: (not pair[1]["protective"], -pair[1]["events"], pair[0]))
    return outside | {id_ for id_, row in first[:most] if row["protective"] or row["events"] >= SMALLEST}


def _edge(frame: tuple[float, float, float, float]) -> Outline:
    """The edge of a ground without boundaries."""
    left, top, right, bottom = frame
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Outline(tuple((round(x, 1), round(y, 1)) for x, y in corners))


def _whose(boundaries: Areas | None, frame: tuple[float, float, float, float]) -> tuple[Caption, ...]:
    """Whose boundaries they are, under the picture: it leaves the page with it."""
    if boundaries is None or not boundaries.attribution:
        return ()
    words = f"Boundaries: {boundaries.attribution}"
    short = words if len(words) <= LONGEST_CAPTION else f"{words[: LONGEST_CAPTION - 1].rstrip()}…"
    return (Caption(short, round((frame[0] + frame[2]) / 2, 1), round(frame[3] + 40, 1), quiet=True),)


MAP = Map(
    NAME,
    "Places on the ground",
    "Places where they are, when things happen there, safe places, online platforms beside them; names nobody.",
    draw,
)
