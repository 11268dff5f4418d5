"""Makes .venv from the lock files, or does nothing where it is up to date: `python scripts/environment.py use|dev`.

Needs only Python's standard library, so that `make demo` and `make test` work on a machine that has nothing else.
Every package is checked against the hash in its lock file, and comes as a built wheel: nothing that is fetched runs
while it installs.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
VENV = CHECKOUT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LOCKS = {"use": "requirements.txt", "dev": "requirements-dev.txt"}
"""What the environment is for, and the lock file that says what is in it. `dev` holds all that `use` does."""


def wanted(purpose: str) -> str:
    """A digest of all that the environment is made from; while it stays the same there is nothing to do."""
    parts = [CHECKOUT / LOCKS[purpose], CHECKOUT / "pyproject.toml"]
    content = b"".join(path.read_bytes().replace(b"\r\n", b"\n") for path in parts)
    return hashlib.sha256(content).hexdigest()


def stamp(purpose: str) -> Path:
    """The file that holds the digest of what was installed last."""
    return VENV / f"installed-for-{purpose}"


def ready(purpose: str) -> bool:
    """Whether .venv runs, and holds what its lock file says."""
    return works() and stamp(purpose).is_file() and stamp(purpose).read_text() == wanted(purpose)


def works() -> bool:
    """Whether .venv was made here and its Python starts, with pip; an interrupted one does not, a moved one was not."""
    made_at = VENV / "made-at"
    if not PYTHON.exists() or not made_at.is_file() or made_at.read_text(encoding="utf-8") != str(VENV):
        return False
    probe = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    tried = subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False)
    return tried.returncode == 0


def pip(*arguments: str) -> None:
    """Runs .venv's pip, quietly; its own message is the best one there is when it fails."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *arguments]
    subprocess.run(command, cwd=CHECKOUT, check=True)


def install(purpose: str) -> None:
    """Makes .venv and installs the locked packages and csgraph itself, editable, into it."""
    if not works():
        print(f"Making .venv with Python {sys.version.split()[0]}", flush=True)
        venv.create(VENV, clear=True, with_pip=True, symlinks=sys.platform != "win32")
        (VENV / "made-at").write_text(str(VENV), encoding="utf-8")
    print(f"Installing {LOCKS[purpose]} into .venv (some minutes the first time)", flush=True)
    # The lock file is whole, so nothing is resolved: Python 3.11's own pip takes the newest release for an extra
    # (`coverage[toml]`) though another is pinned, and then refuses it for want of a hash.
    pip("--no-deps", "--require-hashes", "--only-binary=:all:", "--requirement", LOCKS[purpose])
    pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", ".")
    for done in ["use", "dev"] if purpose == "dev" else ["use"]:
        stamp(done).write_text(wanted(done))


def main() -> int:
    """Returns the exit code: 0 when .venv is ready for its purpose, which is the one argument."""
    purpose = sys.argv[1] if len(sys.argv) == 2 else ""
    if purpose not in LOCKS:
        print("usage: python scripts/environment.py use|dev", file=sys.stderr)
        return 2
    if not (3, 11) <= sys.version_info[:2] < (3, 15):
        print(f"csgraph needs Python 3.11 to 3.14; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    if ready(purpose):
        return 0
    try:
        install(purpose)
    except subprocess.CalledProcessError as fault:
        return fault.returncode or 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
