"""The benchmark of playback counts what it says."""

from __future__ import annotations

from pathlib import Path

from emotion.benchmark import playback

MUSIC = Path(__file__).resolve().parents[2] / "assets" / "studio" / "music"


def test_it_counts_windows_by_level(monkeypatch) -> None:
    monkeypatch.setattr(playback, "LEVELS", (-15.0,))
    found = playback.benchmark(MUSIC, None, seed=0, minutes=0.3)
    level = found["levels"]["-15.0"]
    assert found["minutes"] == 18 / 60
    assert 0 < level["spoken"] <= 18
    assert found["kept"] == level["kept"] >= 0.8
    assert found["false_in_10_minutes"] == 0
