"""What must be read before a child's copy is released, and what the law wants told with it.

csgraph decides nothing here: every exemption is for the controller to weigh, with the data protection officer (DPO).
"""

import pandas as pd

from csgraph.governance.layers import layers
from csgraph.governance.subject_access import Held
from csgraph.governance.subject_copy import Copy

DPO = "Check with your DPO."
HARM = (
    "Data about health, social work or education is exempt as far as giving it would be likely to cause serious harm "
    "to the child or anybody else (Data Protection Act 2018, Schedule 3, Parts 2 to 4). For data about health the "
    f"opinion of the appropriate health professional is needed first. {DPO}"
)
PARENT = (
    "Where a person with parental responsibility asks: what the child expected or wished not to be told to them, and "
    "whether it is in the child's best interests that they get information on abuse (Schedule 3, Parts 2, 3 and 5). "
    f"{DPO}"
)
OTHERS = (
    "What identifies somebody else need not be given unless they agree, or it is reasonable without (Schedule 2, "
    "Part 3). A pseudonym does not hide somebody from a child who was there. Professionals are named, with their role. "
    f"{DPO}"
)
CRIME = (
    "What would prejudice preventing or detecting crime (Schedule 2, paragraph 2), or put an informant at risk. "
    f"Ask the agency that recorded it. {DPO}"
)
WEIGH = (
    "weigh the exemptions for crime (Schedule 2, paragraph 2), the rights of others (Schedule 2, Part 3) and serious "
    "harm (Schedule 3). What is not exempt must be given: export again with --include. That something is withheld can "
    f"itself tell. {DPO}"
)
UNREACHED = (
    "The agencies' own records, the extracts and the lists of their rejected rows, backups, outputs already handed "
    "out, and whom people on other machines were shown: each machine has an audit log of its own."
)
RIGHTS = (
    "To have what is wrong corrected, to ask for erasure or restriction, to object, and to complain to the Information "
    "Commissioner's Office. To be written out in the covering letter."
)


def before_release(held: Held, copy: Copy, *, third_parties: bool) -> pd.DataFrame:
    """What a person must do before anything of a copy is released; never a part of what is released."""
    told = [
        ("This sheet", "is for whoever answers the request. Take it out before you release anything."),
        ("Who decides", f"A person decides what is released, not csgraph. {DPO}"),
        ("Who asks", f"Make sure who asks, and that they may: the child, or somebody who may act for the child. {DPO}"),
        ("Serious harm", HARM),
        ("A parent asks", PARENT),
        ("Other people", OTHERS),
        ("Crime", CRIME),
        ("To be screened", _screening(copy, third_parties)),
        *_withheld(held),
        ("Named here", "Other people are named: this is no copy to release." if third_parties else "Nobody else is."),
        *_unsure(held),
        ("Not in here", UNREACHED),
    ]
    return _table(told)


def about(held: Held, copy: Copy, *, purpose: str, head: str, day: str) -> pd.DataFrame:
    """What a copy is, and what is to be told with it (UK GDPR, article 15(1))."""
    counts = ", ".join(f"{len(rows)} {title.casefold()}" for title, rows in copy.tables.items() if title != "Shown to")
    told = [
        (
            "What this is",
            "A copy of what csgraph holds of one child: copies of what agencies recorded, and from where.",
        ),
        ("Made on", day),
        ("Why it was made", purpose),
        ("Audit", head),
        ("Purposes", "What each use was for stands under Shown to. The controller states the lawful basis."),
        ("Categories", counts),
        ("Recipients", f"Shown to lists {len(held.shown)} times that somebody was shown the child, by this audit log."),
        ("How long", "review_by under Relationships: the day after which it is no longer used until it is reviewed."),
        ("Where from", "Sources lists the extracts; beside each fact stand its file, row and recorder."),
        ("Deciding", "csgraph decides nothing about a child and scores no child."),
        ("Rights", RIGHTS),
    ]
    return _table(told)


def _screening(copy: Copy, third_parties: bool) -> str:
    replaced = (
        "Other people's names stand in them."
        if third_parties
        else "Names and identifiers that the store knows were replaced; first names alone, nicknames and whatever else "
        "gives somebody away were not: csgraph cannot find those."
    )
    texts = _counted(len(copy.tables["To be screened"]), "text")
    return f"A person must read {texts}, and write under released: yes, in part, or no. {replaced}"


def _withheld(held: Held) -> list[tuple[str, str]]:
    return [
        (f"Withheld: {layers()[name].title}", f"{_counted(count, 'record')} (--include {name}): {WEIGH}")
        for name, count in sorted(held.withheld.items())
    ] or [("Withheld", "Nothing of a restricted layer is left out.")]


def _unsure(held: Held) -> list[tuple[str, str]]:
    if not held.records.unsure:
        return []
    told = _counted(len(held.records.unsure), "record")
    return [
        ("Perhaps the child's", f"{told} of a meeting or plan about several names nobody; look there who is meant.")
    ]


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _table(rows: list[tuple[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["what", "told"], dtype=object)
