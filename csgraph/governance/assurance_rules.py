"""What the partnership's pack counts, as the assurance part of rules/packs.toml says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from csgraph.questions.rule_files import Role, RuleTable, read_rules

FILE = "packs.toml"


class Count(RuleTable):
    """One set of things counted by state, and the tables that it is printed in.

    Attributes:
        title: what is counted, in words.
        name: by which a part of it refers to it; empty where none does.
        question: the question that it is made from.
        of: count findings, or each subject once, in the first of its states.
        states: states and their words, in order: values of the findings' state, or columns of the figures. Findings in
            other states are not counted.
        by: headings of tables, and the column of the findings that each is parted by; days are told by month.
        figures: headings of tables, and the figure that each is made from, in place of the findings; its first column
            names the groups.
        nested: each column of the figures holds those before it; what it has more than them is counted.
        whole: the column of the figures that holds everything, beside the states.
        rest: words for what is in none of the states; with `whole`.
        part_of: the name of another count of which this is a part; states and tables are those of that one.
        role: for a part: roles that tell which findings are in it.
        note: a sentence beside it.
    """

    title: str
    name: str = ""
    question: str = ""
    of: Literal["findings", "subjects"] = "findings"
    states: Mapping[str, str] = {}
    by: Mapping[str, str] = {}
    figures: Mapping[str, str] = {}
    nested: bool = False
    whole: str = ""
    rest: str = ""
    part_of: str = ""
    role: tuple[Role, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Count:
        if self.part_of:
            if not self.role or self.states or self.by or self.figures:
                raise ValueError("a part has roles, and the states and tables of what it is a part of")
        elif not self.question or not self.states:
            raise ValueError("a count needs a question and states")
        if self.by and self.figures:
            raise ValueError("tables are made from the findings or from figures, not from both")
        if bool(self.whole) != bool(self.rest):
            raise ValueError("whole and rest go together")
        return self


class Heading(RuleTable):
    """A heading of the audit.

    Attributes:
        title: the heading.
        asks: the audit's concern, or what it saw, in our words.
        count: what is counted under it.
        meetings: whether pages made for a shared screen are counted under it, from the audit log.
    """

    title: str
    asks: str
    count: tuple[Count, ...] = ()
    meetings: bool = False


class Assurance(RuleTable):
    """The partnership's pack."""

    title: str
    about: str
    marking: str
    notes: tuple[str, ...] = ()
    heading: tuple[Heading, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _parts_of_something(self) -> Assurance:
        every = [count for heading in self.heading for count in heading.count]
        names = {count.name for count in every if count.name and count.by}
        unknown = sorted({count.part_of for count in every if count.part_of} - names)
        if unknown:
            raise ValueError(f"a part of {', '.join(unknown)}, which is no count of findings")
        return self


class AssuranceFile(RuleTable):
    """The file, of which this reads the partnership's part."""

    assurance: Assurance
    csog: Any


def assurance_rules(path: Path | None = None) -> Assurance:
    """The partnership's part of the file of packs, the person's own before the shipped one.

    Raises:
        CsgraphError: there is none, or every fault that it has.
    """
    return read_rules(FILE, AssuranceFile, path).assurance
