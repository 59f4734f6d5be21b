import numpy as np
import pandas as pd
import pytest

from emotion.errors import CorpusError
from emotion.evaluation.sequences import VARIANTS, from_frame, to_frame
from emotion.fusion.tokens import SENSED
from emotion.modalities import FACE, TEXT, VOICE, modality_named
from emotion.training.compose import NOW, Composer
from emotion.training.takes import Takes, add_noise, corrupt_face, corrupt_text, vary_face

SIZES = {FACE: 4, VOICE: 3, TEXT: 5}


def views(labels, size, certainty, intent):
    probabilities = np.full((len(labels), 2, 7), (1 - certainty) / 6, np.float32)
    for row, label in enumerate(labels):
        probabilities[row, :, label] = certainty
    found = {
        "probabilities": probabilities,
        "embedding": np.random.default_rng(0).normal(size=(len(labels), 2, size)).astype(np.float32),
        "valence": np.zeros((len(labels), 2), np.float32),
        "arousal": np.zeros((len(labels), 2), np.float32),
    }
    return found | ({"intent": np.full((len(labels), 2, 8), 1 / 8, np.float32)} if intent else {})


@pytest.fixture
def composer():
    return Composer({m: pool(m) for m in SENSED}, np.random.default_rng(1))


def pool(modality, lacking=()):
    """Takes of a corpus `whole`, and of one named `part` whose embeddings are 9 and that lacks some emotions."""
    labels = np.concatenate([np.repeat(np.arange(7), 3), [k for k in range(7) if lacking and k not in lacking] * 3])
    labels = labels.astype(int)
    part = np.arange(len(labels)) >= 21
    clean, corrupted = (views(labels, SIZES[modality], sure, modality == "text") for sure in (0.9, 1 / 7))
    clean["embedding"][part] = 9.0
    names = np.array([f"row {i}" for i in range(len(labels))])
    return Takes(labels, np.where(part, "part", "whole"), names, clean, corrupted)


def newest(sequence, modality):
    return max((o.time for o in sequence.observations if o.modality == modality), default=None)


def test_clean_sequences_hold_three_fresh_modalities_of_the_label(composer):
    for _ in range(20):
        sequence = composer.draw("clean")
        for modality in SENSED:
            latest = max((o for o in sequence.observations if o.modality == modality), key=lambda o: o.time)
            assert modality.freshness(NOW - latest.time) > 0.9
            assert latest.probabilities.argmax() == sequence.label


def test_contradicting_sequences_disagree_in_one_modality_only(composer):
    for _ in range(20):
        sequence = composer.draw("contradicting")
        latest = {m: max((o for o in sequence.observations if o.modality == m), key=lambda o: o.time) for m in SENSED}
        wrong = [m for m, o in latest.items() if o.probabilities.argmax() != sequence.label]
        assert wrong == [sequence.affected]


def test_stale_sequences_fade_in_the_affected_modality(composer):
    for _ in range(20):
        sequence = composer.draw("stale")
        assert NOW - newest(sequence, sequence.affected) >= modality_named(sequence.affected).fades[0]


def test_missing_sequences_lack_a_modality_and_corrupted_ones_say_nothing(composer):
    assert all(len({o.modality for o in composer.draw("missing").observations}) in (1, 2) for _ in range(20))
    sequence = composer.draw("corrupted")
    spoilt = [o for o in sequence.observations if o.modality == sequence.affected]
    assert max(o.probabilities.max() for o in spoilt) < 0.5


def test_sequences_survive_the_file(composer, tmp_path):
    sequences = [composer.draw(v) for v in VARIANTS]
    to_frame(sequences).to_parquet(tmp_path / "s.parquet")
    again = from_frame(pd.read_parquet(tmp_path / "s.parquet"))
    for one, other in zip(sequences, again, strict=True):
        assert (one.label, one.variant, one.affected, one.now) == (
            other.label,
            other.variant,
            other.affected,
            other.now,
        )
        for a, b in zip(one.observations, other.observations, strict=True):
            assert (a.modality, a.time, a.quality) == (b.modality, b.time, b.quality)
            np.testing.assert_array_equal(a.embedding, b.embedding)
            assert (a.intent is None) == (b.intent is None)


def test_a_corpus_says_nothing_of_the_label():
    composer = Composer({m: pool(m, lacking=(1, 5) if m == "voice" else ()) for m in SENSED}, np.random.default_rng(0))
    drawn = [composer.draw("clean") for _ in range(3000)]
    by_part = {True: [], False: []}
    for sequence in drawn:
        voice = next(o for o in sequence.observations if o.modality == "voice")
        by_part[bool((voice.embedding == 9.0).all())].append(sequence)
    for part, sequences in by_part.items():
        candidates = (0, 2, 3, 4, 6) if part else tuple(range(7))
        assert {s.candidates for s in sequences} == {candidates}
        counts = np.bincount([s.label for s in sequences], minlength=7)
        expected = np.where(np.isin(np.arange(7), candidates), len(sequences) / len(candidates), 0)
        assert np.abs(counts - expected).max() < 4.5 * np.sqrt(len(sequences) / len(candidates))


def test_a_contradiction_stays_within_what_the_corpora_have():
    composer = Composer(
        {m: pool(m, lacking=(0, 1, 2, 3, 5) if m == "text" else ()) for m in SENSED}, np.random.default_rng(0)
    )
    for _ in range(50):
        sequence = composer.draw("contradicting")
        said = {int(o.probabilities.argmax()) for o in sequence.observations}
        assert said <= set(sequence.candidates)


def test_too_few_common_emotions_are_refused():
    takes = {m: pool(m) for m in SENSED}
    takes[FACE] = takes[FACE].of(takes[FACE].labels == 3)
    with pytest.raises(CorpusError, match="two emotions"):
        Composer(takes, np.random.default_rng(0))


def test_unlikely_takes_are_drawn_seldom():
    takes = {m: pool(m) for m in SENSED}
    takes[FACE].clean["embedding"][:] = np.arange(21)[:, None, None]
    chances = {m: np.ones(21) for m in SENSED} | {FACE: np.tile([1.0, 3.0, 0.0], 7)}
    composer = Composer(takes, np.random.default_rng(0), chances)
    drawn = [composer.draw("clean") for _ in range(400)]
    which = [int(next(o for o in s.observations if o.modality == "face").embedding[0]) % 3 for s in drawn]
    shares = np.bincount(which, minlength=3) / len(which)
    np.testing.assert_allclose(shares, [0.25, 0.75, 0.0], atol=0.08)


def test_another_table_is_refused():
    with pytest.raises(CorpusError, match="observations"):
        from_frame(pd.DataFrame({"label": ["joy"]}))


def test_corruption_is_far_from_variation():
    rng = np.random.default_rng(0)
    crop = np.tile(np.linspace(20, 230, 48), (48, 1)).astype(np.uint8)

    def changed(view):
        return np.abs(view.astype(float) - crop).mean()

    varied = np.mean([changed(vary_face(crop, rng)) for _ in range(50)])
    assert np.mean([changed(corrupt_face(crop, rng)) for _ in range(50)]) > 1.5 * varied


def test_noise_fills_the_gaps_of_speech_and_stays_in_range():
    rng = np.random.default_rng(0)
    logmel = np.zeros((128, 60), np.float32)
    logmel[20:40, 10:50] = 1.0
    noisy = add_noise(logmel, 0.0, rng)
    assert noisy.min() >= 0
    assert noisy.max() <= 1
    assert noisy.mean() > 3 * logmel.mean()
    np.testing.assert_allclose(add_noise(logmel, 120.0, rng)[30], logmel[30], atol=0.06)


def test_a_corrupted_comment_keeps_letters_but_no_sense():
    scrambled = corrupt_text("what a wonderful evening with friends", np.random.default_rng(0))
    assert len(scrambled.split()) == 3
    assert "wonderful" not in scrambled
