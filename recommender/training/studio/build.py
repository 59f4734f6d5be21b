"""Makes the whole collection: `make studio`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from recommender.catalogue.items import CATALOGUE_DIR, load_catalogue
from recommender.training import catalogue
from recommender.training.studio import music, pictures, placing
from recommender.types import Kind


def build(anew: bool = False) -> None:
    """Makes what is missing of the collection, or all of it, and its items; then computes the catalogue anew."""
    if anew:
        music.SCORES.unlink(missing_ok=True)
    _write(CATALOGUE_DIR / "music.json", music.build())
    _write(CATALOGUE_DIR / "pictures.json", pictures.build(anew))
    catalogue.build()


def report() -> None:
    """Prints what is judged of every piece of music, composed anew, and whether its score is the one on disk; and how
    far mood words lie from the places that pieces and pictures were made for."""
    kept = json.loads(music.SCORES.read_text(encoding="utf-8"))
    for name, found in music.scores().items():
        same = "as kept" if kept.get(name) == found else "NOT as kept"
        facts = ", ".join(f"{key} {value:.3g}" for key, value in found.items() if key != "sha256")
        print(f"{name}: {same}; {facts}")
    items = load_catalogue().items
    for kind in (Kind.MUSIC, Kind.PICTURE):
        felt = np.array([(item.valence, item.arousal) for item in items if item.kind == kind])
        away = np.linalg.norm(felt - placing.targets(len(felt)), axis=1)
        print(f"mood words of each {kind}: {away.mean():.3f} from its place on average, at most {away.max():.3f}")


def _write(file: Path, items: list[dict]) -> None:
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    file.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
