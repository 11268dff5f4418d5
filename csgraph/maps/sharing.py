"""A map as it may leave the store: without its restricted layers, every text disguised, small counts suppressed."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from csgraph.governance.disguise import Disguise
from csgraph.governance.sharing import Shared, Sharing
from csgraph.governance.small_counts import in_words
from csgraph.maps.model import Drawing, Facts, Map, MapMeta, MapModel, MapNode, Table, record_of

if TYPE_CHECKING:
    from csgraph.store import Store

REPORTS = ("places", "peer-groups", "group-overview", "ground", "context", "change")
"""Maps that are reports on places and groups; on a map of one child, a count is of that child's own records."""

Text = Callable[[str], str]


def sharing_of(drawing: Drawing) -> Sharing:
    """How a drawing shares records. A page for a shared screen knows people by pseudonym alone."""
    labels = "pseudonyms" if drawing.roll else drawing.labels
    return Sharing(drawing.identifiable, labels, frozenset(drawing.include))


def guarded(drawn: Map) -> Map:
    """The map, drawn so that nothing is on it that was not asked for."""

    def draw(store: "Store", drawing: Drawing) -> MapModel:
        shared = Shared(store, sharing_of(drawing))
        model = drawn.draw(shared.store, replace(drawing, disguise=shared.disguise))
        report = drawn.name in REPORTS and not drawing.identifiable
        return told(disguised_map(model, shared.disguise, report=report), shared.told())

    return replace(drawn, draw=draw)


def told(model: MapModel, sentences: list[str]) -> MapModel:
    """The map with sentences that a reader must know before the others."""
    return replace(model, meta=replace(model.meta, caveats=(*sentences, *model.meta.caveats)))


def disguised_map(model: MapModel, disguise: Disguise, *, report: bool) -> MapModel:
    """The map with every text as it may leave.

    Args:
        disguise: of the store that it was drawn from.
        report: whether it is a report on places or groups, in which small counts are suppressed.
    """

    def text(words: str) -> str:
        return in_words(disguise.text(words)) if report else disguise.text(words)

    return replace(
        model,
        meta=_meta(model.meta, text),
        nodes=tuple(_node(node, disguise, text) for node in model.nodes),
        edges=tuple(
            replace(
                edge,
                words=text(edge.words),
                facts=_facts(edge.facts, text),
                sources=_texts(edge.sources, text),
                ties=tuple(replace(tie, words=text(tie.words)) for tie in edge.ties),
            )
            for edge in model.edges
        ),
        captions=tuple(replace(caption, words=text(caption.words)) for caption in model.captions),
        regions=tuple(replace(region, words=text(region.words)) for region in model.regions),
        outlines=tuple(replace(outline, words=text(outline.words)) for outline in model.outlines),
        tables=tuple(_table(table, text) for table in model.tables),
    )


def _meta(meta: MapMeta, text: Text) -> MapMeta:
    return replace(
        meta,
        title=text(meta.title),
        summary=_facts(meta.summary, text),
        caveats=_texts(meta.caveats, text),
        left_out=text(meta.left_out),
    )


def _node(node: MapNode, disguise: Disguise, text: Text) -> MapNode:
    """A record; a place where somebody lives by what kind of home it is."""
    return replace(
        node,
        label=disguise.home(record_of(node.id)) or text(node.label),
        lines=_texts(node.lines, text),
        facts=_facts(node.facts, text),
        reasons=_texts(node.reasons, text),
        sources=_texts(node.sources, text),
    )


def _facts(facts: Facts, text: Text) -> Facts:
    return tuple((name, text(value)) for name, value in facts)


def _table(table: Table, text: Text) -> Table:
    return replace(table, rows=tuple(_texts(row, text) for row in table.rows))


def _texts(texts: tuple[str, ...], text: Text) -> tuple[str, ...]:
    return tuple(text(one) for one in texts)
