"""The bench measures what it says and prints one JSON object, and ten thousand items are ranked within the bar."""

from __future__ import annotations

import json
import time

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from recommender import __main__ as command
from recommender.benchmark import speed as bench_module
from recommender.benchmark.speed import bench, made_catalogue, made_ranker, recall
from recommender.catalogue.items import Catalogue, load_catalogue
from recommender.policy.iso import strategy_for
from recommender.types import Goal
from tests.recommender.made import context, feels
from tests.yardstick import slowness


@pytest.fixture(scope="module")
def made_after() -> Catalogue:
    return load_catalogue()


def test_a_made_catalogue_is_like_a_real_one(made_after: Catalogue) -> None:
    catalogue = made_catalogue(made_after, len(made_after) + 50)
    assert [item.id for item in catalogue.items] == list(catalogue.index)
    np.testing.assert_allclose([item.valence for item in catalogue.items], catalogue.valence)
    np.testing.assert_allclose(np.linalg.norm(catalogue.embeddings[:50], axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(catalogue.emotions.sum(axis=1), 1, atol=1e-5)
    twin = catalogue.items[len(made_after) + 3]
    assert (twin.kind, twin.genres) == (made_after.items[3].kind, made_after.items[3].genres)
    np.testing.assert_array_equal(catalogue.embeddings[10:20], catalogue.embeddings[10:20])


def test_engines_and_feelings_speak_of_all_made_items(made_after: Catalogue) -> None:
    ranker = made_ranker(made_after, 2 * len(made_after))
    opinions = ranker.features.opinions
    assert set(opinions) == {"sequence", "interest", "conformity"}
    known = opinions["sequence"].place < opinions["sequence"].knows
    assert known.mean() == pytest.approx(opinions["sequence"].knows / len(made_after), abs=1e-3)
    assert (ranker.features.predicted.looks >= 0).any()
    given = context(feels(0.2, 0.1), likes=(ranker.catalogue.items[int(np.argmax(known))].id,))
    assert ranker.contributions(given, strategy_for(given))["sequence"].any()


def test_ten_thousand_items_are_ranked_within_the_bar_of_one_thread(made_after: Catalogue) -> None:
    """The processor's time, of an ordinary core, so that whatever else the machine does is counted little."""
    ranker = made_ranker(made_after, 10_000)
    elapsed = []
    with threadpool_limits(1):
        for number in range(15):
            likes = tuple(str(number + step) for step in (1, 2, 3))
            given = context(feels(-0.4, 0.2), Goal.LIFT, likes=likes, refuses=("4",), opens=("50",), shown=("6", "7"))
            start = time.thread_time()
            ranker.rank(given, strategy_for(given))
            elapsed.append(time.thread_time() - start)
    assert np.median(elapsed) / slowness() < 0.024


def test_the_best_of_all_are_listed(made_after: Catalogue) -> None:
    assert recall(made_ranker(made_after, 6_000), count=8) >= 0.99


def test_figures_are_a_median_and_a_95th_percentile_in_milliseconds_and_memory() -> None:
    found = bench(sizes=(500,), repeats=9)
    assert 0 < found["rank_500"]["median_ms"] <= found["rank_500"]["p95_ms"]
    assert 50 < found["rss_mb"] < 16_000


def test_json_is_one_object_on_stdout(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "bench", lambda: bench_module.bench(sizes=(100, 200), repeats=3))
    assert command.main(["bench", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert list(figures) == ["rank_100", "rank_200", "rss_mb"]
    assert all(set(figures[name]) == {"median_ms", "p95_ms"} for name in ("rank_100", "rank_200"))


def test_without_json_it_prints_a_line_per_size(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "bench", lambda: bench_module.bench(sizes=(100,), repeats=3))
    assert command.main(["bench"]) == 0
    assert "rank_100" in capsys.readouterr().out


def test_the_sizes_are_those_of_the_bars() -> None:
    assert bench_module.SIZES == (1_000, 10_000, 100_000, 1_000_000)
    assert bench_module.RECALL_OF in bench_module.SIZES


def test_a_catalogue_that_cannot_be_read_is_a_plain_message(
    capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setattr(command, "load_catalogue", lambda: load_catalogue(tmp_path))
    assert command.main(["trace"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "holds no catalogue" in printed.err
