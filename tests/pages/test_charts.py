"""Charts keep their scales and their shape; only their rows change."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from emotion.modalities import MODALITIES
from emotion.types import EMOTIONS
from pages.parts.charts import plane, story
from pages.parts.charts.base import Spec
from pages.texts import texts
from session.types import TrailPoint
from tests.fakes import TRICKY, catalogue

EN = texts("en")
TRAIL = tuple(TrailPoint(age, 0.1, 0.2, 0.3) for age in (170.0, 90.0, 1.0))
NOWHERE = plane.Leads(None)
PLANES = {
    "affect_map": plane.affect_map(EN),
    "catalogue_map": plane.catalogue_map(EN),
}
ALL = PLANES | {"reasons": story.reasons(-0.5, 1.5), "senses": story.senses(EN, 180.0), "timeline": story.timeline(EN)}


def domains(spec: Spec) -> list[list[float]]:
    found = []

    def walk(node) -> None:
        if isinstance(node, dict):
            for axis in ("x", "y"):
                encoding = node.get("encoding", {}).get(axis, {})
                if "scale" in encoding:
                    found.append(encoding["scale"].get("domain"))
            node = list(node.values())
        if isinstance(node, list):
            for child in node:
                walk(child)

    walk(spec)
    return found


def states(count: int = 5, unknown: int = 0) -> pd.DataFrame:
    rows = [
        {
            "time": float(n),
            "unknown": n < unknown,
            "smoothed_valence": 0.5,
            "smoothed_arousal": -0.5,
            **{emotion.value: 1 / 7 for emotion in EMOTIONS},
        }
        for n in range(count)
    ]
    return pd.DataFrame(rows)


def attended(count: int) -> tuple[TrailPoint, ...]:
    shares = dict.fromkeys(MODALITIES, 0.25)
    return tuple(TrailPoint(float(age), 0.0, 0.0, 0.3, shares) for age in range(count - 1, -1, -1))


def no_states() -> pd.DataFrame:
    return states(1).iloc[:0]


def events(*rows: tuple[float, str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["time", "what", "text"])


@pytest.mark.parametrize("name", ALL)
def test_no_specification_carries_data(name: str) -> None:
    text = json.dumps(ALL[name])
    assert '"data"' not in text
    assert '"datasets"' not in text


@pytest.mark.parametrize("name", PLANES)
def test_the_plane_is_always_shown_whole(name: str) -> None:
    assert domains(PLANES[name])
    assert all(domain == [-1, 1] for domain in domains(PLANES[name]))


def test_rows_have_the_same_columns_and_types_whatever_is_known() -> None:
    full = plane.affect_map_rows(EN, TRAIL, (0.4, 0.2), 0.5, plane.Leads((0.6, 0.3), ((0.5, 0.25),)))
    bare = plane.affect_map_rows(EN, (), None, 1.0, NOWHERE)
    assert list(full.dtypes) == list(bare.dtypes)
    assert set(bare["part"]) == {"cross", "left", "right"}
    assert set(full["part"]) >= {"here", "halo", "trail", "target", "path"}


def test_where_the_feeling_goes_anyway_is_drawn_from_where_it_is() -> None:
    leads = plane.Leads(None, likely=(0.1, 0.0))
    rows = plane.affect_map_rows(EN, (), (0.4, 0.2), 0.5, leads).query("part == 'likely'")
    assert rows[["x", "y"]].to_numpy().tolist() == [[0.4, 0.2], [0.1, 0.0]]
    assert plane.affect_map_rows(EN, (), None, 1.0, leads).query("part == 'likely'").empty


def test_the_trail_fades_with_age() -> None:
    trail = plane.affect_map_rows(EN, TRAIL, None, 1.0, NOWHERE).query("part == 'trail'")
    older, newer = trail["opacity"]
    assert 0 <= older < newer <= 1


def test_what_is_older_than_the_trail_is_left_out() -> None:
    long = tuple(TrailPoint(float(age), 0.0, 0.0, 0.3) for age in range(600, 0, -10))
    assert len(plane.affect_map_rows(EN, long, None, 1.0, NOWHERE).query("part == 'trail'")) == 17


def test_the_halo_grows_with_the_uncertainty() -> None:
    def width(uncertainty: float) -> float:
        halo = plane.affect_map_rows(EN, (), (0.0, 0.0), uncertainty, NOWHERE).query("part == 'halo'")
        return halo["x"].max() - halo["x"].min()

    assert width(0.1) < width(0.5) < width(0.9)


def test_every_item_is_on_the_map_under_its_own_title() -> None:
    rows = plane.catalogue_map_rows(EN, catalogue(12).items).query("part == 'item'")
    assert len(rows) == 12
    assert TRICKY in set(rows["label"])


def test_reasons_come_in_the_order_given() -> None:
    rows = story.reasons_rows(EN, {"Fits the feeling": 0.5, "New to you": -0.1})
    assert list(rows["name"]) == ["Fits the feeling", "New to you"]
    assert list(rows["label"]) == ["+0.50", "-0.10"]


def test_the_senses_shares_of_each_moment_are_one_whole() -> None:
    rows = story.senses_rows(EN, attended(5), 180.0)
    assert rows.groupby("ago")["share"].sum().tolist() == pytest.approx([1.0] * 5)
    assert set(rows["name"]) == {EN(f"modality-{modality}") for modality in MODALITIES}


def test_only_the_last_seconds_of_attention_are_drawn() -> None:
    assert story.senses_rows(EN, attended(400), 180.0)["ago"].min() == -180.0


def test_before_the_first_state_there_is_nothing_to_draw() -> None:
    assert list(story.senses_rows(EN, (), 180.0).dtypes) == list(story.senses_rows(EN, attended(2), 180.0).dtypes)
    rows = story.timeline_rows(EN, no_states(), events())
    assert rows.empty
    assert list(rows.dtypes) == list(story.timeline_rows(EN, states(3), events((1.0, "open", "x"))).dtypes)


def test_where_nothing_was_known_the_timeline_has_a_gap() -> None:
    rows = story.timeline_rows(EN, states(4, unknown=2), events())
    pleasant = rows.query("part == 'affect' and name == 'Pleasant'")["value"]
    assert pleasant.isna().tolist() == [True, True, False, False]
    assert rows.query("part == 'emotion' and time < 2")["value"].eq(0).all()


def test_a_long_sitting_is_thinned() -> None:
    rows = story.timeline_rows(EN, states(4000), events())
    assert rows.query("part == 'affect' and name == 'Energy'").shape[0] <= story.TIMELINE_POINTS


def test_events_stand_on_their_lines() -> None:
    happened = events((0.0, "list", "a"), (1.0, "open", "b"), (2.0, "comment", TRICKY))
    rows = story.timeline_rows(EN, states(3), happened).query("part == 'event'")
    assert rows["value"].tolist() == [0, 1, 2]
    assert rows["label"].tolist() == ["a", "b", TRICKY]
    assert rows["name"].tolist() == ["List changed", "Opened", "You wrote"]


def test_a_chart_speaks_the_language_of_its_texts() -> None:
    german = json.dumps(plane.affect_map(texts("de")), ensure_ascii=False)
    assert "angenehm" in german
    assert "pleasant" not in german
    assert plane.affect_map(texts("de")) is plane.affect_map(texts("de")), "built once a language"
