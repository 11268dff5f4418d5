"""Pages for a shared screen, made of the invented networks: names that must not be seen, and where records stand."""

import re
from collections.abc import Callable
from datetime import date

import networkx as nx
import pandas as pd
from map_examples import (
    drawing,
    meetings_example,
    missing_links_example,
    peer_example,
    peer_findings,
    place_example,
    place_findings,
    professional_example,
)
from playwright.sync_api import Page

from csgraph.governance.roll import Roll
from csgraph.maps.meeting import for_meeting, unnamed
from csgraph.maps.model import MapModel, Meeting
from csgraph.maps.page import cleaned
from csgraph.maps.peer_groups import peer_map
from csgraph.maps.picture import picture_of
from csgraph.maps.places import place_map
from csgraph.maps.professional_network import professional_map

MEETING = Meeting("Harbour panel", "D. Recipient, Police", 7, date(2026, 11, 24))
PASSWORD = "correct horse battery"
NAMED = ("Child", "Adult", "Professional", "Group")


def roll_for(graph: "nx.MultiGraph[str]", *, identifiable: bool = True) -> Roll:
    """The roll of everybody in a network."""
    rows = [
        (id_, found["label"], found.get("forename") or "", found.get("surname") or found.get("name") or "")
        for id_, found in graph.nodes(data=True)
        if found["label"] in NAMED
    ]
    return Roll(pd.DataFrame(rows, columns=["id", "label", "forename", "surname"]), identifiable=identifiable)


def professional_page(*, identifiable: bool = True) -> tuple[MapModel, Roll]:
    graph = professional_example()
    roll = roll_for(graph, identifiable=identifiable)
    drawn = professional_map(graph, missing_links_example(), unnamed(drawing(), roll), meetings_example())
    return for_meeting(drawn, roll, MEETING), roll


def peer_page(*, identifiable: bool = True) -> tuple[MapModel, Roll]:
    graph = peer_example()
    roll = roll_for(graph, identifiable=identifiable)
    return for_meeting(peer_map(graph, peer_findings(graph), unnamed(drawing(child=None), roll)), roll, MEETING), roll


def place_page(*, identifiable: bool = True) -> tuple[MapModel, Roll]:
    graph = place_example()
    roll = roll_for(graph, identifiable=identifiable)
    return for_meeting(place_map(graph, place_findings(graph), unnamed(drawing(child=None), roll)), roll, MEETING), roll


PAGES: tuple[Callable[..., tuple[MapModel, Roll]], ...] = (professional_page, peer_page, place_page)


def named_in(text: str, roll: Roll) -> list[str]:
    """Every name of the roll, and every identifier, that stands in a text."""
    words = {what for one in roll.entries.values() for what in (one.name, *one.name.split(), one.id)}
    return sorted(what for what in words if len(what) > 2 and re.search(rf"(?<!\w){re.escape(what)}(?!\w)", text))


def spot_of(page: Page, model: MapModel, label: str) -> tuple[float, float]:
    """Where a record stands on the screen right after the page opened."""
    node = next(node for node in model.nodes if label in (node.label, *node.lines))
    found: list[float] = page.evaluate(
        """([x, y, [left, top, right, bottom]]) => {
          const holder = document.getElementById('map');
          const box = holder.getBoundingClientRect();
          const scale = Math.min(holder.clientWidth / (right - left), holder.clientHeight / (bottom - top), 1.6);
          return [box.left + box.width / 2 + (x - (left + right) / 2) * scale,
                  box.top + box.height / 2 + (y - (top + bottom) / 2) * scale];
        }""",
        [node.x, node.y, list(picture_of(cleaned(model)).bounds)],
    )
    return found[0], found[1]
