"""What a brought catalogue may name as the items themselves: nothing outside the folder that is open for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.starlette import App

from pages.web import studio
from recommender.studio import brought
from recommender.studio.collection import Medium, media_of
from session.sitting import sounds


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is open, beside a file that is not in it."""
    (tmp_path / "open" / "a b").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "open" / "poem.txt").write_text("One\nTwo", encoding="utf-8")
    (tmp_path / "open" / "a b" / "song.ogg").write_bytes(b"no sound")
    (tmp_path / "open" / "page.html").write_text("<script>", encoding="utf-8")
    (tmp_path / "open" / "leads.txt").symlink_to(tmp_path / "secret.txt")
    monkeypatch.setenv(brought.FOLDER, str(tmp_path / "open"))
    return tmp_path / "open"


@pytest.mark.parametrize(
    ("named", "allowed"),
    [
        ("a/b.ogg", True),
        ("https://example.org/a", True),
        ("../secret.txt", False),
        ("/etc/motd.txt", False),
        ("C:\\a.txt", False),
        ("page.html", False),
        ("javascript:alert(1).txt", False),
        ("file:///etc/motd.txt", False),
        ("https:///a.txt", False),
        ("x" * 600 + ".txt", False),
    ],
)
def test_only_addresses_and_paths_to_harmless_files_may_be_named(named: str, allowed: bool) -> None:
    assert brought.usable(named) == allowed


def test_a_file_in_the_folder_is_the_item_itself(folder: Path) -> None:
    assert media_of("any", "poem.txt").words[""].split() == ["One", "Two"]
    song = media_of("any", "a b/song.ogg")
    assert song.medium is Medium.SOUND
    assert studio.address(song.file) == "/brought/a%20b/song.ogg"
    for named in ("leads.txt", "none.txt", "page.html", "https://example.org/a.txt", None):
        assert media_of("any", named) is None
    assert brought.address("https://example.org/a") == "https://example.org/a"
    assert brought.address("poem.txt") is None


def test_a_sound_that_is_none_is_silence_that_is_logged(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert len(sounds.sound_of("any", "a b/song.ogg")()) == 0
    assert "cannot be read" in caplog.text


def test_the_server_gives_what_may_be_named_and_nothing_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = TestClient(Starlette(routes=[studio.BROUGHT_ROUTE]))
    assert client.get("/brought/poem.txt").text == "One\nTwo"
    for named in ("leads.txt", "page.html", "%2e%2e/secret.txt", "..%2fsecret.txt", "a b"):
        assert client.get(f"/brought/{named}").status_code == 404
    monkeypatch.delenv(brought.FOLDER)
    assert client.get("/brought/poem.txt").status_code == 404


def test_no_address_of_ours_is_one_of_streamlits() -> None:
    App("pages/navigation.py", routes=[studio.ROUTE, studio.BROUGHT_ROUTE, studio.made_route(lambda *_: None)])
