"""Packs as sites: every link leads somewhere, findings and maps to each other; nobody is named, files are whole."""

import json
import os
import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from loaded_sample import loaded_sample
from map_models import peers, places, professional

from csgraph.cli.running import csgraph
from csgraph.errors import CsgraphError
from csgraph.folders import folder
from csgraph.governance.pseudonyms import pseudonym
from csgraph.maps.linking import Listing, linked
from csgraph.maps.material import grouped
from csgraph.maps.model import MapModel, Table
from csgraph.maps.page import page_ids
from csgraph.maps.parts import Part
from csgraph.maps.site_folder import MARK, write_folder
from csgraph.store import open_store

CHILDREN = (300, 7)
DRAWN = 1
"""Children whose networks the test's pack has, so that it is quick."""
SCRIPT = re.compile(r"<style>.*?</style>|<script>.*?</script>", re.DOTALL)
"""What every page has alike; the data of a map stands in an element of another sort."""


class Page(HTMLParser):
    """The links, anchors and rows with links of a page, and the data of its map."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.rows: dict[str, list[str]] = {}
        self._row = ""
        self.text = path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "tr":
            self._row = given.get("id") or ""
        if tag == "a":
            self.hrefs.append(str(given["href"]))
            if self._row:
                self.rows.setdefault(self._row, []).append(str(given["href"]))

    def handle_endtag(self, tag: str) -> None:
        self._row = "" if tag == "tr" else self._row

    @cached_property
    def records(self) -> dict[str, dict[str, Any]]:
        found = re.search(r'id="map-data"[^>]*>(.*?)</script>', self.text, re.DOTALL)
        return {node["id"]: node for node in json.loads(found.group(1))["nodes"]} if found else {}

    @property
    def anchors(self) -> set[str]:
        return {*self.ids, *self.records}


@dataclass(frozen=True)
class Site:
    folder: Path
    log: dict[str, Any]

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {path.name: Page(path) for path in sorted(self.folder.iterdir())}


def run(*words: str) -> str:
    done = CliRunner().invoke(csgraph, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def few_maps(into: Path) -> Path:
    """A configuration whose packs draw few maps of single children."""
    shutil.copytree(folder("rules"), into / "rules")
    packs = into / "rules" / "packs.toml"
    packs.write_text(
        packs.read_text(encoding="utf-8").replace("children = 12", f"children = {DRAWN}"), encoding="utf-8"
    )
    return into


@pytest.fixture(scope="module")
def some_child() -> str:
    with open_store(loaded_sample(*CHILDREN), read_only=True) as store:
        return str(store.read("child_workers", as_of="2026-10-31")["child"].value_counts().index[0])


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, some_child: str) -> dict[str, Site]:
    base = tmp_path_factory.mktemp("sites")
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSGRAPH_CONFIG_DIR", str(few_maps(base / "own")))
        for name, call in {
            "csog": ("pack", "csog"),
            "brief": ("brief", some_child),
            "assurance": ("pack", "assurance"),
        }.items():
            log = base / f"{name}.jsonl"
            patch.setenv("CSGRAPH_AUDIT_LOG", str(log))
            run(*call, "--store", loaded_sample(*CHILDREN), "--format", "site", "--out", str(base / name))
            made[name] = Site(base / name, json.loads(log.read_text(encoding="utf-8")))
    return made


NAMES = pytest.mark.parametrize("name", ["csog", "brief", "assurance"])


@NAMES
def test_every_link_leads_to_a_page_and_a_place_that_there_is(sites: dict[str, Site], name: str) -> None:
    pages = sites[name].pages
    links = [(page, href) for page, found in pages.items() for href in found.hrefs]
    links += [
        (page, href) for page, found in pages.items() for node in found.records.values() for _, href in node["links"]
    ]
    for page, href in links:
        file, _, anchor = href.partition("#")
        assert (file or page) in pages, href
        assert not anchor or anchor in pages[file or page].anchors, (page, href)
    assert all("index.html" in found.hrefs for page, found in pages.items() if page != "index.html")
    listed = {href for href in pages["index.html"].hrefs if not href.startswith("#")}
    assert listed == set(pages) - {"index.html"}


@pytest.mark.parametrize("name", ["csog", "brief"])
def test_findings_and_maps_lead_to_each_other(sites: dict[str, Site], name: str) -> None:
    pages, there = sites[name].pages, 0
    for page, found in pages.items():
        for row, hrefs in found.rows.items():
            for target, _, record in (href.partition("#") for href in hrefs):
                back = [href for _, href in pages[target].records[record]["links"]]
                assert f"{page}#{row}" in back
                there += 1
    assert there > (20 if name == "csog" else 5)


def test_every_row_whose_subject_is_drawn_leads_there_and_back() -> None:
    maps = {"map-one.html": professional(), "map-all.html": peers(), "map-places.html": places()}
    ids = list(dict.fromkeys(node.id for model in maps.values() for node in model.nodes))
    rows = tuple((f"row {n}",) for n in range(len(ids) + 1))
    made = linked(
        maps, [Listing("findings.html", Table("All", ("A",), rows), tuple((one,) for one in [*ids, "nobody"]))]
    )
    assert made.tables[0].anchors == tuple(f"f{n}" for n in range(1, len(ids) + 2))
    for one, anchor, links in zip([*ids, "nobody"], made.tables[0].anchors, made.tables[0].links, strict=True):
        on = {page: page_ids(model)[one] for page, model in maps.items() if one in page_ids(model)}
        assert {href for _, href in links} <= {f"{page}#{number}" for page, number in on.items()}
        assert bool(links) == bool(on)
        for page in on:
            assert ("All, row " + anchor[1:], f"findings.html#{anchor}") in links_of(made.maps[page], one)


def links_of(model: MapModel, id_: str) -> tuple[tuple[str, str], ...]:
    return next(node.links for node in model.nodes if node.id == id_)


def test_rows_are_counted_on_through_the_tables_of_a_page() -> None:
    two = Table("T", ("A",), (("x",), ("y",)))
    made = linked(
        {}, [Listing("a.html", two, ((), ())), Listing("b.html", two, ((), ())), Listing("a.html", two, ((), ()))]
    )
    assert [table.anchors for table in made.tables] == [("f1", "f2"), ("f1", "f2"), ("f3", "f4")]
    assert not any(table.links for table in made.tables)


@NAMES
def test_nobody_is_named_and_whoever_is_shown_is_logged(sites: dict[str, Site], name: str) -> None:
    with open_store(loaded_sample(*CHILDREN), read_only=True) as store:
        named = store.read("child_names").dropna(subset=["forename", "surname"])
        children = set(store.read("children")["child"])
    told = "\n".join(SCRIPT.sub("", found.text) for found in sites[name].pages.values())
    names = [n for n in named["forename"] + " " + named["surname"] if n in told]
    assert not [n for n in names if re.search(rf"\b{re.escape(n)}\b", told)]
    assert not [one for one in children if one in told and re.search(rf"(?<![\w:]){re.escape(one)}(?!\w)", told)]
    shown = {one.partition("-")[2][:6] for one in re.findall(r"\b(?:CH|AD)-[0-9A-F]{6}", told)}
    assert shown <= {one[:6] for one in sites[name].log["subjects"]}
    assert bool(shown) == (name != "assurance")


@NAMES
def test_files_are_for_the_owner_alone_and_logged(sites: dict[str, Site], name: str) -> None:
    site = sites[name]
    assert sorted(site.log["outputs"]) == sorted(map(str, site.folder.iterdir()))
    assert not [one for one in site.folder.parent.iterdir() if one.name.startswith(".csgraph-")]
    head = site.log["mac"][:8].upper()
    assert all(f"Audit: {head}" in found.text for found in site.pages.values())
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in site.folder.iterdir()} == {0o600}
        assert site.folder.stat().st_mode & 0o777 == 0o700


@NAMES
def test_pages_carry_the_marking_and_load_nothing(sites: dict[str, Site], name: str) -> None:
    marking = "OFFICIAL – counts" if name == "assurance" else "OFFICIAL-SENSITIVE"
    for found in sites[name].pages.values():
        assert found.text.count(marking) >= 3
        assert "default-src &#39;none&#39;" in found.text
        assert not re.search(r'(?:src|href)="(?:https?:|//|data:)', found.text)
    assert name != "assurance" or not any("OFFICIAL-SENSITIVE" in found.text for found in sites[name].pages.values())


def test_methods_tell_rules_extracts_and_limits(sites: dict[str, Site]) -> None:
    told = sites["csog"].pages["methods.html"].text
    for words in ("csgraph ask panel-known", "Learning from the Contextual Safeguarding Audit", "no: check it before"):
        assert words in told
    for words in ("What the loaded extracts cover", "police_missing", "Boundary: every referral", "This ranks nobody"):
        assert words in told
    assert sum(page.startswith("map-professional-network") for page in sites["csog"].pages) == DRAWN


def test_a_site_takes_the_place_of_an_earlier_one_and_of_nothing_else(tmp_path: Path) -> None:
    index = f'<head>{MARK}</head><a href="{{}}.html">'
    site = tmp_path / "site"
    write_folder(site, {"index.html": index.format("old"), "old.html": "old"})
    write_folder(site, {"index.html": index.format("new"), "new.html": "new"})
    assert sorted(path.name for path in site.iterdir()) == ["index.html", "new.html"]
    (site / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CsgraphError, match=r"no part of an earlier site of csgraph's: notes\.txt"):
        write_folder(site, {"index.html": ""})
    assert (site / "new.html").read_text(encoding="utf-8") == "new"
    (site / "notes.txt").unlink()
    (site / "index.html").write_text('<a href="new.html">', encoding="utf-8")
    with pytest.raises(CsgraphError, match=r"index\.html"):
        write_folder(site, {"index.html": ""})
    link = tmp_path / "link"
    link.symlink_to(site, target_is_directory=True)
    with pytest.raises(CsgraphError, match="not a folder that can be written"):
        write_folder(link, {"index.html": ""})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "site"]


def test_a_site_that_fails_leaves_the_earlier_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_folder(site, {"index.html": f"<head>{MARK}</head>"})
    with pytest.raises(OSError):  # noqa: PT011  the system's own words
        write_folder(site, {"index.html": "new", "x" * 300: "no system takes such a name"})
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert MARK in (site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--format", "site", "--out", "{}"), "no part of an earlier site"),
        (("--out", "{}"), "is a folder"),
        (("--format", "pdf", "--encrypt"), "Only a page can be sealed"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_logged(
    words: tuple[str, ...], told: str, some_child: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CSGRAPH_AUDIT_LOG", str(tmp_path / "audit.jsonl"))
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine.txt").touch()
    more = [word.format(taken) for word in words]
    done = CliRunner().invoke(csgraph, ["brief", some_child, "--store", loaded_sample(*CHILDREN), *more])
    assert isinstance(done.exception, CsgraphError)
    assert told in str(done.exception)
    assert not (tmp_path / "audit.jsonl").exists()


def test_names_of_pages_are_plain_and_no_two_alike() -> None:
    def part(title: str) -> Part:
        return Part(title, "", Table(title, (), ()))

    groups = grouped([part("Été: one"), part("Été: two"), part("../x"), part("ete"), part("“”")])
    assert [group.page for group in groups] == [
        "findings-ete.html", "findings-x.html", "findings-ete-2.html", "findings-section.html",
    ]  # fmt: skip
    assert [len(group.parts) for group in groups] == [2, 1, 1, 1]


def test_a_brief_as_a_workbook_holds_its_sections_and_no_formula(some_child: str, tmp_path: Path) -> None:
    book = tmp_path / "brief.xlsx"
    run("brief", some_child, "--store", loaded_sample(*CHILDREN), "--format", "xlsx", "--out", str(book))
    read = openpyxl.load_workbook(book)
    assert read.sheetnames[0] == "1 Who"
    assert read.sheetnames[-1] == "About this file"
    cells = [cell for sheet in read for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert pseudonym(some_child)[:9] in " ".join(str(cell.value) for cell in cells)
