"""What a reader of the map of the ground must know: whose boundaries, what is counted, what is not drawn and why."""

from dataclasses import replace
from typing import TYPE_CHECKING

from csgraph.maps.boundaries import Areas
from csgraph.maps.ground_found import Ground, rows_of
from csgraph.maps.ground_tables import recorded, told, told_sum
from csgraph.maps.model import Drawing, MapMeta
from csgraph.maps.settings import MapSettings

if TYPE_CHECKING:
    import pandas as pd


def meta_of(
    ground: Ground, drawing: Drawing, used: MapSettings, shown: "pd.Series", boundaries: Areas | None
) -> MapMeta:
    """What the reader must know. Nobody is named, whatever was asked."""
    places, times = ground.places, ground.times
    undated = int(times["at"].isna().sum())
    unhoured = int((~times["timed"].astype(bool)).sum()) - undated
    return used.head(
        replace(drawing, identifiable=False),
        boundary="places with a record of the children asked about; counts are of all children"
        if drawing.children is not None
        else "all places on record; events of the last 13 windows of four weeks",
        summary=(
            ("On the ground", str(int((shown & (places["region"] == "ground")).sum()))),
            ("Online platforms", str(int((shown & places["online"]).sum()))),
            ("Safe places", str(int((shown & places["protective"]).sum()))),
            ("Events", told_sum(places["events"].tolist())),
            ("Events without a time of day", told(unhoured)),
            ("Events without a day at the place", told(undated)),
            ("Where somebody lives, counted alone", str(int(places["home"].sum()))),
        ),
        first=_of_boundaries(drawing, boundaries),
        left_out=_left_out(ground, shown),
    )


def _of_boundaries(drawing: Drawing, boundaries: Areas | None) -> tuple[str, ...]:
    """Whose the boundaries are, or that there are none."""
    if boundaries is None:
        return (
            "No boundaries are drawn, for csgraph ships none: add a GeoJSON file of wards or others with --boundaries",
        )
    name = drawing.boundaries.name if drawing.boundaries else "the file"
    if boundaries.attribution:
        return (f"Boundaries from {name}: {boundaries.attribution.rstrip('.')}.",)
    return (f"Boundaries from {name}. State their source and licence wherever you show them; the file does not.",)


def _left_out(ground: Ground, shown: "pd.Series") -> str:
    """What is known and not drawn, by why."""
    rows = [(id_, row) for id_, row in rows_of(ground) if not shown[id_]]
    homes = sum(row["home"] for _, row in rows)
    quiet = sum(not row["home"] and not recorded(row) for _, row in rows)
    more = len(rows) - homes - quiet
    parts = (
        (homes, "where somebody lives, never drawn"),
        (more, "with fewest events, so that the others can be read; the tables have them"),
        (quiet, "where nothing was recorded in the last year"),
    )
    told_parts = [f"{count} places {words}" for count, words in parts if count]
    return f"{'; '.join(told_parts)}." if told_parts else ""
