"""The visual guide for practitioners: two pages, tagged, and made from the theme and the pictures of today."""

import json

import typst
from visual_guide import DOCS, PDF, SOURCE, guide

from csgraph.maps.page import theme_data


def test_it_is_made_from_the_theme_and_the_pictures_of_today() -> None:
    assert PDF.read_bytes() == guide(), "run make guide"


def test_it_has_two_pages_and_is_tagged() -> None:
    given = {"data": json.dumps(theme_data())}
    pages: object = typst.compile(SOURCE, root=DOCS, format="png", ppi=20, sys_inputs=given, ignore_system_fonts=True)
    assert isinstance(pages, list)
    assert len(pages) == 2
    made = PDF.read_bytes()
    assert all(part in made for part in (b"/StructTreeRoot", b"/Marked true", b"/Lang"))
