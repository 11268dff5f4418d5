"""Packs as printed files: tagged, marked on each page, with the rows of the page and nothing read as markup."""

import os
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from loaded_sample import loaded_sample
from map_models import HOSTILE, peers, poisoned, professional
from pack_examples import TYPST, material
from pdf_text import Pdf

from csgraph.cli.running import csgraph
from csgraph.folders import folder
from csgraph.governance.plain_text import plain
from csgraph.maps.charts import bars
from csgraph.maps.material import Material
from csgraph.maps.pdf import compiled, write_pdf
from csgraph.maps.pdf_data import data_of
from csgraph.maps.pdf_signs import MISSING, printable
from csgraph.maps.site import site_pages

CHILD = "ssd:4100085"
"""A child of the sample of whom nearly every question has something to tell."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Material, Pdf, Path]:
    made = material(TYPST, {"map-one.html": professional(), "map-all.html": peers()})
    path = write_pdf(made, tmp_path_factory.mktemp("pdf") / "pack.pdf", "ABCD1234")
    return made, Pdf(path.read_bytes()), path


def test_is_tagged_and_says_its_language_and_title(printed: tuple[Material, Pdf, Path]) -> None:
    made, pdf, path = printed
    said = pdf.everything()
    for key in (
        b"/MarkInfo<</Marked true",
        b"/StructTreeRoot ",
        b"/Lang(en-GB)",
        b"/DisplayDocTitle true",
        b"/S/TH",
        b"/S/H1",
    ):
        assert key in said, key
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.raw
    assert f"/Title({made.title})".encode() in said
    assert said.count(b"/S/Figure") == said.count(b"/Alt(") >= 2 + len(made.maps)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_every_page_carries_the_marking_twice_and_its_number(printed: tuple[Material, Pdf, Path]) -> None:
    _, pdf, _ = printed
    pages = pdf.pages()
    assert len(pages) > 4
    for number, page in enumerate(pages, 1):
        told = pdf.text(page)
        assert told.count("OFFICIAL-SENSITIVE") >= 2
        assert f"Page {number} of {len(pages)}" in told
        assert "Audit: ABCD1234" in told


def test_texts_that_mean_something_in_markup_are_printed_as_they_stand(printed: tuple[Material, Pdf, Path]) -> None:
    _, pdf, _ = printed
    told = _squeezed("".join(pdf.text(page) for page in pdf.pages()))
    assert [text for text in TYPST if _squeezed(text) not in told] == []


def test_the_printed_rows_are_those_of_the_page(printed: tuple[Material, Pdf, Path]) -> None:
    made, pdf, _ = printed
    page = site_pages(made, "ABCD1234")["findings-findings.html"]
    shown = re.findall(r'<tr id="f\d+"><th scope="row">', page)
    rows = data_of(made, "")["groups"][0]["parts"][0]["rows"]
    assert len(shown) == len(rows) == len(TYPST)
    assert [row["at"] for row in rows] == [f"at-findings-findings-f{n}" for n in range(1, len(TYPST) + 1)]
    links = [link for row in rows for link in row["links"]]
    back = [link for map_ in data_of(made, "")["maps"] for row in map_["records"]["rows"] for link in row["links"]]
    assert links
    assert back
    assert pdf.everything().count(b"/Subtype/Link") >= len(links) + len(back)


def test_hostile_text_of_maps_and_signs_that_no_font_has_are_inert(tmp_path: Path) -> None:
    texts = (*HOSTILE, "中文 👩‍👧 ไทย", "שלום مرحبا Ελλ")
    made = material(texts, {"map-one.html": poisoned(professional(identifiable=True))}, "中 #panic(1) </title>")
    pdf = Pdf(write_pdf(made, tmp_path / "x.pdf", "#panic(2)").read_bytes())
    told = _squeezed("".join(pdf.text(page) for page in pdf.pages()))
    assert _squeezed("#panic(2)") in told
    assert _squeezed("<a href=\"javascript:window.hurt='href'\">href</a>") in told
    assert f"{MISSING}{MISSING}" in told
    assert b"/JavaScript" not in pdf.everything()
    assert b"/URI" not in pdf.everything()


def test_only_signs_that_no_font_has_are_replaced() -> None:
    assert printable("Zoë ✓ ✗ – “Łódź” Ελλ · … □") == "Zoë ✓ ✗ – “Łódź” Ελλ · … □"
    assert printable("Li 李 x") == f"Li {MISSING} x"


def test_pictures_use_a_font_that_the_file_has() -> None:
    chart = bars("C", _frame())
    assert chart
    made = replace(material(TYPST, {}), charts=(chart,))
    assert 'font-family="Libertinus Serif"' in data_of(made, "")["charts"][0]["svg"]
    raw = compiled("pack.typ", data_of(made, ""), datetime(2026, 10, 31, tzinfo=UTC))
    assert raw.startswith(b"%PDF-1.7")


def _frame() -> Any:
    import pandas as pd

    return pd.DataFrame({"State": ["gap"], "Findings": ["7"]}, dtype=object)


def test_a_brief_keeps_to_its_first_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(folder("rules"), tmp_path / "rules")
    rules = tmp_path / "rules" / "brief.toml"  # its maps have tests of their own, and take long
    rules.write_text(re.sub(r"(?m)^maps = .*$", "maps = []", rules.read_text(encoding="utf-8")), encoding="utf-8")
    monkeypatch.setenv("CSGRAPH_CONFIG_DIR", str(tmp_path))
    path = tmp_path / "brief.pdf"
    call = ["brief", CHILD, "--store", loaded_sample(), "--format", "pdf", "--out", str(path), "--purpose", "review"]
    done = CliRunner().invoke(csgraph, call)
    assert done.exit_code == 0, done.output
    pdf = Pdf(path.read_bytes())
    first, second = (pdf.text(page) for page in pdf.pages()[:2])
    for words in ("Professional network", "What must be answered before closing", "How it can mislead", "Lead worker:"):
        assert words in first
    assert second.startswith("OFFICIAL-SENSITIVE How this was made")
    assert "Purpose: review" in first


def _squeezed(text: str) -> str:
    """Without blanks and hyphens, for a line may be broken anywhere."""
    return re.sub(r"[\s\u00ad-]", "", plain(text, 10**6))
