"""Music made by rules: what it depends on, that it comes out the same again, and how loud its files are."""

from __future__ import annotations

import hashlib
import json
from random import Random

import numpy as np
import pytest
from pyloudnorm import Meter

from recommender.catalogue.affect import mood_affect
from recommender.catalogue.items import load_catalogue
from recommender.catalogue.moods import MOODS
from recommender.studio.composing import compose
from recommender.studio.plan import MODES, plan
from recommender.studio.recording import LOUDNESS, PEAKS, RATE, decoded, mastered, recorded
from recommender.training.studio import music, placing
from recommender.training.studio.judging import judge
from recommender.training.studio.soundfont import midi
from recommender.types import Kind
from recommender.understanding.tones import SIGNS
from recommender.understanding.understood import Tone


def test_scores_kept_with_the_collection_are_composed_again_byte_for_byte() -> None:
    kept = json.loads(music.SCORES.read_text(encoding="utf-8"))
    assert len(kept) == music.COUNT == len(list(music.FOLDER.glob("*.opus")))
    places = placing.targets(music.COUNT)
    for number in (0, 21, 63):
        digests = {
            hashlib.sha256(midi(compose(*places[number].tolist(), 1000 * number + attempt).score)).hexdigest()
            for attempt in range(10)
        }
        assert kept[f"music-made-{number + 1:03}"]["sha256"] in digests


def test_every_piece_of_the_collection_passed() -> None:
    kept = json.loads(music.SCORES.read_text(encoding="utf-8"))
    assert all(60 <= one["seconds"] <= 120 and one["key"] and one["closes"] for one in kept.values())
    assert all(one["repeated"] <= 0.6 for one in kept.values())


def test_mode_follows_valence_and_tempo_and_force_follow_arousal() -> None:
    brightness = list(MODES).index
    dark, bright = plan(-0.8, 0.4, Random(1)), plan(0.8, 0.4, Random(1))
    assert brightness(dark.mode) < brightness(bright.mode)
    assert dark.tonic < bright.tonic
    slow, fast = plan(0.2, -0.8, Random(1)), plan(0.2, 0.8, Random(1))
    assert slow.tempo < fast.tempo
    assert slow.velocity < fast.velocity
    assert slow.articulation > fast.articulation
    assert slow.density < fast.density


def test_what_is_pleasant_is_detached_plain_and_steady_and_what_is_not_is_bound_rubs_and_strays() -> None:
    sad, glad = plan(-0.8, 0.1, Random(1)), plan(0.8, 0.1, Random(1))
    assert sad.articulation > glad.articulation + 0.2
    assert sad.tempo < glad.tempo
    assert sad.straying > 2 * glad.straying
    assert sad.halting
    assert not glad.halting
    assert 1 in sad.harmony
    assert glad.harmony == (0, 2, 4)


@pytest.mark.parametrize("valence", [-0.85, -0.4, 0.1, 0.8])
def test_a_tone_has_ended_before_the_same_one_begins_anew(valence: float) -> None:
    for part in compose(valence, 0.7, 3).score.parts:
        ends: dict[int, float] = {}
        for note in sorted(part.notes, key=lambda note: note.start):
            assert ends.get(note.pitch, 0.0) <= note.start + 1e-6
            ends[note.pitch] = note.start + note.length


def test_a_piece_ends_on_its_tonic_more_slowly_than_it_began() -> None:
    made = compose(0.3, 0.1, 5)
    assert judge(made).closes
    assert made.score.tempi[-1][1] < 0.8 * made.score.tempi[0][1]
    assert made.sections.count("A") >= 2


def test_what_has_one_note_only_is_refused() -> None:
    made = compose(0.3, 0.1, 5)
    dull = tuple(note.__class__(note.start, note.length, 60, note.velocity) for note in made.score.melody)
    parts = (made.score.parts[0].__class__("melody", 0, 0, dull), *made.score.parts[1:])
    score = made.score.__class__(parts, made.score.tempi, made.score.beats)
    assert not judge(made.__class__(score, made.plan, made.sections)).passes


@pytest.fixture(scope="module")
def file() -> bytes:
    """Three seconds of a loud chord with a peak that would clip, mastered and encoded."""
    times = np.arange(3 * RATE) / RATE
    wave = sum(np.sin(2 * np.pi * hertz * times) for hertz in (220, 277, 330))
    wave[RATE] = 40.0
    return recorded(wave)


def test_a_file_is_as_loud_as_it_should_be_and_clips_nowhere(file: bytes) -> None:
    wave = decoded(file)
    assert Meter(RATE).integrated_loudness(wave[: 2 * RATE].astype(float)) == pytest.approx(LOUDNESS, abs=1.0)
    assert np.abs(wave).max() < 1
    assert np.abs(mastered(np.array([0.5, -0.5] * RATE))).max() <= PEAKS[0]


def test_no_piece_of_the_collection_clips() -> None:
    files = sorted(music.FOLDER.glob("*.opus"))
    assert [file.name for file in files if np.abs(decoded(file.read_bytes())).max() > 1] == []
    assert len(files) == music.COUNT


def test_a_file_fades_in_and_out(file: bytes) -> None:
    wave = np.abs(decoded(file))
    assert wave[-RATE // 50 :].max() < 0.1 * wave[RATE : 2 * RATE].max()


def test_targets_reach_every_quarter_of_the_plane() -> None:
    places = placing.targets(64)
    quarters = {(v > 0, a > 0): 0 for v, a in places}
    for v, a in places:
        quarters[v > 0, a > 0] += 1
    assert len(quarters) == 4
    assert min(quarters.values()) >= 12


@pytest.mark.parametrize("kind", [Kind.MUSIC, Kind.PICTURE])
def test_mood_words_can_be_said_of_the_kind_and_lie_where_the_piece_was_aimed(kind: Kind) -> None:
    away = []
    for number, place in enumerate(placing.targets(music.COUNT).tolist()):
        words = placing.moods(kind, *place, str(number))
        assert len(set(words)) == placing.WORDS
        assert all(kind in MOODS[word].wordless for word in words)
        away.append(np.linalg.norm(mood_affect(words)[0] - place))
    assert np.mean(away) < 0.03
    assert max(away) < 0.2


def test_nothing_without_words_is_said_to_be_funny() -> None:
    made = [item for item in load_catalogue().items if item.kind in (Kind.MUSIC, Kind.PICTURE)]
    assert len(made) == 200
    assert [item.title for item in made if SIGNS[Tone.FUNNY].named(item)] == []
    assert [item.title for item in made if not all(item.kind in MOODS[word].wordless for word in item.moods)] == []
