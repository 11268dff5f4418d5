"""The plain way to write: the very nodes and relationships that an import made, by UNWIND and MERGE in batches."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.bare import Bare, bare
from benchmarks.job import Job
from benchmarks.meter import Meter

if TYPE_CHECKING:
    import pandas as pd

    from csgraph.batch import Joint
    from csgraph.schema import Property

CAST = {
    "date": "DATE",
    "moment": "TIMESTAMP",
    "whole": "INT64",
    "number": "DOUBLE",
    "flag": "BOOL",
    "texts": "STRING[]",
}
ENDS = ("from_id", "to_id")


def keep_rows(job: Job, meter: Meter) -> dict[str, int]:  # noqa: ARG001 - not measured
    """Leave all that the store holds to the plain way, as parquet; returns how much that is."""
    from csgraph import model
    from csgraph.frames import kinds
    from csgraph.store import open_store
    from csgraph.store.queries import Query

    kept = 0
    with open_store(job.store, read_only=True) as store:
        for label in model.NODE:
            columns = kinds(model.node_properties(label))
            returned = ", ".join(f"n.`{name}` AS `{name}`" for name in columns)
            rows = store.ask(Query(label, "", f"MATCH (n:`{label}`) RETURN {returned}", columns, {}))
            kept += _keep(job, f"node-{label}", rows)
        for joint in _joints():
            columns = {"from_id": "text", "to_id": "text", **kinds(model.link_properties(joint[0]))}
            returned = ", ".join(
                ["a.id AS from_id", "b.id AS to_id", *(f"r.`{n}` AS `{n}`" for n in list(columns)[2:])]
            )
            match = f"MATCH (a:`{joint[1]}`)-[r:{joint[0]}]->(b:`{joint[2]}`)"
            kept += _keep(
                job, f"link-{'-'.join(joint)}", store.ask(Query("", "", f"{match} RETURN {returned}", columns, {}))
            )
    return {"rows": kept}


def _keep(job: Job, name: str, rows: "pd.DataFrame") -> int:
    folder = Path(job.work) / "rows"
    folder.mkdir(exist_ok=True)
    if len(rows):
        rows.to_parquet(folder / f"{name}.parquet", index=False)
    return len(rows)


def _joints() -> Iterator["Joint"]:
    from csgraph import model

    for link in model.LINKS:
        for start, end in link.pairs:
            yield link.type, start, end


def write_plainly(job: Job, meter: Meter) -> dict[str, int]:
    """Write what `keep_rows` left into an empty store, then all of it once more; returns how many rows each time.

    Above `job.most` relationships only every so many of each kind are written, with the nodes that they join.
    """
    from csgraph.store import open_store

    with open_store(job.store):
        pass  # makes the schema: without its keys no engine has a fair chance
    nodes, links = chosen_rows(Path(job.work) / "rows", job.most)
    with bare(job) as connection:
        for again in ("", " again"):
            for label, rows in nodes.items():
                _write_nodes(connection, job.engine, label, rows, meter, f"nodes{again}")
            for joint, rows in links.items():
                _write_links(connection, job.engine, joint, rows, meter, f"relationships{again}")
    return {"nodes": sum(map(len, nodes.values())), "relationships": sum(map(len, links.values()))}


def chosen_rows(folder: Path, most: int) -> tuple[dict[str, "pd.DataFrame"], dict["Joint", "pd.DataFrame"]]:
    """Rows by label and by joint: all of them, or so many relationships evenly taken and the nodes at their ends."""
    import pandas as pd

    from csgraph import model

    files = {joint: folder / f"link-{'-'.join(joint)}.parquet" for joint in _joints()}
    links = {joint: pd.read_parquet(file) for joint, file in files.items() if file.exists()}
    step = max(1, -(-sum(map(len, links.values())) // most)) if most else 1
    links = {joint: rows.iloc[::step] for joint, rows in links.items()}
    named = {label: folder / f"node-{label}.parquet" for label in model.NODE}
    nodes = {label: pd.read_parquet(file) for label, file in named.items() if file.exists()}
    if step > 1:
        nodes = {label: rows[rows["id"].isin(_ends(links, label))] for label, rows in nodes.items()}
    return nodes, links


def _ends(links: dict["Joint", "pd.DataFrame"], label: str) -> set[str]:
    sides = [rows[end] for joint, rows in links.items() for end, at in zip(ENDS, joint[1:], strict=True) if at == label]
    return set().union(*sides)


def _write_nodes(connection: Bare, engine: str, label: str, rows: "pd.DataFrame", meter: Meter, name: str) -> None:
    from csgraph import model

    own = [p for p in model.node_properties(label) if p.name != "id"]
    text = f"UNWIND $rows AS r MERGE (n:`{label}` {{id: r.id}}){_set('n', own, engine)}"
    _send(connection, text, rows, ["id", *(p.name for p in own)], meter, name)


def _write_links(connection: Bare, engine: str, joint: "Joint", rows: "pd.DataFrame", meter: Meter, name: str) -> None:
    from csgraph import model

    properties = model.link_properties(joint[0])
    own = [p for p in properties if p.name != "id"]
    key = " {id: r.id}" if len(own) < len(properties) else ""
    ends = f"MATCH (a:`{joint[1]}` {{id: r.from_id}}) MATCH (b:`{joint[2]}` {{id: r.to_id}})"
    text = f"UNWIND $rows AS r {ends} MERGE (a)-[k:{joint[0]}{key}]->(b){_set('k', own, engine)}"
    _send(connection, text, rows, [*ENDS, *(p.name for p in properties)], meter, name)


def _set(variable: str, properties: list["Property"], engine: str) -> str:
    """The SET of all properties; ladybug wants to be told a type where a batch has only missing values."""
    given = {p.name: f"r.`{p.name}`" for p in properties}
    if engine == "embedded":
        given = {
            p.name: f"cast(r.`{p.name}` AS {CAST[p.kind]})" if p.kind in CAST else given[p.name] for p in properties
        }
    return f" SET {', '.join(f'{variable}.`{name}` = {value}' for name, value in given.items())}" if given else ""


def _send(connection: Bare, text: str, rows: "pd.DataFrame", columns: list[str], meter: Meter, name: str) -> None:
    """Only the sending is measured: the plain way finds its rows ready."""
    for at in range(0, len(rows), connection.at_once):
        part = [
            {column: _plain(value) for column, value in row.items()}
            for row in rows.iloc[at : at + connection.at_once][columns].to_dict("records")
        ]
        with meter.measure(name):
            connection.do(text, {"rows": part})


def _plain(value: Any) -> Any:
    """A cell as a driver takes it."""
    if hasattr(value, "tolist") and not isinstance(value, (str, date)):
        value = value.tolist()
    if isinstance(value, list):
        return value or None
    if value is None or value != value:
        return None
    return value.to_pydatetime() if hasattr(value, "to_pydatetime") else value
