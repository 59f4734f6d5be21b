"""The map's dot and the lists beside the sitting's own."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from emotion.modalities import TEXT
from pages.parts.live import moods
from pages.parts.shared.tab import Tab
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
