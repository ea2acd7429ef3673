"""The app, or any Streamlit script, in a process of its own on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from symbio.errors import InputError, Problem

ROOT = Path(__file__).parents[2]
APP = ROOT / "app.py"
_PATIENCE_S = 60


@dataclass(frozen=True)
class Served:
    """A running server."""

    port: int
    pid: int

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def served(
    script: Path, database: Path, log: Path, *, port: int = 0, options: tuple[str, ...] = ()
) -> Iterator[Served]:
    """Run `script` under Streamlit until the block ends.

    Parameters
    ----------
    script : Path
        `APP`, or a script to compare it with.
    database : Path
        The zone it shows.
    log : Path
        File for what the server prints.
    port : int
        A free port of this machine; any, if not given.
    options : tuple of str
        More options of `streamlit run`.

    Raises
    ------
    InputError
        It did not come up; the sentence ends with the last it printed.
    """
    port = port or free_port()
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(script)),
        *(f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"),
        *options,
    ]
    environment = os.environ | {"SYMBIO_DB": str(database)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait(port, process, log)
            yield Served(port, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port of the loopback address that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server answers."""
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    printed = log.read_text(encoding="utf-8", errors="replace").split("\n")
    detail = next((line for line in reversed(printed) if line.strip()), "")
    raise InputError(Problem("no_server", values={"detail": detail}))
