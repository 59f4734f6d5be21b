"""Held-out comments are held out, and each hand's figures come apart."""

from __future__ import annotations

import pandas as pd

from emotion.training.text_corpora import COMMENTS as TRAINED
from recommender.benchmark.understanding import COMMENTS, HANDS


def test_no_comment_that_judges_was_trained_on() -> None:
    judging, trained = (pd.read_csv(file).text.str.strip().str.casefold() for file in (COMMENTS, TRAINED))
    assert not set(judging) & set(trained)


def test_every_comment_is_of_a_hand_whose_figures_are_printed() -> None:
    assert set(pd.read_csv(COMMENTS).hand) == set(HANDS)
