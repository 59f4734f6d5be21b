"""How well the catalogue's affect agrees with other sources."""

import re
from pathlib import Path

import pandas as pd
import pytest

from recommender.catalogue.items import Catalogue, load_catalogue
from recommender.errors import CatalogueError
from recommender.training.report import agreement, report
from recommender.types import Kind


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_agreement_by_hand() -> None:
    # Ranks differ by (0, 1, 1, 0, 0): rho = 1 - 6 * 2 / (5 * 24) = 0.9.
    found = agreement("test", [1, 2, 3, 4, 5], [1, 3, 2, 4, 5])
    assert found.n == 5
    assert found.rho == pytest.approx(0.9)
    assert -1 < found.low < 0.9 < found.high < 1
    with pytest.raises(CatalogueError, match="at least 4"):
        agreement("test", [1, 2], [1, 2])


def test_report_without_data_counts_the_catalogue(capsys: pytest.CaptureFixture[str], catalogue: Catalogue) -> None:
    report(None)
    printed = capsys.readouterr().out
    assert printed.startswith(f"{len(catalogue)} items: ")
    assert "valence: -" in printed
    quarters = re.findall(r"  \w+s: (\d+), (\d+), (\d+), (\d+)", printed)
    assert sum(int(count) for row in quarters for count in row) == len(catalogue)
    assert "rho" not in printed


def test_report_compares_with_songs_and_tags(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], catalogue: Catalogue
) -> None:
    songs = [item for item in catalogue.items if item.kind == Kind.SONG][:130:10]
    films = [item for item in catalogue.items if item.movielens_id][:200:25]
    (tmp_path / "recsys").mkdir()
    # Measured exactly as the catalogue has it, under names written a little differently.
    table = {
        "title": [f"{song.title.upper()} - Remastered" for song in songs],
        "artist": [song.creators[0] for song in songs],
        "valence": [song.valence for song in songs],
        "energy": [-song.arousal for song in songs],
    }
    frame = pd.DataFrame(table)
    frame.rename(columns={"title": "music", "artist": "singer"}).to_parquet(tmp_path / "recsys/situnes_songs.parquet")
    frame.rename(columns={"title": "name"}).to_parquet(tmp_path / "recsys/spotify_song_moods.parquet")
    tags = ["Funny" if film.valence > 0 else "bleak" for film in films]
    pd.DataFrame({"item_id": [film.movielens_id for film in films], "tag": tags}).to_parquet(
        tmp_path / "recsys/movielens_latest_small_tags.parquet"
    )
    report(tmp_path)
    lines = capsys.readouterr().out.splitlines()
    assert any("songs' valence" in line and "n=  13  rho +1.00" in line for line in lines)
    assert any("songs' arousal" in line and "n=  13  rho -1.00" in line for line in lines)
    assert any("films' valence" in line and f"n=   {len(films)}  rho +0." in line for line in lines)


def test_report_names_the_file_it_cannot_read(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"situnes_songs\.parquet cannot be read"):
        report(tmp_path)
