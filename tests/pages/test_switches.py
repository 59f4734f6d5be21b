"""Where another strategy took over, and what followed beside what was likely anyway."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from emotion.message import Message
from emotion.mood import mood_of
from emotion.types import Emotion
from pages.parts.charts import story
from pages.parts.live import events, switches
from pages.texts import texts

EN = texts("en")
LIFT = Message("why-seem", {"feels": mood_of(Emotion.SADNESS), "aim": Message("aim-lift-moves")})
AGENT = Message("why-esmr-persists", {"aim": Message("aim-lift-moves")})


def journey(*lists: tuple[float, str, str, Message], valence: tuple[float, ...] = ()) -> SimpleNamespace:
    """Lists by time, policy, strategy and why, and a valence for each second (None: not known)."""
    items = [
        {"time": at, "rank": rank, "policy": policy, "strategy": strategy, "why": why, "change": why}
        for at, policy, strategy, why in lists
        for rank in (1, 2)
    ]
    states = pd.DataFrame({"time": range(len(valence)), "smoothed_valence": valence, "unknown": False}, dtype=object)
    columns = ["time", "rank", "policy", "strategy", "why", "change"]
    nothing = pd.DataFrame(columns=["time"])
    return SimpleNamespace(
        items=pd.DataFrame(items, columns=columns),
        states=states,
        **dict.fromkeys(("actions", "comments", "corrections", "stays"), nothing),
    )


def test_a_switch_is_another_strategy_or_another_who_decides() -> None:
    found = switches.of(
        journey(
            (0.0, "iso", "unknown", LIFT),
            (5.0, "iso", "lift", LIFT),
            (9.0, "iso", "lift", LIFT),
            (20.0, "esmr", "lift", LIFT),
            (30.0, "esmr", "lift", AGENT),
        ),
        EN,
    )
    assert [(one.time, one.strategy) for one in found] == [(5.0, "lift"), (20.0, "lift"), (30.0, "lift")]
    assert found[0].text.startswith("Lift. You seem")
    assert switches.of(journey((0.0, "iso", "unknown", LIFT)), EN) == []
    assert switches.of(journey(), EN) == []


def test_what_followed_stands_beside_what_was_likely_anyway() -> None:
    felt = journey(
        (0.0, "iso", "match", LIFT), (99.0, "iso", "lift", LIFT), valence=(0.4,) * 50 + (-0.6,) * 50 + (0.2,) * 60
    )
    (found,) = switches.of(felt, EN)
    assert "from -0.60 to +0.20 in 60 s" in found.text
    assert "likely have come to -0.56" in found.text, "an eighth of the way back to the mean of -0.1 is not yet gone"


def test_the_timeline_marks_it_and_the_list_of_events_says_it() -> None:
    felt = journey((0.0, "iso", "match", LIFT), (4.0, "iso", "lift", LIFT), valence=(0.4,) * 9)
    found = switches.of(felt, EN)
    happened = events.of(felt, EN, found)
    assert happened["what"].tolist() == ["list", "list", "switch"]
    emotions = {name: 1 / 7 for name in ("anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral")}
    states = felt.states.assign(smoothed_arousal=0.0, **emotions).infer_objects()
    turned = [(one.time, one.strategy, one.text) for one in found]
    rows = story.timeline_rows(EN, states, happened, switches=turned).query("part == 'switch'")
    assert rows[["time", "name", "label"]].to_numpy().tolist() == [[4.0, "lift", found[0].text]]
    assert len(story.timeline_rows(EN, states, happened).query("part == 'event'")) == 2


@pytest.mark.parametrize(("times", "sides"), [([10, 50], "00"), ([10, 20], "0-"), ([50, 95], "01"), ([80, 95], "0-")])
def test_names_never_stand_on_one_another(times: list[float], sides: str) -> None:
    found = ["-" if side != side else str(int(side)) for side in story._sides(times, 100.0)]
    assert "".join(found) == sides
