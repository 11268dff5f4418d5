"""Writing what is known of children: for its owner's eyes, whole or not at all, and never through a link."""

import os
import tempfile
from pathlib import Path

from csgraph.errors import CsgraphError


def private_folder(path: Path) -> Path:
    """The folder, made where it is missing, and every missing folder above it, for the owner only (0700)."""
    missing = []
    while not path.exists():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
    return missing[0] if missing else path


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file through a temporary one beside it, readable by its owner only (0600).

    Text is written as UTF-8 with its line ends as they are: a page's security policy holds hashes of its script and
    style. Until the last moment, what stood there before stands there still.

    Raises:
        CsgraphError: something stands there that csgraph must not replace.
        OSError: the file cannot be written; nothing of it is left behind.
    """
    _refuse_others(path)
    private_folder(path.parent)
    raw = content if isinstance(content, bytes) else content.encode("utf-8")
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".csgraph-", suffix=".part")  # mode 0600, no link
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def _refuse_others(path: Path) -> None:
    """Refuse a link, whatever is no plain file, and a file of another user.

    A link would be replaced, not followed; but whoever laid it there expected otherwise, so it is better to ask.
    """
    if path.is_symlink():
        raise CsgraphError(f"{path} is a link to another file.", "Name the file itself, or another name.")
    if not path.exists():
        return
    if not path.is_file():
        raise CsgraphError(f"{path} is not a file that can be written.", "Name another file.")
    if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
        raise CsgraphError(f"{path} belongs to somebody else.", "Name another file, or have them delete it.")
