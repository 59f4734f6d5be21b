"""A hundred thousand rows, the most that a visitor may bring, become a catalogue within the bar and are served."""

from __future__ import annotations

import csv
import os
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from emotion.modalities import TEXT
from recommender.catalogue.items import load_catalogue
from session.catalogues import shelf
from session.catalogues.bringing import MOST_ROWS, ROOT
from session.catalogues.shelf import Shelf
from session.condition import Condition
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from session.types import Consent
from tests.yardstick import slowness

CORES, MINUTES = 2, 10
"""The bar: so many items within so long on so many cores."""

MOST_MEMORY = 2 * 2**30
"""Bytes that the process may hold at most."""

LIST_S = 1.0
"""A list is there after so long, on an ordinary core."""

LAYOUTS = {
    "movielens": ("movieId", "title", "genres"),
    "tmdb": ("title", "release_date", "genres", "keywords", "overview", "runtime", "vote_count"),
}


def write_table(file: Path, layout: str, count: int, seed: int = 0) -> None:
    """So many films made after the demo's items, in the layout of MovieLens, or of TMDB with overviews of 48 words."""
    random = np.random.default_rng(seed)
    made_after = load_catalogue().items
    with file.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(LAYOUTS[layout])
        for number in range(count):
            parts = [made_after[row] for row in random.choice(len(made_after), random.integers(1, 5))]
            title, genres, year = f"{parts[0].title} {number}", "|".join(parts[0].genres), random.integers(1930, 2025)
            if layout == "movielens":
                table.writerow([number + 1, f"{title} ({year})", genres])
                continue
            tags = "|".join([tag for one in parts for tag in one.tags][:6])
            overview = " ".join(one.description for one in parts)
            runtime, votes = random.integers(70, 200), int(random.lognormal(5, 2))
            table.writerow([title, f"{year}-07-01", genres, tags, overview, runtime, votes])


@pytest.mark.long
@pytest.mark.timeout(5400)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_hundred_thousand_rows_are_brought_within_the_bar_and_served(
    tmp_path: Path, shared: Shared, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    write_table(tmp_path / "films.csv", layout, MOST_ROWS)
    monkeypatch.setenv(shelf.FOLDER, str(tmp_path / "catalogues"))
    monkeypatch.chdir(ROOT)
    command = ["-m", "recommender", "import", str(tmp_path / "films.csv"), "--out", str(tmp_path / "catalogues/films")]
    began = time.monotonic()
    _, status, usage = os.wait4(os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, *command]), 0)
    wall, spent = time.monotonic() - began, usage.ru_utime + usage.ru_stime
    print(f"brought in {wall:.0f} s, {spent:.0f} s of processor time, holding {usage.ru_maxrss / 2**20:.2f} GB")
    assert status == 0
    assert spent / slowness() < CORES * MINUTES * 60
    assert usage.ru_maxrss * 2**10 < MOST_MEMORY

    films, before, began = Condition(catalogue="films"), psutil.Process().memory_info().rss, time.monotonic()
    served = Shared(shared.models, shared.ranker, shared.log, Shelf())
    assert len(served.ranker_of(films).catalogue) == MOST_ROWS
    held = psutil.Process().memory_info().rss - before
    print(f"read in {time.monotonic() - began:.1f} s, holding {held / 2**30:.2f} GB")
    began = time.monotonic()
    sitting = LiveSession("large", served, Consent.to(TEXT), condition=films)
    try:
        assert sitting.settle(60).recommendations
        first = time.monotonic() - began
        began = time.monotonic()
        sitting.comment("I am so happy, we won!")
        assert sitting.settle(60).recommendations
        next_one = time.monotonic() - began
    finally:
        sitting.close()
    print(
        f"first list after {first:.2f} s, the next {next_one:.2f} s after words; a core {slowness():.1f} times as slow"
    )
    assert max(first, next_one) / slowness() < LIST_S
