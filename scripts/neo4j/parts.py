"""What a Neo4j server is made of: a Java to run it, and its jars from Maven Central."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
OLDEST_JAVA = 17
LEAST_HEAP = 512  # megabytes
OWN_MARK = "made-by-csgraph"


class CannotStart(Exception):
    """Neo4j cannot be had on this machine; the message says why, in a line for a person."""


def home() -> Path:
    """The folder of the jars and the servers: CSGRAPH_NEO4J_HOME, else .neo4j in the checkout.

    Raises:
        CannotStart: the folder holds something that these scripts did not make, and so must not touch.
    """
    chosen = os.environ.get("CSGRAPH_NEO4J_HOME")
    folder = Path(chosen).resolve() if chosen else Path(__file__).resolve().parents[2] / ".neo4j"
    if folder.is_dir() and any(folder.iterdir()) and not (folder / OWN_MARK).exists():
        raise CannotStart(f"{folder} holds files of something else; set CSGRAPH_NEO4J_HOME to a new folder.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / OWN_MARK).touch()
    return folder


def heap() -> str:
    """The most memory that a server may use for its work: CSGRAPH_NEO4J_HEAP, else 1g.

    Raises:
        CannotStart: it is no size, or less than Neo4j starts with.
    """
    chosen = os.environ.get("CSGRAPH_NEO4J_HEAP", "1g").lower()
    size = re.fullmatch(r"(\d+)([mg])", chosen)
    if not size or int(size[1]) * (1 if size[2] == "m" else 1024) < LEAST_HEAP:
        raise CannotStart(f"CSGRAPH_NEO4J_HEAP is {chosen}; it is a size such as 4g, {LEAST_HEAP}m at least.")
    return chosen


def java() -> str:
    """The Java to run Neo4j with: JAVA_HOME's, else the one on the PATH.

    Raises:
        CannotStart: there is none, or it is too old.
    """
    named = os.environ.get("JAVA_HOME")
    found = (shutil.which(Path(named) / "bin" / "java") if named else None) or shutil.which("java")
    if not found:
        raise CannotStart(f"Neo4j needs Java {OLDEST_JAVA} or newer, and there is none on this machine.")
    version = java_version(found)
    if version < OLDEST_JAVA:
        raise CannotStart(f"Neo4j needs Java {OLDEST_JAVA} or newer; {found} is Java {version}.")
    return found


def java_version(command: str) -> int:
    """The major version that a Java gives of itself; 0 where it gives none. Java 8 calls itself 1.8."""
    said = subprocess.run([command, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', said)
    return int(version[1]) if version else 0


def neo4j_version() -> str:
    """The version that pom.xml names."""
    version = re.search(r"<neo4j.version>(.+)</neo4j.version>", POM.read_text())
    return version[1] if version else "unknown"


def jars() -> Path:
    """The folder of Neo4j's jars; Maven fetches them the first time and when pom.xml has changed.

    Raises:
        CannotStart: Maven is missing or could not fetch them.
    """
    lib = home() / "lib"
    complete = lib / "complete"
    wanted = hashlib.sha256(POM.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    if not (complete.exists() and complete.read_text() == wanted):
        shutil.rmtree(lib, ignore_errors=True)
        fetch(lib)
        complete.write_text(wanted)
    return lib


def fetch(lib: Path) -> None:
    """Has Maven copy the jars into a folder; it checks each against the repository's checksum."""
    maven = shutil.which("mvn")
    if not maven:
        raise CannotStart("Fetching Neo4j needs Maven (the command mvn), and there is none on this machine.")
    print(f"Fetching Neo4j {neo4j_version()} from Maven Central: about 125 MB, this once", file=sys.stderr, flush=True)
    command = [maven, "--batch-mode", "--quiet", "--strict-checksums", "--file", str(POM)]
    command += ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={lib}"]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    if tried.returncode:
        first = next(iter((tried.stdout + tried.stderr).strip().splitlines()), "it said nothing")
        raise CannotStart(f"Maven could not fetch Neo4j {neo4j_version()}: {first}")
