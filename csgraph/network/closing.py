"""Cases closed or stepped down: the records of one closing brought together, and what each said in its own words."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from csgraph.codes import code_list, folded
from csgraph.frames import frame
from csgraph.network.citations import citations
from csgraph.network.listing import lists_by
from csgraph.schema import Kind

if TYPE_CHECKING:
    from csgraph.store import Store

CLOSING: dict[str, Kind] = {
    "child": "text",
    "kind": "text",
    "day": "date",
    "closing": "text",
    "closures": "texts",
    "codes": "texts",
    "words": "texts",
    "evidence": "texts",
}
"""Columns of a closing. `closing` is the first of its `closures` (node ids); `codes` are national ones, `words` those
of the agencies, `evidence` citations."""

WORDS_KIND = "closure_words"
"""The kind of record that an extract shows which gives closings in the agency's own words."""


def closings(store: Store, as_of: date, since: date) -> pd.DataFrame:
    """Every closing between two days, one row a child, kind of case and day, as `CLOSING`.

    Two extracts may each tell of one closing by an identifier of their own: one kind of case of a child is closed once
    on a day.
    """
    records = store.read("child_closures", since=since, as_of=as_of)
    said = words(store.read("closure_words", since=since, as_of=as_of), store.read("batches"))
    records = records.assign(kind=records["kind"].fillna(""), citation=citations(records))
    by = ["child", "kind", "day"]
    told = records.merge(said, on="closure", how="left").sort_values([*by, "closure"], kind="stable")
    found = told[[*by, "closure"]].drop_duplicates(by).rename(columns={"closure": "closing"})
    for column, name in {"closure": "closures", "reason": "codes", "text": "words", "citation": "evidence"}.items():
        lists = lists_by(told.dropna(subset=column), by, column).rename(columns={column: name})
        found = found.merge(lists, on=by, how="left")
    return frame(CLOSING, found)


def words(said: pd.DataFrame, batches: pd.DataFrame) -> pd.DataFrame:
    """What agencies said of each closing in words: closure, text. A cell that holds a code only is none.

    Of each source its newest extract speaks. An extract that is there to show words (`closure_words`) may use those of
    the national list, too.

    Args:
        said: cypher/closure_words.cypher.
        batches: cypher/batches.cypher.
    """
    newest = said.groupby(["closure", "source"])["extracted_on"].transform("max")
    said = said[(said["extracted_on"] == newest) & said["detail"].notna()]
    texts = pd.Series([json.loads(text).get("detail") for text in said["detail"]], index=said.index, dtype="str")
    wordy = set(batches.loc[batches["kinds"].map(lambda kinds: WORDS_KIND in kinds), "source"])
    listed = code_list("closure")
    codes = {folded(code) for code in listed.codes}
    known = texts.map(lambda text: isinstance(text, str) and listed.canonical(text) is not None).astype(bool)
    code = texts.map(lambda text: isinstance(text, str) and folded(text) in codes).astype(bool)
    own = texts.notna() & ~code & (~known | said["source"].isin(wordy))
    return pd.DataFrame({"closure": said["closure"], "text": texts})[own].drop_duplicates(ignore_index=True)


def held_then(links: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Links that held on the day of a closing: the columns of the links and `closing`, the latest begun first.

    Args:
        links: as `csgraph.network.involvement.linked`; one told as historic without an end held nobody knows when.
        found: as `closings`.
    """
    both = found[["closing", "child", "day"]].merge(links, on="child")
    begun = both["start"].isna() | (both["start"] <= both["day"])
    lasted = both["end"] >= both["day"]
    unended = both["end"].isna() & (both["involvement"].fillna("current") == "current")
    held = both[begun & (lasted | unended)]
    return held.sort_values(["closing", "start", "link"], ascending=[True, False, True], ignore_index=True)
