"""Whether every setting of a mapping exists and has the right form. The rest is replaced, so that all is checked.

`csgraph.importing.mapping` declares the settings; this module words what is wrong with them, since pydantic's own texts
speak to programmers.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from csgraph.importing import mapping as parts
from csgraph.importing.mapping_faults import Fault
from csgraph.importing.toml_lines import Path

STAND_IN = "?"
"""What stands in for a name that is missing or is not one."""

LISTS: dict[tuple[type, str], type] = {
    (parts.Mapping, "table"): parts.Table,
    (parts.Mapping, "example"): parts.Example,
    (parts.Table, "node"): parts.NodeRule,
    (parts.Table, "link"): parts.LinkRule,
    (parts.Table, "pair"): parts.PairRule,
}
"""Settings that are lists of tables."""

TABLES: dict[tuple[type, str], type] = {
    (parts.Mapping, "extract"): parts.Extract,
    (parts.Mapping, "covers"): parts.Covers,
}
"""Settings that are one table."""

WRITE = {
    "ages": "Write the youngest and the oldest age: ages = [0, 19].",
    "columns": 'Write a table of columns: upn = { header = "UPN", type = "upn" }.',
    "delimiter": 'Write one character: delimiter = ";" (or "\\t" for a tab).',
    "expect_rows": 'Write the fewest and the most rows: expect_rows = "1..500", or "1.." where there is no most.',
    "keys": 'Write at least one identifier: keys = ["upn:{upn}"].',
    "require": 'Write lists in a list: require = [["upn", "nhs"]] wants one of the two.',
    "width": "Write how many characters each identifier has: width = 13.",
    "set": 'Write the column of each property: set = { dob = "dob" }.',
    "fixed": 'Write the constant of each property: fixed = { role = "dsl" }.',
    "when": 'Write the values that a column must have: when = { status = ["open"] }.',
    "values": 'Write the code of each spelling: values = { "Soc worker" = "social_worker" }.',
    "row": 'Write the cells of one row: row = { "UPN" = "H801200001001" }.',
    "header": 'Write the header\'s text, or several: header = ["DOB", "Date of birth"].',
}
"""What to write instead, where an example says it best."""

NEEDED = {
    "name": "Give it a name.",
    "title": "Say in a few words what the extract is.",
    "agency": "Say who recorded it, by a code of importers/codes/agency.toml.",
    "who": "Say in words which children it covers.",
    "type": "Name the relationship type, such as ATTENDS.",
    "from": "Name the node of this table that it starts at.",
    "to": "Name the node of this table that it ends at.",
    "group": "Name the column whose value two rows must share.",
    "table": "Name the table that the row is of.",
    "extract": "Begin with [extract]: name, title and agency.",
    "covers": "Add [covers]: who, and the schemes and roles that it can show.",
}
"""What to write where a setting is missing."""


def shaped(read: dict[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """A mapping as read from TOML, with everything of a wrong form replaced, and what that was."""
    faults: list[Fault] = []
    return _part(parts.Mapping, read, (), faults), faults


def _part(kind: type, read: dict[str, Any], path: Path, faults: list[Fault]) -> dict[str, Any]:
    fields: dict[str, FieldInfo] = getattr(kind, "model_fields")  # noqa: B009  # kind is a Part, which mypy is not told
    known = {field.alias or name: field for name, field in fields.items()}
    faults.extend(_unknown_settings(read, known, path))
    meant = {near for name in read if name not in known for near in get_close_matches(name, list(known), 1)}
    made: dict[str, Any] = {}
    for name, field in known.items():
        if name in read:
            made[name] = _setting(kind, name, field, read[name], (*path, name), faults)
        elif field.is_required():
            if name not in meant:
                faults.append(Fault((*path, name), "is missing.", _instead(name, field, within=kind)))
            made[name] = _stand_in(kind, name)
    if kind is parts.Column:
        faults.extend(fault for fault in _found_somehow(made, path) if "header" not in meant and "from" not in meant)
    if kind is parts.NodeRule:
        faults.extend(fault for fault in _one_label(made, path) if "label" not in meant and "labels" not in meant)
    return {name: value for name, value in made.items() if value is not None}


def _unknown_settings(read: dict[str, Any], known: dict[str, FieldInfo], path: Path) -> Iterator[Fault]:
    for name in read:
        if name not in known:
            near = get_close_matches(name, list(known), 1)
            instead = f"Write {near[0]}." if near else f"There are: {', '.join(known)}."
            yield Fault((*path, name), "there is no such setting.", instead)


def _setting(kind: type, name: str, field: FieldInfo, value: object, path: Path, faults: list[Fault]) -> Any:
    """One setting, read as its kind; its default or a stand-in where it is not of the right form."""
    if (kind, name) in TABLES:
        return _table(TABLES[kind, name], name, value, path, faults)
    if (kind, name) in LISTS:
        return _tables(LISTS[kind, name], name, value, path, faults)
    if (kind, name) == (parts.Table, "columns"):
        if not isinstance(value, dict):
            faults.append(Fault(path, "is not a table.", WRITE[name]))
            return {}
        return {one: _table(parts.Column, one, cell, (*path, one), faults) for one, cell in value.items()}
    if get_origin(field.annotation) is dict and isinstance(value, dict):
        return _entries(name, field, value, path, faults)
    if _fits(field, value):
        return value
    faults.append(Fault(path, _wrong(field, value), _instead(name, field, value)))
    return _stand_in(kind, name) if field.is_required() else None


def _table(kind: type, name: str, value: object, path: Path, faults: list[Fault]) -> dict[str, Any]:
    if isinstance(value, dict):
        return _part(kind, value, path, faults)
    form = WRITE["columns"] if kind is parts.Column else f"Write [{name}] on a line of its own, its settings below it."
    faults.append(Fault(path, "is not a table.", form))
    return {"header": STAND_IN} if kind is parts.Column else _part(kind, {}, path, [])


def _tables(kind: type, name: str, value: object, path: Path, faults: list[Fault]) -> list[dict[str, Any]]:
    header = f"[[table.{name}]]" if kind in (parts.NodeRule, parts.LinkRule, parts.PairRule) else f"[[{name}]]"
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        faults.append(Fault(path, "is not a list of tables.", f"Begin each with {header}."))
        return [] if kind is not parts.Table else [_part(kind, {}, path, [])]
    if kind is parts.Table and not value:
        faults.append(Fault(path, "there is no table.", f"Begin one with {header}."))
        return [_part(kind, {}, path, [])]
    return [_part(kind, one, (*path, place), faults) for place, one in enumerate(value)]


def _entries(name: str, field: FieldInfo, value: dict[str, Any], path: Path, faults: list[Fault]) -> dict[str, Any]:
    """The entries of a table of texts or lists, each looked at alone."""
    adapter = TypeAdapter(get_args(field.annotation)[1])
    kept = {}
    for key, one in value.items():
        try:
            kept[key] = adapter.validate_python(one)
        except ValidationError:
            faults.append(Fault((*path, key), f"is {_form(one)}.", WRITE[name]))
    return kept


def _fits(field: FieldInfo, value: object) -> bool:
    annotated: Any = field.annotation
    for constraint in field.metadata:
        annotated = Annotated[annotated, constraint]
    try:
        TypeAdapter(annotated).validate_python(value)
    except ValidationError:
        return False
    return True


def _choices(field: FieldInfo) -> list[str]:
    return [str(one) for one in get_args(field.annotation)] if get_origin(field.annotation) is Literal else []


def _wrong(field: FieldInfo, value: object) -> str:
    choices = _choices(field)
    if choices and isinstance(value, str):
        return f"“{value}” is not one of {', '.join(choices)}."
    return f"is {_form(value)}." if not isinstance(value, str) or field.annotation is not str else "has the wrong form."


def _form(value: object) -> str:
    """What a value is, in words; never the value itself."""
    if isinstance(value, (list, dict)) and not value:
        return "empty"
    forms = {bool: "true or false", int: "a number", float: "a number", str: "a text", dict: "a table"}
    return "a list that does not fit here" if isinstance(value, list) else forms.get(type(value), "a date or time")


def _instead(name: str, field: FieldInfo, value: object = None, *, within: type = parts.Part) -> str:
    if within is parts.Mapping and name == "table":
        return "Begin one with [[table]]: a name, a file or sheet, columns and nodes."
    if name in WRITE:
        return WRITE[name]
    choices = _choices(field)
    if choices:
        near = get_close_matches(str(value), choices, 1)
        return f"Write {near[0]}." if near else f"Write one of {', '.join(choices)}."
    if value is None and name in NEEDED:
        return NEEDED[name]
    if field.annotation is bool:
        return f"Write {name} = true or {name} = false, without quotes."
    if "list" in str(field.annotation):
        return f'Write a list of texts: {name} = ["…"].'
    return f'Write a text in quotes: {name} = "…".'


def _stand_in(kind: type, name: str) -> Any:
    """Something of the right form, so that what depends on it is still checked."""
    if (kind, name) in TABLES:
        return _part(TABLES[kind, name], {}, (), [])
    if (kind, name) in LISTS:
        return [_part(LISTS[kind, name], {}, (), [])]
    return {"columns": {}, "row": {}, "keys": [STAND_IN]}.get(name, STAND_IN)


def _found_somehow(made: dict[str, Any], path: Path) -> Iterator[Fault]:
    if bool(made.get("header")) == (made.get("from") is not None):
        both = "has both a header and a column that it is derived from." if made.get("header") else "has no header."
        yield Fault(
            (*path, "header"), both, 'Write either header = "…", or from = "…", the column that it is derived from.'
        )
        made.pop("from", None)
        made["header"] = made.get("header") or STAND_IN


def _one_label(made: dict[str, Any], path: Path) -> Iterator[Fault]:
    if (made.get("label") is None) == (not made.get("labels")):
        both = "has both a label and labels." if made.get("labels") else "has no label."
        write = 'Write either label = "Child", or labels = ["Child", "Adult"], the labels that its key may have.'
        yield Fault((*path, "label"), both, write)
        made.pop("labels", None)
        made["label"] = made.get("label") or STAND_IN
