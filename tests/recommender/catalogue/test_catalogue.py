"""What the loader makes of a catalogue, and what it says to broken ones."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from recommender.catalogue.items import CATALOGUE_DIR, COMPUTED, Catalogue, load_catalogue
from recommender.catalogue.records import fingerprint, parse_record, read_records
from recommender.errors import CatalogueError
from recommender.training.catalogue import build, popularity
from recommender.types import Item, Kind

GOOD = {
    "id": "film-a-1999",
    "kind": "film",
    "title": "<b>A</b> & *B*",
    "year": 1999,
    "creators": ["Somebody"],
    "genres": ["comedy"],
    "tags": ["funny", "light", "short"],
    "description": "A cheerful film that makes everyone laugh.",
}


def make_item(number: int = 0, **changes: object) -> Item:
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in GOOD.items()}
    fields |= {"id": f"film-{number}", "kind": Kind.FILM, "valence": 0.1, "arousal": -0.2, "popularity": 0.5}
    return Item(**fields | {"emotions": np.full(7, 1 / 7, np.float32)} | changes)


def write_folder(folder: Path, records: object) -> Path:
    (folder / "films.json").write_text(json.dumps(records), encoding="utf-8")
    return folder


def write_computed(folder: Path, **changes: np.ndarray) -> None:
    records = read_records(folder)
    n = len(records)
    arrays = {
        "valence": np.zeros(n, np.float32),
        "arousal": np.zeros(n, np.float32),
        "emotions": np.full((n, 7), 1 / 7, np.float32),
        "uncertainty": np.zeros(n, np.float32),
        "popularity": np.zeros(n, np.float32),
        "exposure": np.zeros(n, np.float32),
        "embeddings": np.ones((n, 384), np.float16),
    }
    save_file(arrays | changes, folder / COMPUTED, metadata={"fingerprint": fingerprint(records)})


class TestRecords:
    def test_markup_in_a_title_stays_text(self) -> None:
        assert parse_record(GOOD, "here").title == "<b>A</b> & *B*"

    @pytest.mark.parametrize("name", ["id", "kind", "title", "year", "creators", "genres", "tags", "description"])
    def test_missing_field(self, name: str) -> None:
        with pytest.raises(CatalogueError, match=f"here.*{name}.*missing"):
            parse_record({key: value for key, value in GOOD.items() if key != name}, "here")

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"year": "1999"}, "year must be a whole number"),
            ({"year": True}, "year must be a whole number"),
            ({"year": 9999}, "allowed are -3000 to 2100"),
            ({"title": ""}, "title must be a text"),
            ({"title": 7}, "title must be a text"),
            ({"title": "a\x00b"}, "control character"),
            ({"title": "two\nlines"}, "control character"),
            ({"title": "\ud800"}, "control character"),
            ({"id": "Film A"}, "may hold only"),
            ({"kind": "opera"}, "allowed are film, song, book, read"),
            ({"creators": "Somebody"}, "creators must be a list"),
            ({"tags": []}, "tags must be a list"),
            ({"genres": [None]}, "genres must be a text"),
            ({"minutes": 0}, "minutes must be positive"),
            ({"minutes": 1.5}, "minutes must be a whole number"),
            ({"ratings": -1}, "ratings must be positive"),
            ({"director": "x"}, "unknown field 'director'"),
            ({"content": ["swearing"]}, "content holds 'swearing', which is not in its vocabulary"),
            ({"moods": ["gloomyish"]}, "moods holds 'gloomyish', which is not in its vocabulary"),
            ({"moods": ["sad", "sad"]}, "moods holds a word twice"),
            ({"arc": ["sad"]}, "arc must be two moods"),
            ({"people": "Somebody"}, "people must be a list"),
        ],
    )
    def test_bad_field(self, change: dict, message: str) -> None:
        with pytest.raises(CatalogueError, match=message):
            parse_record(GOOD | change, "here")

    def test_nothing_to_mind_is_not_the_same_as_not_known(self) -> None:
        assert parse_record(GOOD, "here").content is None
        assert parse_record(GOOD | {"content": []}, "here").content == ()

    def test_moods_and_arc_are_read(self) -> None:
        record = parse_record(GOOD | {"moods": ["sad", "warm"], "arc": ["sad", "warm"], "themes": ["love"]}, "here")
        assert (record.moods, record.arc, record.themes) == (("sad", "warm"), ("sad", "warm"), ("love",))

    def test_not_an_object(self) -> None:
        with pytest.raises(CatalogueError, match="expected an object"):
            parse_record(["film"], "here")


class TestFolders:
    def test_round_trip(self, tmp_path: Path) -> None:
        write_folder(tmp_path, [GOOD, GOOD | {"id": "film-b", "minutes": 90, "tmdb_id": 5}])
        write_computed(tmp_path)
        catalogue = load_catalogue(tmp_path)
        assert [item.id for item in catalogue.items] == ["film-a-1999", "film-b"]
        assert catalogue.items[0].title == GOOD["title"]
        assert (catalogue.items[1].minutes, catalogue.items[1].tmdb_id) == (90, 5)

    def test_empty_folder(self, tmp_path: Path) -> None:
        with pytest.raises(CatalogueError, match="holds no catalogue"):
            load_catalogue(tmp_path)

    def test_no_items(self, tmp_path: Path) -> None:
        with pytest.raises(CatalogueError, match="holds no item"):
            load_catalogue(write_folder(tmp_path, []))

    def test_duplicate_id(self, tmp_path: Path) -> None:
        with pytest.raises(CatalogueError, match=r"films\.json, item 2.*film-a-1999"):
            load_catalogue(write_folder(tmp_path, [GOOD, GOOD]))

    @pytest.mark.parametrize("content", [b"[{", b"\xff\xfe\x00", b"[" * 100_000, b""])
    def test_broken_json(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "films.json").write_bytes(content)
        with pytest.raises(CatalogueError, match="cannot be read as JSON"):
            load_catalogue(tmp_path)

    def test_json_of_another_shape(self, tmp_path: Path) -> None:
        with pytest.raises(CatalogueError, match="one JSON array"):
            load_catalogue(write_folder(tmp_path, GOOD))

    def test_nothing_computed_yet(self, tmp_path: Path) -> None:
        with pytest.raises(CatalogueError, match=r"missing; rebuild it with: python -m recommender catalogue --build"):
            load_catalogue(write_folder(tmp_path, [GOOD]))

    def test_broken_computed_file(self, tmp_path: Path) -> None:
        write_folder(tmp_path, [GOOD])
        (tmp_path / COMPUTED).write_bytes(b"\x10\x00\x00\x00nothing")
        with pytest.raises(CatalogueError, match="is broken"):
            load_catalogue(tmp_path)

    def test_changed_after_the_build(self, tmp_path: Path) -> None:
        write_folder(tmp_path, [GOOD])
        write_computed(tmp_path)
        write_folder(tmp_path, [GOOD | {"description": "Another film altogether."}])
        with pytest.raises(CatalogueError, match="computed from other items"):
            load_catalogue(tmp_path)

    def test_computed_array_missing(self, tmp_path: Path) -> None:
        write_folder(tmp_path, [GOOD])
        write_computed(tmp_path)
        arrays = load_file(tmp_path / COMPUTED)
        del arrays["popularity"]
        metadata = {"fingerprint": fingerprint(read_records(tmp_path))}
        save_file(arrays, tmp_path / COMPUTED, metadata=metadata)
        with pytest.raises(CatalogueError, match="lacks popularity"):
            load_catalogue(tmp_path)

    def test_computed_array_of_wrong_shape(self, tmp_path: Path) -> None:
        write_folder(tmp_path, [GOOD])
        write_computed(tmp_path, embeddings=np.ones((2, 384), np.float16))
        with pytest.raises(CatalogueError, match="lacks embeddings"):
            load_catalogue(tmp_path)

    def test_build_computes_what_the_loader_needs(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("recommender.training.exposure.ROUNDS", 1)
        records = json.loads((CATALOGUE_DIR / "songs.json").read_text(encoding="utf-8"))[::20]
        write_folder(tmp_path, records)
        assert build(tmp_path) == tmp_path / COMPUTED
        catalogue, shipped = load_catalogue(tmp_path), load_catalogue()
        rows = [shipped.index[item.id] for item in catalogue.items]
        likeness = (catalogue.embeddings * shipped.embeddings[rows]).sum(axis=1)
        np.testing.assert_allclose(likeness, 1, atol=1e-3)
        np.testing.assert_allclose(catalogue.valence, shipped.valence[rows], atol=1e-6)
        np.testing.assert_allclose(catalogue.emotions, shipped.emotions[rows], atol=1e-6)
        assert np.abs(catalogue.exposure).max() > 0


class TestFromItems:
    def test_known_arrays(self) -> None:
        items = [make_item(0, genres=("war", "comedy")), make_item(1, valence=-1.0, popularity=1.0)]
        catalogue = Catalogue.from_items(items, np.array([[3.0, 4.0], [0.0, -2.0]]))
        assert catalogue.genre_names == ("comedy", "war")
        np.testing.assert_array_equal(catalogue.genres, [[True, True], [True, False]])
        np.testing.assert_allclose(catalogue.embeddings, [[0.6, 0.8], [0, -1]], atol=1e-6)
        np.testing.assert_allclose(catalogue.valence, [0.1, -1])
        assert catalogue.index == {"film-0": 0, "film-1": 1}

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"valence": 1.5}, "valence must lie in"),
            ({"arousal": float("nan")}, "arousal must lie in"),
            ({"popularity": -0.1}, "popularity must lie in"),
            ({"emotions": np.ones(7, np.float32)}, "sum to 1"),
            ({"emotions": np.ones(3, np.float32) / 3}, "7 columns"),
        ],
    )
    def test_numbers_out_of_range(self, change: dict, message: str) -> None:
        with pytest.raises(CatalogueError, match=message):
            Catalogue.from_items([make_item(**change)], np.ones((1, 4)))

    @pytest.mark.parametrize("embeddings", [np.ones((2, 4)), np.ones(4), np.zeros((1, 4)), np.full((1, 4), np.nan)])
    def test_bad_embeddings(self, embeddings: np.ndarray) -> None:
        with pytest.raises(CatalogueError, match="embeddings"):
            Catalogue.from_items([make_item()], embeddings)

    def test_same_id_twice(self) -> None:
        with pytest.raises(CatalogueError, match="film-0"):
            Catalogue.from_items([make_item(), make_item(1), make_item()], np.ones((3, 4)))

    def test_no_items(self) -> None:
        with pytest.raises(CatalogueError, match="at least one"):
            Catalogue.from_items([], np.ones((0, 4)))


def test_popularity_by_hand() -> None:
    record = parse_record(GOOD, "here")
    records = tuple(replace(record, ratings=ratings) for ratings in (0, 3, 15, None))
    np.testing.assert_allclose(popularity(records), [0, 0.5, 1, 0.5])
    np.testing.assert_allclose(popularity((record, record)), [0.5, 0.5])
