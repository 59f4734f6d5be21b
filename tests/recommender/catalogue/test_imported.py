"""A catalogue brought along as a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.catalogue.imported import read_table
from recommender.errors import CatalogueError
from recommender.training import importing


def written(folder: Path, text: str, name: str = "items.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_movielens_layout_is_recognised(tmp_path: Path) -> None:
    text = 'movieId,title,genres\n1,"Matrix, The (1999)",Action|Sci-Fi\n2,Heat (1995),Crime|IMAX\n'
    table = read_table(written(tmp_path, text))
    assert [item["kind"] for item in table.items] == ["film", "film"]
    assert [item["year"] for item in table.items] == [1999, 1995]
    assert table.items[0]["genres"] == ["action", "science fiction"]
    assert table.items[0]["movielens_id"] == 1
    assert table.columns["title"] == "title"


def test_json_lines_with_lists(tmp_path: Path) -> None:
    row = {
        "kind": "song",
        "title": "Made",
        "year": 2001,
        "artist": ["A", "B"],
        "genre": ["jazz"],
        "summary": "It swings.",
    }
    table = read_table(written(tmp_path, json.dumps(row), "items.jsonl"))
    assert table.items[0]["creators"] == ["A", "B"]
    assert table.items[0]["description"] == "It swings."


def test_each_wrong_row_is_named(tmp_path: Path) -> None:
    text = "kind,title,year,genres\nfilm,Good,1999,drama\nfilm,Bad,,drama\nopera,C,1800,drama\nfilm,D,1990,nothing\n"
    with pytest.raises(CatalogueError) as raised:
        read_table(written(tmp_path, text))
    assert [line.split(":")[0].split(" (")[0] for line in str(raised.value).splitlines()] == ["row 2", "row 3", "row 4"]


@pytest.mark.parametrize("text", ["", "kind,year\nfilm,1999\n", "kind,title,year,genres\n"])
def test_no_title_or_no_row_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(CatalogueError):
        read_table(written(tmp_path, text))


def test_a_broken_file_changes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(CatalogueError):
        importing.bring(written(tmp_path, "kind,title,year,genres\nfilm,Bad,,drama\n"), out)
    assert not out.exists()


def test_what_was_brought_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    monkeypatch.setattr(importing.catalogue, "build", built.append)
    out = tmp_path / "out"
    importing.bring(written(tmp_path, "kind,title,year,genres\nfilm,Good,1999,drama\n"), out)
    assert built == [out]
    assert json.loads((out / "items.json").read_text(encoding="utf-8"))[0]["id"] == "film-good-1999"
    with pytest.raises(CatalogueError, match="there already"):
        importing.bring(written(tmp_path, "kind,title,year,genres\nfilm,Good,1999,drama\n"), out)
