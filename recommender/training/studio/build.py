"""Makes the whole collection: `make studio`."""

from __future__ import annotations

import json
from pathlib import Path

from recommender.catalogue.items import CATALOGUE_DIR
from recommender.training import catalogue
from recommender.training.studio import music, pictures


def build(anew: bool = False) -> None:
    """Makes what is missing of the collection, or all of it, and its items; then computes the catalogue anew."""
    if anew:
        music.SCORES.unlink(missing_ok=True)
    _write(CATALOGUE_DIR / "music.json", music.build())
    _write(CATALOGUE_DIR / "pictures.json", pictures.build(anew))
    catalogue.build()


def report() -> None:
    """Prints what is judged of every piece of music, composed anew, and whether its score is the one on disk."""
    kept = json.loads(music.SCORES.read_text(encoding="utf-8"))
    for name, found in music.scores().items():
        same = "as kept" if kept.get(name) == found else "NOT as kept"
        facts = ", ".join(f"{key} {value:.3g}" for key, value in found.items() if key != "sha256")
        print(f"{name}: {same}; {facts}")


def _write(file: Path, items: list[dict]) -> None:
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    file.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
