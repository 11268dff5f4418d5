"""The tables of the map of the ground: places, areas, and when things happen there. No small count stands in any."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from csgraph.governance.small_tables import hidden_cells
from csgraph.maps.ground_found import Ground, rows_of
from csgraph.maps.model import Table
from csgraph.maps.tables import without_blanks
from csgraph.maps.words import in_words, node_codes
from csgraph.questions.small_numbers import HIDDEN, SMALLEST, leaves_open

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FEW = f"fewer than {SMALLEST}"
ENOUGH = 20
"""Events with a time from which on a place's own times are told; fewer would be hidden nearly all."""


def told(count: int, words: str = "") -> str:
    """A count as a reader may know it, with its words: `12 events`, `fewer than 5 events`, `no events`."""
    number = "no" if words and not count else FEW if 0 < count < SMALLEST else str(count)
    return f"{number} {words}".strip()


def told_sum(counts: Sequence[int]) -> str:
    """The sum of counts that stand elsewhere one by one; not told where it would give a small one away."""
    small = [0 < count < SMALLEST for count in counts]
    return told(sum(counts)) if leaves_open(counts, small) else HIDDEN


def cells(counts: "np.ndarray", hidden: "np.ndarray") -> list[list[str]]:
    """The counts of a table as text. Every hidden one reads alike: to know which are the small ones would tell them."""
    rows = zip(counts.tolist(), hidden.tolist(), strict=True)
    return [[HIDDEN if hide else str(count) for count, hide in zip(*row, strict=True)] for row in rows]


def week_table(ground: Ground, bands: Sequence[dict[str, Any]]) -> Table:
    """All events with an hour, by day of the week and part of the day."""
    from csgraph.network.place_times import by_band

    counts = by_band(ground.times, [int(band["from"]) for band in bands]).to_numpy()
    # Only the sum of the whole is told elsewhere.
    text = cells(counts, hidden_cells(counts, [range(counts.size)]))
    columns = ("Day", *(str(band["words"]) for band in bands))
    return Table(
        "When events happen: everywhere, online too",
        columns,
        tuple((day, *row) for day, row in zip(DAYS, text, strict=True)),
    )


def hours_table(ground: Ground, bands: Sequence[dict[str, Any]]) -> Table:
    """Events by part of the day, of each place with enough of them."""
    from csgraph.network.place_times import band_of

    timed = ground.times[ground.times["timed"].astype(bool)]
    words = tuple(str(band["words"]) for band in bands)
    return _place_table(ground, timed, band_of(timed, [int(band["from"]) for band in bands]), words, "Part of the day")


def days_table(ground: Ground) -> Table:
    """Events by day of the week, of each place with enough of them."""
    dated = ground.times.dropna(subset=["at"])
    return _place_table(ground, dated, dated["at"].dt.day_of_week, DAYS, "Day of the week")


def _place_table(
    ground: Ground, events: "pd.DataFrame", numbers: "pd.Series", words: Sequence[str], what: str
) -> Table:
    """A row a place, those with most events first."""
    import numpy as np
    import pandas as pd

    homes = ground.places.index[ground.places["home"]]
    counted = pd.crosstab(events["place"], numbers).reindex(columns=range(len(words)), fill_value=0)
    sums = counted.sum(axis=1)
    shown = sorted((p for p in sums.index[sums >= ENOUGH] if p not in homes), key=lambda place: (-sums[place], place))
    counts = counted.loc[shown].to_numpy()
    rest = counted.drop(index=shown).sum().to_numpy()
    # The rest is printed nowhere, but the sums of each day or part of the day may be known.
    whole = np.vstack([counts, rest])
    wide = len(words)
    across = [range(row * wide, (row + 1) * wide) for row in range(len(shown))]
    down = [[row * wide + column for row in range(len(whole))] for column in range(wide)]
    few = hidden_cells(_with_rest_hidden(whole), [*across, *down])[:-1]
    rows = zip(shown, cells(counts, few), strict=True)
    return Table(
        f"{what}, place by place",
        ("Place", *words),
        tuple((str(ground.places.at[place, "name"]), *row) for place, row in rows),
        empty=f"No place has {ENOUGH} events or more with a time: fewer would give away whose they were.",
    )


def _with_rest_hidden(counts: "np.ndarray") -> "np.ndarray":
    """The counts, the last row made small enough that all of it is hidden: nobody sees it."""
    import numpy as np

    return np.vstack([counts[:-1], np.minimum(counts[-1:], SMALLEST - 1)])


def places_table(ground: Ground, labels: Mapping[str, str], areas: "pd.Series | None") -> Table:
    """Every place that is nobody's home and where anything was recorded, with where it stands on the map.

    Args:
        ground: the places.
        labels: of those that are drawn by their ids, with the lines under it, so that a row leads to its record.
        areas: the name of the area that each lies in, where there are boundaries.
    """
    columns = ("Place", "Kind", "Ward", "Area", "Where on the map", "Events", "Children in them",
               "Children harmed or who feel unsafe there", "Children who feel safe there", "Safe place", "Trend",
               "Agencies with reach", "Recorded by")  # fmt: skip
    rows = []
    for id_, row in rows_of(ground):
        if row["home"] or not (recorded(row) or id_ in labels):
            continue
        rows.append((_order(row), (
            labels.get(id_, str(row["name"])), kind_words(row), in_words(row["ward"]),
            "" if areas is None else str(areas[id_]), REGIONS[row["region"]] if id_ in labels else "not drawn",
            told(row["events"]), told(row["children"]), told(row["unsafe"]), told(row["safe"]),
            "yes" if row["protective"] else "", trend_of(row),
            in_words(row["guardians"], "agency"), in_words(row["by"], "agency"),
        )))  # fmt: skip
    ordered = tuple(row for _, row in sorted(rows))
    return without_blanks(Table("Places and schools", columns, ordered, empty="Nothing was recorded."))


def trend_of(row: dict[Any, Any]) -> str:
    """The trend, where there are enough events to tell one."""
    return str(row["trend"]) if row["events"] >= SMALLEST else "too few to tell"


REGIONS = {
    "ground": "on the ground",
    "online": "beside it: online",
    "nowhere": "beside it: position not recorded",
    "far": "beside it: further away",
}


def recorded(row: dict[Any, Any]) -> bool:
    """Whether anything was recorded at a place, harm or safety."""
    return bool(row["events"] or row["linked"] or row["safe"] or row["protective"])


def kind_words(row: dict[Any, Any]) -> str:
    """The kind of a place or school in words."""
    return in_words(row["kind"], node_codes(str(row["label"]))["kind"]).split(":")[0]


def _order(row: dict[Any, Any]) -> int:
    """Most events first; among those whose count is not told, none before another."""
    return -int(row["events"]) if row["events"] >= SMALLEST else 0


def areas_table(ground: Ground, areas: "pd.Series") -> Table:
    """Places and events of each area of the boundaries."""
    kept = ground.places[~ground.places["home"] & (areas != "")]
    rows = tuple(
        (str(area), str(len(part)), told_sum(part["events"].tolist()), str(int(part["protective"].sum())))
        for area, part in kept.groupby(areas[kept.index])
    )
    return Table("Areas of the boundaries", ("Area", "Places known there", "Events", "Safe places"), rows)


def homes_table(ground: Ground) -> Table:
    """Places where somebody lives: counted by kind, and nothing more."""
    homes = ground.places[ground.places["home"]]
    kinds = [kind_words(row) or "Kind not recorded" for row in homes.to_dict("records")]
    rows = [
        (kind, str(kinds.count(kind)), told(int(homes["events"].to_numpy()[[k == kind for k in kinds]].sum())))
        for kind in sorted(set(kinds))
    ]
    return Table(
        "Where somebody lives: counted, never on the ground",
        ("Kind", "Places", "Events there, a resident's own left out"),
        tuple(rows),
        empty="No place on record is anybody's home.",
    )
