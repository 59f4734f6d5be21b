"""A work that is not here is never nothing: a scene, a picture and a theme in its mood are made when asked for."""

from __future__ import annotations

from concurrent.futures import wait

from pages.parts.live import glimpse, media, player
from pages.parts.shared.tab import Tab
from pages.texts import LANGUAGES, texts
from recommender.catalogue.items import load_catalogue
from recommender.studio.collection import Media, Medium
from recommender.studio.previews import scene
from session.types import Consent
from tests.pages.conftest import Opener, session_of, shown


def test_it_is_made_on_a_click_and_says_that_it_is_not_the_work(open_app: Opener, monkeypatch) -> None:
    drawn = []
    monkeypatch.setattr(player, "draw", lambda *arguments: drawn.append(arguments))
    app = open_app(Consent())
    item = session_of(app).snapshot().recommendations[0].item
    app.button(key="rec-1-open").click().run()
    assert session_of(app).made() == ()
    app.button(key="glimpse-make").click().run()
    tab: Tab = app.session_state["tab"]
    wait(tab.glimpses[item.id], 60)
    app.run()
    say = texts("en").say
    assert say(scene(item)) in shown(app).replace("\\", "")
    assert texts("en")("glimpse-own") in shown(app).replace("\\", "")
    made = session_of(app).made()
    assert {one.item_id for one in made} == {item.id}
    assert [one[0] for one in drawn[-1:]] == [one.id for one in made if one.medium is Medium.SOUND]


def test_what_is_here_itself_needs_none(open_app: Opener, monkeypatch) -> None:
    for module in (glimpse, media):
        monkeypatch.setattr(module, "media_of", lambda *_: Media(Medium.WORDS, words={"en": "A\nb"}))
    app = open_app(Consent())
    app.button(key="rec-1-open").click().run()
    assert "glimpse-make" not in {button.key for button in app.button}


def test_every_item_has_a_scene_in_every_language() -> None:
    for language in LANGUAGES:
        said = {texts(language).say(scene(item)) for item in load_catalogue().items}
        assert len(said) > 500
        assert not any("{" in one or "scene-" in one for one in said)
