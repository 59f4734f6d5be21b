"""Matching, baselines, the loss and a short training, on takes made by hand."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import torch

from emotion.__main__ import main
from emotion.evaluation.baselines import ProductOfExperts, WeightedAverage, load_baselines, predict
from emotion.evaluation.fusion import evaluate_fusion
from emotion.evaluation.sequences import VARIANTS, to_frame
from emotion.fusion import Fusion
from emotion.fusion.fusion import to_tensors
from emotion.fusion.network import CrossModalTransformer, FusionConfig
from emotion.fusion.perceiver import ASKED
from emotion.fusion.tokens import SENSED, tokenise
from emotion.modalities import FACE, TEXT, VOICE
from emotion.training import intent
from emotion.training.batch import UNLABELLED, batch_of, without_embeddings
from emotion.training.compose import Composer
from emotion.training.face_corpus import VOTE_COLUMNS
from emotion.training.fusion import calibrate, fit
from emotion.training.intent import NO_WISH
from emotion.training.matching import matched
from emotion.training.moods import mood_wish
from emotion.training.takes import Takes
from emotion.training.together import NEAREST, Together, alike
from emotion.training.votes import Votes
from emotion.training.wishes import Wishes, parted, read_wishes, voiced
from emotion.types import EMOTIONS, INTENTS, Intent, Observation, Prediction

SIZES = {FACE: 4, VOICE: 3, TEXT: 5}
STRETCH = np.ones(2)


def takes(modality, rightness=0.8, sureness=0.7, people=5, seed=0):
    """40 takes of each emotion; the expert is as often right, and as sure, as said."""
    rng = np.random.default_rng([seed, len(modality)])
    labels = np.repeat(np.arange(7), 40)
    guess = np.where(rng.random(len(labels)) < rightness, labels, (labels + rng.integers(1, 7, len(labels))) % 7)
    probabilities = np.full((len(labels), 1, 7), (1 - sureness) / 6, np.float32)
    probabilities[np.arange(len(labels)), 0, guess] = sureness
    seen = {
        "probabilities": probabilities,
        "embedding": rng.normal(size=(len(labels), 1, SIZES[modality])).astype(np.float32),
        "valence": rng.normal(0, 0.3, (len(labels), 1)).astype(np.float32),
        "arousal": rng.normal(0, 0.3, (len(labels), 1)).astype(np.float32),
    }
    if modality == TEXT:
        seen["intent"] = np.full((len(labels), 1, 8), 1 / 8, np.float32)
    names = np.array([f"person {i % people}" for i in range(len(labels))])
    noise = seen | {"probabilities": np.full_like(probabilities, 1 / 7)}
    return Takes(labels, np.full(len(labels), "corpus"), names, seen, noise)


@pytest.fixture
def pool():
    return {m: takes(m) for m in SENSED}


def wishes(count=40):
    rng = np.random.default_rng(0)
    classes = np.arange(count) % (NO_WISH + 1)
    said = Prediction(
        np.full((count, 7), 1 / 7, np.float32),
        rng.normal(size=(count, SIZES[TEXT])).astype(np.float32),
        np.zeros(count, np.float32),
        np.zeros(count, np.float32),
        rng.dirichlet(np.ones(8), count).astype(np.float32),
    )
    return Wishes(classes, np.array([f"family {i % 10}" for i in range(count)]), said)


def together(pool):
    """Forty clips, each with the photographs of its emotion; of joy nine in ten say joy and one says neutral."""
    chances = {m: np.ones(len(pool[m].labels)) for m in (FACE, VOICE)}
    counts = np.tile([0.0, 0, 0, 9, 0, 1], (len(pool[VOICE].labels), 1))
    names = np.array([f"clip {i}" for i in range(len(counts))])
    votes = Votes(dict.fromkeys(("voice", "face", "both"), counts), names, names, np.full(len(counts), "train"))
    own = [np.flatnonzero(pool[FACE].labels == label)[:NEAREST] for label in pool[VOICE].labels]
    return Together({m: pool[m] for m in (FACE, VOICE)}, chances, np.stack(own), votes)


def tokens_of(observations):
    return to_tensors(tokenise([observations], [10.0], SIZES), np.arange(1))


def seen(modality, probabilities, quality=0.8, time=9.9):
    intent = np.full(8, 1 / 8, np.float32) if modality == TEXT else None
    embedding = np.zeros(SIZES[modality], np.float32)
    return Observation(modality, time, quality, np.array(probabilities, np.float32), embedding, 0.0, 0.0, intent)


JOYFUL = [0.1, 0.1, 0.1, 0.4, 0.1, 0.1, 0.1]
SAD = [0.05, 0.05, 0.1, 0.1, 0.5, 0.1, 0.1]


def test_matched_takes_are_as_often_right_and_as_sure_as_unseen_ones():
    known = {FACE: takes(FACE, rightness=0.85, sureness=0.9)}
    unseen = {FACE: takes(FACE, rightness=0.6, sureness=0.6, seed=1)}
    softened, chances = matched(known, unseen)
    own, weights = softened[FACE], chances[FACE]
    right = own.clean["probabilities"][:, 0].argmax(axis=1) == own.labels
    target = unseen[FACE].clean["probabilities"][:, 0].argmax(axis=1) == unseen[FACE].labels
    assert np.average(right, weights=weights) == pytest.approx(target.mean(), abs=0.04)
    assert np.average(own.clean["probabilities"].max(axis=2)[:, 0], weights=weights) == pytest.approx(0.6, abs=0.02)


def test_product_and_average_by_hand():
    tokens = tokens_of([seen(FACE, JOYFUL, 0.9), seen(TEXT, SAD, 0.3)])
    product = np.array(JOYFUL) * np.array(SAD)
    np.testing.assert_allclose(predict(ProductOfExperts(), tokens)[0], product / product.sum(), atol=1e-5)
    average = 0.75 * np.array(JOYFUL) + 0.25 * np.array(SAD)
    np.testing.assert_allclose(predict(WeightedAverage(), tokens)[0], average, atol=1e-5)
    np.testing.assert_allclose(predict(ProductOfExperts().only(TEXT), tokens)[0], SAD, atol=1e-5)


def test_an_absent_expert_says_nothing():
    tokens = tokens_of([seen(FACE, JOYFUL)])
    np.testing.assert_allclose(predict(ProductOfExperts(), tokens)[0], JOYFUL, atol=1e-5)
    np.testing.assert_allclose(predict(ProductOfExperts().only(TEXT), tokens)[0], 1 / 7, atol=1e-5)


def test_calibration_makes_an_expert_as_sure_as_it_is_right(pool):
    composer = Composer(pool | {FACE: takes(FACE, 0.5, 0.95)}, np.random.default_rng(0))
    clean = batch_of([composer.draw("clean") for _ in range(600)], SIZES, STRETCH)
    product = ProductOfExperts()
    before = predict(product.only(FACE), clean.tokens).max(axis=1).mean()
    calibrate(product, clean)
    after = predict(product.only(FACE), clean.tokens)
    right = (after.argmax(axis=1) == clean.labels.numpy()).mean()
    assert before == pytest.approx(0.95, abs=0.01)
    assert after.max(axis=1).mean() == pytest.approx(right, abs=0.05)


def test_only_candidates_are_compared(pool):
    sequence = Composer(pool, np.random.default_rng(0)).draw("clean")
    narrowed = type(sequence)(3, "clean", "", sequence.now, sequence.observations, (3, 4))
    batch = batch_of([narrowed], SIZES, STRETCH)
    logits = torch.tensor([[9.0, 9.0, 9.0, 1.0, 1.0, 9.0, 9.0]])
    assert batch.emotion_loss(logits).item() == pytest.approx(np.log(2), abs=1e-5)


def test_a_wish_comes_with_its_own_target_and_without_an_emotion(pool):
    rng, said = np.random.default_rng(0), wishes()
    sequence = voiced(said, 3, 5, Composer(pool, rng), rng)
    batch = batch_of([], SIZES, STRETCH, [sequence], said.targets()[[3]])
    assert batch.labels.tolist() == [UNLABELLED]
    assert batch.intent[0].argmax().item() == 3
    newest = max((o for o in sequence.observations if o.modality == TEXT), key=lambda o: o.time)
    np.testing.assert_array_equal(newest.embedding, said.said.embedding[3])


def test_a_mood_makes_wishes_likelier_and_none_certain():
    moods = np.stack([mood_wish(label) for label in range(7)])
    np.testing.assert_allclose(moods.sum(axis=1), 1, atol=1e-6)
    assert moods.max() < 0.35
    sad, neutral = moods[EMOTIONS.index("sadness")], moods[EMOTIONS.index("neutral")]
    assert INTENTS[sad.argmax()] is Intent.CHEER_UP
    assert sad[INTENTS.index(Intent.ENERGISE)] < 0.1
    assert neutral.max() - neutral.min() < 0.06


def test_a_clear_wish_stands_whatever_the_mood():
    wish = np.full(8, 0.01, np.float32)
    wish[INTENTS.index(Intent.ENERGISE)] = 0.93
    for label in range(7):
        assert mood_wish(label, wish)[INTENTS.index(Intent.ENERGISE)] > 0.75
    np.testing.assert_allclose(mood_wish(2, np.full(8, 1 / 8)), mood_wish(2), atol=1e-6)


def test_the_mood_is_the_target_where_no_comment_tells_the_wish(pool):
    face = seen(FACE, SAD)
    sequence = replace(Composer(pool, np.random.default_rng(0)).draw("clean"), observations=(face,), now=10.0, label=4)
    np.testing.assert_allclose(batch_of([sequence], SIZES, STRETCH).intent[0], mood_wish(4), atol=1e-6)


def test_the_intent_follows_the_fused_state_where_the_words_leave_it_open(pool):
    torch.manual_seed(0)
    composer = Composer(pool, np.random.default_rng(0))
    network = CrossModalTransformer(FusionConfig(face=4, voice=3, text=5, width=16)).train()
    optimiser = torch.optim.AdamW(network.parameters(), 1e-2)
    for _ in range(60):
        batch = batch_of([composer.draw("clean") for _ in range(64)], SIZES, STRETCH)
        loss = torch.nn.functional.cross_entropy(network(batch.tokens).intent, batch.intent)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    fusion = Fusion(network)
    sure = {name: np.where(np.arange(7) == EMOTIONS.index(name), 0.94, 0.01) for name in ("sadness", "joy")}
    observed = {name: [seen(m, p) for m in SENSED] for name, p in sure.items()}
    sad, glad = (fusion.fuse(observed[name], 10.0).intent for name in ("sadness", "joy"))
    assert sad[INTENTS.index(Intent.ENERGISE)] < 1 / 8 < glad[INTENTS.index(Intent.ENERGISE)]
    assert glad[INTENTS.index(Intent.CHEER_UP)] < 1 / 8 < sad[INTENTS.index(Intent.CHEER_UP)]
    assert max(sad.max(), glad.max()) < 0.5


def test_wishes_are_read_by_heads_that_saw_no_sentence_of_the_family(monkeypatch):
    table = intent.sentences()
    few = table[table.family.isin(["want", "need", "imperative", "fragment", "negated", "status", "short"])]
    monkeypatch.setattr(intent, "sentences", lambda: few.groupby(["class", "family"]).head(3).reset_index(drop=True))
    read = read_wishes(seed=0)
    wish = read.classes != NO_WISH
    assert read.said.intent.shape == (len(read.classes), 8)
    assert (read.said.intent[wish].argmax(axis=1) == read.classes[wish]).mean() > 0.4


def test_no_family_of_phrasing_is_on_both_sides():
    said = wishes()
    known, new = parted(said, np.random.default_rng(0))
    assert not set(said.families[known]) & set(said.families[new])
    assert len(new) == 8
    np.testing.assert_allclose(said.targets()[said.classes == NO_WISH], 1 / 8)


def test_embeddings_are_left_out_in_their_share(pool):
    composer = Composer(pool, np.random.default_rng(0))
    tokens = batch_of([composer.draw("clean") for _ in range(300)], SIZES, STRETCH).tokens
    bare = without_embeddings(tokens, 0.2, torch.Generator().manual_seed(0))
    for modality in SENSED:
        gone = bare[modality][0].abs().sum((1, 2)) == 0
        assert 0.1 < gone.float().mean().item() < 0.3
        torch.testing.assert_close(bare[modality][0][~gone], tokens[modality][0][~gone])


def test_clips_are_of_one_person_and_carry_what_people_answered(pool):
    drawn = together(pool).draw(200, SIZES, np.random.default_rng(0))
    expected = np.zeros(7)
    expected[[EMOTIONS.index("joy"), EMOTIONS.index("neutral")]] = 0.9, 0.1
    np.testing.assert_allclose(drawn.answers.numpy(), np.tile(expected, (200, 1)), atol=1e-6)
    there = {m: (drawn.tokens[m][3] > 0).any(dim=1).numpy() for m in SENSED}
    assert not there[TEXT].any()
    assert 0.35 < (there[FACE] & there[VOICE]).mean() < 0.65
    assert (there[FACE] | there[VOICE]).all()
    means = {m: drawn.tokens[m][1][:, 0, :7].argmax(dim=1).numpy() for m in (FACE, VOICE)}
    both = there[FACE] & there[VOICE]
    assert (means[FACE] == means[VOICE])[both].mean() > 0.5


def test_nobody_could_answer_surprise_and_the_loss_does_not_ask_for_it(pool):
    drawn = together(pool).draw(8, SIZES, np.random.default_rng(0))
    logits = drawn.answers.clamp_min(1e-6).log()
    surprised = logits.clone()
    surprised[:, EMOTIONS.index("surprise")] = 50.0
    torch.testing.assert_close(drawn.loss(surprised), drawn.loss(logits))
    assert drawn.loss(logits).item() == pytest.approx(-(0.9 * np.log(0.9) + 0.1 * np.log(0.1)), abs=1e-3)


def test_photographs_are_those_that_people_answered_alike():
    votes = np.zeros((60, 10), np.float32)
    votes[:30, VOTE_COLUMNS.index("joy")] = 1.0
    votes[30:, VOTE_COLUMNS.index("sadness")] = 1.0
    votes[:25, VOTE_COLUMNS.index("surprise")] = 1.0  # half of the answers; nobody could give it to a clip
    shares = np.full((2, 6), 0.02)
    shares[0, ASKED.index("joy")] = shares[1, ASKED.index("sadness")] = 0.9
    near = alike(shares, votes / votes.sum(axis=1, keepdims=True))
    assert set(near[0, :5]) == set(range(25, 30))
    assert set(near[1]) <= set(range(30, 60))


def test_a_short_training_writes_weights_that_are_judged(pool, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("emotion.training.fusion.JUDGED", 100)
    monkeypatch.setattr("emotion.training.fusion.JUDGE_EVERY", 4)
    chances = {m: np.ones(len(t.labels)) for m, t in pool.items()}
    fit((pool, chances), wishes(), together(pool), tmp_path, seed=0, steps=4)
    assert "macro-F1" in capsys.readouterr().out
    fusion = Fusion.load(tmp_path / "fusion.safetensors")
    baselines = load_baselines(FusionConfig(face=4, voice=3, text=5), tmp_path / "fusion_baselines.safetensors")
    sequence = Composer(pool, np.random.default_rng(0)).draw("clean")
    assert fusion.fuse_sensed([sequence.observations], [sequence.now])[0].emotion in EMOTIONS
    tokens = batch_of([sequence], SIZES, STRETCH).tokens
    for name in ("product of experts", "concatenation", "early-fusion Transformer", "face + text", "voice alone"):
        assert predict(baselines[name], tokens).sum() == pytest.approx(1.0, abs=1e-5)


@pytest.fixture(scope="module")
def composed(tmp_path_factory):
    """Sequences of the sizes that the shipped fusion takes, whose experts are right three times in four."""
    shipped = Fusion.load().config
    sizes = {m: getattr(shipped, m) for m in SENSED}
    parts = {}
    for m in SENSED:
        own = takes(m, rightness=0.75, sureness=0.6)
        embedding = np.zeros((len(own.labels), 1, sizes[m]), np.float32)
        views = own.clean | {"embedding": embedding}, own.corrupted | {"embedding": embedding}
        parts[m] = Takes(own.labels, own.corpora, own.people, *views)
    composer = Composer(parts, np.random.default_rng(0))
    file = tmp_path_factory.mktemp("composed") / "sequences.parquet"
    to_frame([composer.draw(VARIANTS[i % 5]) for i in range(150)]).to_parquet(file)
    return file


def test_evaluation_compares_and_gives_intervals(composed):
    report, predictions = evaluate_fusion(composed)
    assert len(predictions) == 150
    assert set(report["variants"]) == set(VARIANTS)
    assert set(report["present"]) >= {"face", "voice + text", "face + voice + text"}
    for variant in ("all", *VARIANTS):
        gain, low, high = report["gains"][variant]["product of experts"]
        assert low <= gain <= high
    overall = report["accuracy"] - report["baselines"]["face alone"]["accuracy"]
    assert report["gains"]["all"]["face alone"][0] == pytest.approx(overall)
    assert report["risk_coverage"]["coverage"][0] == 1.0
    assert report["risk_coverage"]["accuracy"][0] == pytest.approx(report["accuracy"])


def test_evaluation_on_the_command_line(composed, capsys):
    assert main(["evaluate", "fusion", str(composed)]) == 0
    printed = capsys.readouterr().out
    for words in ("early-fusion Transformer", "face + voice", "contradicting", "AURC", "attention"):
        assert words in printed
    assert main(["evaluate", "fusion", str(composed), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["gains"]["all"]


def test_a_file_without_sequences_is_an_error(tmp_path, capsys):
    pd.DataFrame({"label": ["joy"]}).to_parquet(tmp_path / "none.parquet")
    assert main(["evaluate", "fusion", str(tmp_path / "none.parquet")]) == 1
    assert "observations" in capsys.readouterr().err
