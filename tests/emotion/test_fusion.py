import itertools
from dataclasses import replace

import numpy as np
import pytest
import torch

from emotion.fusion import Fusion
from emotion.fusion.attention import AttentionFusion, agreement
from emotion.fusion.fusion import save
from emotion.fusion.network import CrossModalTransformer, FusionConfig
from emotion.fusion.tokens import select
from emotion.modalities import FACE, TEXT, TOLD, VOICE, modality_named
from emotion.modalities.told import LEADS
from emotion.types import EMOTIONS, Emotion, Observation

SIZES = {FACE: 6, VOICE: 5, TEXT: 8}


@pytest.fixture(scope="module")
def fusion():
    torch.manual_seed(0)
    return Fusion(CrossModalTransformer(FusionConfig(face=6, voice=5, text=8, width=16)))


def seen(modality, time, emotion=Emotion.JOY, sure=0.8, quality=0.9):
    probabilities = np.full(7, (1 - sure) / 6, np.float32)
    probabilities[EMOTIONS.index(emotion)] = sure
    intent = np.eye(8, dtype=np.float32)[0] if modality == TEXT else None
    embedding = np.linspace(-1, 1, SIZES[modality]).astype(np.float32)
    return Observation(modality, time, quality, probabilities, embedding, 0.5, 0.2, intent)


def told(time, valence, arousal):
    return Observation(TOLD, time, 1.0, valence=valence, arousal=arousal, leading=LEADS)


def test_nothing_seen_is_unknown(fusion):
    state = fusion.fuse([], 3.0)
    assert state.unknown
    assert state.emotion is None
    assert sum(state.attention.values()) == 0


@pytest.mark.parametrize("present", [("face",), ("voice",), ("text",), ("face", "text"), ("face", "voice", "text")])
def test_attention_sums_to_one_over_any_subset(fusion, present):
    state = fusion.fuse([seen(modality_named(m), 9.8) for m in present], 10.0)
    assert sum(state.attention.values()) == pytest.approx(1.0, abs=1e-5)
    assert {m for m, a in state.attention.items() if a > 0} == set(present)
    assert state.emotion == Emotion.JOY
    assert state.probabilities.sum() == pytest.approx(1.0, abs=1e-5)


def test_agreeing_experts_make_the_state_surer_than_one(fusion):
    one = fusion.fuse([seen(FACE, 9.8, sure=0.5)], 10.0)
    two = fusion.fuse([seen(FACE, 9.8, sure=0.5), seen(VOICE, 9.8, sure=0.5)], 10.0)
    assert two.uncertainty < one.uncertainty


@pytest.mark.parametrize(("modality", "gone"), [("face", 2.0), ("voice", 2.0), ("text", 60.0)])
def test_a_lost_modality_fades_to_nothing_in_time(fusion, modality, gone):
    other = TEXT if modality != "text" else FACE
    paid = []
    for age in np.linspace(0, gone, 9):
        state = fusion.fuse([seen(modality_named(modality), 100.0 - age), seen(other, 99.9)], 100.0)
        paid.append(state.attention[modality])
    assert paid[0] > 0.1
    assert paid[-1] == 0.0
    starts = modality_named(modality).fades[0] / gone
    falling = [p for p, share in zip(paid, np.linspace(0, 1, 9), strict=True) if share >= starts]
    assert all(later <= earlier for earlier, later in itertools.pairwise(falling))


def test_agreement_tells_the_odd_one_out():
    sure = torch.tensor([0.9] + [0.1 / 6] * 6)
    experts = torch.stack([sure, sure, sure.roll(3)]).log()[None]
    same, own, others = agreement(experts, torch.ones(1, 3, dtype=torch.bool)).unbind(2)
    assert same[0, 0] > 0
    assert same[0, 2] < -1
    assert same[0, 2] < same[0, 0]
    torch.testing.assert_close(own[0], own[0, :1].expand(3))
    assert others[0, 2] > others[0, 0]


def test_agreement_of_one_alone_is_nothing():
    experts = torch.tensor([[[2.0, 0.0, 0.0], [0.0, 0.0, 0.0]]])
    same, _, others = agreement(experts, torch.tensor([[True, False]])).unbind(2)
    assert same[0, 0].item() == pytest.approx(0.0, abs=1e-6)
    assert others[0, 0].item() == pytest.approx(0.0, abs=1e-6)


def test_attention_fusion_takes_any_modalities_and_starts_as_the_product_of_experts():
    torch.manual_seed(0)
    network = AttentionFusion({"a": 3, "b": 5}, classes=2, features=2, width=8, heads=2).eval()
    for layer in (network.gate[0], network.gate[2]):
        torch.nn.init.zeros_(layer.weight)
        torch.nn.init.zeros_(layer.bias)
    experts = torch.tensor([[0.8, 0.2], [0.6, 0.4]]).log()
    tokens = {
        "a": (torch.randn(1, 1, 3), experts[None, :1], torch.ones(1, 1)),
        "b": (torch.randn(1, 1, 5), experts[None, 1:], torch.ones(1, 1)),
    }
    seen = network(tokens)
    product = torch.tensor([0.8 * 0.6, 0.2 * 0.4])
    torch.testing.assert_close(seen.logits.softmax(1)[0], product / product.sum(), atol=2e-3, rtol=0)
    torch.testing.assert_close(seen.attention, torch.full((1, 2), 0.5))


def test_an_observation_without_embedding_is_fused(fusion):
    bare = replace(seen(FACE, 9.8), embedding=None)
    assert fusion.fuse([bare], 10.0).emotion == Emotion.JOY


def test_one_lost_modality_alone_becomes_unknown(fusion):
    assert not fusion.fuse([seen(FACE, 0.0)], 1.0).unknown
    assert fusion.fuse([seen(FACE, 0.0)], 2.0).unknown


def test_order_of_observations_does_not_matter(fusion):
    stream = [seen(FACE, 9.0 + i / 10) for i in range(9)] + [seen(TEXT, 5.0, Emotion.SADNESS)]
    forwards, backwards = fusion.fuse(stream, 10.0), fusion.fuse(stream[::-1], 10.0)
    np.testing.assert_allclose(forwards.probabilities, backwards.probabilities, atol=1e-6)


def test_batch_and_single_agree(fusion):
    streams = [[seen(FACE, 9.9)], [], [seen(TEXT, 3.0, Emotion.FEAR), seen(VOICE, 9.5)]]
    for one, many in zip([fusion.fuse(s, 10.0) for s in streams], fusion.fuse_sensed(streams, [10.0] * 3), strict=True):
        assert one.unknown == many.unknown
        np.testing.assert_allclose(one.probabilities, many.probabilities, atol=1e-5)


def test_told_beats_sensed_and_fades(fusion):
    sad_face = seen(FACE, 99.9, Emotion.SADNESS)
    sensed = fusion.fuse([sad_face], 100.0)
    corrected = fusion.fuse([sad_face, told(99.5, 0.8, 0.4)], 100.0)
    assert corrected.valence > 0.5
    assert corrected.emotion == Emotion.JOY
    assert corrected.attention[TOLD] > 0.5
    assert sum(corrected.attention.values()) == pytest.approx(1.0, abs=1e-5)
    later = fusion.fuse([seen(FACE, 99.9, Emotion.SADNESS), told(99.5 - 200, 0.8, 0.4)], 100.0)
    assert 0 < later.attention[TOLD] < corrected.attention[TOLD]
    gone = fusion.fuse([sad_face, told(99.5 - 301, 0.8, 0.4)], 100.0)
    assert gone.valence == pytest.approx(sensed.valence)


def test_told_alone_is_known(fusion):
    state = fusion.fuse([told(0.0, -0.6, -0.3)], 1.0)
    assert not state.unknown
    assert state.emotion == Emotion.SADNESS
    assert state.attention[TOLD] == 1.0
    assert state.valence == pytest.approx(-0.6)


def test_only_so_many_observations_are_looked_at_and_the_newest_is_one():
    stream = [seen(FACE, i / 15) for i in range(100)]
    picked = select(stream, FACE, 100 / 15)
    assert len(picked) == FACE.tokens
    assert picked[-1] is stream[-1]


def test_saved_weights_load_to_the_same_fusion(fusion, tmp_path):
    save(fusion._network, tmp_path / "fusion.safetensors")
    again = Fusion.load(tmp_path / "fusion.safetensors")
    stream = [seen(FACE, 9.9), seen(TEXT, 2.0, Emotion.ANGER)]
    np.testing.assert_array_equal(fusion.fuse(stream, 10.0).probabilities, again.fuse(stream, 10.0).probabilities)
