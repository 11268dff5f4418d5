"""What of a subject's records may be shown: everything where it was asked for, else no name, birth date or address."""

from datetime import date

import pandas as pd

from csgraph import model
from csgraph.governance.redaction import initials
from csgraph.governance.sharing import FREE, Shared
from csgraph.store.provenance import Subject, Why

WITHHELD = "recorded, not shown"
PLACES = ("Location", "School")


def shown_facts(found: Why, shared: Shared, on: date) -> pd.DataFrame:
    """The facts as they may leave the store.

    Args:
        on: the day for ages in place of dates of birth.
    """
    rows = _never_shown(found)
    if shared.sharing.identifiable:
        called = [_called(found, shared, other) for other in rows["other"]]
        return _with_label(rows, called)
    values = [
        _value(found.subject, shared, *said, on) for said in zip(rows["what"], rows["name"], rows["value"], strict=True)
    ]
    names = [_name(shared, *one) for one in zip(rows["what"], rows["name"], strict=True)]
    called = [_called(found, shared, other) for other in rows["other"]]
    others = [
        _scheme(one) if what == "identifier" and shared.disguise.person(one) else _other(shared, one)
        for what, one in zip(rows["what"], rows["other"], strict=True)
    ]
    closed = rows.assign(
        name=names,
        value=pd.Series(values, index=rows.index, dtype=object),
        other=pd.Series(others, index=rows.index, dtype=object),
    ).drop(columns="record")
    return _with_label(closed, called)


def _never_shown(found: Why) -> pd.DataFrame:
    """The facts without the values that are only ever counted, whoever asks; that and where they are recorded stays."""
    closed = (found.facts["what"] == "value") & found.facts["name"].isin(model.COUNTED_ONLY)
    return found.facts.assign(value=found.facts["value"].mask(closed, WITHHELD))


def subject_called(found: Why, shared: Shared) -> str:
    """What to call the subject: a person's label, else its name or identifier as it may be shown."""
    person = shared.disguise.person(found.subject.id)
    if person:
        return shared.disguise.labels[person]
    return shared.disguise.home(found.subject.id) or shared.disguise.identifier(found.subject.id)


def identifiers_shown(found: Why, shared: Shared) -> list[str]:
    """Its identifiers; without leave only their schemes and its pseudonym."""
    if shared.sharing.identifiable:
        return found.identifiers
    shown = shared.disguise.identifier(found.subject.id)
    if shown == found.subject.id:
        return found.identifiers
    return [shown, *sorted({_scheme(one) for one in found.identifiers})]


def _with_label(rows: pd.DataFrame, called: list[str]) -> pd.DataFrame:
    labelled = rows.copy()
    labelled.insert(int(rows.columns.get_loc("other")) + 1, "other_is", called)  # type: ignore[arg-type]
    return labelled


def _called(found: Why, shared: Shared, other: object) -> str:
    subject = found.others.get(str(other))
    if subject is None:
        return ""
    person = shared.disguise.person(subject.id) if subject.label in model.PEOPLE else None
    return shared.disguise.labels[person] if person else ""


def _other(shared: Shared, one: object) -> object:
    return shared.disguise.identifier(one) if isinstance(one, str) else one


def _scheme(identifier: str) -> str:
    """Of a person's identifier only what kind it is."""
    return f"{identifier.partition(':')[0]}:…"


def _name(shared: Shared, what: str, name: str) -> str:
    return _scheme(name) if what == "identifier" and shared.disguise.person(name) else name


def _value(subject: Subject, shared: Shared, what: str, name: str, value: object, on: date) -> object:
    """A value as it may be shown: initials for names, an age for a date of birth, nothing of an address."""
    if not isinstance(value, str) or what != "value":
        return shared.disguise.text(value) if isinstance(value, str) else value
    personal = any(p.name == name and p.personal for p in model.NODE[subject.label].properties)
    if name == "dob" and personal:
        return _age(value, on)
    if name in ("forename", "surname") and personal:
        return f"{initials(value, None)}…"
    home = subject.label in PLACES and shared.disguise.home(subject.id) is not None
    if personal or name in FREE or (home and name not in ("kind", "online", "protective")):
        return WITHHELD
    return shared.disguise.text(value)


def _age(value: str, on: date) -> str:
    born = date.fromisoformat(value[:10])
    return f"aged {on.year - born.year - ((on.month, on.day) < (born.month, born.day))}"
