"""The collection's music: composed, judged, rendered, and described as items of the catalogue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from recommender.errors import RecommenderError
from recommender.studio.collection import STUDIO
from recommender.studio.composing import Composition, compose
from recommender.studio.mixing import mixed
from recommender.studio.recording import recorded
from recommender.training.studio import placing
from recommender.training.studio.judging import Judgement, judge
from recommender.training.studio.soundfont import midi, played
from recommender.types import Kind

COUNT = 100
FOLDER = STUDIO / "music"
SCORES = STUDIO / "scores.json"
"""The SHA-256 of each score as a MIDI file, and what was judged of it: composing anew must give the same."""

ATTEMPTS = 50

_KEYS = ("C", "C sharp", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B")
_PACES = ((60, "very slow"), (80, "slow"), (104, "unhurried"), (124, "brisk"), (float("inf"), "fast"))


@dataclass(frozen=True)
class Piece:
    """A piece that passed, its item's id and title, and where it was aimed at."""

    id: str
    title: str
    valence: float
    arousal: float
    composition: Composition
    judgement: Judgement


def pieces(count: int = COUNT) -> Iterator[Piece]:
    """The collection's pieces, always the same. Raises RecommenderError where none of ATTEMPTS passes."""
    places = placing.targets(count)
    for number, ((valence, arousal), title) in enumerate(
        zip(places.tolist(), placing.titles("music", places), strict=True)
    ):
        for attempt in range(ATTEMPTS):
            composition = compose(valence, arousal, 1000 * number + attempt)
            judgement = judge(composition)
            if judgement.passes:
                yield Piece(f"music-made-{number + 1:03}", title, valence, arousal, composition, judgement)
                break
        else:
            raise RecommenderError(f"no piece at {valence}, {arousal} passes; the last one: {judgement}")


def scores() -> dict[str, dict]:
    """What SCORES holds, composed anew."""
    return {piece.id: {"sha256": _digest(piece)} | asdict(piece.judgement) for piece in pieces()}


def build() -> list[dict]:
    """Writes the sound of pieces whose score has changed, and SCORES; returns all items for the catalogue."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    before = json.loads(SCORES.read_text(encoding="utf-8")) if SCORES.is_file() else {}
    made = list(pieces())
    for piece in made:
        file = FOLDER / f"{piece.id}.opus"
        if file.is_file() and before.get(piece.id, {}).get("sha256") == _digest(piece):
            continue
        sound = mixed(played(piece.composition.score), piece.valence, piece.arousal)
        file.write_bytes(recorded(sound))
        print(
            f"{piece.id}  {piece.judgement.seconds:.0f} s  {file.stat().st_size // 1000} kB  {piece.title}", flush=True
        )
        before[piece.id] = {"sha256": _digest(piece)} | asdict(piece.judgement)
        SCORES.write_text(json.dumps(before, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return [_item(piece) for piece in made]


def _digest(piece: Piece) -> str:
    return hashlib.sha256(midi(piece.composition.score)).hexdigest()


def _item(piece: Piece) -> dict:
    plan = piece.composition.plan
    words = placing.moods(Kind.MUSIC, piece.valence, piece.arousal, piece.id)
    pace = next(name for below, name in _PACES if plan.tempo < below)
    key = f"{_KEYS[plan.tonic % 12]} {plan.mode}"
    form = {"song form": "in song form", "variations": "with variations", "rondo": "as a rondo"}[plan.form]
    return {
        "id": piece.id,
        "kind": Kind.MUSIC,
        "title": piece.title,
        "year": 2026,
        "creators": ["Attune"],
        "genres": [plan.ensemble.genre],
        "minutes": max(1, round(piece.judgement.seconds / 60)),
        "tags": [plan.ensemble.name, plan.form, pace],
        "description": f"Made by Attune: {pace} music for {plan.ensemble.name} in {key}, {form}, "
        f"{words[0]} and {words[1]}.",
        "content": [],
        "people": [],
        "themes": placing.themes(piece.valence, piece.arousal),
        "moods": words,
    }
