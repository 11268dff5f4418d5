"""What the map of the ground tells: places and schools with their counts, their times, and where somebody lives."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from csgraph.governance.disguise import Disguise
from csgraph.governance.naming import HOMES
from csgraph.governance.plain_text import plain
from csgraph.governance.redaction import numbered
from csgraph.maps.model import Drawing

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.store import Store

COUNTS = ("events", "children", "safe", "linked")
UNSAFE = ("harmed_at", "feels_unsafe_at")
BESIDE = 3.0
"""A place that lies so many times further from the middle than nine in ten others would shrink them to a dot."""
NEAR = 5_000.0
"""Metres from the middle within which nothing is further away, however close together the others lie."""


@dataclass(frozen=True)
class Ground:
    """Places on a day.

    Attributes:
        places: one row a place or school, by its id: name, label, kind, online, ward, easting, northing, protective,
            guardians, events, children, safe, linked, unsafe, goes, trend, by (agencies that recorded there), home
            (somebody lives there), region (`ground`, `online`, `nowhere` or `far`).
        times: the events there, as `csgraph.network.place_times.event_times` returns them.
    """

    places: "pd.DataFrame"
    times: "pd.DataFrame"


def ground_of(store: "Store", drawing: Drawing) -> Ground:
    """Every known place and every school with an event; of children asked about, those with a record of them."""
    import pandas as pd

    from csgraph.network.place_times import event_times, school_records
    from csgraph.network.places import places_of

    found = places_of(store, as_of=drawing.as_of)
    at_schools = school_records(store, as_of=drawing.as_of)
    records = pd.concat([found.records, at_schools], ignore_index=True)
    hide = _unnamed(store, drawing)
    parts = [_locations(store, found.table, hide), _schools(store, at_schools)]
    places = pd.concat([part for part in parts if len(part)] or parts[:1])
    if drawing.children is not None:
        touched = records.loc[records["child"].isin(drawing.children), "place"]
        places = places[places.index.isin(touched)]
    by = records.dropna(subset=["recorded_by"]).groupby("place")["recorded_by"].agg(lambda codes: sorted({*codes}))
    told = by.to_dict()
    places = places.assign(
        by=pd.Series([told.get(place, []) for place in places.index], index=places.index, dtype=object),
        name=_labels(places, hide),
        unsafe=_children(records[records["kind"].isin(UNSAFE) & records["counts"]], places),
        goes=_children(records[records["kind"] == "frequents"], places),
    )
    times = event_times(store, records[records["place"].isin(places.index)], as_of=drawing.as_of)
    return Ground(places.assign(region=_regions(places)), times)


def _children(records: "pd.DataFrame", places: "pd.DataFrame") -> "pd.Series":
    """How many children have one of the records, by place."""
    return records.groupby("place")["child"].nunique().reindex(places.index, fill_value=0).astype("int64")


def rows_of(ground: Ground) -> list[tuple[str, dict[Any, Any]]]:
    """Places by id, in the order of their ids."""
    ordered = ground.places.sort_index()
    return list(zip(ordered.index, ordered.to_dict("records"), strict=True))


def _labels(places: "pd.DataFrame", hide: Disguise | None) -> list[str]:
    """What each place is called: by its name, with its ward where others have the name, and no two alike."""
    names = [hide.text(name) if hide else name for name in map(plain, places["name"])]
    often = Counter(names)
    wards = {id_: plain(ward) for id_, ward in places["ward"].items()}
    called = {
        id_: f"{name} ({wards[id_]})" if often[name] > 1 and wards[id_] else name or "Place without a name"
        for id_, name in zip(places.index, names, strict=True)
    }
    labels = numbered(called)
    return [labels[id_] for id_ in places.index]


def _unnamed(store: "Store", drawing: Drawing) -> Disguise | None:
    """What may be told of places: this map names nobody, not even where names were asked for."""
    if drawing.disguise and drawing.identifiable:
        return Disguise(store, identifiable=False)
    return drawing.disguise


def _locations(store: "Store", table: "pd.DataFrame", hide: Disguise | None) -> "pd.DataFrame":
    """Every place, with the counts of those where anything was recorded."""
    numbers = table.set_index("place")[[*COUNTS, "trend"]]
    known = store.read("places")
    places = known.set_index("place").join(numbers).assign(label="Location")
    places[list(COUNTS)] = places[list(COUNTS)].fillna(0).astype("int64")
    lived = [place for place in places.index if hide and hide.home(place)]
    unsaid = places["kind"].isna() & places["postcode"].isin(store.read("child_homes")["postcode"].dropna())
    homes = places["kind"].isin(HOMES) | places.index.isin(lived) | unsaid
    online = places["online"].fillna(value=False).astype(bool) | (places["kind"] == "online_platform")
    protective = places["protective"].fillna(value=False).astype(bool)
    return places.assign(home=homes, online=online, protective=protective)


def _schools(store: "Store", records: "pd.DataFrame") -> "pd.DataFrame":
    """Schools with an event that counts."""
    import pandas as pd

    counted = records[records["counts"]].groupby("place").agg(events=("via", "nunique"), children=("child", "nunique"))
    schools = store.read("school_places").set_index("school").join(counted, how="inner")
    school = pd.Series([["school"]] * len(schools), index=schools.index, dtype=object)
    return schools.assign(
        label="School", online=False, protective=False, home=False, safe=0, linked=0, guardians=school,
        trend="too few to tell", ward=pd.Series(None, index=schools.index, dtype="str"),
    )  # fmt: skip


def _regions(places: "pd.DataFrame") -> "pd.Series":
    """Which part of the picture each place belongs to."""
    import numpy as np
    import pandas as pd

    regions = pd.Series("ground", index=places.index, dtype="str")
    here = places[~places["home"] & ~places["online"]].dropna(subset=["easting", "northing"])
    if len(here):
        spots = here[["easting", "northing"]].astype("float64")
        metres = np.hypot(*(spots - spots.median()).to_numpy().T)
        limit = max(NEAR, BESIDE * float(np.quantile(metres, 0.9)))
        regions[here.index[metres > limit]] = "far"
    regions[places[["easting", "northing"]].isna().any(axis=1)] = "nowhere"
    regions[places["online"]] = "online"
    return regions
