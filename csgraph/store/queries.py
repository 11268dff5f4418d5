"""Named queries: cypher/<name>.cypher, whose header says what it answers, its columns and its parameters."""

import re
from dataclasses import dataclass
from typing import get_args

import pandas as pd

from csgraph.errors import StoreError
from csgraph.folders import every, find
from csgraph.frames import column
from csgraph.schema import Kind


@dataclass(frozen=True)
class Query:
    """A query and the shape of its answer.

    Attributes:
        name: its name, for messages.
        about: what it answers.
        text: the Cypher.
        columns: kind by column, in order.
        parameters: kind by parameter.
    """

    name: str
    about: str
    text: str
    columns: dict[str, Kind]
    parameters: dict[str, Kind]


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
        StoreError: the header does not state the columns.
    """
    head = [line.removeprefix("//").strip() for line in text.splitlines() if line.startswith("//")]
    stated = {key: rest for key, _, rest in (line.partition(":") for line in head) if key in ("columns", "parameters")}
    if "columns" not in stated:
        raise StoreError(
            f"{name}.cypher does not state its columns.", "Add a line such as // columns: child text, start date"
        )
    about = " ".join(line for line in head if line.partition(":")[0] not in ("columns", "parameters"))
    body = "\n".join(line for line in text.splitlines() if not line.startswith("//")).strip().rstrip(";")
    return Query(name, about, body, _kinds(name, stated["columns"]), _kinds(name, stated.get("parameters", "")))


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
    return pd.DataFrame(typed, columns=list(query.columns))
