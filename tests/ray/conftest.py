"""Ray Serve as `make serve-ray` starts it, on a port of its own; gone afterwards."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from emotion.remote.address import Address

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-ray" / "bin" / "python"
STARTS_WITHIN = 180.0
MARK = "ATTUNE_TESTED_PORT"
"""Set for all processes of the server that is tested, so that they are known."""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """Where two replicas of each sense answer."""
    assert PYTHON.exists(), "Ray is missing; make test-ray installs it"
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    told = tmp_path_factory.mktemp("ray") / "told"
    command = [PYTHON, "-m", "emotion.remote.ray_serve", "--port", str(port), "--replicas", "2"]
    environment = os.environ | {"OMP_NUM_THREADS": "1", MARK: str(port)}
    with told.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    until = time.monotonic() + STARTS_WITHIN
    while f"ATTUNE_INFERENCE=ray://localhost:{port}" not in told.read_text().splitlines():
        assert process.poll() is None, told.read_text()[-2000:]
        assert time.monotonic() < until
        time.sleep(0.5)
    yield Address("localhost", port)
    process.send_signal(signal.SIGTERM)
    process.wait(60)
