"""Items that can be played, looked at or read where they stand."""

from __future__ import annotations

import pytest

from pages.parts.live import listing, media, player
from pages.web.studio import address
from recommender.studio.collection import STUDIO, Media, Medium, media_of
from recommender.types import Action
from session.types import Consent, Played
from tests.pages.conftest import Opener, session_of, shown

SOUND = Media(Medium.SOUND, STUDIO / "music" / "music-made-001.opus")
PICTURE = Media(Medium.PICTURE, STUDIO / "pictures" / "picture-made-001.webp")
WORDS = Media(Medium.WORDS, words={"en": "Title\nOne *line*\nand another", "de": "Titel\nEine Zeile"})
CLASSIC = Media(Medium.WORDS, words={"de": "Titel\nEine Zeile\n\nund noch eine"}, edition="Gedichte (1907)")


@pytest.fixture
def of_all(monkeypatch: pytest.MonkeyPatch):
    """Has every item be of one medium."""

    def set_to(found: Media | None) -> None:
        for module in (listing, media):
            monkeypatch.setattr(module, "media_of", lambda *_: found)

    return set_to


def test_a_sound_is_played_from_its_row(open_app: Opener, of_all, monkeypatch: pytest.MonkeyPatch) -> None:
    of_all(SOUND)
    drawn = []
    monkeypatch.setattr(player, "draw", lambda *arguments: drawn.append(arguments))
    app = open_app(Consent())
    first = session_of(app).snapshot().recommendations[0].item
    app.button(key="rec-1-play").click().run()
    item_id, title, source, _, starts, _ = drawn[-1]
    assert (item_id, title, source, starts) == (first.id, first.title, "/studio/music/music-made-001.opus", True)
    assert session_of(app).snapshot().choices.opened == first.id
    assert "rec-1-play" not in {button.key for button in app.button}
    app.button(key="rec-1-open").click().run()  # closes it
    app.button(key="rec-1-open").click().run()
    assert drawn[-1][4] is False


def test_the_end_of_a_sound_finishes_the_item(open_app: Opener, of_all, monkeypatch: pytest.MonkeyPatch) -> None:
    session = session_of(open_app(Consent()))
    first = session.snapshot().recommendations[0].item.id
    for told in (Played(first, "end", 60.0), Played("no-item-of-this-catalogue", "end", 60.0), None):
        monkeypatch.setattr(player, "event", lambda told=told: told)
        media._played(session)
    assert [event.action for event in session.snapshot().choices.history] == [Action.FINISH]


def test_words_are_shown_as_they_are_written(open_app: Opener, of_all) -> None:
    of_all(WORDS)
    app = open_app(Consent())
    app.button(key="rec-1-play").click().run()
    assert r"One \*line\*" in shown(app)


def test_a_classic_is_read_in_its_own_language_and_says_its_edition(open_app: Opener, of_all) -> None:
    of_all(CLASSIC)
    app = open_app(Consent())
    app.button(key="rec-1-play").click().run()
    assert "und noch eine" in shown(app)
    assert "Text: Gedichte (1907)" in [caption.value.replace("\\", "") for caption in app.caption]


def test_a_picture_is_shown(open_app: Opener, of_all, monkeypatch: pytest.MonkeyPatch) -> None:
    of_all(PICTURE)
    looked = []
    monkeypatch.setattr(media, "look", lambda item, found: looked.append(found))
    app = open_app(Consent())
    app.button(key="rec-1-play").click().run()
    assert looked[-1] is PICTURE
    assert not app.exception


def test_what_the_demo_only_knows_of_has_no_play_button(open_app: Opener, of_all) -> None:
    of_all(None)
    assert "rec-1-play" not in {button.key for button in open_app(Consent()).button}


def test_files_are_named_by_addresses_of_this_server() -> None:
    file = media_of("picture-made-002").file
    assert address(file) == "/studio/pictures/picture-made-002.webp"


def test_the_word_of_a_player_that_is_gone_is_none(open_app: Opener) -> None:
    open_app(Consent())
    assert player.event("player-of-before") is None
