"""Catalogue and About."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from emotion.modalities import TEXT
from pages.parts.about import cards
from pages.parts.shared import resources
from recommender.types import Kind
from session.types import Consent
from tests.fakes import TRICKY
from tests.pages.conftest import Opener, session_of, shown

WORDS = Consent.to(TEXT)


@pytest.fixture
def catalogue(open_app: Opener) -> AppTest:
    return open_app().switch_page("catalogue.py").run()


def listed(app: AppTest) -> list[str]:
    return [button.key.removeprefix("more-") for button in app.button if (button.key or "").startswith("more-")]


class TestCatalogue:
    def test_shows_everything_at_first(self, catalogue: AppTest) -> None:
        assert catalogue.title[0].value == "Catalogue"
        assert len(listed(catalogue)) == 24

    def test_begins_with_what_many_people_know(self, catalogue: AppTest) -> None:
        assert listed(catalogue)[0] == "item-0"

    def test_finds_by_title_person_and_year_whatever_the_case(self, catalogue: AppTest) -> None:
        for text, found in (("TITLE 17", ["item-17"]), ("1963", ["item-13"])):
            catalogue.text_input(key="catalogue-text").set_value(text).run()
            assert listed(catalogue) == found
        catalogue.text_input(key="catalogue-text").set_value("maker").run()
        assert len(listed(catalogue)) == 24

    @pytest.mark.parametrize("text", ["zebra", "(", "<b>", "\x00", "x" * 10_000])
    def test_says_so_when_nothing_fits(self, catalogue: AppTest, text: str) -> None:
        catalogue.text_input(key="catalogue-text").set_value(text).run()
        assert not catalogue.exception
        assert listed(catalogue) == ([] if text != "<b>" and text != "(" else ["item-0"])

    def test_narrows_by_kind_and_genre(self, catalogue: AppTest) -> None:
        catalogue.pills(key="catalogue-kinds").set_value([Kind.SONG]).run()
        songs = listed(catalogue)
        assert sorted(songs) == sorted(f"item-{n}" for n in range(1, 24, 4))
        catalogue.multiselect(key="catalogue-genres").set_value(["comedy"]).run()
        assert listed(catalogue) == [item for item in songs if int(item.removeprefix("item-")) % 5 == 1]

    def test_shows_a_title_as_it_is_written(self, catalogue: AppTest) -> None:
        assert TRICKY not in shown(catalogue)
        assert r"\*\*x\*\*" in shown(catalogue)

    def test_tells_more_about_an_item(self, catalogue: AppTest) -> None:
        catalogue.button(key="more-item-3").click().run()
        assert "What happens in number 3." in shown(catalogue)


class TestAbout:
    def test_has_every_models_card(self, open_app: Opener) -> None:
        app = open_app().switch_page("about.py").run()
        assert app.title[0].value == "About"
        labels = [expander.label for expander in app.expander][1:]
        assert labels == [cards.title(name, card) for name, card in cards.all_cards().items()]
        assert labels
        assert "Must not be used for" in shown(app)
        pictures = [piece.text for card in cards.all_cards().values() for piece in cards.pieces(card) if piece.picture]
        assert {image.proto.imgs[0].alt for image in app.get("image")} == set(pictures)

    def test_without_a_sitting_there_is_nothing_to_delete(self, open_app: Opener) -> None:
        app = open_app().switch_page("about.py").run()
        assert "nothing to delete" in shown(app)

    def test_deletes_everything_of_the_sitting(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        token, sitting = session_of(app).token, session_of(app).id
        app.chat_input(key="live-comment").set_value("happy").run().run()
        resources.log().flush()
        assert len(resources.log().journey(sitting).comments) == 1

        app.switch_page("about.py").run()
        assert sitting in shown(app)
        app.button(key="delete-data").click().run()
        app.button(key="delete-confirm").click().run()
        assert "deleted" in app.success[0].value
        assert resources.sittings().find(token) is None
        left = resources.log().journey(sitting)
        assert all(table.empty for table in vars(left).values())

    def test_a_deletion_that_failed_says_so_and_can_be_repeated(self, open_app: Opener, tmp_path: Path) -> None:
        app = open_app(WORDS)
        sitting = session_of(app).id
        app.chat_input(key="live-comment").set_value("happy").run().run()
        resources.log().flush()
        app.switch_page("about.py").run()
        other = sqlite3.connect(tmp_path / "attune.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        app.button(key="delete-data").click().run()
        app.button(key="delete-confirm").click().run()
        assert "Another program holds the record" in app.error[0].value
        assert not app.success
        other.close()

        app.button(key="delete-data").click().run()
        app.button(key="delete-confirm").click().run()
        assert "deleted" in app.success[0].value
        assert resources.log().journey(sitting).comments.empty

    def test_the_address_holds_nothing_of_the_sitting(self, open_app: Opener) -> None:
        app = open_app(WORDS)
        app.switch_page("about.py").run()
        assert dict(app.query_params) == {}


@pytest.mark.parametrize("page", ["about.py", "lab.py", "catalogue.py", "replay.py"])
def test_a_page_begins_once_all_modules_are_there(page: str, open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it might find half of one that the warming up is importing."""
    app, waited = open_app(), []
    monkeypatch.setattr(resources, "imported", lambda: waited.append(page))
    app.switch_page(page).run()
    assert page in waited


def test_a_sitting_begins_once_all_modules_are_there(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    app, waited = open_app(), []
    monkeypatch.setattr(resources, "imported", lambda: waited.append("begin"))
    assert waited == []
    app.button(key="look-first").click().run()
    assert "begin" in waited


def test_a_cards_first_heading_is_its_title() -> None:
    card = "# Face\n\nText.\n\n## Limits\n"
    assert cards.title("face", card) == "Face"
    assert cards.pieces(card) == [cards.Piece("\nText.\n\n#### Limits\n")]
    assert cards.title("face_detector", "no heading") == "Face detector"


def test_a_cards_tables_are_read_cell_by_cell() -> None:
    card = "# T\nBefore.\n\n| a | |\n|---|---|\n| 1 | **2** |\n| `x` | |\n\nAfter, a | b."
    text, table, after = cards.pieces(card)
    assert table.table == (("a", ""), ("1", "**2**"), ("`x`", ""))
    assert (text.text.strip(), after.text.strip()) == ("Before.", "After, a | b.")


def test_a_cards_pictures_stand_between_its_text() -> None:
    pieces = cards.pieces("# Face\nBefore.\n\n![What it shows](face.svg)\n\nAfter ![no](https://else.where/x.svg)")
    assert [piece.text.strip() for piece in pieces] == [
        "Before.",
        "What it shows",
        "After ![no](https://else.where/x.svg)",
    ]
    assert [piece.picture for piece in pieces] == [None, cards.CARDS / "face.svg", None]
