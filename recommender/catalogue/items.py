"""All items that can be recommended, and their arrays: what every term of a score is computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open

from emotion.types import EMOTIONS
from recommender.catalogue.records import fingerprint, read_records
from recommender.errors import CatalogueError, UnknownItemError
from recommender.types import Item

CATALOGUE_DIR = Path(__file__).resolve().parents[2] / "assets" / "catalogue"
COMPUTED = "computed.safetensors"
ARRAYS = ("valence", "arousal", "emotions", "uncertainty", "popularity", "exposure", "embeddings")
REBUILD = "rebuild it with: python -m recommender catalogue --build"


@dataclass(frozen=True, eq=False)
class Catalogue:
    """N items and what is known of each, as arrays in the order of `items`.

    valence, arousal (N,) float32 in [-1, 1]; emotions (N, 7) float32, rows sum to 1; popularity (N,) float32 in [0, 1];
    exposure (N,) float32 in [-1, 1], see `Item`; embeddings (N, D) float32, rows of length 1; genres (N, G) bool, True
    where an item has the genre of that name in genre_names; kinds (N,) int8, each item's number in kind_names; years
    (N,) int32; minutes (N,) float32, NaN where not known; index: item id -> row.
    """

    items: tuple[Item, ...]
    valence: np.ndarray
    arousal: np.ndarray
    emotions: np.ndarray
    popularity: np.ndarray
    exposure: np.ndarray
    embeddings: np.ndarray
    genres: np.ndarray
    genre_names: tuple[str, ...]
    kinds: np.ndarray
    kind_names: tuple[str, ...]
    years: np.ndarray
    minutes: np.ndarray
    index: dict[str, int]

    @classmethod
    def from_items(cls, items: Sequence[Item], embeddings: np.ndarray) -> Catalogue:
        """A catalogue of these items; embeddings is (N, D) and is normalised here.

        Raises CatalogueError for no items, an id that comes twice, numbers out of range, or embeddings that do not fit.
        """
        items = tuple(items)
        index = {item.id: row for row, item in enumerate(items)}
        if not items:
            raise CatalogueError("a catalogue needs at least one item")
        if len(index) < len(items):
            twice = next(item.id for row, item in enumerate(items) if index[item.id] != row)
            raise CatalogueError(f"the id {twice!r} is taken by more than one item")
        kind_names = tuple(sorted({item.kind for item in items}))
        names = tuple(sorted({genre for item in items for genre in item.genres}))
        column = {name: number for number, name in enumerate(names)}
        genres = np.zeros((len(items), len(names)), bool)
        for row, item in enumerate(items):
            genres[row, [column[genre] for genre in item.genres]] = True
        return cls(
            items=items,
            valence=_within([item.valence for item in items], "valence", -1, 1),
            arousal=_within([item.arousal for item in items], "arousal", -1, 1),
            emotions=_distributions(np.stack([item.emotions for item in items])),
            popularity=_within([item.popularity for item in items], "popularity", 0, 1),
            exposure=_within([item.exposure for item in items], "exposure", -1, 1),
            embeddings=_normalised(embeddings, len(items)),
            genres=genres,
            genre_names=names,
            kinds=np.array([kind_names.index(item.kind) for item in items], np.int8),
            kind_names=kind_names,
            years=np.array([item.year for item in items], np.int32),
            minutes=np.array([item.minutes or np.nan for item in items], np.float32),
            index=index,
        )

    def __len__(self) -> int:
        return len(self.items)

    def of_kind(self, kind: str) -> np.ndarray:
        """(N,) bool: the items of a kind."""
        if kind not in self.kind_names:
            return np.zeros(len(self), bool)
        return self.kinds == self.kind_names.index(kind)

    def item(self, item_id: str) -> Item:
        """The item of this id. Raises UnknownItemError."""
        if item_id not in self.index:
            raise UnknownItemError(f"no item has the id {item_id!r:.80}")
        return self.items[self.index[item_id]]


def load_catalogue(folder: Path = CATALOGUE_DIR) -> Catalogue:
    """The catalogue in folder: the records of its JSON files joined to what the build computed from them.

    Raises CatalogueError when a file is missing, broken or older than the records.
    """
    records = read_records(folder)
    arrays = _read_computed(folder / COMPUTED, fingerprint(records), len(records))
    emotions = arrays["emotions"].astype(np.float32)
    items = [
        Item(
            id=record.id,
            kind=record.kind,
            title=record.title,
            year=record.year,
            creators=record.creators,
            genres=record.genres,
            description=record.description,
            tags=record.tags,
            valence=float(arrays["valence"][row]),
            arousal=float(arrays["arousal"][row]),
            emotions=emotions[row],
            popularity=float(arrays["popularity"][row]),
            minutes=record.minutes,
            movielens_id=record.movielens_id,
            tmdb_id=record.tmdb_id,
            content=record.content,
            people=record.people,
            themes=record.themes,
            moods=record.moods,
            arc=record.arc,
            uncertainty=float(arrays["uncertainty"][row]),
            exposure=float(arrays["exposure"][row]),
            media=record.media,
        )
        for row, record in enumerate(records)
    ]
    return Catalogue.from_items(items, arrays["embeddings"])


def _read_computed(file: Path, expected: str, count: int) -> dict[str, np.ndarray]:
    if not file.is_file():
        raise CatalogueError(f"{file} is missing; {REBUILD}")
    try:
        with safe_open(file, framework="numpy") as computed:
            found = (computed.metadata() or {}).get("fingerprint")
            arrays = {name: computed.get_tensor(name) for name in computed.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise CatalogueError(f"{file} is broken ({error}); {REBUILD}") from error
    if found != expected:
        raise CatalogueError(f"{file} was computed from other items than those in {file.parent}; {REBUILD}")
    for name in ARRAYS:
        if name not in arrays or arrays[name].shape[:1] != (count,):
            raise CatalogueError(f"{file} lacks {name} for each of the {count} items; {REBUILD}")
    return arrays


def _within(values: list[float], name: str, low: float, high: float) -> np.ndarray:
    array = np.asarray(values, np.float32)
    bad = ~((array >= low) & (array <= high))
    if bad.any():
        raise CatalogueError(f"{name} must lie in [{low}, {high}], got {values[int(bad.argmax())]}")
    return array


def _distributions(emotions: np.ndarray) -> np.ndarray:
    emotions = np.asarray(emotions, np.float32)
    if emotions.shape[1:] != (len(EMOTIONS),):
        raise CatalogueError(f"emotions must have {len(EMOTIONS)} columns, got shape {emotions.shape}")
    if not (np.all(emotions >= 0) and np.allclose(emotions.sum(axis=1), 1, atol=1e-3)):
        raise CatalogueError("emotions must be probabilities that sum to 1 for each item")
    return emotions


def _normalised(embeddings: np.ndarray, count: int) -> np.ndarray:
    embeddings = np.asarray(embeddings, np.float32)
    if embeddings.ndim != 2 or len(embeddings) != count:
        raise CatalogueError(f"expected embeddings of shape ({count}, D), got {embeddings.shape}")
    lengths = np.linalg.norm(embeddings, axis=1, keepdims=True)
    if not (np.isfinite(lengths).all() and (lengths > 0).all()):
        raise CatalogueError("embeddings must be finite and none of them zero")
    return embeddings / lengths
