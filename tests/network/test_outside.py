"""No process of the demo asks any name or address outside the machine."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import server
from tests.browser.conftest import OpenTab
from tests.emotion import tiny
from tests.network.outside import NameServer, Street

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


def test_a_sitting_on_pretrained_models_from_folders_asks_nothing_outside(
    tab: OpenTab, tmp_path: Path, home: Path, names: NameServer, street: Street
) -> None:
    folders = {
        "ATTUNE_FACE_MODEL": tiny.face(tmp_path / "face"),
        "ATTUNE_VOICE_MODEL": tiny.voice(tmp_path / "voice"),
        "ATTUNE_TEXT_MODEL": tiny.text(tmp_path / "text"),
    }
    variables = {name: str(folder) for name, folder in folders.items()}
    running = server.start(tmp_path, ATTUNE_TIER="pretrained", **variables)
    try:
        live = tab(url=running.url)
        live.begin()
        live.say(DELIGHT)
        live.until(live.sees_picture, 20, "running picture")
        for sense in ("face", "voice", "text"):
            meter = f"live-meter-{sense}"
            live.until(lambda meter=meter: "counts" in live.text(meter), 60, f"{sense} that counts")
        live.visit("About")
        senses = live.page.locator("li").filter(has_text="a pretrained model")
        expect(senses).to_have_count(len(folders), timeout=20_000)
    finally:
        running.stop()
    assert (names.asked, street.addressed) == ([], [])
    assert running.trouble() == []


def until_addressed(street: Street, address: str) -> None:
    """Wait until a packet to an address was seen."""
    deadline = time.monotonic() + 5
    while address not in street.addressed:
        assert time.monotonic() < deadline, street.addressed
        time.sleep(0.05)
