"""What a mapping (importers/<name>.toml) may say. `csgraph.importing.mapping_check` tells what is wrong with one."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

CellType = Literal[
    "id",
    "text",
    "date",
    "moment",
    "whole",
    "number",
    "flag",
    "upn",
    "nhs",
    "urn",
    "postcode",
    "email",
    "codes_json",
    "adult_or_child",
]
OneOrMore = str | list[str]


class Part(BaseModel):
    """Any part of a mapping: unknown settings are faults, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Extract(Part):
    """[extract]: what the file is and who recorded it.

    `encoding` and `delimiter` say how its CSV files are written; a byte order mark in a file says it for that file.
    """

    name: str
    title: str
    agency: str
    reliability: Literal["evidence", "reported", "judgement", "unverified"] = "reported"
    encoding: Literal["utf-8-sig", "cp1252"] = "utf-8-sig"
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","


class Covers(Part):
    """[covers]: which children the extract can speak of, and what it can show of them.

    Without roles it shows no professional, so nobody's absence from it is a gap. With `roles_named_only` an extract
    covers only those of its roles that some row of it names, as where each service sends its own list.
    """

    who: str
    schemes: list[str] = []
    ages: tuple[int, int] | None = None
    roles: list[str] = []
    roles_named_only: bool = False
    kinds: list[str] = []
    listed_only: bool = False


class Column(Part):
    """[table.columns]: how one column is found and read.

    `empty` lists words that mean nothing was written. `width` is how many characters each identifier has: a shorter one
    has lost its leading zeros, and its row is rejected.
    """

    header: OneOrMore | None = None
    derived_from: str | None = Field(None, alias="from")
    type: CellType = "text"
    codes: str | None = None
    split: str | None = None
    required: bool = False
    optional: bool = False
    values: dict[str, str] = {}
    empty: list[str] = []
    width: Annotated[int, Field(ge=2, le=40)] | None = None

    @property
    def headers(self) -> list[str]:
        """Header texts and /patterns/, the first that matches wins."""
        return [self.header] if isinstance(self.header, str) else self.header or []

    @property
    def listed(self) -> bool:
        """Whether a cell holds a list."""
        return self.split is not None or self.type == "codes_json"

    @model_validator(mode="after")
    def _found_somehow(self) -> Self:
        if bool(self.headers) == (self.derived_from is not None):
            raise ValueError("give either a header or `from`, the column that it is derived from")
        return self


Condition = dict[str, list[str]]


class Written(Part):
    """What nodes, links and pairs share: which rows give one, and what it carries.

    `set` names the column of each property; of several columns the first that a row fills. A text with braces is filled
    from its columns. `fixed` gives constants. `when` says which values of a column a row must have: "" is empty, "*" is
    anything, /…/ is a pattern.
    """

    set: dict[str, OneOrMore] = {}
    fixed: dict[str, str | int | float | bool | list[str]] = {}
    when: Condition = {}


class NodeRule(Written):
    """[[table.node]]: a node for each row (or for each element of the column `each`).

    The first of its keys that a row fills names the node. The others are further identifiers of the same subject; with
    `join = false` they only stand in for it where it is empty, as a name does that must never join two people.
    """

    name: str
    label: str | None = None
    labels: list[str] = []
    keys: Annotated[list[str], Field(min_length=1)]
    join: bool = True
    each: str | None = None

    @model_validator(mode="after")
    def _one_label(self) -> Self:
        if (self.label is None) == (not self.labels):
            raise ValueError("give either a label, or the labels that the key may have")
        return self


class LinkRule(Written):
    """[[table.link]]: a relationship between two nodes of the same row."""

    type: str
    start: str = Field(alias="from")
    end: str = Field(alias="to")


class PairRule(Written):
    """[[table.pair]]: a relationship between two rows that share the value of the column `group`."""

    type: str
    group: str
    start: str = Field(alias="from")
    end: str = Field(alias="to")


class Table(Part):
    """[[table]]: one file or sheet of the extract.

    `record` names the columns that make a record's own id; of each list in `require` a row must fill one.
    """

    name: str
    file: str | None = None
    sheet: str | None = None
    optional: bool = False
    expect_rows: Annotated[str, Field(pattern=r"^\d+\.\.\d*$")] = "1.."
    record: list[str] = []
    require: list[list[str]] = []
    recorded_on: str | None = None
    recorded_by: str | None = None
    reliability: str | None = None
    ignore: list[str] = []
    columns: dict[str, Column]
    node: list[NodeRule] = []
    link: list[LinkRule] = []
    pair: list[PairRule] = []


class Example(Part):
    """[[example]]: cells of one row, and the nodes and links that they must give."""

    table: str
    row: dict[str, str]
    nodes: list[str] = []
    links: list[str] = []


class Mapping(Part):
    """One mapping: one kind of extract from one agency."""

    extract: Extract
    covers: Covers
    table: Annotated[list[Table], Field(min_length=1)]
    example: list[Example] = []
