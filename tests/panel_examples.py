"""Rows of the panel's records, of batches and of events, for tests of its questions without an engine."""

from datetime import date, datetime

from frame_store import FrameStore

from csgraph.findings import Asking, Findings, Question

DAY = date(2026, 10, 31)
BY = {"source": "made_up", "batch": "b1", "row": 1, "record": "R"}
FULL = {**BY, "recorded_by": "police", "reliability": "evidence"}
Row = dict[str, object]


def ask(question: Question, store: FrameStore, children: frozenset[str] | None = None, **more: object) -> Findings:
    # A FrameStore is the part of a store that questions use.
    return question.answer(store, Asking(DAY, children, **more))  # type: ignore[arg-type]


def batch(name: str, *kinds: str, schemes: str = "ssd", listed_only: bool = False, **more: object) -> Row:
    days = {"extracted_on": DAY, "period_start": date(2024, 11, 1), "period_end": DAY}
    given = {"kinds": list(kinds), "schemes": [schemes], "roles": [], "listed_only": listed_only}
    return {"batch": name, "source": name, **days, **given, **more}


def child(name: str, dob: date = date(2011, 1, 1)) -> Row:
    return {"child": name, "dob": dob}


def referral(subject: str, name: str, day: date, label: str = "Child", /, **more: object) -> Row:
    return {"subject": subject, "subject_label": label, "referral": name, "referred_on": day, **BY, **more}


def found(name: str, day: date, *factors: str, kind: str = "cin_assessment") -> Row:
    """An assessment of a child that found factors."""
    return {"child": name, "assessment": f"a{day}", "kind": kind, "day": day, "factors": list(factors), **BY}


def missing(name: str, *days: date) -> list[Row]:
    """Missing episodes as circumstances read them."""
    given: Row = {"child": name, "kind": "missing", "role": "subject", **BY}
    return [{**given, "event": f"m{d}", "start": datetime(d.year, d.month, d.day)} for d in days]


def events(name: str, *days: date, reliability: str = "evidence") -> list[Row]:
    """Incidents as the places and the panel's windows read them."""
    return [
        {
            "child": name,
            "event": f"{name}{d}",
            "event_kind": "incident",
            "role": "victim",
            "start": datetime(d.year, d.month, d.day, 20),
            "id": f"{name}{d}",
            **FULL,
            "reliability": reliability,
        }
        for d in days
    ]


def link(name: str, worker: str, role: str = "social_worker") -> Row:
    """Somebody who works with a child."""
    return {
        "child": name,
        "link": name + worker,
        "worker": worker,
        "worker_label": "Professional",
        "name": f"Name of {worker}",
        "role": role,
        "phone": "01632 960000",
        "recorded_by": "social_care",
        "start": date(2026, 1, 1),
        **BY,
    }
