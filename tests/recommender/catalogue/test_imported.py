"""A catalogue brought along as a table."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recommender.__main__ import main
from recommender.catalogue.imported import Plan, check, head, names_of, read_table
from recommender.catalogue.records import parse_record
from recommender.catalogue.tables import rows
from recommender.errors import CatalogueError, TableError
from recommender.training import catalogue as computing
from recommender.training import importing
from tests import fakes

GOOD = "kind,title,year,genres\nfilm,Good,1999,drama\n"


def written(folder: Path, text: str, name: str = "items.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def problems(error: TableError) -> list[tuple[int, str]]:
    """The row and what is wrong with it, of each message of an error about rows."""
    return [(one.parameters["row"], one.parameters["problem"].key) for one in error.args]


def test_movielens_layout_is_recognised(tmp_path: Path) -> None:
    text = 'movieId,title,genres\n1,"Matrix, The (1999)",Action|Sci-Fi\n2,Heat (1995),Crime|IMAX\n'
    file = written(tmp_path, text)
    plan, found = Plan.of(names_of(head(file, 9))), read_table(file)
    assert plan.layout == "movielens"
    assert [(item["kind"], item["title"], item["year"]) for item in found.items] == [
        ("film", "The Matrix", 1999),
        ("film", "Heat", 1995),
    ]
    assert found.items[0]["genres"] == ["action", "science fiction"]
    assert found.items[0]["movielens_id"] == 1


def test_tmdb_layout_is_recognised_with_genres_by_name_and_by_number(tmp_path: Path) -> None:
    listed = json.dumps([{"id": 18, "name": "Drama"}, {"id": 878, "name": "Science Fiction"}])
    first = {"id": 603, "title": "A", "release_date": "1999-03-30", "overview": "It bends.", "genres": listed}
    second = {"id": 604, "title": "B", "release_date": "2003-05-15", "overview": "More.", "genre_ids": [28, 99]}
    for row, genres in ((first, ["drama", "science fiction"]), (second, ["action", "documentary"])):
        file = written(tmp_path, json.dumps(row | {"runtime": 136.0, "vote_count": 9000}), "items.jsonl")
        assert Plan.of(names_of(head(file, 9))).layout == "tmdb"
        [item] = read_table(file).items
        assert item["genres"] == genres
        assert (item["tmdb_id"], item["minutes"], item["ratings"]) == (row["id"], 136, 9000)


def test_json_lines_with_lists(tmp_path: Path) -> None:
    row = {"kind": "song", "title": "Made", "year": 2001, "artist": ["A", "B"], "genre": ["jazz"], "summary": "Swings."}
    [item] = read_table(written(tmp_path, json.dumps(row), "items.jsonl")).items
    assert item["creators"] == ["A", "B"]
    assert item["description"] == "Swings."


def test_parquet_is_read_like_csv(tmp_path: Path) -> None:
    columns = {"kind": ["film", "book"], "title": ["A", "B"], "year": [1999, 2001], "genres": [["drama"], ["poem"]]}
    pq.write_table(pa.table(columns | {"runtime": [90.0, float("nan")]}), tmp_path / "items.parquet")
    found = read_table(tmp_path / "items.parquet").items
    assert [(item["kind"], item["genres"], item.get("minutes")) for item in found] == [
        ("film", ["drama"], 90),
        ("book", ["poem"], None),
    ]


def test_columns_may_be_named_otherwise_and_rows_take_a_kind(tmp_path: Path) -> None:
    file = written(tmp_path, "Werk,Jahr,Sorte\nHeat,1995,crime\n")
    with pytest.raises(TableError) as raised:
        read_table(file)
    assert [one.key for one in raised.value.args] == ["table-no-column"] * 2
    plan = Plan.of(names_of(head(file, 9))).changed({"title": "Werk", "year": "Jahr", "genres": "Sorte"}, "film")
    [item] = read_table(file, plan).items
    assert (item["title"], item["kind"], item["year"]) == ("Heat", "film", 1995)


def test_each_wrong_row_is_named(tmp_path: Path) -> None:
    text = f"{GOOD}film,Bad,,drama\nopera,C,1800,drama\nfilm,D,1990,nothing\nfilm,Good,1999,drama\nfilm,,1999,drama\n"
    with pytest.raises(TableError) as raised:
        read_table(written(tmp_path, text))
    assert problems(raised.value) == [
        (2, "row-no-year"),
        (3, "row-kind"),
        (4, "row-genres"),
        (5, "row-twice"),
        (6, "row-no-title"),
    ]
    assert len(read_table(written(tmp_path, text), skips=True).items) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("items.csv", ""),
        ("items.csv", "kind,year\nfilm,1999\n"),
        ("items.csv", "kind,title,year,genres\n"),
        ("items.csv", "title,genres\na,b,c,d\n"),
        ("items.jsonl", "{not json"),
        ("items.jsonl", "[1]"),
        ("items.parquet", "no parquet"),
        ("items.txt", "title"),
    ],
)
def test_what_is_no_table_of_items_is_refused(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(TableError):
        read_table(written(tmp_path, text, name))


def test_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_bytes("title\nGrün".encode("latin-1"))
    with pytest.raises(TableError, match="table-not-utf8"):
        list(rows(tmp_path / "items.csv"))


def test_more_rows_than_are_taken_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="table-many-rows"):
        read_table(written(tmp_path, f"{GOOD}film,B,1999,drama\n"), most=1)


HOSTILE = [
    "",
    None,
    float("nan"),
    "\x00\ud800",
    "x" * 5000,
    "[[[[",
    "['a', 1]",
    [None, {"name": "<b>"}],
    {"a": 1},
    -1e99,
]


def test_whatever_a_row_holds_becomes_a_sound_item_or_is_named() -> None:
    names = ("title", "year", "kind", "genres", "creators", "description", "tags", "themes", "people", "minutes", "id")
    table = [
        {"title": "T", "year": 1999, "kind": "film", "genres": "drama", "id": f"{name}{number}"} | {name: value}
        for name in names
        for number, value in enumerate(HOSTILE)
    ]
    found = check(table, Plan.of(names))
    assert len(found.items) + len(found.wrong) == len(table)
    for item in found.items:
        parse_record(item, "here")


def test_a_broken_file_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(TableError):
        importing.bring(written(tmp_path, f"{GOOD}film,Bad,,drama\n"), tmp_path / "out")
    assert [file.name for file in tmp_path.iterdir()] == ["items.csv"]


def test_what_fails_on_the_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(importing.catalogue, "build", fails)
    with pytest.raises(OSError, match="full"):
        importing.bring(written(tmp_path, GOOD), tmp_path / "out")
    assert [file.name for file in tmp_path.iterdir()] == ["items.csv"]


def test_what_was_brought_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing.catalogue, "build", lambda *_: None)
    out = tmp_path / "out"
    importing.bring(written(tmp_path, GOOD), out)
    assert json.loads((out / "items.json").read_text(encoding="utf-8"))[0]["id"] == "film-good-1999"
    with pytest.raises(CatalogueError, match="there already"):
        importing.bring(written(tmp_path, GOOD), out)


def test_the_command_names_wrong_rows_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, f"{GOOD}film,Bad,,drama\n")
    assert main(["import", str(file), "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith("Row 2: ")


def test_items_without_mood_words_are_placed_by_what_is_known_of_others() -> None:
    known = fakes.catalogue(60)
    sign = np.where(np.arange(60) % 2, 1.0, -1.0).astype(np.float32)
    embeddings = np.stack([sign, np.ones(60)], axis=1).astype(np.float32)
    from dataclasses import replace

    items = tuple(
        replace(item, genres=("drama",), moods=("joyful",) if s > 0 else ("sad",))
        for item, s in zip(known.items, sign, strict=True)
    )
    known = replace(known, items=items, embeddings=embeddings)
    plain = dict(kind="film", year=2000, creators=["?"], genres=["drama"], tags=["drama"], description="d")
    records = tuple(parse_record({"id": name, "title": name, **plain}, "here") for name in ("glad", "low"))
    own = np.array([[1, 1], [-1, 1]], np.float32)
    alone, told = computing.affect_of(records, own), computing.affect_of(records, own, known)
    assert alone.valence[0] == alone.valence[1]
    assert told.valence[0] > 0.5 > -0.3 > told.valence[1]
    assert (told.uncertainty < alone.uncertainty).all()


def test_where_an_item_can_be_had_is_read_from_a_column_that_was_named_for_it_and_from_no_other(tmp_path: Path) -> None:
    text = "kind,title,year,genres,media\nfilm,A,1999,drama,https://example.org/a\nfilm,B,1999,drama,../b.txt\n"
    file = written(tmp_path, text)
    plan = Plan.of(names_of(head(file, 9)))
    assert all("media" not in item for item in check(rows(file), plan).items)
    found = check(rows(file), plan.changed({"media": "media"}))
    assert parse_record(found.items[0], "row 1").media == "https://example.org/a"
    assert [one.parameters["problem"].key for one in found.wrong] == ["row-media"]
    with pytest.raises(CatalogueError, match="media"):
        parse_record(found.items[0] | {"media": "javascript:1"}, "row 1")
