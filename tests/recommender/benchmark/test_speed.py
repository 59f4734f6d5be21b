"""The bench measures what it says and prints one JSON object, and ten thousand items are ranked within the bar."""

from __future__ import annotations

import json
import time

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from recommender import __main__ as command
from recommender.benchmark import speed as bench_module
from recommender.benchmark.speed import bench, made_catalogue
from recommender.catalogue.items import load_catalogue
from recommender.policy.iso import strategy_for
from recommender.ranking.ranker import Ranker
from recommender.types import Goal
from tests.recommender.made import context, feels


def test_a_made_catalogue_is_like_a_real_one() -> None:
    catalogue = made_catalogue(50)
    assert len(catalogue) == 50
    assert [item.id for item in catalogue.items] == list(catalogue.index)
    np.testing.assert_allclose([item.valence for item in catalogue.items], catalogue.valence)
    np.testing.assert_allclose(np.linalg.norm(catalogue.embeddings, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(catalogue.emotions.sum(axis=1), 1, atol=1e-5)
    assert np.isfinite(Ranker(catalogue).features.likeness).all()


def test_ten_thousand_items_take_less_than_ten_milliseconds_of_one_thread() -> None:
    """The processor's time, so that whatever else the machine does is not counted."""
    ranker = Ranker(made_catalogue(10_000))
    given = context(feels(-0.4, 0.2), Goal.LIFT, likes=("1", "2", "3"), refuses=("4",), opens=("5",), shown=("6", "7"))
    elapsed = []
    with threadpool_limits(1):
        for _ in range(15):
            start = time.process_time()
            ranker.rank(given, strategy_for(given))
            elapsed.append(time.process_time() - start)
    assert np.median(elapsed) < 0.010


def test_figures_are_a_median_and_a_95th_percentile_in_milliseconds() -> None:
    (figure,) = bench(sizes=(500,), repeats=9).values()
    assert 0 < figure["median_ms"] <= figure["p95_ms"]


def test_json_is_one_object_on_stdout(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "bench", lambda: bench_module.bench(sizes=(100, 200), repeats=3))
    assert command.main(["bench", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert list(figures) == ["rank_100", "rank_200"]
    assert all(set(figure) == {"median_ms", "p95_ms"} for figure in figures.values())


def test_without_json_it_prints_a_line_per_size(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "bench", lambda: bench_module.bench(sizes=(100,), repeats=3))
    assert command.main(["bench"]) == 0
    assert "rank_100" in capsys.readouterr().out


def test_the_sizes_are_those_of_the_bars() -> None:
    assert bench_module.SIZES == (1_000, 10_000, 1_000_000)


def test_a_catalogue_that_cannot_be_read_is_a_plain_message(
    capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setattr(command, "load_catalogue", lambda: load_catalogue(tmp_path))
    assert command.main(["trace"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "holds no catalogue" in printed.err
