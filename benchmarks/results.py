"""Results of one size on one engine: how they come about, and how they are kept between runs."""

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from benchmarks import neo4j_server
from benchmarks.job import Job, Told, run
from benchmarks.machine import machine

NETWORKS = ("peers", "places", "professional")


@dataclass
class Result:
    """What was measured.

    Attributes:
        engine: embedded or neo4j.
        children: of the sample.
        heap: the most memory that Neo4j was given; empty for the embedded store.
        machine: as `benchmarks.machine.machine`.
        steps: what each cost, in order.
    """

    engine: str
    children: int
    heap: str = ""
    machine: dict[str, str] = field(default_factory=machine)
    steps: dict[str, Told] = field(default_factory=dict)

    def keep(self, folder: Path) -> None:
        """Write it to a file of its own, in place of an earlier one."""
        path = folder / f"result-{self.engine}-{self.children}.json"
        path.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")


def kept(folder: Path) -> list[Result]:
    """All results that are kept, by size and engine."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("result-*.json")]
    found = [Result(**{**one, "steps": {name: Told(**told) for name, told in one["steps"].items()}}) for one in read]
    return sorted(found, key=lambda result: (result.children, result.engine))


def measure(engine: str, children: int, folder: Path, *, heap: str, most: int) -> Result:
    """Do every step of one size on one engine, with a Neo4j of its own where that is the engine.

    Args:
        folder: where samples and stores may lie.
        most: relationships that the plain way of writing may stop after.
    """
    work = folder / f"work-{engine}-{children}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    job = Job("", children, str(work / "sample"), str(work), engine, most=most)
    result = Result(engine, children, heap if engine == "neo4j" else "")
    try:
        for name, told in _steps(job, result.heap):
            result.steps[name] = told
            result.keep(folder)
    finally:
        if engine == "neo4j":
            neo4j_server.wipe()
        shutil.rmtree(work, ignore_errors=True)
    return result


def _steps(job: Job, heap: str) -> Iterable[tuple[str, Told]]:
    yield "sample", run(replace(job, step="sample"), {})
    job, variables = _empty(job, heap, "store")
    for step in ("import", "import again", "keep rows"):
        yield step, run(replace(job, step=step), variables)
    for about in NETWORKS:
        yield f"network {about}", run(replace(job, step="network", about=about), variables)
        yield f"plain network {about}", run(replace(job, step="plain network", about=about), variables)
    for about in _questions():
        yield f"question {about}", run(replace(job, step="question", about=about), variables)
    yield "groups", run(replace(job, step="groups"), variables)
    job, variables = _empty(job, heap, "plain-store")
    yield "plain write", run(replace(job, step="plain write"), variables)


def _empty(job: Job, heap: str, name: str) -> tuple[Job, dict[str, str]]:
    """The job with an empty store, and the environment that it needs."""
    if job.engine == "embedded":
        return replace(job, store=str(Path(job.work) / name)), {}
    server = neo4j_server.start_empty(heap)
    return replace(job, store=server.url, server=server.process), server.variables


def _questions() -> list[str]:
    from csgraph.questions import all_questions

    return list(all_questions())
