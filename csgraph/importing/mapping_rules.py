"""Whether what a mapping says makes sense: of the model, and of its own columns, nodes and tables."""

import re
from collections.abc import Iterator

from csgraph import model
from csgraph.importing.mapping import Column, Covers, Mapping, Table
from csgraph.importing.mapping_faults import Fault, nearest, no_column, pattern_faults, unknown_codes
from csgraph.importing.mapping_nodes import node_faults, rule_faults
from csgraph.importing.mapping_shape import STAND_IN
from csgraph.importing.toml_lines import Path

NATIONAL = ("nhs", "upn")
"""Cell types of identifiers that must not stand in a citation."""


def mapping_faults(mapping: Mapping, stem: str) -> Iterator[Fault]:
    """What is wrong with a mapping of the right form, but for its examples.

    Args:
        stem: name of its file, without the ending.
    """
    if mapping.extract.name != stem:
        write = f'Make them the same: name = "{stem}".'
        yield Fault(("extract", "name"), f"is “{mapping.extract.name}” but the file is named {stem}.toml.", write)
    yield from unknown_codes(("extract", "agency"), "agency", [mapping.extract.agency])
    if mapping.extract.delimiter in '"\r\n\0 ':
        yield Fault(("extract", "delimiter"), "cannot part the cells of a CSV file.", 'Write "," or ";" or "\\t".')
    yield from _covers_faults(mapping.covers)
    names = [table.name for table in mapping.table]
    for place, table in enumerate(mapping.table):
        path = ("table", place)
        if table.name in names[:place]:
            yield Fault((*path, "name"), f"another table is named {table.name}.", "Give this one its own name.")
        yield from table_faults(table, path)
    for place, example in enumerate(mapping.example):
        if example.table not in names and STAND_IN not in names:
            yield Fault(
                ("example", place, "table"), f"there is no table {example.table}.", nearest(example.table, names)
            )


def _covers_faults(covers: Covers) -> Iterator[Fault]:
    schemes = sorted({scheme for label in model.PEOPLE for scheme in model.NODE[label].schemes})
    at = ("covers", "schemes")
    for place, scheme in enumerate(covers.schemes):
        if scheme not in schemes:
            yield Fault((*at, place), f"there is no identifier scheme {scheme} of a child.", nearest(scheme, schemes))
    if "schemes" in covers.model_fields_set and not covers.schemes:
        write = 'Write those by which it names a child: schemes = ["upn"]. If it names none, leave the line out.'
        yield Fault(at, "is empty.", write)
    elif covers.roles and not covers.schemes:
        write = 'Add those by which it names a child: schemes = ["upn"]. Without, no gap can be told from it.'
        yield Fault(at, "is missing, and it has roles.", write)
    yield from unknown_codes(("covers", "roles"), "role", covers.roles)
    if covers.ages is not None and not 0 <= covers.ages[0] <= covers.ages[1]:
        youngest, oldest = sorted(abs(age) for age in covers.ages)
        what = f"goes from {covers.ages[0]} to {covers.ages[1]}."
        yield Fault(("covers", "ages"), what, f"The youngest comes first: ages = [{youngest}, {oldest}].")


def table_faults(table: Table, path: Path) -> Iterator[Fault]:
    """What is wrong with one table."""
    if (table.file is None) == (table.sheet is None):
        both = "has both a file and a sheet." if table.file is not None else "has neither a file nor a sheet."
        yield Fault(
            (*path, "file"), both, 'Write file = "*roll*" for a file, or sheet = "/^list 1/" for a sheet of a workbook.'
        )
    for name in ("sheet", "ignore"):
        for pattern in _listed(getattr(table, name)):
            yield from pattern_faults(pattern, (*path, name))
    least, _, most = table.expect_rows.partition("..")
    if most and int(most) < int(least):
        yield Fault((*path, "expect_rows"), f"goes from {least} to {most}.", f'Write "{most}..{least}".')
    for name, column in table.columns.items():
        yield from _column_faults(name, column, table, (*path, "columns", name))
    yield from _same_header(table, path)
    yield from _used_columns(table, path)
    nodes = [node.name for node in table.node]
    for place, node in enumerate(table.node):
        if node.name in nodes[:place]:
            yield Fault((*path, "node", place, "name"), f"another node is named {node.name}.", "Give it its own name.")
        yield from node_faults(node, table, (*path, "node", place))
    for place, link in enumerate(table.link):
        yield from rule_faults(link, table, (*path, "link", place))
    for place, pair in enumerate(table.pair):
        yield from rule_faults(pair, table, (*path, "pair", place))


def _listed(said: str | list[str] | None) -> list[str]:
    return [said] if isinstance(said, str) else said or []


def _used_columns(table: Table, path: Path) -> Iterator[Fault]:
    """Columns that the table itself names."""
    dated = {name for name, column in table.columns.items() if column.type in ("date", "moment")}
    said: tuple[tuple[str, str | None, set[str], str], ...] = (
        ("recorded_on", table.recorded_on, dated, 'holds no date; give it type = "date".'),
        ("recorded_by", table.recorded_by, _coded("agency", table), 'holds no agency; give it codes = "agency".'),
        (
            "reliability",
            table.reliability,
            _coded("reliability", table),
            'holds no reliability; give it codes = "reliability".',
        ),
    )
    for setting, column, fitting, why in said:
        if column is not None and column not in table.columns:
            yield no_column(column, table, (*path, setting))
        elif column is not None and column not in fitting:
            yield Fault((*path, setting), f"the column {column} {why}")
    yield from _record_faults(table, path)


def _record_faults(table: Table, path: Path) -> Iterator[Fault]:
    """Columns that make a record's id, and those of which a row must fill one."""
    for place, column in enumerate(table.record):
        if column not in table.columns:
            yield no_column(column, table, (*path, "record", place))
        elif table.columns[column].type in NATIONAL:
            what = f"{column} is a national identifier, and would stand in every citation."
            yield Fault((*path, "record", place), what, "Leave it out.")
    for place, either in enumerate(table.require):
        at = (*path, "require", place)
        if not either:
            yield Fault(at, "is empty.", "Name the columns of which a row must fill one.")
        for column in either:
            if column not in table.columns:
                yield no_column(column, table, at)
            elif table.columns[column].derived_from is not None:
                source = table.columns[column].derived_from
                yield Fault(at, f"{column} is derived from {source}.", f"Write {source}.")


def _coded(codes: str, table: Table) -> set[str]:
    return {name for name, column in table.columns.items() if column.codes == codes and not column.listed}


def _same_header(table: Table, path: Path) -> Iterator[Fault]:
    """Two columns cannot read one header; the second would never be found."""
    taken: dict[str, str] = {}
    for name, column in table.columns.items():
        for header in column.headers:
            if header in taken and header != STAND_IN:
                write = f'To read it twice, write {name} = {{ from = "{taken[header]}", … }}.'
                yield Fault((*path, "columns", name), f"reads the header “{header}” as {taken[header]} does.", write)
            taken.setdefault(header, name)


def _column_faults(name: str, column: Column, table: Table, path: Path) -> Iterator[Fault]:
    if not re.fullmatch(r"\w+", name) or name == "row":
        why = "“row” is csgraph's own word." if name == "row" else "a column's name has letters, digits and _ only."
        yield Fault(path, why, "Give it another name.")
    for pattern in column.headers:
        yield from pattern_faults(pattern, (*path, "header"))
    for pattern in column.values:
        yield from pattern_faults(pattern, (*path, "values", pattern))
    if column.split == "":
        yield Fault((*path, "split"), "is empty.", 'Write what parts the elements: split = ";".')
    yield from _derived_faults(column, table, path)
    if column.type == "codes_json" and column.codes is None and not column.values:
        yield Fault((*path, "type"), "codes_json needs a code list.", 'Add codes = "factor", or whichever it is.')
    if column.codes is not None:
        if column.type not in ("text", "id", "codes_json"):
            yield Fault(
                (*path, "codes"), f"a column of type {column.type} takes no codes.", "Leave one of the two out."
            )
        yield from unknown_codes((*path, "values"), column.codes, column.values.values(), (*path, "codes"))


def _derived_faults(column: Column, table: Table, path: Path) -> Iterator[Fault]:
    source = column.derived_from
    if column.type == "adult_or_child" and source is None:
        yield Fault((*path, "type"), "adult_or_child is told from a date of birth.", 'Write from = "dob", no header.')
    if source is None:
        return
    if source not in table.columns:
        yield no_column(source, table, (*path, "from"))
    elif table.columns[source].derived_from is not None:
        yield Fault((*path, "from"), f"{source} is derived itself.", "Name a column that has a header.")
    elif column.type == "adult_or_child" and (table.columns[source].type != "date" or table.columns[source].listed):
        yield Fault((*path, "from"), f"{source} is no date.", f'Give {source} type = "date".')
