"""What a benchmark ran on: enough to judge its figures by, nothing that names the machine or its owner."""

import os
import platform
import re
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.job import CHECKOUT

PACKAGES = ("ladybug", "neo4j", "neo4j-rust-ext", "networkx", "pandas", "pyarrow", "scipy")


def machine() -> dict[str, str]:
    """Date, system, cores, memory and versions."""
    return {
        "date": f"{datetime.now().astimezone():%d %B %Y}",
        "system": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{_memory()}",
        "versions": ", ".join(
            [f"Python {platform.python_version()}", f"Neo4j {_neo4j()}", *(f"{p} {version(p)}" for p in PACKAGES)]
        ),
    }


def _memory() -> str:
    info = Path("/proc/meminfo")
    if not info.exists():
        return ""
    kilobytes = int(info.read_text(encoding="utf-8").split()[1])
    return f", {kilobytes / (1 << 20):.0f} GB of memory"


def _neo4j() -> str:
    pom = (CHECKOUT / "scripts" / "neo4j" / "pom.xml").read_text(encoding="utf-8")
    found = re.search(r"<neo4j.version>(.+)</neo4j.version>", pom)
    return found[1] if found else "unknown"
