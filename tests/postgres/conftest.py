"""A PostgreSQL server of the tests' own, from Debian's package: on a socket in a folder, and gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from session.record.log import EventLog

USER = "postgres"


@dataclass(frozen=True)
class Server:
    """A server that can be stopped and started again."""

    folder: Path
    programs: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        self.run("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-o", options, "-w", "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def run(self, program: str, *arguments: object) -> None:
        command = [str(self.programs / program), *map(str, arguments)]
        as_user = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
        done = subprocess.run([*as_user, *command], capture_output=True, text=True, cwd="/")
        assert done.returncode == 0, f"{program}: {done.stderr}{done.stdout}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user=USER, dbname=database, autocommit=True)

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={self.folder}"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Fails where the package is missing: install postgresql."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda programs: int(programs.parent.name))
    assert installed, "PostgreSQL is missing; with Debian: apt-get install postgresql"
    folder = Path(tempfile.mkdtemp(prefix="attune-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER, USER)
    server = Server(folder, installed[-1])
    server.run("initdb", "-D", server.data, "-U", USER, "--auth=trust", "--encoding=UTF8")
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture
def database(server: Server, request: pytest.FixtureRequest) -> str:
    """An empty database of the test's own, by name."""
    name = f"test_{abs(hash(request.node.nodeid))}"
    with server.connect() as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return name


@pytest.fixture
def log(server: Server, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EventLog]:
    monkeypatch.setattr("session.record.database.user_data_path", lambda *_: tmp_path)
    log = EventLog(server.url(database))
    log.flush()
    yield log
    log.close()
