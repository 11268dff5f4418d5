"""The demo: the whole sample loaded, every question answered, the maps drawn, an index of it all."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from csgraph.errors import CsgraphError
from csgraph.files import write_whole
from csgraph.findings import Asking, Findings, Question
from csgraph.folders import folder
from csgraph.governance.audit import Head, permit
from csgraph.governance.sharing import Shared, Sharing
from csgraph.importing.mapping_check import load_mapping, mapping_path
from csgraph.loading import Loaded, load_extract
from csgraph.maps import Drawing, Map, all_maps
from csgraph.maps.findings_page import EACH, findings_html, findings_rows
from csgraph.maps.index import Index, IndexEntry, write_index
from csgraph.maps.linking import Listing, linked
from csgraph.maps.model import MapModel
from csgraph.maps.page import write_page
from csgraph.network.as_of import default_as_of
from csgraph.questions import all_questions
from csgraph.store import Store

PURPOSE = "Demonstration on a synthetic borough; nobody in it is real"
INDEX = "index.html"
CHILDREN = 3
"""Children whose professional network the demo draws: those with most missing links."""

Step = Callable[[str], None]


@dataclass(frozen=True)
class Demo:
    """What the demo made.

    Attributes:
        index: the page to open.
        as_of: the day that everything is about.
        loaded: what each import did, in order.
        findings: the answer to each question, by name.
        head: the audit log's head.
    """

    index: Path
    as_of: date
    loaded: list[Loaded]
    findings: dict[str, Findings]
    head: Head


def sample_mappings() -> list[str]:
    """Names of the mappings that sample_data/ has an extract for."""
    return sorted(path.parent.name for path in folder("sample_data").glob("*/coverage.toml"))


def run_demo(store: Store, out: Path, *, drawn_on: date, step: Step) -> Demo:
    """Load the sample, ask every question, draw every map, and write an index of them.

    Raises:
        CsgraphError: the store holds other extracts, which a demo must not be mixed with.
    """
    _refuse_others(store)
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    loaded = []
    for name in sample_mappings():
        step(f"Loading {name}")
        loaded.append(
            load_extract(store, load_mapping(mapping_path(name)), [folder("sample_data") / name], rejects_in=out)
        )
    as_of = default_as_of(store)
    drawing = Drawing(as_of=as_of, drawn_on=drawn_on, purpose=PURPOSE)
    shared = Shared(store, Sharing())
    head = permit("demo", purpose=PURPOSE, store=store, subjects=shared.disguise.children, outputs=[out])
    answers: dict[str, Findings] = {}
    for question in all_questions().values():
        step(f"Asking {question.name}")
        answers[question.name] = _answer(shared, question, as_of)
    drawn: dict[str, MapModel] = {}
    maps: list[IndexEntry] = []
    for wanted in all_maps().values():
        step(f"Drawing {wanted.name}")
        for entry, model in _draw(shared, wanted, drawing, answers):
            drawn[entry.href] = model
            maps.append(entry)
    entries = _write(shared, drawn, answers, drawing, out, head)
    about = "The whole of sample_data/: a synthetic borough in which nobody is real."
    index = write_index(out, [*maps, *entries], Index("csgraph: the demo", as_of, drawn_on, about, head))
    return Demo(index, as_of, loaded, answers, head)


def steps() -> int:
    """How many steps `run_demo` says that it begins."""
    return len(sample_mappings()) + len(all_questions()) + len(all_maps())


def _answer(shared: Shared, question: Question, as_of: date) -> Findings:
    """The answer for everybody; of a question that answers only for children who are named, for one of them."""
    found = question.answer(shared.store, Asking(as_of))
    if len(found.table):
        return found
    missing = all_questions()["missing-links"].answer(shared.store, Asking(as_of))
    return question.answer(shared.store, Asking(as_of, frozenset(_most_missing(missing)[:1])))


def _refuse_others(store: Store) -> None:
    others = sorted(set(store.read("batches")["source"]) - set(sample_mappings()))
    if others:
        raise CsgraphError(
            f"The store holds extracts that are not the sample's: {', '.join(others)}.",
            "Name another store for the demo.",
        )


def _draw(
    shared: Shared, wanted: Map, drawing: Drawing, answers: dict[str, Findings]
) -> list[tuple[IndexEntry, MapModel]]:
    """One map, or one for each of a few children where it is about one child."""

    def entry(title: str, name: str, asked: Drawing) -> tuple[IndexEntry, MapModel]:
        model = wanted.draw(shared.store.store, asked)
        return IndexEntry("Maps", title, wanted.about, f"map-{name}.html"), model

    if not wanted.about_one:
        return [entry(wanted.title, wanted.name, drawing)]
    return [
        entry(f"{wanted.title}: {label}", f"{wanted.name}-{number}", asked)
        for number, (label, asked) in enumerate(_subjects(shared, wanted, drawing, answers), 1)
    ]


def _write(
    shared: Shared, drawn: dict[str, MapModel], answers: dict[str, Findings], drawing: Drawing, out: Path, head: Head
) -> list[IndexEntry]:
    """Writes all pages, findings and maps linked both ways; the entries of the findings."""
    shown = {name: shared.findings(shared.reported(found)) for name, found in answers.items()}
    listings = []
    for name, found in shown.items():
        rows = replace(findings_rows(found.table, str), title=all_questions()[name].title)
        subjects = answers[name].table["subject"].head(len(rows.rows))
        listings.append(Listing(f"findings-{name}.html", rows, tuple((str(one),) for one in subjects)))
    made = linked(drawn, listings)
    for page, model in made.maps.items():
        write_page(replace(model, meta=replace(model.meta, audit=head, contents=INDEX)), out / page)
    entries = []
    for table, (name, found) in zip(made.tables, shown.items(), strict=True):
        question, page = all_questions()[name], f"findings-{name}.html"
        text = findings_html(
            question, found, drawing, str, audit=head, listed=replace(table, title=EACH), contents=INDEX
        )
        write_whole(out / page, text)
        figure = f"{len(found.table)} findings"
        entries.append(IndexEntry("Questions", question.title, question.about, page, question.concern, figure))
    return entries


def _subjects(shared: Shared, drawn: Map, drawing: Drawing, answers: dict[str, Findings]) -> list[tuple[str, Drawing]]:
    """What a map of one subject is drawn of, each with its label: a few children, the first place, the first group."""
    found: list[tuple[str, Drawing]] = []
    if "child" in drawn.about_one:
        label = shared.label(answers["missing-links"].table)
        found += [(label(child), replace(drawing, child=child)) for child in _most_missing(answers["missing-links"])]
    for kind, question in (("place", "risky-places"), ("group", "peer-groups")):
        if kind in drawn.about_one:
            first = answers[question].table.head(1)
            label = shared.label(first)
            found += [(label(one), replace(drawing, context=one)) for one in first["subject"].astype(str)]
    return found


def _most_missing(found: Findings) -> list[str]:
    """The children with most missing links; what is missing is ranked, not the children."""
    missing = found.table[found.table["state"].isin(["gap", "ended_without_successor", "present_stale"])]
    counts = missing.groupby("subject").size().sort_index().sort_values(ascending=False, kind="stable")
    return [str(child) for child in counts.index[:CHILDREN]]
