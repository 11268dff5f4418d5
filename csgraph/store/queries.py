"""Named queries: cypher/<name>.cypher, whose header says what it answers, its columns, parameters and order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

import pandas as pd

from csgraph.errors import StoreError
from csgraph.folders import every, find
from csgraph.frames import column
from csgraph.schema import Kind

HEADINGS = ("columns", "parameters", "order")


@dataclass(frozen=True)
class Query:
    """A query and the shape of its answer.

    Attributes:
        name: its name, for messages.
        about: what it answers.
        text: the Cypher.
        columns: kind by column, in order.
        parameters: kind by parameter.
        order: the columns that its rows are sorted by, where the engine cannot be asked to: no engine promises to keep
            the parts of a UNION in order, and ladybug was measured not to, once in fifteen times.
    """

    name: str
    about: str
    text: str
    columns: dict[str, Kind]
    parameters: dict[str, Kind]
    order: tuple[str, ...] = ()


def named_query(name: str) -> Query:
    """The query of that name, the person's own before the shipped one.

    Raises:
        StoreError: there is none, or its header is not as it must be.
    """
    path = find("cypher", f"{name}.cypher")
    if path is None:
        raise StoreError(f"There is no query named {name}.", "See the cypher folder for those there are.")
    return parse_query(name, path.read_text(encoding="utf-8"))


def all_queries() -> dict[str, Query]:
    """Every named query."""
    return {name: named_query(name) for name in every("cypher", "*.cypher")}


def parse_query(name: str, text: str) -> Query:
    """A query from its text.

    Raises:
        StoreError: the header does not state the columns, or of a UNION not the order.
    """
    head = [line.removeprefix("//").strip() for line in text.splitlines() if line.startswith("//")]
    stated = {key: rest for key, _, rest in (line.partition(":") for line in head) if key in HEADINGS}
    if "columns" not in stated:
        raise StoreError(
            f"{name}.cypher does not state its columns.", "Add a line such as // columns: child text, start date"
        )
    about = " ".join(line for line in head if line.partition(":")[0] not in HEADINGS)
    body = "\n".join(line for line in text.splitlines() if not line.startswith("//")).strip().rstrip(";")
    columns = _kinds(name, stated["columns"])
    order = _order(name, stated.get("order", ""), columns, is_union=bool(re.search(r"\bUNION\b", body)))
    return Query(name, about, body, columns, _kinds(name, stated.get("parameters", "")), order)


def _order(name: str, text: str, columns: Iterable[str], *, is_union: bool) -> tuple[str, ...]:
    order = tuple(filter(None, (part.strip() for part in text.split(","))))
    if is_union and not order:
        raise StoreError(
            f"{name}.cypher joins its parts by UNION and does not state their order.",
            "Add a line such as // order: child, start",
        )
    if unknown := [column for column in order if column not in columns]:
        raise StoreError(
            f"{name}.cypher is to be ordered by {', '.join(unknown)}, which it does not return.",
            "Name columns of its // columns: line.",
        )
    return order


def _kinds(name: str, text: str) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        found = re.fullmatch(rf"(\w+) ({'|'.join(get_args(Kind))})", part)
        if found is None:
            raise StoreError(
                f"{name}.cypher: “{part}” is not a column and its kind.", f"Kinds are {', '.join(get_args(Kind))}."
            )
        kinds[found[1]] = found[2]  # type: ignore[assignment]  # the pattern admits only kinds
    return kinds


def answer(query: Query, data: pd.DataFrame) -> pd.DataFrame:
    """An engine's answer with the dtypes that the query states.

    Raises:
        StoreError: the query returned other columns than its header states.
    """
    if list(data.columns) != list(query.columns):
        raise StoreError(
            f"{query.name}.cypher returns {', '.join(map(str, data.columns))}; its header states other columns.",
            f"It states {', '.join(query.columns)}.",
        )
    typed = {name: column(data[name].reset_index(drop=True), kind) for name, kind in query.columns.items()}
    rows = pd.DataFrame(typed, columns=list(query.columns))
    return rows.sort_values(list(query.order), kind="stable", ignore_index=True) if query.order else rows
