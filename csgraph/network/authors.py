"""Who wrote a record: the role and the agency of its author."""

from __future__ import annotations

import pandas as pd

from csgraph.codes import code_list


def authors(rows: pd.DataFrame, of: str) -> pd.DataFrame:
    """Role and agency of whoever wrote each record.

    The agency is the one that the same record names, else the one that recorded it. The role is the one on record, else
    the one that the job title means.

    Args:
        rows: as cypher/assessment_authors.cypher: `of`, role, job_title, agency, recorded_by.
        of: the column of the record.

    Returns:
        One row a record: `of`, role, agency (codes; missing where nobody is recorded).
    """
    titles = {title: code_list("role").canonical(title) for title in rows["job_title"].dropna().unique()}
    role = rows["role"].fillna(rows["job_title"].map(titles).astype("str"))
    named = rows.assign(role=role, named=rows["agency"]).groupby(of)[["role", "named", "recorded_by"]].first()
    agency = named["named"].fillna(named["recorded_by"])
    return named.assign(agency=agency).reset_index()[[of, "role", "agency"]]
