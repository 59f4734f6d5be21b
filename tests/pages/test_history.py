"""Your history on Live: found, confirmed, counted and taken away; what cannot be read loses nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from emotion.modalities import TEXT
from pages.parts.shared import resources
from recommender.types import Loaded
from session.types import Consent
from tests.fakes import TRICKY
from tests.pages.conftest import Opener, session_of, shown, until

WORDS = Consent.to(TEXT)


@pytest.fixture
def app(open_app: Opener) -> AppTest:
    return open_app(WORDS)


def type_titles(app: AppTest, text: str) -> None:
    app.text_area(key="history-text-0").set_value(text)
    app.button(key="history-find").click().run()


def use(app: AppTest) -> None:
    app.button(key="history-use").click().run().run()


def table(app: AppTest) -> list[list[object]]:
    return app.dataframe[0].value.to_numpy().tolist()


class TestTitles:
    def test_count_only_once_they_are_confirmed(self, app: AppTest) -> None:
        session, before = session_of(app), session_of(app).snapshot()
        type_titles(app, "title 5\nTitel 17\nNowhere to be found")
        assert table(app) == [
            [True, "Title 5 (Song · 1955)", "title 5"],
            [True, "Title 17 (Song · 1967) ?", "Titel 17"],
        ]
        assert "Nowhere to be found" in shown(app)
        assert session.snapshot().loaded == Loaded()
        use(app)
        snapshot = until(session, lambda s: s.list_version > before.list_version)
        assert snapshot.loaded == Loaded(("item-5", "item-17"))
        assert not {"item-5", "item-17"} & {one.item.id for one in snapshot.recommendations}
        assert "2 songs" in shown(app)

    def test_can_be_gone_back_from(self, app: AppTest) -> None:
        type_titles(app, "title 5")
        app.button(key="history-back").click().run()
        assert session_of(app).snapshot().loaded == Loaded()
        assert app.text_area(key="history-text-0").value == "title 5", "what was typed is still there"

    def test_more_are_added_to_those_before(self, app: AppTest) -> None:
        type_titles(app, "title 5")
        use(app)
        app.button(key="history-add").click().run()
        app.text_area(key="history-text-1").set_value("title 6\ntitle 5")
        app.button(key="history-find").click().run()
        use(app)
        assert session_of(app).snapshot().loaded == Loaded(("item-6", "item-5"))

    @pytest.mark.parametrize(("text", "said"), [("", "no title yet"), ("x" * 300, "Line 1"), ("a\n" * 1001, "1,000")])
    def test_that_cannot_be_read_are_told(self, app: AppTest, text: str, said: str) -> None:
        type_titles(app, text)
        assert said in app.error[0].value
        assert app.text_area(key="history-text-0").value == text

    def test_are_shown_as_they_are_written(self, app: AppTest) -> None:
        type_titles(app, TRICKY + "zzz")
        assert TRICKY not in shown(app)


class TestFile:
    @pytest.fixture
    def upload(self, app: AppTest):
        app.segmented_control(key="history-way").set_value("file").run()

        def upload(text: str) -> None:
            app.file_uploader(key="history-file-0").set_value([("mine.csv", text.encode(), "text/csv")]).run()

        return upload

    def test_low_ratings_only_leave_the_list(self, app: AppTest, upload) -> None:
        upload("title,rating\nTitle 5,4.5\nTitle 6,1\n")
        use(app)
        assert session_of(app).snapshot().loaded == Loaded(("item-5",), ("item-6",))
        assert "rated low" in shown(app)

    def test_a_bad_file_is_told_by_row_and_column_and_loses_nothing(self, app: AppTest, upload) -> None:
        session_of(app).bring(Loaded(enjoyed=("item-7",)))
        upload("title,rating\nTitle 5,4.5\nTitle 6,lots\n")
        assert "row 3" in app.error[0].value
        assert "column rating" in app.error[0].value
        assert session_of(app).snapshot().loaded == Loaded(enjoyed=("item-7",))


class TestRemoval:
    def test_takes_it_away(self, app: AppTest) -> None:
        type_titles(app, "title 5")
        use(app)
        app.button(key="history-remove").click().run().run()
        assert session_of(app).snapshot().loaded == Loaded()
        assert app.text_area(key="history-text-1").value == ""

    def test_says_so_when_the_log_cannot_be_changed(self, app: AppTest, tmp_path: Path) -> None:
        type_titles(app, "title 5")
        use(app)
        resources.log().flush()
        other = sqlite3.connect(tmp_path / "attune.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        app.button(key="history-remove").click().run()
        other.close()
        assert "Another program holds the record" in app.error[0].value
