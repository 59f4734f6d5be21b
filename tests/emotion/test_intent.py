"""The intent head: wishes it must know, comments that hold no wish, and its sentences."""

import numpy as np
import pytest

from emotion.text import TextNetwork
from emotion.text.backbone import Backbone
from emotion.text.heads import intent_distribution
from emotion.training import intent
from emotion.types import INTENTS, Intent


@pytest.fixture(scope="module")
def network():
    return TextNetwork.load()


@pytest.mark.parametrize(
    ("comment", "wish"),
    [
        ("I want something soothing before I go to sleep", Intent.RELAX),
        ("please calm me down", Intent.RELAX),
        ("i need a laugh", Intent.CHEER_UP),
        ("show me a comedy, I'm down 😔", Intent.CHEER_UP),
        ("pump me up 💪🔥", Intent.ENERGISE),
        ("i wanna dance, play something loud", Intent.ENERGISE),
        ("I have to study for my exam, no lyrics", Intent.FOCUS),
        ("need to concentrate on my work", Intent.FOCUS),
        ("surprise me with something new", Intent.EXPLORE),
        ("show me something I haven't heard before", Intent.EXPLORE),
        ("make me cry", Intent.BE_MOVED),
        ("I'd like a touching love story", Intent.BE_MOVED),
        ("take my mind off my ex", Intent.BE_DISTRACTED),
        ("i want to forget about today", Intent.BE_DISTRACTED),
        ("more like this", Intent.KEEP_GOING),
        ("dont change anything, this is perfect", Intent.KEEP_GOING),
    ],
)
def test_wishes(network, comment, wish):
    assert INTENTS[int(network.predict([comment]).intent[0].argmax())] is wish


@pytest.mark.parametrize(
    "comment",
    [
        "what a day, my boss yelled at me",
        "the bus was full this morning",
        "I had soup for dinner",
        "hello",
        "my brother lives in Oslo",
        "I'm so angry right now",
        "it is what it is",
        "",
    ],
)
def test_comments_without_a_wish_leave_the_intent_open(network, comment):
    assert network.predict([comment]).intent[0].max() < 0.4


def test_no_wish_is_spread_evenly():
    scores = np.zeros((2, 9), np.float32)
    scores[0, 8] = 50.0
    scores[1, 3] = 50.0
    intents = intent_distribution(scores)
    np.testing.assert_allclose(intents[0], np.full(8, 1 / 8), atol=1e-6)
    np.testing.assert_allclose(intents[1], np.eye(8)[3], atol=1e-6)


def test_sentences_are_many_balanced_and_distinct():
    table = intent.sentences()
    counts = table["class"].value_counts()
    assert len(table) >= 400
    assert set(counts.index) == set(range(9))
    assert counts[list(range(8))].min() == counts[list(range(8))].max()
    assert not table.text.str.lower().duplicated().any()
    assert table[table["class"] != intent.NO_WISH].groupby("family").intent.nunique().min() == 8


def test_held_out_families_are_recognised():
    table = intent.sentences()
    classes = table["class"].to_numpy()
    scores = intent.held_out_predictions(intent.embed(Backbone(), table.text), classes, table.family.to_numpy(), 0)
    wish = classes != intent.NO_WISH
    right = intent_distribution(scores)[wish].argmax(axis=1) == classes[wish]
    assert right.mean() > 0.8
    assert intent_distribution(scores)[~wish].max(axis=1).mean() < 0.35
