"""What is told of a whole peer group: ages, how stable it is, its ties by kind, and what its children share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from csgraph.governance.naming import HOMES
from csgraph.maps.model import Facts
from csgraph.maps.records import Describer, age
from csgraph.maps.words import coded, known, short_day, tie_words

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.network.peer_grouping import PeerGroups
    from csgraph.store import Store

MOST = 4
"""Places, schools and professionals told of one group; the question peer-groups has all of them."""


@dataclass(frozen=True)
class Overview:
    """All groups that a map is about, in order.

    Attributes:
        groups: rows of `PeerGroups.groups` with state (stable, loose, unstable).
        members: children by group, in the order of their ids.
        facts: what is told of each group, by its id.
        schools: name of the school that most members attend, by group; groups with none are not in it.
    """

    groups: tuple[Mapping[str, Any], ...]
    members: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, Facts]
    schools: Mapping[str, str]


def overview_of(store: "Store", found: "PeerGroups", view: Describer) -> Overview:
    """Reads what the groups' children share; each query once for all groups."""
    from csgraph.questions.peer_group_words import state
    from csgraph.questions.peer_groups import profile

    figures = profile(store, found, view.drawing.as_of)
    table = found.groups.assign(state=state(found.groups["stability"]))
    groups = tuple({str(name): value for name, value in row.items()} for row in table.to_dict("records"))
    members = {str(group): tuple(sorted(part["child"])) for group, part in found.members.groupby("group", sort=False)}
    shared = _shared(
        figures, set(store.read("places").query("kind in @HOMES", local_dict={"HOMES": [*HOMES]})["place"])
    )
    facts = {
        str(row["group"]): _facts(row, members[str(row["group"])], shared.get(str(row["group"]), {}), view)
        for row in groups
    }
    return Overview(groups, members, facts, _most_attended(figures["Shared schools"]))


def size_words(children: int) -> str:
    """How many children, as small counts are found in."""
    return f"{children} child" if children == 1 else f"{children} children"


def _facts(row: Mapping[str, Any], members: Sequence[str], shared: Mapping[str, str], view: Describer) -> Facts:
    born = [view.graph.nodes[child].get("dob") for child in members if child in view.graph]
    years = sorted(age(day, view.drawing.as_of) for day in born if known(day))
    stays = f"{row['state']}: members stay together in {row['stability']:.0%} of resamplings"
    told = {
        "Children": size_words(int(row["size"])),
        "Ages": f"{years[0]} to {years[-1]}" if years else "",
        "How stable": stays if known(row["stability"]) else str(row["state"]),
        "Latest tie": short_day(row["latest"]) if known(row["latest"]) else "",
        **shared,
    }
    return tuple((name, value) for name, value in told.items() if value)


def _shared(figures: Mapping[str, "pd.DataFrame"], homes: set[str]) -> dict[str, dict[str, str]]:
    """What each group shares, in words by name of the fact. Places where somebody lives are left out."""
    kinds, places = figures["Ties by kind"], figures["Shared places"]
    workers = figures["Professionals to bring together"]
    named: dict[str, tuple[pd.DataFrame, Callable[[Mapping[Any, Any]], str]]] = {
        "Ties inside": (kinds, lambda r: f"{r['occasions']} × {tie_words({'type': 'PEER_OF', 'kind': r['kind']})}"),
        "Places on record of several": (
            places[~places["place"].isin(homes)].dropna(subset="name"),
            lambda r: f"{r['name']} ({size_words(r['members'])})",
        ),
        "Schools of several": (figures["Shared schools"], lambda r: f"{r['school_name']} ({size_words(r['members'])})"),
        "Professionals who know several": (workers, lambda r: f"{_worker(r)} ({size_words(r['members'])})"),
    }
    told: dict[str, dict[str, str]] = {}
    for name, (table, said) in named.items():
        for group, part in table.groupby("group", sort=False):
            first = [said(row) for row in part.head(MOST).to_dict("records")]
            more = [f"and {len(part) - MOST} more"] if len(part) > MOST else []
            told.setdefault(str(group), {})[name] = "; ".join([*first, *more])
    return told


def _worker(row: Mapping[Any, Any]) -> str:
    """A professional by name and role; by role alone where nobody is named."""
    role = coded("role", row["role"]) if known(row["role"]) else ""
    name = str(row["worker_name"]) if known(row["worker_name"]) else ""
    return ", ".join(part for part in (name, role) if part) or "Professional, nothing more on record"


def _most_attended(schools: "pd.DataFrame") -> dict[str, str]:
    """The school with most members of each group; the first by its id where several have as many."""
    first = schools.dropna(subset="school_name").drop_duplicates("group")
    return {str(group): str(name) for group, name in zip(first["group"], first["school_name"], strict=True)}
