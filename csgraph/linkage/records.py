"""What the store says of each subject, a row for each way in which a source names it, as it is compared."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from csgraph.linkage import spelling
from csgraph.store import Store

Facts = dict[str, Any]
"""What is said of a subject, by column."""
LISTS = ("postcodes", "sectors", "schools", "children", "employers", "identifiers", "identifier_forms", "schemes")
NAMED = {
    "Child": ("forename", "surname", "dob"),
    "Adult": ("forename", "surname", "dob"),
    "Professional": ("forename", "surname"),
    "Location": ("name",),
}
"""The properties whose every variant is a row of its own."""
SINGLE = {
    "Child": ("sex",),
    "Adult": ("sex",),
    "Professional": ("email", "phone", "role", "team"),
    "Location": ("number", "postcode", "kind"),
}
"""The properties of which a row carries one value: its source's, else another source's."""


def read_records(store: Store, label: str) -> pd.DataFrame:
    """The rows of one label.

    Returns:
        unique_id, node, source; the columns of `NAMED` and `SINGLE` in plain form; `<name>_roots`, `<name>_parts`; the
        columns of `LISTS`, each with what the row's own source said. Sorted, so the same store gives the same rows.
    """
    said = store.read("matching_records")
    said = said[said["label"] == label]
    newest = store.read("batches")["extracted_on"].max()
    ties = store.read("matching_ties", as_of=date(1900, 1, 1) if pd.isna(newest) else newest.date())
    further = store.read("matching_identifiers")
    return records_of(label, said, ties[ties["label"] == label], further[further["label"] == label])


def records_of(label: str, said: pd.DataFrame, ties: pd.DataFrame, further: pd.DataFrame) -> pd.DataFrame:
    """`read_records` from the answers of the three queries."""
    texts = (*NAMED[label], *SINGLE[label])
    facts: dict[tuple[str, str], list[Facts]] = {}
    columns = (said[name].tolist() for name in ("node", "source", "identifier", "recorded_by", "stated"))
    for node, source, identifier, recorder, stated in zip(*columns, strict=True):
        told = _plain(label, json.loads(stated)) | {"identifiers": [identifier], "employers": [recorder]}
        facts.setdefault((node, source), []).append(told)
    usual = _usual(facts, texts)
    known = _known(ties, further)
    rows = [
        {"node": node, "source": source} | own | _lists(told, known, node, source)
        for (node, source), told in sorted(facts.items())
        for own in _variants(told, NAMED[label], _filled(_commonest(told, texts), usual[node]))
    ]
    records = pd.DataFrame(rows, columns=["node", "source", *texts, *LISTS], dtype=object)
    return finished(records, [column for column in NAMED[label] if column != "dob"], texts)


def finished(records: pd.DataFrame, names: Sequence[str], texts: Sequence[str]) -> pd.DataFrame:
    """The records with everything that follows from their columns: roots, parts, sectors, schemes, slips of the key.

    Args:
        records: node, source, the texts, and those of the columns of `LISTS` that there are.
        names: which texts are names.
        texts: the columns that are compared as text, names included.
    """
    shown = records.drop(columns=[c for c in LISTS if c in records]).reset_index(drop=True)
    for column in LISTS:
        given: Sequence[Any] = records[column].tolist() if column in records else [[]] * len(records)
        shown[column] = [list(value) if isinstance(value, list) else [] for value in given]
    for column in names:
        plain = [name if isinstance(name, str) else None for name in shown[column]]
        shown[f"{column}_roots"] = [spelling.root_names(name) for name in plain]
        shown[f"{column}_parts"] = [spelling.name_parts(name) for name in plain]
    shown["sectors"] = [sorted({spelling.sector(code) for code in codes}) for codes in shown["postcodes"]]
    shown["schemes"] = [sorted({key.partition(":")[0] for key in keys}) for keys in shown["identifiers"]]
    shown["identifier_forms"] = [_listed(map(spelling.slips, keys)) for keys in shown["identifiers"]]
    shown.insert(0, "unique_id", range(len(shown)))
    return shown.assign(**{c: shown[c].where(shown[c].notna(), None).astype("str") for c in texts})


def with_history(records: pd.DataFrame) -> pd.DataFrame:
    """The records with the lists of all their subject's sources: every address, school and identifier ever recorded."""
    whole = records.copy()
    for column in LISTS:
        gathered = records.groupby("node")[column].agg(lambda lists: sorted(set().union(*lists)))
        whole[column] = records["node"].map(gathered)
    return whole


def one_each(records: pd.DataFrame) -> pd.DataFrame:
    """One row a subject, the fullest, for telling how alike chance pairs are."""
    said = records.drop(columns=list(LISTS)).notna().sum(axis=1)
    return (
        records.assign(said=said)
        .sort_values(["node", "said", "unique_id"], ascending=[True, False, True])
        .drop_duplicates("node")
        .drop(columns="said")
    )


def _plain(label: str, stated: dict[str, Any]) -> Facts:
    """One record's values as they are compared."""
    if label == "Professional":
        forename, surname = spelling.person_name(stated.get("name"))
        email = stated.get("email")
        phone = "".join(c for c in str(stated.get("phone") or "") if c.isdigit()) or None
        return {
            "forename": forename, "surname": surname, "email": email.casefold() if email else None, "phone": phone,
            "role": stated.get("role"), "team": spelling.plain_name(stated.get("team")),
        }  # fmt: skip
    code = spelling.postcode(stated.get("postcode"))
    if label == "Location":
        name = spelling.place_name(stated.get("name"))
        digits = " ".join(word for word in (name or "").split() if any(c.isdigit() for c in word)) or None
        return {"name": name, "number": digits, "postcode": code, "kind": stated.get("kind")}
    names = {part: spelling.plain_name(stated.get(part)) for part in ("forename", "surname")}
    return {**names, "dob": stated.get("dob"), "sex": stated.get("sex"), "postcodes": [code] if code else []}


def _usual(facts: dict[tuple[str, str], list[Facts]], texts: Sequence[str]) -> dict[str, Facts]:
    """What is said of each subject most often."""
    by_node: dict[str, list[Facts]] = {}
    for (node, _), told in facts.items():
        by_node.setdefault(node, []).extend(told)
    return {node: _commonest(told, texts) for node, told in by_node.items()}


def _commonest(told: Sequence[Facts], columns: Sequence[str]) -> Facts:
    """Of each column the value given most often, of several the first in order; None where nobody gives one."""
    found: Facts = {}
    for column in columns:
        counts = Counter(one[column] for one in told if one.get(column))
        found[column] = min(counts, key=lambda value: (-counts[value], value)) if counts else None
    return found


def _filled(own: Facts, other: Facts) -> Facts:
    """What one source leaves out is taken from another that describes the same subject."""
    return {column: value or other[column] for column, value in own.items()}


def _variants(told: Sequence[Facts], names: Sequence[str], usual: Facts) -> list[Facts]:
    """Each way in which a source names a subject, what a record leaves out filled in."""
    seen = {tuple(one.get(name) or usual[name] for name in names) for one in told}
    named = sorted((one for one in seen if any(one)), key=str)
    return [usual | dict(zip(names, one, strict=True)) for one in named]


def _known(ties: pd.DataFrame, further: pd.DataFrame) -> dict[tuple[str, str, str], set[str]]:
    """Schools, children, their postcodes, and identifiers by (kind, node, source); identifiers are of no one source."""
    known: dict[tuple[str, str, str], set[str]] = {}
    columns = (ties[name].tolist() for name in ("label", "node", "source", "kind", "other", "postcode"))
    for label, node, source, kind, other, postcode in zip(*columns, strict=True):
        known.setdefault((kind, node, source), set()).add(other)
        code = spelling.postcode(postcode)
        if label == "Adult" and code:
            known.setdefault(("postcodes", node, source), set()).add(code)
    for node, identifier in zip(further["node"].tolist(), further["identifier"].tolist(), strict=True):
        known.setdefault(("identifiers", node, ""), set()).add(identifier)
    return known


def _lists(told: Sequence[Facts], known: dict[tuple[str, str, str], set[str]], node: str, source: str) -> Facts:
    """What one source says of a subject in lists; its identifiers are those of all sources."""
    found: Facts = {column: _listed(one.get(column, ()) for one in told) for column in LISTS}
    for column in ("schools", "children", "postcodes"):
        found[column] = sorted({*found[column], *known.get((column, node, source), ())})
    found["identifiers"] = sorted({*found["identifiers"], *known.get(("identifiers", node, ""), ()), node})
    return found


def _listed(lists: Iterable[Iterable[Any]]) -> list[str]:
    """Every text of some lists, once, in order."""
    return sorted({value for part in lists for value in part if isinstance(value, str)})
