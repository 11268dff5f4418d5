"""A folder of pages, written whole or not at all, in place of an earlier one of csgraph's and of nothing else."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from csgraph.errors import CsgraphError
from csgraph.files import private_folder, write_whole

INDEX = "index.html"
MARK = '<meta name="csgraph-site" content="1">'
"""Stands in the head of the index of every site."""
LISTED = re.compile(r'href="([\w-][\w.-]*\.html)"')


def refuse_others(folder: Path) -> None:
    """Refuse a folder that holds anything but an earlier site: its files would be lost.

    Raises:
        CsgraphError: it does, or is a link, a file, or somebody else's.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CsgraphError(f"{folder} is not a folder that can be written.", "Name another folder.")
    if not folder.exists():
        return
    if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
        raise CsgraphError(f"{folder} belongs to somebody else.", "Name another folder.")
    others = sorted(one.name for one in folder.iterdir() if one.name not in _of_site(folder))
    if others:
        raise CsgraphError(
            f"{folder} holds what is no part of an earlier site of csgraph's: {', '.join(others[:5])}.",
            "Name a new folder, or move that elsewhere.",
        )


def write_folder(folder: Path, pages: Mapping[str, str]) -> list[Path]:
    """Write a site: its pages in a folder beside, readable by their owner only, which then takes the name.

    Args:
        folder: where it goes.
        pages: the text of each page by the name of its file; the index is one of them.

    Returns:
        The files.

    Raises:
        CsgraphError: something stands there that csgraph must not replace.
        OSError: it cannot be written; what stood there before stands there still.
    """
    refuse_others(folder)
    folder = folder.absolute()
    private_folder(folder.parent)
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".csgraph-", suffix=".part"))  # mode 0700
    try:
        for name, text in pages.items():
            write_whole(made / name, text)
        _swapped(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return [folder / name for name in pages]


def _swapped(made: Path, folder: Path) -> None:
    """Put the new folder where the earlier one stood, and leave that one there where it cannot be done."""
    if not folder.exists():
        made.rename(folder)
        return
    aside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".csgraph-", suffix=".old"))
    folder.replace(aside / "site")
    try:
        made.rename(folder)
    except OSError:
        (aside / "site").replace(folder)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _of_site(folder: Path) -> set[str]:
    """The names of the pages of an earlier site; none where the folder holds no site."""
    index = folder / INDEX
    if index.is_symlink() or not index.is_file():
        return set()
    text = index.read_text(encoding="utf-8", errors="replace")
    if MARK not in text.partition("</head>")[0]:
        return set()
    named = {INDEX, *LISTED.findall(text)}
    return {one for one in named if (folder / one).is_file() and not (folder / one).is_symlink()}
