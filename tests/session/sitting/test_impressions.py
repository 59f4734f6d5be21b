"""What was on the screen is put together from what pages say again and again."""

from __future__ import annotations

from session.sitting.impressions import Impressions


class Kept:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.rows: list[tuple] = []

    def drawn(self, *row: object) -> None:
        self.rows.append(row)


def test_a_list_that_stays_is_one_impression_until_the_next_is_drawn() -> None:
    kept = Kept()
    impressions = Impressions(kept)
    for time in (10.0, 11.0, 12.0):
        impressions.drawn(3, ["a", "b"], time)
    assert kept.rows == []
    impressions.drawn(4, ["b", "a"], 12.5)
    assert kept.rows == [(3, ("a", "b"), 10.0, 2.5)]
    impressions.finish(13.0)
    assert kept.rows[1:] == [(4, ("b", "a"), 12.5, 0.5)]


def test_a_page_that_went_silent_showed_nothing_since() -> None:
    kept = Kept()
    impressions = Impressions(kept)
    impressions.drawn(1, ["a"], 0.0)
    impressions.drawn(1, ["a"], 2.0)
    impressions.drawn(1, ["a"], 60.0)
    impressions.finish(90.0)
    impressions.finish(91.0)
    assert kept.rows == [(1, ("a",), 0.0, 2.0), (1, ("a",), 60.0, 0.0)]
