"""Makes a catalogue from a table that was brought along."""

from __future__ import annotations

import json
from pathlib import Path

from recommender.catalogue.imported import Table, read_table
from recommender.errors import CatalogueError
from recommender.training import catalogue


def bring(file: Path, out: Path) -> Table:
    """Writes the items of a file and all that is computed of them to the new folder `out`.

    Raises CatalogueError for a wrong row, and where the folder is there already; nothing is written then.
    """
    table = read_table(file)
    if out.exists():
        raise CatalogueError(f"{out} is there already")
    out.mkdir(parents=True)
    (out / "items.json").write_text(json.dumps(table.items, ensure_ascii=False), encoding="utf-8")
    catalogue.build(out)
    return table
