"""Makes a catalogue from a table that was brought along."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from recommender.catalogue.imported import Checked, Plan, read_table
from recommender.catalogue.items import load_catalogue
from recommender.errors import CatalogueError
from recommender.training import catalogue
from recommender.training.catalogue import Tell


def bring(
    file: Path,
    out: Path,
    plan: Plan | None = None,
    skips: bool = False,
    most: int | None = None,
    tell: Tell = lambda share: None,
) -> Checked:
    """Writes the items of a file and all that is computed of them to the new folder `out`, which is there at the end
    or not at all. plan, skips and most: see `read_table`.

    Raises TableError for a wrong row, CatalogueError where the folder is there already.
    """
    if out.exists():
        raise CatalogueError(f"{out} is there already")
    found = read_table(file, plan, skips, most)
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        (unfinished / "items.json").write_text(json.dumps(found.items, ensure_ascii=False), encoding="utf-8")
        catalogue.build(unfinished, load_catalogue(), tell)
        unfinished.chmod(0o755)
        unfinished.rename(out)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return found
