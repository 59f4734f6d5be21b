"""No process of the demo asks any name or address outside the machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser import server
from tests.browser.conftest import OpenTab
from tests.browser.server import ROOT
from tests.emotion import tiny
from tests.network.outside import NameServer, Street

LOAD = """
from emotion.models import load_models
models = load_models()
models.warm_up()
print([reader.problem for reader in models.readers.values()])
"""
DELIGHT = "This is the happiest day of my life! We won, I love everybody!"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder without anything in it, so that whatever a library leaves there is seen."""
    folder = tmp_path / "home"
    folder.mkdir()
    for variable in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HF_HOME", "ORT_DISABLE_TELEMETRY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(folder))
    return folder


def test_the_world_outside_counts_what_is_asked_of_it(names: NameServer, street: Street) -> None:
    before = len(names.asked)
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("somewhere.example", 443)
    assert "somewhere.example." in names.asked[before:]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.sendto(b"hello", ("198.51.100.7", 9))
    until_addressed(street, "198.51.100.7")
    del names.asked[before:]


def test_a_sitting_asks_nothing_outside(
    tab: OpenTab, tmp_path: Path, home: Path, names: NameServer, street: Street
) -> None:
    running = server.start(tmp_path)
    try:
        live = tab(url=running.url)
        live.begin()
        live.say(DELIGHT)
        live.sure_state(30)
        live.visit("Catalogue")
        live.visit("Lab")
        live.visit("About")
    finally:
        running.stop()
    assert (names.asked, street.addressed) == ([], [])
    assert running.trouble() == []
    assert [str(path) for path in home.rglob("*") if "onnxruntime" in str(path)] == []


def test_pretrained_models_from_folders_ask_nothing_outside(
    tmp_path: Path, home: Path, names: NameServer, street: Street
) -> None:
    folders = {
        "ATTUNE_FACE_MODEL": tiny.face(tmp_path / "face"),
        "ATTUNE_VOICE_MODEL": tiny.voice(tmp_path / "voice"),
        "ATTUNE_TEXT_MODEL": tiny.text(tmp_path / "text"),
    }
    environment = os.environ | {name: str(folder) for name, folder in folders.items()} | {"ATTUNE_TIER": "pretrained"}
    ran = subprocess.run([sys.executable, "-c", LOAD], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ran.stdout.strip() == "[None, None, None]", ran.stderr
    assert (names.asked, street.addressed) == ([], [])


def until_addressed(street: Street, address: str) -> None:
    """Wait until a packet to an address was seen."""
    deadline = time.monotonic() + 5
    while address not in street.addressed:
        assert time.monotonic() < deadline, street.addressed
        time.sleep(0.05)
