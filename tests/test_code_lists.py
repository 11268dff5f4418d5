"""The code lists hold together: what the model names is there, and no spelling has two meanings."""

from collections.abc import Iterator

import pytest

from csgraph import model
from csgraph.codes import code_list, folded
from csgraph.folders import every

LISTS = sorted(every("importers/codes", "*.toml"))
TIES = ("peer_tie", "adult_tie", "place_tie", "family_tie")


def named_by_the_model() -> Iterator[str]:
    """Every list that a property of the model takes its values from."""
    properties = [p for n in model.NODES for p in n.properties] + [p for link in model.LINKS for p in link.properties]
    yield from (p.codes for p in (*properties, *model.PROVENANCE) if p.codes)


@pytest.mark.parametrize("name", sorted(set(named_by_the_model())))
def test_every_list_that_the_model_names_is_there(name: str) -> None:
    assert code_list(name).codes


@pytest.mark.parametrize("name", LISTS)
def test_no_spelling_has_two_meanings(name: str) -> None:
    listed = code_list(name)
    meanings: dict[str, set[str]] = {}
    spellings = [(code, code) for code in listed.codes] + [(label, code) for code, label in listed.codes.items()]
    for spelling, code in (*spellings, *listed.aliases.items()):
        meanings.setdefault(folded(spelling), set()).add(code)
    assert {spelling: codes for spelling, codes in meanings.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("name", LISTS)
def test_aliases_and_flags_point_to_codes(name: str) -> None:
    listed = code_list(name)
    meant = {*listed.aliases.values(), *(code for codes in listed.flags.values() for code in codes)}
    assert meant <= set(listed.codes)


@pytest.mark.parametrize("tie", TIES)
def test_a_peer_map_relationship_reads_the_same_in_the_list_of_its_kind(tie: str) -> None:
    words, kind = code_list("relationship"), code_list(tie)
    spellings = {*words.codes, *words.codes.values(), *words.aliases} - {"Trusted adult"}
    different = {s for s in spellings if words.canonical(s) in kind.codes and kind.canonical(s) != words.canonical(s)}
    assert different == set()


def test_a_role_is_not_taken_from_half_a_title() -> None:
    assert code_list("role").canonical("Social worker - adults") is None
    assert code_list("role").canonical("social worker") == "social_worker"
