"""The rules of expected roles: what the shipped file says, and how a faulty one is refused."""

from pathlib import Path

import pytest

from csgraph.errors import CsgraphError
from csgraph.folders import folder
from csgraph.questions.role_rules import Condition, expected_roles

SHIPPED = folder("rules") / "expected_roles.toml"


def written(tmp_path: Path, rules: str) -> Path:
    """A file with the shipped boundary and states, and other rules."""
    head = SHIPPED.read_text(encoding="utf-8").partition("[[rule]]")[0]
    path = tmp_path / "expected_roles.toml"
    path.write_text(head + rules, encoding="utf-8")
    return path


def test_the_shipped_rules_expect_each_role_with_basis_source_and_whom_to_ask() -> None:
    rules = expected_roles(SHIPPED).rule
    assert {"gp", "dsl", "social_worker", "school_nurse", "rhi_provider"} <= {rule.roles[0] for rule in rules}
    assert all(rule.source and rule.ask for rule in rules)


def test_a_rule_that_asks_nothing_holds_for_every_child() -> None:
    (practice,) = [rule for rule in expected_roles(SHIPPED).rule if rule.role == "gp"]
    assert practice.conditions == (Condition(),)
    assert practice.conditions[0].facts() == []


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    faulty = """
[[rule]]
role = "wizard"
when = { age = [9, 4], plan = ["cp", "holiday"] }
basis = "X"
source = "s"
verified = true
ask = "a"

[[rule]]
role = "gp"
any_of = ["dsl"]
basis = "L"
source = "s"
verified = true
ask = "a"
colour = "red"
"""
    with pytest.raises(CsgraphError) as refused:
        expected_roles(written(tmp_path, faulty))
    message = str(refused.value)
    assert "rule 1, role: not in the code list role: wizard" in message
    assert "rule 1, when, plan: not in the code list plan: holiday" in message
    assert "rule 1, basis" in message
    assert "rule 2, colour" in message


def test_role_and_any_of_exclude_each_other(tmp_path: Path) -> None:
    both = '[[rule]]\nrole = "gp"\nany_of = ["dsl"]\nbasis = "L"\nsource = "s"\nverified = true\nask = "a"\n'
    with pytest.raises(CsgraphError, match="give either role or any_of"):
        expected_roles(written(tmp_path, both))


def test_the_youngest_age_comes_first(tmp_path: Path) -> None:
    rule = '[[rule]]\nrole = "gp"\nwhen = { age = [9, 4] }\nbasis = "L"\nsource = "s"\nverified = true\nask = "a"\n'
    with pytest.raises(CsgraphError, match="the youngest age comes first"):
        expected_roles(written(tmp_path, rule))


def test_what_is_not_toml_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "expected_roles.toml"
    path.write_text("[[rule", encoding="utf-8")
    with pytest.raises(CsgraphError, match=r"expected_roles\.toml is not TOML"):
        expected_roles(path)


def test_a_persons_own_rules_come_before_the_shipped_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    only = '[[rule]]\nrole = "gp"\nbasis = "L"\nsource = "s"\nverified = true\nask = "a"\n'
    written(tmp_path / "rules", only)
    monkeypatch.setenv("CSGRAPH_CONFIG_DIR", str(tmp_path))
    assert [rule.role for rule in expected_roles().rule] == ["gp"]
