"""The three maps of the invented networks, and the same with hostile text wherever text can stand."""

from dataclasses import replace
from typing import Any

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

from csgraph.maps.model import MapModel
from csgraph.maps.peer_groups import peer_map
from csgraph.maps.places import place_map
from csgraph.maps.professional_network import professional_map

HOSTILE = (
    "<img src=x onerror=\"window.hurt='img'\">",
    "</script><script>window.hurt='script'</script>",
    "</style><style>*{display:none}</style>",
    "<a href=\"javascript:window.hurt='href'\">href</a>",
    "{{ 7 * 7 }}{% raise %}",
    "\u202egnp.exe\u202c \u0000nul\u200b zero\ud800 lone",
    "'\"><svg onload=window.hurt='svg'>",
    "<!--<script>",
    "${window.hurt='template'}",
    "&lt;script&gt;window.hurt='entity'&lt;/script&gt;",
    "x" * 5000,
)


def professional(**asked: Any) -> MapModel:
    return professional_map(professional_example(), missing_links_example(), drawing(**asked), meetings_example())


def peers(**asked: Any) -> MapModel:
    graph = peer_example()
    return peer_map(graph, peer_findings(graph), drawing(child=None, **asked))


def places(**asked: Any) -> MapModel:
    graph = place_example()
    return place_map(graph, place_findings(graph), drawing(child=None, **asked))


def poisoned(model: MapModel) -> MapModel:
    """The same map with hostile text wherever text can stand."""
    texts = (HOSTILE * (len(model.nodes) + 1))[: len(model.nodes)]
    nodes = [
        replace(
            node,
            label=text,
            lines=(text, *HOSTILE[:3]),
            facts=tuple((text, text) for text in HOSTILE),
            reasons=HOSTILE,
            sources=HOSTILE,
        )
        for node, text in zip(model.nodes, texts, strict=True)
    ]
    edges = [
        replace(edge, words=HOSTILE[n % 11], facts=((HOSTILE[1], HOSTILE[0]),), sources=HOSTILE)
        for n, edge in enumerate(model.edges)
    ]
    text = " ".join(HOSTILE[:10])
    meta = replace(
        model.meta, title=text, purpose=text, boundary=text, left_out=text, caveats=HOSTILE, summary=((text, text),)
    )
    tables = tuple(replace(table, rows=(*table.rows, (HOSTILE * 2)[: len(table.columns)])) for table in model.tables)
    regions = tuple(replace(region, words=text) for region in model.regions)
    captions = tuple(replace(caption, words=text) for caption in model.captions)
    return replace(
        model, nodes=tuple(nodes), edges=tuple(edges), meta=meta, tables=tables, regions=regions, captions=captions
    )
