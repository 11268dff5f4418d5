"""What the first page offers to choose from: pages, and names of places, groups and teams that lead to no child."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from csgraph.codes import code_list
from csgraph.governance.disguise import Disguise
from csgraph.governance.plain_text import plain
from csgraph.network.as_of import default_as_of

if TYPE_CHECKING:
    from csgraph.store import Store

MOST = 1000
"""Names of one list; a browser shows more only slowly, and any other can be typed."""


@dataclass(frozen=True)
class Page:
    """A page that can be chosen.

    Attributes:
        what: its path, such as `ask/closures`.
        title: what a person calls it.
        about: what it tells.
        one: kinds of subject of which it needs just one: child, place, group.
    """

    what: str
    title: str
    about: str
    one: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """What can be chosen.

    Attributes:
        pages: by heading.
        places: names of places where nobody lives.
        groups: names of groups, as agencies gave them.
        teams: names of teams.
        agencies: labels of kinds of agency by code.
        boundaries: what each boundary is about by name.
        newest: the newest day that the extracts cover.
    """

    pages: Mapping[str, tuple[Page, ...]]
    places: tuple[str, ...]
    groups: tuple[str, ...]
    teams: tuple[str, ...]
    agencies: Mapping[str, str]
    boundaries: Mapping[str, str]
    newest: date


def choices(store: "Store") -> Choices:
    """What can be chosen from a store today.

    Raises:
        CsgraphError: the store cannot be read, or holds no extract.
    """
    from csgraph.network.involvement import named_teams
    from csgraph.questions.boundary import named_boundaries

    day = default_as_of(store)
    disguise = Disguise(store, identifiable=False)
    places = store.read("places")
    open_ones = [name for id_, name in zip(places["place"], places["name"], strict=True) if disguise.home(id_) is None]
    workers = store.read("child_workers", as_of=day)
    return Choices(
        pages=pages(),
        places=_told(disguise, open_ones),
        groups=_told(disguise, store.read("group_members", as_of=day)["group_name"]),
        teams=_told(disguise, named_teams(workers["team"].dropna().drop_duplicates(), store.read("teams"))),
        agencies=code_list("agency").codes,
        boundaries={one.name: one.about for one in named_boundaries().values()},
        newest=day,
    )


def pages() -> dict[str, tuple[Page, ...]]:
    """Every page by heading."""
    from csgraph.maps import all_maps
    from csgraph.maps.brief import brief_rules
    from csgraph.maps.pack import packs
    from csgraph.questions import all_questions

    panel, brief = packs().csog, brief_rules()
    return {
        "Questions": tuple(Page(f"ask/{q.name}", q.title, q.about) for q in all_questions().values()),
        "Maps": tuple(Page(f"map/{m.name}", m.title, m.about, m.about_one) for m in all_maps().values()),
        "Briefs and packs": (
            Page("brief", brief.title, "What is known for a meeting or a closure, on one page.", ("child",)),
            Page("pack/csog", panel.title, panel.about),
        ),
    }


def _told(disguise: Disguise, names: Iterable[object]) -> tuple[str, ...]:
    """Names in order, without those that a redacted page would write otherwise: a group can be called after a child."""
    every = sorted({plain(one) for one in names} - {""}, key=str.casefold)
    return tuple(one for one in every if disguise.text(one) == one)[:MOST]
