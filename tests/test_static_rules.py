"""Rules that no reviewer should have to watch: what faults are worded with, and where queries are put together."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from csgraph import model

ROOT = Path(__file__).resolve().parents[1] / "csgraph"
OURS = {
    "CsgraphError",
    "MappingError",
    "ExtractError",
    "StoreError",
    "BadConstant",
    "Unreadable",
    "UnknownCode",
    "MonthFirst",
}
"""Faults that csgraph words itself, without a cell's value."""
PLACES_ONLY = {"TOMLDecodeError", "UnicodeDecodeError", "UnicodeEncodeError"}
"""Tried: TOML's faults tell a place and at most one character; those of encodings tell bytes and places."""
SAFE_PARTS = {"strerror", "code", "errno", "filename", "start", "lineno", "colno", "what", "advice", "exc_type"}
PLACED = ("type(fault).__name__", "first_line(", "_places(faults.failure_cases)", "_file_of(fault")
"""What leaves nothing of a record: the kind alone, ladybug's words without values, columns and checks, a file named."""
WRITTEN_BY_ANALYSTS = {
    *("maps/theme.py", "maps/settings.py", "codes.py", "questions/role_rules.py", "importing/mapping_check.py"),
    *(
        "governance/layers.py",
        "linkage/spelling.py",
        "store/retention.py",
        "importing/mapping_faults.py",
        "importing/mapping_shape.py",
        "importing/toml_syntax.py",
    ),
}
"""They read what an analyst wrote, such as a theme: nothing in it is a record, and the fault says what to mend."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        if "sample" not in path.relative_to(ROOT).parts:
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def kinds_of(handler: ast.ExceptHandler) -> set[str]:
    """The names of the faults that a handler takes."""
    told = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {ast.unparse(one).rpartition(".")[2] for one in told if one is not None}


def put_into_text(node: ast.AST) -> Iterator[ast.AST]:
    """What a piece of code turns into text: all within braces of an f-string, or within `str(…)` and `repr(…)`."""
    if isinstance(node, ast.FormattedValue):
        yield from ast.walk(node.value)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("str", "repr"):
        for given in node.args:
            yield from ast.walk(given)


def worded_with(handler: ast.ExceptHandler) -> Iterator[int]:
    """Lines of a handler that put the fault itself, not one of its harmless parts, into a text."""
    harmless = {
        id(node.value)
        for node in ast.walk(handler)
        if isinstance(node, ast.Attribute) and node.attr in SAFE_PARTS and isinstance(node.value, ast.Name)
    }
    for node in ast.walk(handler):
        for one in put_into_text(node):
            if isinstance(one, ast.Name) and one.id == handler.name and id(one) not in harmless:
                yield one.lineno


def test_no_fault_of_a_library_is_put_into_words() -> None:
    found = []
    for name, tree in modules():
        for handler in (node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.name):
            if name not in WRITTEN_BY_ANALYSTS and kinds_of(handler) - OURS - PLACES_ONLY:
                found += [f"{name}:{line}" for line in worded_with(handler) if not harmless_line(name, line)]
    assert found == []


def harmless_line(name: str, line: int) -> bool:
    """Whether a line puts a fault through something that takes the values out."""
    shown = (ROOT / name).read_text(encoding="utf-8").splitlines()[line - 1]
    return any(words in shown for words in PLACED)


QUERY = re.compile(r"\b(MATCH|MERGE|UNWIND|DETACH|CREATE NODE|CREATE REL|COPY)\b")
PUT_TOGETHER_FROM_THE_MODEL = {
    *("governance/disguise.py", "governance/forgetting.py", "governance/pseudonyms.py", "network/around.py"),
    *("store/counting.py", "store/difference.py", "store/embedded.py", "store/graph_file.py"),
    *("store/neo4j.py", "store/rehearsal.py", "store/schema_statements.py", "store/verify.py"),
    *("store/erasing.py", "store/forgotten.py", "store/review_days.py"),
}
"""Modules whose queries hold names of labels, types and properties; all of them are the model's own."""


def test_queries_are_put_together_in_known_places_only() -> None:
    found = {name for name, tree in modules() for node in ast.walk(tree) if is_made_query(node)}
    assert found - PUT_TOGETHER_FROM_THE_MODEL == set()
    assert PUT_TOGETHER_FROM_THE_MODEL - found == set()


def test_names_of_the_model_are_plain_words() -> None:
    names = {*model.NODE, *(link.type for link in model.LINKS)}
    names |= {item.name for label in model.NODE for item in model.node_properties(label)}
    names |= {item.name for link in model.LINKS for item in model.link_properties(link.type)}
    assert [name for name in names if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name)] == []


def is_made_query(node: ast.AST) -> bool:
    """Whether a node is Cypher with something put into it: an f-string, `%`, `+` or `.format`."""
    if isinstance(node, ast.JoinedStr):
        parts = [one.value for one in node.values if isinstance(one, ast.Constant)]
        return len(parts) < len(node.values) and any(QUERY.search(str(part)) for part in parts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mod, ast.Add)):
        return any(isinstance(one, ast.Constant) and QUERY.search(str(one.value)) for one in (node.left, node.right))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join"):
        return isinstance(node.func.value, ast.Constant) and QUERY.search(str(node.func.value.value)) is not None
    return False
