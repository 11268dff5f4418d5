"""Files of rules/: typed, refused with every fault at once, and each rule with where it was published."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from csgraph.codes import code_list
from csgraph.errors import CsgraphError
from csgraph.folders import find


def in_list(name: str) -> AfterValidator:
    """Refuses a code, or codes, that the code list of that name does not have."""

    def check(value: Any) -> Any:
        unknown = sorted(({value} if isinstance(value, str) else {*value}) - code_list(name).codes.keys())
        if unknown:
            raise ValueError(f"not in the code list {name}: {', '.join(unknown)}")
        return value

    return AfterValidator(check)


Role = Annotated[str, in_list("role")]
Factors = Annotated[frozenset[str], in_list("factor")]
Days = Annotated[int, Field(gt=0)]


class RuleTable(BaseModel):
    """A table of a file of rules: a key that it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(RuleTable):
    """A rule that says where it comes from.

    Attributes:
        basis: S statutory or national guidance, L local or good practice.
        source: where it was published, or whose choice it is.
        verified: whether that source itself was read.
    """

    basis: Literal["S", "L"]
    source: str
    verified: bool

    @property
    def told(self) -> str:
        """The source as it is printed: one that nobody read says so."""
        return self.source if self.verified else f"{self.source} (unverified: check it before a report rests on it)"


Rules = TypeVar("Rules", bound=RuleTable)


def read_rules(file: str, shape: type[Rules], path: Path | None = None) -> Rules:
    """The rules of a file of rules/, the person's own before the shipped one.

    Args:
        file: its name, such as `closures.toml`.
        shape: what it holds.
        path: the file itself, where it is known.

    Raises:
        CsgraphError: there is no such file, or every fault that it has.
    """
    path = path or find("rules", file)
    if path is None:
        raise CsgraphError(f"There are no rules named {file}.", "See the rules folder.")
    try:
        return shape.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as fault:
        raise CsgraphError(f"{path.name} is not TOML: {fault}.") from None
    except ValidationError as faults:
        lines = [
            f"  - {_place(fault['loc'])}: {fault['msg'].removeprefix('Value error, ')}" for fault in faults.errors()
        ]
        raise CsgraphError(f"{path.name} cannot be used:\n" + "\n".join(lines)) from None


def unverified_caveat(rules: Iterable[Sourced]) -> list[str]:
    """One sentence on rules whose source nobody read, for the caveats of an answer; none where all were read."""
    every = list(rules)
    unread = sum(not rule.verified for rule in every)
    return [f"{unread} of {len(every)} rules rest on sources that their writer had not read."] if unread else []


def _place(parts: tuple[int | str, ...]) -> str:
    """Where in the file a fault lies: `rule 3, when, factor`, counting rules and conditions from 1."""
    return ", ".join(f"{part + 1}" if isinstance(part, int) else part for part in parts).replace("rule, ", "rule ")
