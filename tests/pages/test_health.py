"""Health: how the server does over all its sittings."""

from __future__ import annotations

import pytest

from emotion.modalities import FACE, MODALITIES
from emotion.types import Emotion
from pages.parts.shared import resources
from pages.texts import LANGUAGES, texts
from session.sitting.timings import FRAME, FUSION, RANKING
from session.types import Consent
from tests.fakes import frame
from tests.pages.conftest import Opener, session_of, until


def test_it_tells_of_an_empty_server(open_app: Opener) -> None:
    app = open_app().switch_page("health.py").run()
    assert [one.label for one in app.metric][:4] == [
        "Visitors",
        "Sensed",
        "Waiting in line",
        "Processor cores in use",
    ]
    assert app.metric[0].value == "0"
    assert "Nobody is sensed" in app.container(key="health").markdown[0].value


def test_each_part_of_a_sensed_sitting_has_its_pace(open_app: Opener) -> None:
    app = open_app()
    session = resources.sittings().begin(Consent.to(FACE))
    session.start()
    session.put_frame(frame(Emotion.JOY))
    until(session, lambda snapshot: session.timings.read().get("frame"))
    app.switch_page("health.py").run()
    table = app.container(key="health").dataframe[0].value
    assert {"Reading a face", "Weighing the senses", "Making the list"} <= set(table.iloc[:, 0])
    assert (table.iloc[:, 1] <= table.iloc[:, 2]).all()
    assert app.metric[1].value == "1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_words(language: str) -> None:
    parts = [*(modality.name for modality in MODALITIES), FUSION, RANKING, FRAME]
    assert [part for part in parts if not texts(language).has(f"health-part-{part}")] == []


def test_live_tells_how_the_machine_keeps_up_where_that_is_opened(open_app: Opener) -> None:
    app = open_app(Consent.to(FACE))
    app.button(key="live-start").click().run()
    session = session_of(app)
    session.put_frame(frame(Emotion.JOY))
    until(session, lambda snapshot: session.timings.read().get("frame"))
    folded = app.container(key="live-health")
    assert not folded.markdown
    app.session_state["live-health-open"] = True
    app.run()
    told = " ".join(one.value for one in app.container(key="live-health").markdown)
    for part in (
        "faces/s",
        "step 1 of 4",
        "Dropped: pictures",
        "Reading a face",
        "Waiting in line: 0",
        "the processor",
    ):
        assert part in told
