"""One server in a folder of its own: configured, started, found again, stopped, wiped."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import login
import parts
from parts import CannotStart

WINDOWS = sys.platform == "win32"
PATIENCE = 180  # seconds; a new server on a slow laptop has been seen to take one minute
OPENED = ["java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent"]
SETTINGS = """\
# Written by scripts/neo4j at each start: changes here are lost.
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.security.allow_csv_import_from_file_urls=false
dbms.usage_report.enabled=false
server.memory.heap.initial_size=512m
server.memory.heap.max_size={heap}
server.memory.pagecache.size=256m
db.tx_log.rotation.retention_policy=keep_none
db.tx_log.rotation.size=16m
"""


class Server:
    """A Neo4j server on this machine, for this machine only.

    Args:
        name: what it is for; its folder in `parts.home()` has that name.
    """

    def __init__(self, name: str) -> None:
        self.folder = parts.home() / name
        self.password_file = self.folder / "password"
        self.state = self.folder / "server.json"

    def ports(self) -> dict[str, int]:
        """Its ports by name, "bolt" and "http"; empty while it is not running."""
        with contextlib.suppress(OSError, ValueError, KeyError):
            state: dict[str, int] = json.loads(self.state.read_text())
            if str(self.folder) in command_line(state["pid"]):
                return {"bolt": state["bolt"], "http": state["http"]}
        return {}

    def start(self) -> None:
        """Starts it, unless it runs, and waits until it answers and takes its password.

        Raises:
            CannotStart: something that it needs is missing, or it stopped while starting.
        """
        if self.ports():
            return
        java, lib = parts.java(), parts.jars()
        self.folder.mkdir(mode=0o700, exist_ok=True)
        wanted = login.password(self.password_file)
        ports = {"bolt": free_port(7687), "http": free_port(7474)}
        for name in ("conf", "logs"):
            (self.folder / name).mkdir(exist_ok=True)
        (self.folder / "conf" / "neo4j.conf").write_text(SETTINGS.format(heap=parts.heap(), **ports))
        process = self.launch(java, lib)
        self.state.write_text(json.dumps({"pid": process.pid, **ports}))
        self.wait(process, f"http://127.0.0.1:{ports['http']}")
        login.settle(f"http://127.0.0.1:{ports['http']}", wanted)

    def launch(self, java: str, lib: Path) -> "subprocess.Popen[bytes]":
        """Starts the process, apart from this one so that it outlives it."""
        command = [
            java,
            "-Xms512m",
            f"-Xmx{parts.heap()}",
            "-XX:+UseG1GC",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            f"{lib}{os.sep}*",
        ]
        command += [f"--add-opens={package}=ALL-UNNAMED" for package in OPENED]
        command += [
            "org.neo4j.server.CommunityEntryPoint",
            f"--home-dir={self.folder}",
            f"--config-dir={self.folder / 'conf'}",
        ]
        if sys.platform == "win32":
            apart = subprocess.CREATE_NEW_PROCESS_GROUP
        else:
            apart = 0
        with (self.folder / "logs" / "console.log").open("wb") as log:
            return subprocess.Popen(
                command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                creationflags=apart,
            )

    def wait(self, process: "subprocess.Popen[bytes]", http: str) -> None:
        """Waits until it answers; says the log's last line where it will not."""
        deadline = time.monotonic() + PATIENCE
        while not login.answers(http):
            if process.poll() is not None or time.monotonic() > deadline:
                log = self.folder / "logs" / "console.log"
                said = log.read_text(errors="replace").strip().splitlines() or ["nothing"]
                raise CannotStart(f"Neo4j did not come up; the last line of {log} is: {said[-1]}")
            time.sleep(0.3)

    def stop(self) -> bool:
        """Stops it and waits until it has; False where it was not running."""
        if not self.ports():
            return False
        pid = json.loads(self.state.read_text())["pid"]
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while self.ports():
            if time.monotonic() > deadline:
                raise CannotStart(f"Neo4j (process {pid}) does not stop; see {self.folder / 'logs'}.")
            time.sleep(0.3)
        self.state.unlink()
        return True

    def wipe(self) -> None:
        """Stops it and deletes its database, password and logs. The jars stay."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def free_port(liked: int) -> int:
    """The port that people know, or any other where that is taken."""
    for port in (liked, 0):
        with socket.socket() as tried, contextlib.suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return int(tried.getsockname()[1])
    raise CannotStart("There is no free port on 127.0.0.1.")


def command_line(pid: int) -> str:
    """How a process was started; empty where there is none. Tells our server from a stranger that has its number now.

    Linux is asked through its files, because slim containers have no `ps`.
    """
    if Path("/proc/self/cmdline").exists():
        process = Path(f"/proc/{pid}/cmdline")
        return process.read_text(errors="replace") if process.exists() else ""
    ask = f'(Get-CimInstance Win32_Process -Filter "ProcessId={pid}").CommandLine'
    command = ["powershell", "-NoProfile", "-Command", ask] if WINDOWS else ["ps", "-ww", "-o", "args=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
