"""The model holds together, and everything that is made from it is."""

import re

import pytest
import reference

from csgraph import model
from csgraph.codes import code_list
from csgraph.folders import every
from csgraph.schema import Link, Node
from csgraph.store.schema_statements import embedded_statements, neo4j_statements

NAMES = re.compile(r"[a-z][a-z0-9_]*")


@pytest.mark.parametrize("node", model.NODES, ids=lambda n: n.label)
def test_node(node: Node) -> None:
    assert re.fullmatch(r"[A-Z][A-Za-z]*", node.label)
    assert node.about.endswith(".")
    names = [p.name for p in model.node_properties(node.label)]
    assert len(names) == len(set(names))
    assert all(NAMES.fullmatch(name) for name in names)


@pytest.mark.parametrize("link", model.LINKS, ids=lambda n: n.type)
def test_link(link: Link) -> None:
    assert re.fullmatch(r"[A-Z][A-Z_]*", link.type)
    assert link.about.endswith(".")
    assert len(set(link.pairs)) == len(link.pairs)
    assert {label for pair in link.pairs for label in pair} <= set(model.NODE)
    names = [p.name for p in model.link_properties(link.type)]
    assert len(names) == len(set(names))


def test_every_code_list_named_by_the_model_is_there_and_every_one_there_is_sound() -> None:
    named = {p.codes for n in model.NODES for p in n.properties if p.codes}
    named |= {p.codes for link in model.LINKS for p in model.link_properties(link.type) if p.codes}
    there = set(every("importers/codes", "*.toml"))
    assert named <= there
    for name in there:
        listed = code_list(name)
        assert listed.source
        assert set(listed.aliases.values()) <= set(listed.codes), name
        assert all(set(flagged) <= set(listed.codes) for flagged in listed.flags.values()), name


def test_an_alias_never_contradicts_a_code_or_label() -> None:
    for name in every("importers/codes", "*.toml"):
        listed = code_list(name)
        for code in listed.codes:
            assert listed.canonical(code) == code, f"{name}: {code}"


def test_a_part_of_a_description_is_not_the_code() -> None:
    roles = code_list("role")
    assert roles.canonical("Social worker") == "social_worker"
    assert roles.canonical("Social Worker - Adults") != "social_worker"
    assert roles.canonical("something else") is None


def test_schema_statements_declare_every_label_and_type_once() -> None:
    embedded = list(embedded_statements())
    assert len(embedded) == len(model.NODES) + len(model.LINKS)
    child = next(s for s in embedded if "`Child`(" in s and "NODE" in s)
    assert child.startswith(
        "CREATE NODE TABLE IF NOT EXISTS `Child`(`id` STRING, `forename` STRING, `surname` STRING, `dob` DATE"
    )
    assert child.endswith("PRIMARY KEY(id))")
    constraints = list(neo4j_statements())
    assert "CREATE CONSTRAINT csgraph_child_id IF NOT EXISTS FOR (n:Child) REQUIRE n.id IS UNIQUE" in constraints
    assert len(constraints) == len(set(constraints))


@pytest.mark.parametrize("name", ["model.md", "queries.md", "mappings.md", "cli.md"])
def test_reference_pages_say_what_the_code_does(name: str) -> None:
    assert (reference.DOCS / name).read_text(encoding="utf-8") == reference.pages()[name], "run make reference"
