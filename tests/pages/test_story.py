"""The pages Story and Presenter in process, on fakes."""

from __future__ import annotations

import time

from pages.parts.shared import resources
from pages.texts import texts
from pages.web.browser import WITHOUT_COOKIES
from recommender.types import Goal
from session.stories.script import stories
from tests.pages.conftest import Opener, shown

T = texts("en")


def test_the_stories_are_offered_and_one_begins(open_app: Opener, mounted: list) -> None:
    app = open_app().switch_page("story.py").run()
    assert all(story.person["en"] in shown(app).replace("\\", "") for story in stories().values())
    app.button(key="story-begin-leyla").click().run()
    assert stories()["leyla"].chapters[0].notice["en"] in shown(app).replace("\\", "")
    assert T("story-writes", comment="") not in shown(app)
    assert mounted == []
    assert len(resources.sittings()) == 0


def test_a_chapter_shows_what_the_person_writes(open_app: Opener) -> None:
    app = open_app().switch_page("story.py").run()
    app.button(key="story-begin-mara").click().run()
    app.button(key="story-pause").click().run()
    told = resources.stages().find(app.session_state[WITHOUT_COOKIES])
    told.leap(4)
    app.run()
    assert stories()["mara"].chapters[2].does[0].says["en"] in shown(app)


def test_an_address_begins_a_story_once(open_app: Opener) -> None:
    app = open_app(story="jonas").switch_page("story.py").run()
    told = resources.stages().find(app.session_state[WITHOUT_COOKIES])
    assert told.story.name == "jonas"
    app.run()
    assert resources.stages().find(app.session_state[WITHOUT_COOKIES]) is told


def test_leaving_a_story_leads_to_the_notice(open_app: Opener) -> None:
    app = open_app().switch_page("story.py").run()
    app.button(key="story-begin-mara").click().run()
    app.button(key="story-leave").click().run()
    assert resources.stages().find(app.session_state[WITHOUT_COOKIES]) is None


def test_the_presenter_has_notes_and_a_remote(open_app: Opener) -> None:
    app = open_app().switch_page("presenter.py").run()
    assert T("presenter-none") in shown(app)
    app.button_group(key="story-persona").set_value("mara").run()
    told = resources.stages().find(app.session_state[WITHOUT_COOKIES])
    assert told.story.chapters[0].note["en"] in shown(app).replace("\\", "")
    app.button(key="presenter-hold").click().run()
    assert told.sitting.snapshot().held
    app.segmented_control(key="live-goal").set_value(Goal.CALM).run()
    assert told.sitting.snapshot().goal == Goal.CALM
    app.button(key="presenter-next").click().run()
    assert told.story.chapters[1].note["en"] in shown(app).replace("\\", "")


def test_a_picture_of_the_sitting_is_made_when_it_is_asked_for(open_app: Opener) -> None:
    app = open_app().switch_page("story.py").run()
    app.button(key="story-begin-mara").click().run()
    app.segmented_control(key="live-view").set_value("journey").run().run()
    assert not app.get("download_button") or all(one.key != "poster-png" for one in app.get("download_button"))
    app.button(key="poster-make").click().run()
    assert {"poster-svg", "poster-png"} <= {one.key for one in app.get("download_button")}


def test_a_page_stands_alone_only_where_the_operator_or_the_address_asks(open_app: Opener) -> None:
    assert "attract-notice" not in str(open_app().main)
    assert "attract-notice" in str(open_app(attract="1").main)


def test_stories_that_run_by_themselves_follow_each_other(open_app: Opener) -> None:
    app = open_app(attract="1").switch_page("story.py").run()
    app.button(key="story-begin-leyla").click().run()
    app.session_state["tab"].attracts = True
    told = resources.stages().find(app.session_state[WITHOUT_COOKIES])
    told.leap(4)
    told.speed(1000.0)
    deadline = time.monotonic() + 10
    while not told.over and time.monotonic() < deadline:
        told.look()
    app.run()
    following = resources.stages().find(app.session_state[WITHOUT_COOKIES])
    assert following.story.name == "mara"
    assert app.session_state["tab"].attracts
