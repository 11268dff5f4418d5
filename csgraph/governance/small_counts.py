"""Reports on places and groups without counts under 5, in columns, in sentences and through no other count.

A count of 1 to 4 children, events or days at a place can tell who is meant to somebody who knows the place. A total is
printed only where it leaves every hidden part open. The lists of single records (Records, Members, Ties) are no counts:
they show each child by pseudonym, and can be counted.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

import pandas as pd

from csgraph.findings import Findings
from csgraph.questions.risky_places import COUNTED, labelled_places
from csgraph.questions.small_numbers import HIDDEN, SMALLEST, hide, leaves_open

FEW = f"fewer than {SMALLEST}"
SOME = "some"
OF_CHILDREN = ("unrelated", "children", "linked", "safe", "reports")
OF_EVENTS = ("events", "days")
ESTIMATES = ("expected", "low", "high")
"""Numbers that are worked out from the reports and would give them away."""
CHILDREN = re.compile(
    r"\b(\d+)( (?:of the )?(?:unrelated |independent )?)(children|child|reports?|members?)( feels?)?\b"
)
EVENTS = re.compile(r"\b(\d+)( ×| (?:dated ties or occasions|events?|days?))")
INTERVAL = re.compile(r" \([\d.]+ expected, [\d.]+ to [\d.]+\)")
MANY = {"child": "children", "report": "reports", "member": "members", " feels": " feel"} | {
    " event": " events",
    " day": " days",
}
RATIO = re.compile(r" \((?:rate ratio|no rate ratio)[^)]*\)")
OF_GROUPS: dict[str, tuple[tuple[str, ...], ...]] = {
    "Groups as agencies named them": (("members", "shared", "size"), ("jaccard",)),
    "History": (("members_before", "members_after", "shared"),),
    "Ties by kind": (("records", "occasions", "pairs"), ("weight",)),
}
"""Counts of the figures on peer groups, and what is worked out from them."""
LISTED = ("children", "shared_children")
SENTENCES = ("finding", "next_step")
ON_ROLL = re.compile(r"^(\d+)( members on the roll of )(.*)$")
ROW = re.compile(r"^(?:looked in )?([a-z][a-z0-9_]*)(?: .*?)?(?:, row \d+)?( \(batch:[0-9a-f]+\))?$")


def suppressed(found: Findings) -> Findings:
    """Findings as a report may print them; those of questions about single children are given back as they are."""
    change: dict[str, Callable[[Findings], Findings]] = {
        "risky-places": _places,
        "peer-groups": _groups,
        "unconnected-children": _contexts,
        "meetings-needed": _meetings,
        "panel-impact": _impact,
        "co-missing": _returns,
        "changes": _changed,
    }
    return change[found.question](found) if found.question in change else found


def small(count: object) -> bool:
    """Whether a count is one that is not shown."""
    return not pd.isna(count) and 0 < int(str(count)) < SMALLEST  # type: ignore[call-overload]


def in_words(text: str) -> str:
    """A sentence without its small counts, and without the estimates that would give them away."""
    told = EVENTS.sub(_said, CHILDREN.sub(_said, text))
    return INTERVAL.sub("", told).replace("children links", "children link") if told != text else text


def _said(found: re.Match[str]) -> str:
    number, *words = found.groups(default="")
    if not small(number):
        return found[0]
    return FEW + "".join(MANY.get(word, word) for word in words)


def _cells(values: pd.Series, hidden: Sequence[bool] = ()) -> pd.Series:
    """A column of counts as text, the small ones and those of `hidden` suppressed."""
    masks = hidden or [False] * len(values)
    cells = [
        HIDDEN if hide_it or small(one) else "" if pd.isna(one) else f"{one:g}"
        for one, hide_it in zip(values, masks, strict=True)
    ]
    return pd.Series(cells, index=values.index, dtype="str")


def _places(found: Findings) -> Findings:
    few = found.table[list(OF_EVENTS)].map(small).any(axis=1)
    table = _told(found.table, few)
    for name in (*OF_CHILDREN, *OF_EVENTS):
        table[name] = _cells(found.table[name])
    for name in ESTIMATES:
        table[name] = found.table[name].astype(object).where(table["reports"] != HIDDEN, HIDDEN)
    figures = dict(found.figures)
    figures["Without names"] = _by_kind(labelled_places(found.table.rename(columns={"subject": "place"})))
    windows = "Days with events by four-week window"
    figures[windows] = _windows(figures[windows])
    figures["Peer groups that meet there"] = _members(figures["Peer groups that meet there"], "members")
    schools = figures["Schools of the children"]
    figures["Schools of the children"] = schools.assign(children=_within(schools, "place", "children"))
    return replace(found, table=table, figures=figures)


def _by_kind(places: pd.DataFrame) -> pd.DataFrame:
    """Counts by place; a total of each kind where that leaves the hidden ones open, and of all where each has one.

    Unlike `name_free`, no larger count is hidden to save a total: it stands in the table of places too.
    """
    item, group, counted = COUNTED
    rows = places.assign(**{group: places[group].fillna("not known")}).sort_values([group, item])
    parts = [
        pd.DataFrame(
            {
                group: kind,
                item: [*part[item], "all of this kind"],
                **{name: [*_cells(part[name]), _total(part[name])] for name in counted},
            }
        )
        for kind, part in rows.groupby(group)
    ]
    closed = {name: any(part[name].iloc[-1] == HIDDEN for part in parts) for name in counted}
    sums = {name: [HIDDEN if closed[name] else f"{rows[name].sum():g}"] for name in counted}
    every = pd.DataFrame({group: ["all"], item: ["all"], **sums})
    return pd.concat([*parts, every], ignore_index=True).astype("str")


def _total(counts: pd.Series) -> str:
    whole = [int(count) for count in counts]
    return f"{sum(whole)}" if leaves_open(whole, [small(count) for count in whole]) else HIDDEN


def _groups(found: Findings) -> Findings:
    few = found.table["size"].map(small)
    table = _told(found.table, found.table["occasions"].map(small))
    table["size"], table["occasions"] = (_cells(found.table[name]) for name in ("size", "occasions"))
    table["children"] = _lists(table, ([] if f else ids for f, ids in zip(few, found.table["children"], strict=True)))
    figures = dict(found.figures)
    for name in ("Shared places", "Shared agencies", "Professionals to bring together"):
        figures[name] = _members(figures[name], "members")
    schools = figures["Shared schools"]
    on_roll = _within(schools, "group", "members")
    figures["Shared schools"] = _unlisted(schools.assign(members=on_roll), "members")
    figures["Links between groups"] = _members(figures["Links between groups"], "reached")
    figures |= {name: _without(figures[name], *columns) for name, columns in OF_GROUPS.items() if name in figures}
    pairs = zip(schools["group"], schools["school_name"], on_roll, strict=True)
    hidden = {(group, school) for group, school, cell in pairs if cell == HIDDEN}
    told = zip(table["subject"], table["reasons"], strict=True)
    table["reasons"] = _lists(table, ([_roll(text, str(group), hidden) for text in texts] for group, texts in told))
    return replace(found, table=table, figures=figures)


def _roll(text: str, group: str, hidden: set[tuple[Hashable, Hashable]]) -> str:
    found = ON_ROLL.match(text)
    return f"{SOME}{found[2]}{found[3]}" if found and (group, found[3]) in hidden else text


def _without(rows: pd.DataFrame, counts: Sequence[str], worked_out: Sequence[str] = ()) -> pd.DataFrame:
    """A figure without its small counts, and where a row has one without what is worked out from it, or who it is."""
    few = rows[list(counts)].map(small).any(axis=1)
    shown = rows.assign(**{name: _cells(rows[name]) for name in counts})
    hidden = {name: rows[name].astype(object).where(~few, HIDDEN) for name in worked_out}
    lists = [name for name in LISTED if name in rows and name not in counts]
    listed = {name: _lists(rows, ([] if f else ids for f, ids in zip(few, rows[name], strict=True))) for name in lists}
    return shown.assign(**hidden, **listed)


def _meetings(found: Findings) -> Findings:
    """Contexts whose professionals should meet: the children of each are few, and counted in words and columns."""
    counts = ("children", "without_worker")
    table = _told(found.table, found.table[list(counts)].map(small).any(axis=1))
    figures = {
        name: _without(rows, ("children",)) if "children" in rows and rows["children"].dtype.kind == "i" else rows
        for name, rows in found.figures.items()
    }
    return replace(found, table=table.assign(**{name: _cells(found.table[name]) for name in counts}), figures=figures)


def _impact(found: Findings) -> Findings:
    """Events before and after the panel took a place or group on; rows of children are their own records."""
    counts = ("events_before", "events_after", "comparison_before", "comparison_after")
    ratio = ("rate_ratio", "low", "high")
    context = found.table["subject_label"] != "Child"
    few = context & found.table[list(counts)].map(small).any(axis=1)
    told = _told(found.table[context], few[context])
    told["finding"] = [
        RATIO.sub("", text) if f else text for text, f in zip(told["finding"], few[context], strict=True)
    ]
    shown = {name: _cells(found.table[name]).where(context, _cells_as_they_are(found.table[name])) for name in counts}
    hidden = {name: found.table[name].astype(object).where(~few, HIDDEN) for name in ratio}
    table = found.table.assign(**shown, **hidden)
    for name in (*SENTENCES, "reasons", "sources"):
        table.loc[context, name] = told[name]
    figures = dict(found.figures)
    if "All together" in figures:
        every = figures["All together"]
        of_contexts = (every["subject_label"] != "Child").to_numpy(dtype=bool)
        closed = _without(every[of_contexts], ("subjects", "before", "after"), ("ratio", "low", "high"))
        figures["All together"] = pd.concat([every[~of_contexts].astype(object), closed.astype(object)])
    return replace(found, table=table, figures=figures)


def _returns(found: Findings) -> Findings:
    """Places to which missing children came back; what is about a pair of children is their own record."""
    counts = ("children", "unrelated", "events")
    place = found.table["subject_label"] == "Location"
    few = place & found.table[list(counts)].map(small).any(axis=1)
    told = _told(found.table[place], few[place])
    table = found.table.assign(**{name: _cells(found.table[name]) for name in counts})
    for name in (*SENTENCES, "reasons", "sources"):
        table.loc[place, name] = told[name]
    figures = dict(found.figures)
    if "Return places" in figures:
        figures["Return places"] = _without(figures["Return places"], counts)
    return replace(found, table=table, figures=figures)


def _changed(found: Findings) -> Findings:
    """Findings of other questions on two days, in their own words: those on places and groups without small counts."""
    context = found.table["subject_label"].isin(["Location", "Group"])
    told = _told(found.table[context], pd.Series(True, index=found.table.index[context]))
    table = found.table.copy()
    for name in (*SENTENCES, "reasons", "sources"):
        table.loc[context, name] = told[name]
    return replace(found, table=table)


def _cells_as_they_are(values: pd.Series) -> pd.Series:
    cells = ["" if pd.isna(one) else f"{one:g}" for one in values.tolist()]
    return pd.Series(cells, index=values.index, dtype="str")


def _contexts(found: Findings) -> Findings:
    figures = dict(found.figures)
    if "Pairs by context" in figures:
        by = figures["Pairs by context"]
        few = by["children"].map(small)
        figures["Pairs by context"] = by.assign(
            pairs=_cells(by["pairs"], few.tolist()), children=_cells(by["children"])
        )
    return replace(found, figures=figures)


def _told(table: pd.DataFrame, few: pd.Series) -> pd.DataFrame:
    """The sentences of a table without small counts; where events are few, sources without their rows."""
    sources = zip(table["sources"], few, strict=True)
    return table.assign(
        **{
            name: pd.Series([in_words(text) for text in table[name]], table.index, dtype=table[name].dtype)
            for name in SENTENCES
        },
        reasons=_lists(table, ([in_words(text) for text in texts] for texts in table["reasons"])),
        sources=_lists(table, (_files(cited) if hide_it else cited for cited, hide_it in sources)),
    )


def _lists(table: pd.DataFrame, lists: Iterable[list[str]]) -> pd.Series:
    return pd.Series(list(lists), index=table.index, dtype=object)


def _files(sources: Sequence[str]) -> list[str]:
    """Sources by their extract alone: as many rows would be a count of the records."""
    files = {f"{found[1]}{found[2] or ''}" for one in sources if (found := ROW.match(one))}
    return sorted(files)


def _members(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    return _unlisted(rows.assign(**{column: _cells(rows[column])}), column)


def _unlisted(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Without the list of the children whose count is hidden."""
    if "children" not in rows or column == "children":
        return rows
    listed = zip(rows[column], rows["children"], strict=True)
    return rows.assign(children=_lists(rows, ([] if cell == HIDDEN else ids for cell, ids in listed)))


def _within(rows: pd.DataFrame, group: str, column: str) -> pd.Series:
    """Counts of a group's parts, hidden so that the size of the group does not tell the small ones."""
    hidden: dict[Hashable, bool] = {}
    for _, part in rows.groupby(group):
        mask, total_open = hide(part[column].astype(int).tolist())
        hidden |= {at: one or not total_open for at, one in zip(part.index, mask, strict=True)}
    return _cells(rows[column], [hidden.get(at, True) for at in rows.index])


def _windows(rows: pd.DataFrame) -> pd.DataFrame:
    """Days by window; where one is small all of the place's are hidden.

    Noughts and larger counts beside the known total of the days would tell the small ones.
    """
    windows = [column for column in rows.columns if column != "place"]
    close = rows[windows].map(small).any(axis=1).tolist()
    return rows.assign(**{name: _cells(rows[name], close) for name in windows})
