"""Results as Markdown: first how csgraph compares with the plain ways, then what each step costs."""

from collections.abc import Callable, Iterator

from benchmarks.results import NETWORKS, Result

CELL = Callable[[Result], str]
BOTH = ("nodes", "relationships")


def tables(results: list[Result]) -> str:
    """All tables, a column for each result."""
    ratios = [(name, _guarded(cell)) for name, cell in _ratios()]
    parts = [
        "CPU seconds of csgraph ÷ CPU seconds of the plain way (below 1, csgraph costs less):",
        _table(results, ratios),
        "CPU seconds (client + server), and peak memory of the client in MB:",
        _table(results, [(name, _guarded(cell)) for name, cell in _costs(results)]),
        "How much there was to do, and thousands of rows for each CPU second:",
        _table(results, [(name, _guarded(cell)) for name, cell in _rates()]),
    ]
    return "\n\n".join(parts)


def _table(results: list[Result], rows: list[tuple[str, CELL]]) -> str:
    heads = [f"{result.engine}, {result.children:,}" for result in results]
    lines = [["", *heads], ["---", *["---:"] * len(heads)]]
    lines += [[name, *(cell(result) for result in results)] for name, cell in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _guarded(cell: CELL) -> CELL:
    """A cell that is a dash where its step was not measured."""

    def shown(result: Result) -> str:
        try:
            return cell(result)
        except KeyError:
            return "–"

    return shown


def _ratios() -> Iterator[tuple[str, CELL]]:
    yield "import, all of it ÷ UNWIND + MERGE of the graph it makes", lambda r: _of(_import(r), plain_write(r))
    yield "its writing alone ÷ the same", lambda r: _of(r.steps["import"].cpu("write"), plain_write(r))
    yield (
        "import with nothing changed ÷ the same MERGE again",
        lambda r: _of(_extracts(r, "import again"), plain_write(r, " again")),
    )
    for about in NETWORKS:
        yield (
            f"network of {about} ÷ records and one add_edge each",
            lambda r, a=about: _of(r.steps[f"network {a}"].cpu(), r.steps[f"plain network {a}"].cpu()),  # type: ignore[misc]
        )
    for name in ("groups once", "groups with stability"):
        yield (
            f"peer {name} ÷ one louvain_communities",
            lambda r, n=name: _of(r.steps["groups"].cpu(n), r.steps["groups"].cpu("one louvain")),  # type: ignore[misc]
        )


def _of(ours: float, plain: float) -> str:
    return f"{ours / plain:.2g}" if plain > 0.02 else f"({ours:.2f} s ÷ {plain:.2f} s)"


def _import(result: Result) -> float:
    return _extracts(result, "import")


def _extracts(result: Result, step: str) -> float:
    told = result.steps[step]
    return told.cpu(*(name for name in told.costs if name.startswith("extract ")))


def plain_write(result: Result, again: str = "") -> float:
    """CPU seconds of the plain way for the whole graph, scaled up where it wrote a part only."""
    plain, held = result.steps["plain write"], result.steps["import"].counts
    return sum(plain.cpu(f"{kind}{again}") * held[kind] / plain.counts[kind] for kind in BOTH)


def _costs(results: list[Result]) -> Iterator[tuple[str, CELL]]:
    yield "write the sample", lambda r: _cost(r, "sample", r.steps["sample"].cpu())
    yield "import every extract", lambda r: _cost(r, "import", _import(r))
    yield "… of it reading, checking and mapping", lambda r: f"{_import(r) - r.steps['import'].cpu('write'):.1f}"
    yield "… of it matching and writing", lambda r: f"{r.steps['import'].cpu('write'):.1f}"
    yield "import again, nothing changed", lambda r: _cost(r, "import again", _extracts(r, "import again"))
    for name in dict.fromkeys(step for result in results for step in result.steps):
        if name.startswith(("network", "question")):
            yield name.replace("network ", "network of "), lambda r, n=name: _cost(r, n, r.steps[n].cpu())  # type: ignore[misc]
    yield "plain write of the graph", lambda r: _cost(r, "plain write", plain_write(r))
    yield "Neo4j's peak memory (its heap limit)", _server_memory


def _cost(result: Result, step: str, seconds: float) -> str:
    told = result.steps[step]
    server = sum(cost["server"] for cost in told.costs.values())
    own = sum(cost["cpu"] for cost in told.costs.values())
    share = f" ({seconds * own / (own + server):.1f} + {seconds * server / (own + server):.1f})" if server else ""
    return f"{seconds:.1f}{share}, {told.peak:,.0f} MB"


def _server_memory(result: Result) -> str:
    most = max((told.server_peak for told in result.steps.values()), default=0.0)
    return f"{most:,.0f} MB ({result.heap})" if result.heap else "–"


def _rates() -> Iterator[tuple[str, CELL]]:
    yield "rows of the extracts", lambda r: f"{r.steps['import'].counts['rows']:,}"
    yield "nodes", lambda r: f"{r.steps['import'].counts['nodes']:,}"
    yield "relationships", lambda r: f"{r.steps['import'].counts['relationships']:,}"
    yield "import: rows of the extracts", lambda r: _thousands(r.steps["import"].counts["rows"], _import(r))
    yield "import: nodes and relationships", lambda r: _thousands(_held(r), _import(r))
    yield "plain write: nodes and relationships", lambda r: _thousands(_held(r), plain_write(r))
    yield (
        "import again: rows of the extracts",
        lambda r: _thousands(r.steps["import again"].counts["rows"], _extracts(r, "import again")),
    )
    yield "plain write again: nodes and relationships", lambda r: _thousands(_held(r), plain_write(r, " again"))
    yield "written the plain way", lambda r: f"{sum(r.steps['plain write'].counts.values()):,} rows"


def _held(result: Result) -> int:
    return sum(result.steps["import"].counts[kind] for kind in BOTH)


def _thousands(rows: int, seconds: float) -> str:
    return f"{rows / 1000 / seconds:.1f}" if seconds else "–"
