"""Counts of the catalogue, the span of its affect, and how that agrees with sources that had no part in it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import norm, spearmanr

from recommender.catalogue.affect import genre_affect
from recommender.catalogue.completeness import missing
from recommender.catalogue.items import Catalogue, load_catalogue
from recommender.catalogue.vocabulary import KINDS
from recommender.errors import CatalogueError
from recommender.types import Kind

# Moods that people name when they tag films, chosen by the words alone. Left out are tags of craft (atmospheric), of
# genre (comedy, horror), which the priors know, and of mixed feelings (bittersweet, touching).
_PLEASANT = """cheerful; cute; feel good; feel-good; feel good movie; fun; funny; heartwarming; hilarious; hope; humor;
    humorous; inspirational; inspiring; light; romantic; sweet; uplifting; warm; whimsical; witty"""
_UNPLEASANT = """bleak; brutal; creepy; dark; depressing; depression; disturbing; downbeat; eerie; gritty; gruesome;
    heartbreaking; intense; melancholic; melancholy; ominous; sad; scary; sombre; tense; tear jerker; tragedy; violence;
    violent"""
PLEASANT_TAGS = frozenset(re.split(r";\s+", _PLEASANT))
UNPLEASANT_TAGS = frozenset(re.split(r";\s+", _UNPLEASANT))


@dataclass(frozen=True)
class Agreement:
    """A Spearman rank correlation over n items with its 95 % interval."""

    what: str
    n: int
    rho: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.what:<66} n={self.n:4d}  rho {self.rho:+.2f}  95 % [{self.low:+.2f}, {self.high:+.2f}]"


def agreement(what: str, ours: list[float], theirs: list[float]) -> Agreement:
    """The correlation of two paired lists; its interval by Fisher's z with the variance of Bonett & Wright (2000),
    Sample size requirements for estimating Pearson, Kendall and Spearman correlations, Psychometrika 65, 23-28.

    Raises CatalogueError for fewer than four pairs, from which there is no interval.
    """
    if len(ours) < 4:
        raise CatalogueError(f"{what}: {len(ours)} items in common, at least 4 are needed")
    rho = float(spearmanr(ours, theirs).statistic)
    reach = norm.ppf(0.975) * np.sqrt((1 + rho**2 / 2) / (len(ours) - 3))
    low, high = np.tanh(np.arctanh(np.clip(rho, -1 + 1e-12, 1 - 1e-12)) + np.array([-reach, reach]))
    return Agreement(what, len(ours), rho, float(low), float(high))


def report(data: Path | None) -> None:
    """Prints what the catalogue holds and, with the folder of the data sets, how its affect agrees with them.

    Raises CatalogueError when the catalogue or a data set cannot be read.
    """
    catalogue = load_catalogue()
    kinds = Counter(item.kind for item in catalogue.items)
    print(f"{len(catalogue)} items: " + ", ".join(f"{kinds[kind]} {kind}s" for kind in KINDS))
    for axis in ("valence", "arousal"):
        values = getattr(catalogue, axis)
        tenth, median, ninetieth = np.percentile(values, [10, 50, 90])
        print(f"{axis}: {values.min():+.2f} to {values.max():+.2f}", end="; ")
        print(f"10th, 50th and 90th percentile {tenth:+.2f}, {median:+.2f}, {ninetieth:+.2f}")
    print("pleasant and calm, pleasant and energetic, unpleasant and calm, unpleasant and energetic:")
    for kind in KINDS:
        print(f"  {kind}s: " + ", ".join(map(str, _quarters(catalogue, kind))))
    lacking = list(missing(catalogue.items))
    print("\n".join(["missing:", *lacking]) if lacking else "nothing is missing")
    if data is not None:
        for line in agreements(catalogue, data):
            print(line)


def agreements(catalogue: Catalogue, data: Path) -> Iterator[Agreement]:
    """How the catalogue's affect, and its genres alone, agree with measured songs and with people's tags on films."""
    prior, _ = genre_affect([item.genres for item in catalogue.items])
    yield from song_agreements(catalogue, data)
    rows, moods = _tagged_films(catalogue, _read(data / "recsys" / "movielens_latest_small_tags.parquet"))
    yield agreement("films' valence and pleasant less unpleasant tags (MovieLens)", catalogue.valence[rows], moods)
    yield agreement("  genres alone: valence and the same tags (MovieLens)", prior[rows, 0], moods)


def song_agreements(catalogue: Catalogue, data: Path) -> Iterator[Agreement]:
    """How the songs' affect, and their genres alone, agree with measured valence and energy."""
    prior, _ = genre_affect([item.genres for item in catalogue.items])
    for source, songs in _measured_songs(data / "recsys"):
        rows, measured = _common_songs(catalogue, songs)
        for axis, column in ((0, "valence"), (1, "energy")):
            ours = (catalogue.valence, catalogue.arousal)[axis][rows]
            theirs = [song[axis] for song in measured]
            name = ("valence", "arousal")[axis]
            yield agreement(f"songs' {name} and {column} ({source})", ours, theirs)
            yield agreement(f"  genres alone: {name} and {column} ({source})", prior[rows, axis], theirs)


def _quarters(catalogue: Catalogue, kind: str) -> list[int]:
    of_kind = np.array([item.kind == kind for item in catalogue.items])
    pleasant, energetic = catalogue.valence > 0, catalogue.arousal > 0
    return [int((of_kind & (pleasant == p) & (energetic == e)).sum()) for p in (True, False) for e in (False, True)]


def _measured_songs(folder: Path) -> Iterator[tuple[str, dict[tuple[str, str], tuple[float, float]]]]:
    situnes = _songs(_read(folder / "situnes_songs.parquet"), "music", "singer")
    spotify = _songs(_read(folder / "spotify_song_moods.parquet"), "name", "artist")
    yield "SiTunes", situnes
    yield "Spotify", spotify
    yield "SiTunes, else Spotify", spotify | situnes


def _songs(table: pd.DataFrame, title: str, artist: str) -> dict[tuple[str, str], tuple[float, float]]:
    table = table.dropna(subset=[title, artist, "valence", "energy"])
    rows = zip(table[title], table[artist], table["valence"], table["energy"], strict=True)
    return {(_key(t), _key(a)): (valence, energy) for t, a, valence, energy in rows}


def _common_songs(
    catalogue: Catalogue, songs: dict[tuple[str, str], tuple[float, float]]
) -> tuple[list[int], list[tuple[float, float]]]:
    pairs = []
    for row, item in enumerate(catalogue.items):
        keys = [(_key(item.title), _key(creator)) for creator in item.creators if item.kind == Kind.SONG]
        pairs += [(row, songs[key]) for key in keys if key in songs][:1]
    return [row for row, _ in pairs], [song for _, song in pairs]


def _tagged_films(catalogue: Catalogue, tags: pd.DataFrame) -> tuple[list[int], list[float]]:
    given = tags.assign(tag=tags["tag"].str.lower().str.strip()).groupby("item_id")["tag"].agg(list).to_dict()
    rows, moods = [], []
    for row, item in enumerate(catalogue.items):
        named = given.get(item.movielens_id, [])
        signs = [(tag in PLEASANT_TAGS) - (tag in UNPLEASANT_TAGS) for tag in named]
        if any(signs):
            rows.append(row)
            moods.append(sum(signs) / sum(map(abs, signs)))
    return rows, moods


def _read(file: Path) -> pd.DataFrame:
    try:
        return pd.read_parquet(file)
    except (OSError, ValueError) as error:
        raise CatalogueError(f"{file} cannot be read: {error}") from error


def _key(name: str) -> str:
    """A title or artist without case, accents, punctuation, a leading "the" and what follows a dash or bracket."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"\s+-\s.*|\(.*?\)|\bfeat\b.*", "", plain)
    return re.sub(r"[^a-z0-9]", "", plain.strip().removeprefix("the "))
