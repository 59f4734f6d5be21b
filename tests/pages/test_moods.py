"""The map's dot and the lists beside the sitting's own."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from emotion.modalities import TEXT
from pages.parts.live import moodmap, moods
from pages.parts.shared import words
from pages.parts.shared.tab import Tab
from pages.texts import texts
from recommender.forecast.minutes import FOLLOWED, after
from session.types import Consent
from tests.pages.conftest import Opener, session_of, shown, until

WORDS = Consent.to(TEXT)


class Told:
    """A sitting that notes what it is told."""

    def __init__(self) -> None:
        self.said: list[object] = []

    def snapshot(self) -> SimpleNamespace:
        return SimpleNamespace(said="before")

    def settle(self, timeout: float) -> None:
        pass

    def tell(self, valence: float, arousal: float) -> None:
        self.said.append((valence, arousal))

    def lead_to(self, place: tuple[float, float]) -> None:
        self.said.append(("wish", place))


@pytest.mark.parametrize(("means", "said"), [("feel", [(0.3, -0.5)]), ("wish", [("wish", (0.3, -0.5))]), (None, [])])
def test_letting_go_says_what_it_means_and_nothing_before_that_is_known(
    means: str | None, said: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "session_state", {"tab": Tab(dragged=(0.3, -0.5), means=means, details=False)})
    session = Told()
    moods._take(session)
    assert session.said == said
    assert st.session_state["tab"].dragged == (None if said else (0.3, -0.5))


def test_while_the_dot_is_dragged_the_list_of_there_is_shown_and_what_it_means_is_asked(open_app: Opener) -> None:
    app = open_app(WORDS)
    app.session_state["tab"].dragged = (0.8, 0.4)
    app.run()
    assert "If you felt happy, I would pick these" in shown(app)
    assert session_of(app).snapshot().list_version == 1
    app.segmented_control(key="map-means").set_value("feel").run()
    until(session_of(app), lambda s: s.summary.told)
    app.run()
    assert app.container(key="live-state").title[0].value == "You said: happy."
    assert app.container(key="live-told").text[0].value == "Thank you. You said: happy."


def test_a_wish_leads_the_list_to_the_place_until_its_chip_is_taken_back(open_app: Opener) -> None:
    app = open_app(WORDS)
    app.session_state["tab"].dragged, app.session_state["tab"].means = (0.6, -0.55), "wish"
    app.run()
    assert "To feel calm, I would pick these" in shown(app)
    moods_of_there = [one.item.id for one in session_of(app).list_if_led(0.6, -0.55)]

    app.session_state["tab"].means = None
    app.run()
    app.segmented_control(key="map-means").set_value("wish").run().run()
    snapshot = until(session_of(app), lambda s: s.list_version > 1)
    assert snapshot.strategy.target == (0.6, -0.55)
    assert [one.item.id for one in snapshot.recommendations] == moods_of_there
    app.run()
    assert "You want to feel calm" in shown(app)
    app.button(key="wish-towards").click().run()
    assert until(session_of(app), lambda s: s.list_version > 2).choices.towards is None


def test_the_dot_can_be_put_back(open_app: Opener) -> None:
    app = open_app(WORDS)
    app.session_state["tab"].dragged = (0.8, 0.4)
    app.run()
    app.button(key="map-back").click().run()
    assert "I would pick these" not in shown(app)
    assert not session_of(app).snapshot().summary.told


def column(app: AppTest, key: str) -> list[str]:
    return [one.value.split("  \n")[0] for one in app.container(key=key).markdown]


def test_the_list_stands_beside_the_one_without_feeling(open_app: Opener) -> None:
    app = open_app(WORDS)
    app.chat_input(key="live-comment").set_value("I am so happy").run().run()
    until(session_of(app), lambda s: s.list_version > 1)
    app.toggle(key="live-split").set_value(True).run()
    own, without = column(app, "split-with"), column(app, "split-without")
    assert len(own) == len(without) == 10
    assert own != without
    assert "only here" in app.container(key="split-without").markdown[[o in own for o in without].index(False)].value
    app.toggle(key="live-split").set_value(False).run()
    assert app.container(key="rec-1")


def test_what_the_list_does_and_why_stands_below_the_map(open_app: Opener) -> None:
    app = open_app(WORDS)
    assert "**What many like\\.** I can\\'t tell" in shown(app)
    app.chat_input(key="live-comment").set_value("I am so sad").run().run()
    snapshot = until(session_of(app), lambda s: s.list_version > 1)
    app.run()
    assert f"**{texts('en').say(words.strategy(snapshot.strategy.label))[:-1]}\\.**" in shown(app)


def test_the_map_has_the_planned_way_and_what_is_likely_anyway(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[dict] = []
    monkeypatch.setattr(moodmap, "_map", lambda data, **_: drawn.append(data))
    monkeypatch.setattr(moodmap, "t", lambda key, **_: key)
    monkeypatch.setattr(moodmap, "say", str)
    strategy = SimpleNamespace(path=((-0.5, 0.0), (-0.2, 0.1), (0.6, 0.3)), target=(-0.2, 0.1), name="lift")
    summary = SimpleNamespace(unknown=False, valence=-0.6, arousal=0.0, uncertainty=0.2)

    def draw(usual: tuple[float, float] | None) -> dict:
        moodmap.draw(SimpleNamespace(summary=summary, strategy=strategy, trail=(), usual=usual), None, None, None)
        return drawn[-1]

    known = draw((0.4, 0.0))
    assert known["path"] == [[-0.6, 0.0], [-0.2, 0.1], [0.6, 0.3]], "from where the feeling is now"
    assert known["likely"] == pytest.approx(after((-0.6, 0.0), (0.4, 0.0), FOLLOWED), abs=1e-3)
    assert [name for name, _ in known["legend"]] == ["path", "target", "likely"]
    assert draw((-0.6, 0.0))["likely"] is None, "where it stays there is nothing to draw"
    assert [name for name, _ in draw(None)["legend"]] == ["path", "target"]
