"""How alike two headers are: the same words in any order, abbreviations and usual other words taken as one."""

import re
from functools import cache

from csgraph.codes import folded

SAME = {
    "birth": ("dob", "dateofbirth", "birthdate", "born"),
    "forename": ("firstname", "givenname", "forenames", "christianname", "fname", "first"),
    "surname": ("lastname", "familyname", "sname", "secondname", "last"),
    "sex": ("gender",),
    "id": ("identifier", "number", "no", "num", "ref", "reference", "code", "ids", "refs"),
    "phone": ("telephone", "tel", "mobile", "telephonenumber", "phonenumber", "contactnumber"),
    "email": ("mail", "emailaddress"),
    "postcode": ("postalcode", "pcode"),
    "start": ("from", "began", "begin", "entry", "entered", "commenced", "opened", "admitted", "admission", "started"),
    "end": ("to", "ended", "left", "leaving", "finish", "finished", "closed", "ceased", "until"),
    "date": ("day", "datetime", "time", "on", "when"),
    "name": ("called",),
    "child": ("pupil", "student", "person", "client", "youngperson", "children", "pers"),
    "worker": ("practitioner", "professional", "caseworker", "keyworker", "allocatedworker", "staff"),
    "officer": ("pc", "oic"),
    "place": ("location", "venue", "premises", "site"),
    "role": ("post", "position", "capacity"),
    "kind": ("type", "category"),
    "year": ("yr", "yeargroup", "ncyear"),
    "nhs": ("nhsno", "nhsnumber"),
    "upn": ("uniquepupilnumber", "uniquepupil"),
    "urn": ("schoolurn", "establishmenturn"),
    "outcome": ("result",),
    "dsl": ("designatedsafeguardinglead", "safeguardinglead"),
    "team": ("unit",),
    "incident": ("crime", "occurrence"),
    "missing": ("misper",),
    "risk": ("grade",),
}
"""Words that extracts use for one thing."""

WORD = {other: word for word, others in SAME.items() for other in others}
IDLE = {
    "of",
    "the",
    "and",
    "in",
    "a",
    "s",
    "for",
    "legal",
    "current",
    "actual",
    "recorded",
    "nc",
    "full",
    "is",
    "at",
    "by",
}
"""Words that tell nothing apart."""


@cache
def words(header: str) -> frozenset[str]:
    """The words of a header, each by its usual name; two that together are one thing are one."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    parts = [part for part in re.split(r"[\W_]+", plain.casefold()) if part]
    found: list[str] = []
    at = 0
    while at < len(parts):
        for count in (3, 2, 1):
            joined = "".join(parts[at : at + count])
            if at + count <= len(parts) and (count == 1 or joined in WORD):
                found.append(WORD.get(joined, joined))
                at += count
                break
    return frozenset(found) - IDLE or frozenset(found)


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same."""
    if folded(one) == folded(other):
        return 1.0
    a, b = words(one), words(other)
    shared = len(a & b)
    return 0.95 * 2 * shared / (len(a) + len(b)) if shared else 0.0
