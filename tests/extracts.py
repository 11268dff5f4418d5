"""Small extracts for tests: a mapping and its file, written and loaded."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from csgraph import model
from csgraph.importing.mapping import Mapping
from csgraph.importing.mapping_check import load_mapping
from csgraph.loading import Loaded, load_extract
from csgraph.store import Store
from csgraph.store.queries import Query

DAY = date(2026, 10, 31)
SCHOOL = """
[extract]
name = "roll"
title = "Roll"
agency = "education"
[covers]
who = "pupils on roll"
schemes = ["upn"]
roles = ["dsl"]
[[table]]
name = "pupils"
file = "roll*"
[table.columns]
upn = { header = "UPN", type = "id", required = true }
forename = { header = "Forename" }
dob = { header = "DOB", type = "date" }
urn = { header = "URN", type = "urn" }
start = { header = "Start", type = "date" }
end = { header = "End", type = "date", optional = true }
[[table.node]]
name = "child"
label = "Child"
keys = ["upn:{upn}"]
set = { forename = "forename", dob = "dob" }
[[table.node]]
name = "school"
label = "School"
keys = ["urn:{urn}"]
[[table.link]]
type = "ATTENDS"
from = "child"
to = "school"
set = { start = "start", end = "end" }
"""
REGISTER = """
[extract]
name = "register"
title = "Schools"
agency = "education"
reliability = "evidence"
[covers]
who = "nobody"
[[table]]
name = "schools"
file = "schools*"
[table.columns]
urn = { header = "URN", type = "urn", required = true }
name = { header = "Name" }
[[table.node]]
name = "school"
label = "School"
keys = ["urn:{urn}"]
set = { name = "name" }
"""
COUNCIL = """
[extract]
name = "council"
title = "Council"
agency = "social_care"
[covers]
who = "children known"
schemes = ["ssd"]
roles = ["social_worker"]
listed_only = true
[[table]]
name = "people"
file = "people*"
record = ["id"]
[table.columns]
id = { header = "ID", type = "id", required = true }
upn = { header = "UPN", type = "id" }
nhs = { header = "NHS", type = "id" }
forename = { header = "Forename" }
[[table.node]]
name = "child"
label = "Child"
keys = ["ssd:{id}", "upn:{upn}", "nhs:{nhs}"]
set = { forename = "forename" }
"""
HEALTH = """
[extract]
name = "health"
title = "Health"
agency = "health"
[covers]
who = "registered"
schemes = ["nhs"]
roles = ["health_visitor"]
[[table]]
name = "caseload"
file = "caseload*"
[table.columns]
nhs = { header = "NHS", type = "id", required = true }
worker = { header = "Worker", type = "id" }
start = { header = "Start", type = "date" }
[[table.node]]
name = "child"
label = "Child"
keys = ["nhs:{nhs}"]
[[table.node]]
name = "worker"
label = "Professional"
keys = ["health:{worker}"]
[[table.link]]
type = "INVOLVED_WITH"
from = "worker"
to = "child"
set = { start = "start" }
fixed = { role = "health_visitor" }
"""
EXTRACTS = {
    "roll": (
        SCHOOL,
        "UPN,Forename,DOB,URN,Start\nA1,Ann,01/02/2012,100001,01/09/2023\nB2,Bob,03/04/2011,100002,01/09/2022\n",
    ),
    "register": (REGISTER, "URN,Name\n100001,Alder\n100003,Cedar\n"),
    "council": (COUNCIL, "ID,UPN,NHS,Forename\n7,A1,999,Annie\n8,,888,Cai\n"),
    "health": (HEALTH, "NHS,Worker,Start\n999,W1,01/01/2024\n888,W1,01/02/2024\n777,W2,01/03/2024\n"),
}
FILES = {"roll": "roll.csv", "register": "schools.csv", "council": "people.csv", "health": "caseload.csv"}


BY_ORDER = (
    "loaded_at", "digest", "sequence", "nodes_added", "nodes_changed", "joined", "links_added", "links_again",
)  # fmt: skip
"""What the ledger says of when a batch was loaded and after which others."""


def mapping_of(folder: Path, text: str) -> Mapping:
    """A mapping from its text."""
    name = text.split('name = "', 1)[1].split('"', 1)[0]
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return load_mapping(path)


def load(store: Store, folder: Path, name: str, content: str | None = None, *, day: date = DAY) -> Loaded:
    """Load one of `EXTRACTS`, with its own rows or others."""
    text, rows = EXTRACTS[name]
    file = folder / FILES[name]
    file.write_text(content or rows, encoding="utf-8")
    return load_extract(store, mapping_of(folder, text), [file], extracted_on=day, start=date(2026, 1, 1), end=day)


def whole(store: Store, *, without: Sequence[str] = BY_ORDER) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a store, by label and by joint, as sorted rows of text; what legitimately differs left out."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for label in model.NODE:
        properties = [p for p in model.node_properties(label) if p.name not in without]
        returned = ", ".join(f"n.`{p.name}` AS `{p.name}`" for p in properties)
        query = Query(label, "", f"MATCH (n:`{label}`) RETURN {returned}", {p.name: p.kind for p in properties}, {})
        found[label] = _rows(store.ask(query))
    for link in model.LINKS:
        properties = [p for p in model.link_properties(link.type) if p.name not in without]
        returned = ", ".join(f"r.`{p.name}` AS `{p.name}`" for p in properties)
        for start, end in link.pairs:
            text = f"MATCH (a:`{start}`)-[r:{link.type}]->(b:`{end}`) RETURN a.id AS a_id, b.id AS b_id"
            columns = {"a_id": "text", "b_id": "text"} | {p.name: p.kind for p in properties}
            query = Query(link.type, "", f"{text}, {returned}" if returned else text, columns, {})  # type: ignore[arg-type]
            answered = store.ask(query)
            assert "id" not in answered or answered["id"].is_unique, f"{link.type} has two of one id"
            found[f"({start})-{link.type}->({end})"] = _rows(answered)
    return {name: rows for name, rows in found.items() if rows}


def _rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return sorted(tuple(str(v) for v in row) for row in frame.itertuples(index=False))


def check_nodes(store: Store, label: str, *names: str) -> set[tuple[object, ...]]:
    """Some properties of all nodes of a label; None where missing."""
    kinds = {p.name: p.kind for p in model.node_properties(label)}
    returned = ", ".join(f"n.`{n}` AS `{n}`" for n in names)
    rows = store.ask(Query("check", "", f"MATCH (n:`{label}`) RETURN {returned}", {n: kinds[n] for n in names}, {}))
    return {tuple(None if pd.isna(v) else v for v in row) for row in rows.itertuples(index=False)}


def check_links(store: Store, type_: str, start: str, end: str) -> list[tuple[str, str]]:
    """The ends of all relationships of a joint, sorted."""
    text = f"MATCH (a:`{start}`)-[r:{type_}]->(b:`{end}`) RETURN a.id AS a_id, b.id AS b_id"
    rows = store.ask(Query("check", "", text, {"a_id": "text", "b_id": "text"}, {}))
    return sorted(zip(rows["a_id"], rows["b_id"], strict=True))
