"""No text becomes part of a query: sixty hostile names wherever a name can be given, on both engines."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from canaries import HEADERS, ROW, WIDE, table
from extracts import mapping_of
from figures import tell_figure
from test_cli import run

from csgraph.errors import CsgraphError
from csgraph.importing.mapping_check import load_mapping
from csgraph.loading import load_extract
from csgraph.store import Store, open_store
from csgraph.store.queries import Query

DAY = date(2026, 10, 31)
ENDS = ("DETACH DELETE n", "MATCH (n) DETACH DELETE n", "CALL { MATCH (n) DETACH DELETE n }", "DROP TABLE Child")
OPENINGS = (
    "`",
    "``",
    "\\u0060",
    "\\`",
    "'",
    "''",
    '"',
    "\\u0027",
    "\\'",
    "\u2018",
    "\uff40",
    "\u02cb",
    "\u00b4",
    "]->()",
    "*/",
)
HOSTILE = [
    *(f"Child{opening}) {end} //" for opening in OPENINGS[:12] for end in ENDS[:3]),
    *(f"x{opening}}}) {ENDS[0]} RETURN 1 /*" for opening in OPENINGS),
    *("Child;MATCH (n) DETACH DELETE n", "Child\x00`) DETACH DELETE n", "Child//", "Child/**/", "$ids", "{id: $id}"),
    *("Сhild", "Ｃhild", "Child\u200b", "Chi\u202eld", "null", "1=1", "' OR '1'='1", "$(", "`$($l)`"),
]
CHILD = table(ROW)


def counted(store: Store) -> int:
    query = Query("count", "", "MATCH (n:Child) RETURN count(n) AS found", {"found": "whole"}, {})
    return int(store.ask(query)["found"].iloc[0])


@pytest.fixture
def seeded(store: Store, tmp_path: Path) -> Store:
    """A store with three children that must still be there afterwards."""
    extract = tmp_path / "people.csv"
    extract.write_text(table(ROW, *((str(n), *ROW[1:7], "", *ROW[8:]) for n in (8, 9))), encoding="utf-8")
    mapping = mapping_of(tmp_path, WIDE.replace('type = "nhs", required = true', 'type = "nhs", optional = true'))
    load_extract(store, mapping, [extract], extracted_on=DAY)
    assert counted(store) == 3
    return store


def test_there_are_sixty() -> None:
    assert len(set(HOSTILE)) >= 60


PLACES: dict[str, Callable[[str], str]] = {
    "label": lambda text: WIDE.replace('label = "Child"', f"label = {toml(text)}"),
    "type": lambda text: WIDE + f'[[table.link]]\ntype = {toml(text)}\nfrom = "child"\nto = "child"\n',
    "property": lambda text: WIDE.replace("set = { forename", f'set = {{ {toml(text)} = "surname", forename'),
    "node name": lambda text: WIDE.replace('name = "child"', f"name = {toml(text)}"),
    "key's scheme": lambda text: WIDE.replace('"upn:{upn}"', toml(f"{text}:{{upn}}")),
    "extract's name": lambda text: WIDE.replace('name = "wide"', f"name = {toml(text)}"),
    "column": lambda text: WIDE.replace("count = {", f"{toml(text)} = {{"),
    "agency": lambda text: WIDE.replace('"social_care"', toml(text)),
}


def toml(text: str) -> str:
    """The text as a TOML string that means exactly it."""
    return '"' + "".join(c if c.isalnum() and c.isascii() else f"\\u{ord(c):04x}" for c in text) + '"'


@pytest.mark.parametrize("place", PLACES)
def test_a_mapping_cannot_bring_a_query(seeded: Store, tmp_path: Path, place: str) -> None:
    folder = tmp_path / "mappings"
    folder.mkdir()
    extract = folder / "people.csv"
    extract.write_text(CHILD, encoding="utf-8")
    refused = 0
    for number, text in enumerate(HOSTILE):
        path = folder / f"m{number}.toml"
        path.write_text(PLACES[place](text), encoding="utf-8")
        try:
            mapping = load_mapping(path)
        except CsgraphError:
            refused += 1
            continue
        try:
            load_extract(seeded, mapping, [extract], extracted_on=DAY, rejects_in=folder)
        except CsgraphError:
            refused += 1
    assert counted(seeded) == 3
    if place in ("label", "type", "property", "agency"):
        assert refused == len(HOSTILE)
    tell_figure("hostile names in mappings", len(HOSTILE), refused=refused)


def test_a_cell_is_only_ever_a_value(seeded: Store, tmp_path: Path) -> None:
    lines = []
    for number, text in enumerate(HOSTILE):
        cell = '"' + text.replace('"', '""') + '"'
        cells = {"ID": f"1{number:03}", "Forename": cell, "Surname": cell, "NHS": "", "Sex": cell}
        lines.append(",".join(cells.get(name, old) for name, old in zip(HEADERS, ROW, strict=True)))
        lines.append(
            ",".join(cell if name == "ID" else cells.get(name, old) for name, old in zip(HEADERS, ROW, strict=True))
        )
    extract = tmp_path / "people.csv"
    extract.write_text("\n".join([",".join(HEADERS), *lines, ""]), encoding="utf-8")
    mapping = mapping_of(tmp_path, WIDE.replace('type = "nhs", required = true', 'type = "nhs", optional = true'))
    loaded = load_extract(seeded, mapping, [extract], extracted_on=date(2026, 11, 1))
    found = seeded.ask(
        Query(
            "all", "", "MATCH (n:Child) RETURN n.id AS id, n.surname AS surname", {"id": "text", "surname": "text"}, {}
        )
    )
    kept = set(found["surname"].dropna()) - {"Quuxfield"}
    assert counted(seeded) >= 3
    assert {"ssd:7", "ssd:8", "ssd:9"} <= set(found["id"])
    assert loaded.report.loaded + loaded.report.rejected == loaded.report.read
    assert len(kept) > 50
    assert kept <= {text.strip() for text in HOSTILE} | {
        text.replace("\u200b", "").replace("\u202e", "") for text in HOSTILE
    }
    tell_figure("hostile names in cells", len(HOSTILE), kept_as_text=len(kept))


def test_what_is_typed_is_only_ever_looked_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = str(tmp_path / "store")
    mapping, extract = tmp_path / "wide.toml", tmp_path / "people.csv"
    mapping.write_text(WIDE, encoding="utf-8")
    extract.write_text(CHILD, encoding="utf-8")
    run(capsys, "import", str(mapping), str(extract), "--store", where, "--extracted-on", "2026-10-31")
    typed_in = 0
    for text in HOSTILE[::6]:
        typed = text.replace("\x00", "")
        for call in (
            ("ask", "missing-links", "--child", typed),
            ("map", "professional-network", "--child", f"ssd:{typed}"),
            ("undo", typed, "--yes"),
            ("why", f"ssd:{typed}"),
            ("ask", "peer-groups", "--figure", typed),
        ):
            code, _, err = run(
                capsys, *call, "--store", where, *(() if call[0] == "undo" else ("--as-of", "2026-10-31"))
            )
            assert code in (1, 2), call
            assert "did not foresee" not in err, call
            typed_in += 1
    with open_store(where, read_only=True) as store:
        assert counted(store) == 1
    tell_figure("hostile names typed in commands", typed_in)
