"""The sweeps whose figures stand in docs/reliability.md: which tests try what, and for which promise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """Tests that are run together.

    Attributes:
        tests: their files, or single ones of a file where the others tell no figure and take long.
        sweeps: the number of the promise by what they say was tried.
    """

    tests: tuple[str, ...]
    sweeps: dict[str, int]

    @property
    def files(self) -> list[str]:
        """The files that the tests are in."""
        return [test.partition("::")[0] for test in self.tests]


def _embedded(test: str, sweep: str) -> Part:
    """One of the sweeps of an embedded import: each takes long, so each is a part."""
    return Part((f"tests/test_faults_embedded.py::test_sweep[{test}]",), {sweep: 1})


PARTS = {
    "log-kills": _embedded("log-kills", "kill before each log write"),
    "file-kills": _embedded("file-kills", "kill before each fsync, truncation, renaming, deletion"),
    "graph-kills": _embedded("graph-kills", "kill before writes of the graph file"),
    "fsync-errors": _embedded("fsync-errors", "I/O error on each fsync"),
    "log-errors": _embedded("log-errors", "I/O error on each log write"),
    "full-disk": _embedded("full-disk", "disk full at log writes"),
    "random-kills": Part(("tests/test_faults_embedded.py::test_random_kills",), {"kill at a random moment": 1}),
    "neo4j": Part(
        ("tests/test_faults_neo4j.py",),
        {
            "Neo4j killed (-9) in the middle of an import and started again": 1,
            "connection cut before, at or after COMMIT": 2,
            "connection cut at COMMIT, and the server out of reach for longer than it is waited for": 2,
        },
    ),
    "together": Part(
        ("tests/test_faults_together.py",),
        {
            "disk really full in the middle of an import": 1,
            "two imports at once into one embedded store": 5,
            "readers during an import": 5,
        },
    ),
    "undo": Part(
        ("tests/test_undo.py",),
        {
            "histories imported twice": 3,
            "histories with batches taken back": 4,
            "histories with batches taken back, Neo4j": 4,
        },
    ),
    "reading": Part(
        ("tests/test_bad_input.py", "tests/test_reading_properties.py"),
        dict.fromkeys(
            (
                "bad files with one right outcome",
                "texts written and read again",
                "files of any bytes",
                "faults put into one row",
                "files broken off",
                "workbooks damaged",
                "rows of any cells",
            ),
            6,
        ),
    ),
    "workbooks": Part(
        ("tests/test_workbook_limits.py",),
        {
            "workbooks made to exhaust the reader": 7,
            "formatted rows without a cell, read": 7,
            "workbooks read as openpyxl reads them": 6,
        },
    ),
    "pages": Part(
        ("tests/test_maps_browser.py", "tests/test_meeting_browser.py"),
        {
            "hostile texts in every field of a map": 8,
            "hostile texts on a meeting page": 8,
            "people on meeting pages, named unasked": 8,
        },
    ),
    "formulas": Part(("tests/test_formulas.py",), {"formulas written into files for spreadsheets": 9}),
    "injection": Part(
        ("tests/test_injection.py",),
        dict.fromkeys(("hostile names in mappings", "hostile names in cells", "hostile names typed in commands"), 10),
    ),
    "leaks": Part(
        ("tests/test_leaks.py",),
        dict.fromkeys(
            (
                "extracts of planted records that fail",
                "library faults worded with planted records",
                "imports stopped by a signal",
            ),
            11,
        ),
    ),
    "private": Part(
        ("tests/test_private_files.py",),
        {
            "commands run without a network": 12,
            "commands run on Neo4j, calls to anybody else": 12,
            "files and folders written under umask 000": 13,
        },
    ),
    "sharing": Part(
        ("tests/test_sharing.py",),
        dict.fromkeys(
            (
                "tables searched for who is in them",
                "maps searched for who is in them",
                "pupil numbers tried against pseudonyms",
            ),
            14,
        ),
    ),
    "counts": Part(("tests/test_small_counts.py",), {"reports on places": 15, "reports on groups": 15}),
    "provenance": Part(
        ("tests/test_why.py::test_after_any_commands_no_fact_lacks_its_provenance",),
        {"histories searched for facts without a source": 16},
    ),
    "audit": Part(("tests/test_audit.py::test_every_kind_of_tampering_is_found",), {"audit logs tampered with": 17}),
    "forget": Part(("tests/test_forget.py",), {"files searched for a forgotten child": 19}),
    "words": Part(
        (
            "tests/test_cli.py::test_a_fault_is_one_clear_sentence_without_a_traceback",
            "tests/test_bad_mappings.py::test_a_bad_mapping_is_answered_with_every_fault_its_line_and_what_to_write",
        ),
        {"calls that go wrong": 20, "mappings with faults": 20},
    ),
    "verify": Part(
        ("tests/test_verify.py",),
        dict.fromkeys(
            ("bits flipped, graph", "bits flipped, kept", "edits by hand", "look-ups lost by the engine"), 18
        ),
    ),
}
"""What can be run by itself. A new sweep is a line that its test prints (tests/figures.py) and its name here."""


def promises() -> dict[str, int]:
    """The number of the promise by sweep."""
    return {name: promise for part in PARTS.values() for name, promise in part.sweeps.items()}
