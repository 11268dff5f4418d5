"""Two children with their meetings and incidents, and the copy of one of them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from extracts import load, mapping_of

from csgraph.batch import STATED, Batch, node_columns
from csgraph.cli.output import save_tables
from csgraph.frames import frame
from csgraph.governance.layers import layers
from csgraph.governance.subject_access import Held, held_of
from csgraph.governance.subject_copy import Copy, copy_of
from csgraph.loading import load_extract
from csgraph.store import Store

DAY = date(2026, 10, 31)
CASES = """
[extract]
name = "cases"
title = "Cases"
agency = "social_care"
[covers]
who = "children known"
schemes = ["ssd"]
[[table]]
name = "people"
file = "people*"
record = ["id"]
reliability = "how"
[table.columns]
id = { header = "ID", type = "id", required = true }
nhs = { header = "NHS", type = "id" }
forename = { header = "Forename" }
surname = { header = "Surname" }
dob = { header = "DOB", type = "date" }
postcode = { header = "Postcode", type = "postcode" }
account = { header = "Account" }
friend = { header = "Friend", type = "id" }
how = { header = "How", codes = "reliability" }
[[table.node]]
name = "child"
label = "Child"
keys = ["ssd:{id}", "nhs:{nhs}"]
set = { forename = "forename", surname = "surname", dob = "dob", postcode = "postcode", account = "account" }
[[table.node]]
name = "friend"
label = "Child"
keys = ["ssd:{friend}"]
[[table.link]]
type = "PEER_OF"
from = "child"
to = "friend"
fixed = { kind = "friend_peer" }
"""
MEETINGS = """
[extract]
name = "meetings"
title = "Meetings"
agency = "social_care"
[covers]
who = "children discussed"
schemes = ["ssd"]
[[table]]
name = "meetings"
file = "meetings*"
record = ["meeting", "child"]
[table.columns]
meeting = { header = "Meeting", type = "id", required = true }
held = { header = "Held", type = "date" }
outcome = { header = "Outcome" }
child = { header = "Child", type = "id" }
action = { header = "Action", type = "id" }
what = { header = "What" }
whose = { header = "Whose", type = "id" }
[[table.node]]
name = "meeting"
label = "Meeting"
keys = ["mt:{meeting}"]
set = { held_on = "held", outcome = "outcome" }
[[table.node]]
name = "child"
label = "Child"
keys = ["ssd:{child}"]
[[table.node]]
name = "whose"
label = "Child"
keys = ["ssd:{whose}"]
[[table.node]]
name = "action"
label = "PlanAction"
keys = ["act:{action}"]
set = { what = "what" }
[[table.link]]
type = "CONCERNS"
from = "meeting"
to = "child"
[[table.link]]
type = "CONCERNS"
from = "action"
to = "whose"
[[table.link]]
type = "HAS_ACTION"
from = "meeting"
to = "action"
"""
INCIDENTS = """
[extract]
name = "incidents"
title = "Incidents"
agency = "police"
[covers]
who = "children involved"
schemes = ["ssd"]
[[table]]
name = "incidents"
file = "incidents*"
record = ["ref", "child"]
reliability = "how"
[table.columns]
ref = { header = "Ref", type = "id", required = true }
child = { header = "Child", type = "id" }
detail = { header = "Detail" }
how = { header = "How", codes = "reliability" }
officer = { header = "Officer", type = "id" }
name = { header = "Name" }
[[table.node]]
name = "event"
label = "Event"
keys = ["inc:{ref}"]
set = { detail = "detail" }
fixed = { kind = "incident" }
[[table.node]]
name = "child"
label = "Child"
keys = ["ssd:{child}"]
[[table.node]]
name = "officer"
label = "Professional"
keys = ["collar:{officer}"]
set = { name = "name" }
[[table.link]]
type = "INVOLVED_IN"
from = "child"
to = "event"
fixed = { role = "victim" }
[[table.link]]
type = "INVOLVED_IN"
from = "officer"
to = "event"
fixed = { role = "officer" }
"""
PEOPLE = (
    "ID,NHS,Forename,Surname,DOB,Postcode,Account,Friend,How\n"
    "10007,9434765919,Zebedee,Quuxfield,17/03/2011,ZZ3 6QQ,I feel safe at Nan's,10008,reported\n"
    "10008,,Cosmo,Wibblethwaite,18/04/2012,ZZ4 7QQ,Nobody asks me,,reported\n"
)
TALK = (
    "Meeting,Held,Outcome,Child,Action,What,Whose\n"
    "M1,01/06/2026,Zebedee Quuxfield and Cosmo Wibblethwaite to be kept apart,10007,A1,Ring Zebedee,10007\n"
    "M1,01/06/2026,Zebedee Quuxfield and Cosmo Wibblethwaite to be kept apart,10008,A2,Secret of Cosmo,10008\n"
    "M1,01/06/2026,Zebedee Quuxfield and Cosmo Wibblethwaite to be kept apart,10008,A3,Whoever it may be,\n"
    "M2,02/06/2026,About Zebedee alone,10007,A4,Nobody named,\n"
)
POLICE = (
    "Ref,Child,Detail,How,Officer,Name\n"
    "I1,10007,Seen with 10008 (ssd:10008) near home,evidence,C1,Pat Constable\n"
    "I1,10008,Seen with 10008 (ssd:10008) near home,evidence,C1,Pat Constable\n"
    "I2,10007,A source says so,unverified,C1,Pat Constable\n"
)
OTHER = ("Cosmo", "Wibblethwaite", "10008", "2012-04-18", "18/04/2012", "ZZ4 7QQ", "Nobody asks me")
RESTRICTED = ("I feel safe at Nan's", "A source says so", "inc:I2")


def loaded(store: Store, folder: Path, mapping: str, content: str, name: str, day: date = DAY) -> None:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    load_extract(store, mapping_of(folder, mapping), [file], extracted_on=day, start=date(2026, 1, 1), end=day)


def fill(store: Store, folder: Path) -> Store:
    """Two children, their meetings and incidents, and what a school and a council say of others."""
    loaded(store, folder, CASES, PEOPLE, "people.csv")
    loaded(store, folder, MEETINGS, TALK, "meetings.csv")
    loaded(store, folder, INCIDENTS, POLICE, "incidents.csv")
    load(store, folder, "roll")
    return store


def everything() -> list[str]:
    return list(layers())


def copied(store: Store, child: str = "ssd:10007", *include: str, **how: bool) -> tuple[Held, Copy]:
    held = held_of(store, child, include)
    return held, copy_of(held, store, **how)


def as_told(copy: Copy, folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The copy as its JSON file has it."""
    save_tables(copy.tables, "json", folder / "copy.json")
    told: dict[str, list[dict[str, Any]]] = json.loads((folder / "copy.json").read_text(encoding="utf-8"))
    return told


def number_of(value: str) -> int:
    found = value.rpartition("no. ")[2]
    return int(found) if found.isdigit() else 0


def screened(told: dict[str, list[dict[str, Any]]], cell: str) -> str:
    return next(str(row["text"]) for row in told["to_be_screened"] if row["number"] == number_of(cell))


def batch_of(values: dict[str, object], source: str = "one") -> Batch:
    """A batch that says something of one child."""
    stated = {"key": "ssd:1", "record": "R1", "row": 2, "table": "t", "file": "f.csv", "recorded_by": "social_care"}
    row = {**stated, "reliability": "reported", "recorded_on": pd.Timestamp(DAY), **values}
    ledger: dict[str, object] = {"id": f"batch:{source}", "source": source, "recorded_by": "social_care"}
    ledger |= {"extracted_on": DAY, "files": ["f.csv"], "state": "complete"}
    assert set(STATED) <= set(row)
    return Batch(ledger, "One", {"Child": frame(node_columns("Child"), pd.DataFrame([row], dtype=object))})
