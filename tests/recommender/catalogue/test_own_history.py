"""A person's own history: what is found, and what is said of a file that cannot be read."""

from __future__ import annotations

import pytest

from pages.texts import LANGUAGES, texts
from recommender.catalogue.items import Catalogue, load_catalogue
from recommender.catalogue.own_history import LARGEST, MOST_TITLES, Found, read_csv, read_titles
from recommender.errors import HistoryError

EN = texts("en")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def csv(text: str, catalogue: Catalogue) -> Found:
    return read_csv("ratings.csv", text.encode(), catalogue)


def titles(found: Found) -> list[str]:
    return [match.item.title for match in found.matches]


def in_words(error: HistoryError) -> str:
    """What the error says, in English; it can be said in every language."""
    assert all(texts(language).say(error.args[0]) for language in LANGUAGES)
    return EN.say(error.args[0])


class TestCsv:
    def test_movielens_ids_are_looked_up_and_sorted_by_time(self, catalogue: Catalogue) -> None:
        found = csv("userId,movieId,rating,timestamp\n7,1,4.0,300\n7,260,5.0,100\n7,296,2.5,200\n", catalogue)
        assert titles(found) == ["Star Wars", "Pulp Fiction", "Toy Story"]
        assert [match.enjoyed for match in found.matches] == [True, False, True]
        assert found.missing == ()
        (note,) = found.notes
        assert EN.say(note) == "ratings.csv, row 3, column timestamp: earlier than the row before; sorted by time."

    def test_titles_with_years_do_as_well(self, catalogue: Catalogue) -> None:
        found = csv('Title,Year,Rating\n"Godfather, The",1972,5\nNo Such Film At All,2001,4\n', catalogue)
        assert titles(found) == ["The Godfather"]
        assert found.missing == ("No Such Film At All (2001)",)

    def test_an_id_twice_counts_once_and_is_told(self, catalogue: Catalogue) -> None:
        found = csv("movieId,rating\n1,5\n260,4\n1,2\n", catalogue)
        assert titles(found) == ["Star Wars", "Toy Story"]
        assert not found.matches[1].enjoyed, "the later row counts"
        (note,) = found.notes
        assert EN.say(note) == "ratings.csv, row 4, column movieId: “1” stands in row 2 already; the later one counts."

    def test_ids_of_other_films_are_named_as_missing(self, catalogue: Catalogue) -> None:
        assert csv("movieId\n999999\n1\n", catalogue).missing == ("movieId 999999",)

    def test_a_byte_order_mark_blank_lines_and_other_columns_do_no_harm(self, catalogue: Catalogue) -> None:
        text = "\ufeffMovieId,genre\r\n1,whatever\r\n\r\n260,\r\n"
        assert titles(csv(text, catalogue)) == ["Toy Story", "Star Wars"]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "ratings.csv is empty"),
            ("movieId,rating\n", "no row below"),
            ("id,stars\n1,5\n", "row 1: no column movieId or title; what is there: id, stars"),
            ("movieId,movie_id\n1,1\n", "row 1: the column movieId is there twice"),
            ("movieId,rating\n1,5\nabc,4\n", "row 3, column movieId: “abc” is no whole number"),
            ("movieId,rating\n1.5,4\n", "row 2, column movieId: “1.5” is no whole number"),
            ("movieId,rating\n,4\n", "row 2, column movieId: is empty"),
            ("movieId,rating\n1,NaN\n", "row 2, column rating: “NaN” is not a rating"),
            ("movieId,rating\n1,\n", "row 2, column rating: is empty"),
            ("movieId,rating\n1,9\n", "row 2, column rating: “9” is not a rating from 0.5 to 5"),
            ("movieId,rating\n1,inf\n", "row 2, column rating: “inf”"),
            ("movieId,rating,timestamp\n1,5,yesterday\n", "row 2, column timestamp: “yesterday”"),
            ("title,year\nHeat,soon\n", "row 2, column year: “soon” is no year"),
            ("movieId,rating\n1,5,9\n", "row 2: 3 fields, but the header names 2"),
            ("userId,movieId\n1,1\n2,260\n", "row 3, column userId: “2” is a second person"),
            ('title\n"no end\n', "not written as CSV"),
        ],
    )
    def test_a_bad_file_is_told_with_its_row_and_column(self, catalogue: Catalogue, text: str, said: str) -> None:
        with pytest.raises(HistoryError) as told:
            csv(text, catalogue)
        assert in_words(told.value).startswith("ratings.csv")
        assert said in in_words(told.value)

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ("movieId,title\n1,ok\n2,Amélie\n".encode("latin-1"), "row 3: not UTF-8"),
            ("movieId\n1\n".encode("utf-16"), "not UTF-8"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8"),
            (b"movieId\n1\x00\n", "row 2: holds characters that no text has"),
            (b"movieId\n" + b"1\n" * (LARGEST // 2), "MB large"),
            (b"movieId\n" + b"".join(b"%d\n" % n for n in range(50_001)), "row 50,002: more than 50,000 rows"),
        ],
    )
    def test_what_is_no_text_or_too_much_is_told(self, catalogue: Catalogue, data: bytes, said: str) -> None:
        with pytest.raises(HistoryError) as told:
            read_csv("mine.csv", data, catalogue)
        assert said in in_words(told.value)
        assert len(in_words(told.value)) < 250


class TestTitles:
    @pytest.mark.parametrize(
        ("written", "title"),
        [
            ("the matrix", "The Matrix"),
            ("Matrix, The (1999)", "The Matrix"),
            ("The Matirx", "The Matrix"),
            ("amelie", "Amélie"),
            ("Queen - Bohemian Rhapsody", "Bohemian Rhapsody"),
            ("Shawshank Redemtion", "The Shawshank Redemption"),
        ],
    )
    def test_is_found_however_it_is_written(self, catalogue: Catalogue, written: str, title: str) -> None:
        assert titles(read_titles(written, catalogue)) == [title]

    def test_what_is_only_nearly_the_same_is_not_called_sure(self, catalogue: Catalogue) -> None:
        exact, near = read_titles("The Matrix\nShawshank Redemtion", catalogue).matches
        assert exact.sure
        assert not near.sure
        assert near.given == "Shawshank Redemtion"

    @pytest.mark.parametrize("written", ["Toy Story 2", "The Godfather Part III", "The Matrix (2021)", "!!!", "zzzzzz"])
    def test_another_part_another_year_and_nonsense_are_not_found(self, catalogue: Catalogue, written: str) -> None:
        found = read_titles(written, catalogue)
        assert found.matches == ()
        assert found.missing == (written,)

    def test_each_item_comes_once(self, catalogue: Catalogue) -> None:
        assert titles(read_titles("Alien\nalien\nToy Story\nALIEN", catalogue)) == ["Toy Story", "Alien"]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "no title yet"),
            ("  \n\n\t", "no title yet"),
            ("ok\n" + "x" * 300, "Line 2"),
            ("a\n" * (MOST_TITLES + 1), "more than"),
        ],
    )
    def test_what_holds_no_titles_is_told(self, catalogue: Catalogue, text: str, said: str) -> None:
        with pytest.raises(HistoryError) as told:
            read_titles(text, catalogue)
        assert said in in_words(told.value)
