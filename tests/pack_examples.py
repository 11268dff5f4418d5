"""A small pack of invented rows and maps, for tests of its site and its printed file."""

from dataclasses import replace
from datetime import date

from csgraph.governance.plain_text import plain
from csgraph.maps.material import Material, grouped, linked_up
from csgraph.maps.methods import Methods
from csgraph.maps.model import MapModel, Table
from csgraph.maps.pack_charts import charts_of
from csgraph.maps.parts import Part

TYPST = (
    *('#panic("hurt")', '#eval("1 + 1")', "$sum_(n=1)^9 n$", "= Heading", "*bold* _slant_ `raw`"),
    *("@at-index <at-index>", '#import "x.typ": *', '#read("/etc/passwd")', "[open", "closed]"),
    *("\\u{41} \\", "// gone", "/* gone */", "- item", "~ -- ---"),
)
"""Texts that mean something in Typst's markup."""
DAY = date(2026, 10, 31)


def material(texts: tuple[str, ...], maps: dict[str, MapModel], title: str = "Panel: pack") -> Material:
    """A pack of one section whose rows hold the texts, with maps and a chart."""
    ids = [node.id for model in maps.values() for node in model.nodes]
    rows = tuple((plain(text, 600), "gap", plain(text, 600)) for text in texts)
    table = Table("Findings", ("About", "State", "Finding"), rows)
    part = Part(
        "Findings", "note", table, subjects=tuple((one,) for one in ids[: len(rows)]), counts=(("gap", 7), ("due", 2))
    )
    filled = replace(part, subjects=(*part.subjects, *((),) * (len(rows) - len(part.subjects))))
    methods = Methods((Table("What was asked", ("Section", "Question"), (rows[0][:2],)),), texts[:2], texts[2:4])
    made = Material(
        title, texts[0], DAY, DAY, texts[1], (("Named", texts[2]),), (texts[3],), grouped([filled]), methods,
        "OFFICIAL-SENSITIVE", charts_of([filled]), maps,
    )  # fmt: skip
    return linked_up(replace(made, methods=_clean(methods)), "ABCD1234")


def _clean(methods: Methods) -> Methods:
    return replace(methods, limits=tuple(map(plain, methods.limits)), caveats=tuple(map(plain, methods.caveats)))
