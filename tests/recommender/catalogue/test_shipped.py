"""The catalogue that comes with the demo: complete, true and spread over the plane."""

import numpy as np
import pytest

from emotion.types import Emotion
from recommender.catalogue.completeness import missing
from recommender.catalogue.items import Catalogue, load_catalogue
from recommender.catalogue.vocabulary import GENRES
from recommender.errors import UnknownItemError
from recommender.types import Kind

# From general knowledge of film history, independent of how the catalogue was written.
FILMS = """
1925 Battleship Potemkin: Sergei Eisenstein
1927 Metropolis: Fritz Lang
1931 City Lights: Charlie Chaplin
1939 The Wizard of Oz: Victor Fleming
1941 Citizen Kane: Orson Welles
1942 Casablanca: Michael Curtiz
1946 It's a Wonderful Life: Frank Capra
1948 Bicycle Thieves: Vittorio De Sica
1949 The Third Man: Carol Reed
1950 Sunset Boulevard: Billy Wilder
1953 Tokyo Story: Yasujirō Ozu
1954 Seven Samurai: Akira Kurosawa
1955 Pather Panchali: Satyajit Ray
1957 The Seventh Seal: Ingmar Bergman
1958 Vertigo: Alfred Hitchcock
1959 The 400 Blows: François Truffaut
1960 Psycho: Alfred Hitchcock
1962 Lawrence of Arabia: David Lean
1963 8½: Federico Fellini
1964 Dr. Strangelove: Stanley Kubrick
1967 Playtime: Jacques Tati
1968 2001: A Space Odyssey: Stanley Kubrick
1972 The Godfather: Francis Ford Coppola
1975 Jaws: Steven Spielberg
1976 Taxi Driver: Martin Scorsese
1977 Star Wars: George Lucas
1979 Stalker: Andrei Tarkovsky
1979 Alien: Ridley Scott
1982 E.T. the Extra-Terrestrial: Steven Spielberg
1984 Amadeus: Miloš Forman
1986 Stand by Me: Rob Reiner
1987 Wings of Desire: Wim Wenders
1988 Die Hard: John McTiernan
1988 My Neighbor Totoro: Hayao Miyazaki
1989 Do the Right Thing: Spike Lee
1990 Goodfellas: Martin Scorsese
1991 The Silence of the Lambs: Jonathan Demme
1993 The Piano: Jane Campion
1993 Schindler's List: Steven Spielberg
1994 Pulp Fiction: Quentin Tarantino
1995 Toy Story: John Lasseter
1997 Titanic: James Cameron
2000 In the Mood for Love: Wong Kar-wai
2001 Amélie: Jean-Pierre Jeunet
2001 Mulholland Drive: David Lynch
2003 Oldboy: Park Chan-wook
2006 Pan's Labyrinth: Guillermo del Toro
2008 The Dark Knight: Christopher Nolan
2011 A Separation: Asghar Farhadi
2016 Moonlight: Barry Jenkins
2019 Parasite: Bong Joon-ho
2019 Portrait of a Lady on Fire: Céline Sciamma
""".strip().splitlines()
# Signs of valence and arousal, 0 where it may be argued. Models of text and genres had most of these wrong.
MOODS_BEYOND_DOUBT = """
read-a-modest-proposal-1729 - +
song-someone-like-you-2011 - -
song-back-to-black-2006 - 0
song-hallelujah-1994 - -
song-come-on-eileen-1982 + +
film-the-umbrellas-of-cherbourg-1964 - 0
film-brokeback-mountain-2005 - -
film-duck-soup-1933 + +
film-what-we-do-in-the-shadows-2014 + +
film-top-gun-maverick-2022 + +
film-jules-and-jim-1962 - 0
film-do-the-right-thing-1989 - +
film-raging-bull-1980 - +
film-days-of-heaven-1978 0 -
film-the-red-shoes-1948 - +
film-four-weddings-and-a-funeral-1994 + +
film-bridesmaids-2011 + +
film-a-quiet-place-2018 - +
film-dunkirk-2017 - +
film-1917-2019 - +
film-12-angry-men-1957 + +
film-the-social-network-2010 0 +
film-all-the-presidents-men-1976 0 +
film-requiem-for-a-dream-2000 - +
film-his-girl-friday-1940 + +
film-moulin-rouge-2001 0 +
film-grease-1978 + +
film-saturday-night-fever-1977 0 +
film-pride-prejudice-2005 + 0
song-little-talks-2011 0 +
song-tubthumping-1997 + +
song-message-in-a-bottle-1979 0 +
song-listen-to-the-music-1972 + +
song-happy-2013 + +
song-nessun-dorma-1926 + +
song-the-rose-1979 + -
read-the-happy-prince-1888 - -
read-still-i-rise-1978 + +
read-the-ones-who-walk-away-from-omelas-1973 - 0
song-crazy-2006 0 +
song-hoppipolla-2005 + +
song-boys-dont-cry-1979 0 +
film-bringing-up-baby-1938 + +
film-man-with-a-movie-camera-1929 + +
film-superbad-2007 + +
film-perfect-days-2023 + -
read-letter-to-menoeceus-300 + -
read-the-tyger-1794 0 +
book-wuthering-heights-1847 - +
book-murder-on-the-orient-express-1934 + +
""".strip().splitlines()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


class TestShipped:
    def test_size_and_kinds(self, catalogue: Catalogue) -> None:
        count = {kind: sum(item.kind == kind for item in catalogue.items) for kind in Kind}
        assert count[Kind.FILM] >= 600
        assert count[Kind.SONG] >= 300
        assert count[Kind.BOOK] >= 300
        assert count[Kind.READ] >= 300

    def test_nothing_is_missing(self, catalogue: Catalogue) -> None:
        assert list(missing(catalogue.items)) == []

    def test_every_item_keeps_the_rules(self, catalogue: Catalogue) -> None:
        for item in catalogue.items:
            assert item.id.startswith(f"{item.kind}-"), item.id
            assert 3 <= len(item.tags) <= 6, item.id
            assert all(tag == tag.lower() for tag in item.tags), item.id
            assert set(item.genres) <= set(GENRES), item.id
            assert len(set(item.genres)) == len(item.genres), item.id
            assert 10 <= len(item.description.split()) <= 40, item.id
            assert item.description.endswith("."), item.id
            assert item.minutes is not None, item.id
            assert item.minutes > 0, item.id

    def test_nothing_comes_twice(self, catalogue: Catalogue) -> None:
        items = catalogue.items
        assert len({item.id for item in items}) == len(items)
        assert len({item.description for item in items}) == len(items)
        assert len({(item.kind, item.title, item.creators) for item in items}) == len(items)
        for name in ("movielens_id", "tmdb_id"):
            known = [getattr(item, name) for item in items if getattr(item, name) is not None]
            assert len(known) > 400
            assert len(set(known)) == len(known)

    @pytest.mark.parametrize("fact", FILMS)
    def test_facts(self, catalogue: Catalogue, fact: str) -> None:
        year, _, rest = fact.partition(" ")
        title, _, director = rest.rpartition(": ")
        found = [item for item in catalogue.items if item.kind == Kind.FILM and item.title == title]
        assert [(item.year, item.creators) for item in found] == [(int(year), (director,))]

    def test_affect_spans_the_plane(self, catalogue: Catalogue) -> None:
        for axis in (catalogue.valence, catalogue.arousal):
            assert axis.min() <= -0.5
            assert axis.max() >= 0.5

    def test_each_kind_has_ten_items_in_each_quarter_of_the_plane(self, catalogue: Catalogue) -> None:
        kinds = np.array([item.kind for item in catalogue.items])
        for kind in Kind:
            for pleasant in (True, False):
                for energetic in (True, False):
                    here = ((catalogue.valence > 0) == pleasant) & ((catalogue.arousal > 0) == energetic)
                    assert (here & (kinds == kind)).sum() >= 10, (kind, pleasant, energetic)

    def test_affect_of_items_beyond_doubt(self, catalogue: Catalogue) -> None:
        def affect(name: str) -> tuple[float, float]:
            row = catalogue.index[name]
            return catalogue.valence[row], catalogue.arousal[row]

        assert affect("film-singin-in-the-rain-1952")[0] > 0.4
        assert affect("film-paddington-2-2017")[0] > 0.4
        assert affect("film-requiem-for-a-dream-2000")[0] < -0.4
        assert affect("film-come-and-see-1985")[0] < -0.4
        assert affect("film-mad-max-fury-road-2015")[1] > 0.4
        assert affect("film-tokyo-story-1953")[1] < -0.4
        assert affect("song-weightless-2011")[1] < -0.4
        assert affect("song-here-comes-the-sun-1969")[0] > 0.4
        assert affect("song-killing-in-the-name-1992")[1] > 0.4

    @pytest.mark.parametrize("line", MOODS_BEYOND_DOUBT)
    def test_affect_agrees_with_what_everybody_knows(self, catalogue: Catalogue, line: str) -> None:
        item_id, valence, arousal = line.split()
        item = catalogue.item(item_id)
        for sign, value in ((valence, item.valence), (arousal, item.arousal)):
            assert sign == "0" or (value > 0.05 if sign == "+" else value < -0.05), (item_id, value)

    def test_emotions_of_items_beyond_doubt(self, catalogue: Catalogue) -> None:
        def leading(name: str) -> Emotion:
            return list(Emotion)[int(np.argmax(catalogue.item(name).emotions))]

        assert leading("film-the-exorcist-1973") is Emotion.FEAR
        assert leading("film-airplane-1980") is Emotion.JOY
        assert leading("song-happy-2013") is Emotion.JOY

    def test_arrays_follow_the_items(self, catalogue: Catalogue) -> None:
        n = len(catalogue)
        assert catalogue.emotions.shape == (n, 7)
        assert catalogue.embeddings.shape == (n, 384)
        assert catalogue.genres.shape == (n, len(catalogue.genre_names))
        assert catalogue.embeddings.dtype == catalogue.valence.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(catalogue.embeddings, axis=1), 1, atol=1e-5)
        for row in (0, n // 2, n - 1):
            item = catalogue.items[row]
            assert catalogue.index[item.id] == row
            assert catalogue.valence[row] == pytest.approx(item.valence)
            assert {catalogue.genre_names[g] for g in np.flatnonzero(catalogue.genres[row])} == set(item.genres)

    def test_like_items_lie_close(self, catalogue: Catalogue) -> None:
        def row(name: str) -> np.ndarray:
            return catalogue.embeddings[catalogue.index[name]]

        sunny = row("film-finding-nemo-2003")
        assert sunny @ row("film-toy-story-1995") > sunny @ row("film-downfall-2004")

    def test_popularity_follows_the_ratings(self, catalogue: Catalogue) -> None:
        assert catalogue.popularity.min() >= 0
        assert catalogue.item("film-forrest-gump-1994").popularity == pytest.approx(1)
        assert catalogue.item("film-umberto-d-1952").popularity < 0.5
        songs = {item.popularity for item in catalogue.items if item.kind == Kind.SONG}
        assert len(songs) == 1  # their ratings are not known

    def test_unknown_item(self, catalogue: Catalogue) -> None:
        with pytest.raises(UnknownItemError, match="nothing"):
            catalogue.item("nothing")
