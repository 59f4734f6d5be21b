"""A catalogue of one's own, from the uploaded table to a visit that begins with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.catalogue import bringing
from pages.parts.shared import resources
from recommender.ranking.ranker import Ranker
from session.catalogues.bringing import Bringing, Stage
from session.types import Consent
from tests import fakes
from tests.pages.conftest import Opener, keyed, session_of, shown

GOOD = "title,year,genres,kind\nHeat,1995,crime,film\nAlien,1979,horror,film\n"


class Stood:
    """Stands in for a table on its way: it is there at once."""

    def __init__(self, table, plan, skips, own) -> None:
        self.stage, self.share, self.running = Stage.READY, 1.0, False
        self.name, self.items, self.skipped, self.wrong, self.mistakes = "brought-one", 2, 0, (), 0
        self.plan, self.skips, self.closed = plan, skips, False
        own.put(self.name, Ranker(fakes.catalogue(12)))

    def close(self) -> None:
        self.closed = True
        resources.shelf().drop(self.name)


@pytest.fixture
def catalogue_page(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(bringing, "Bringing", Stood)
    resources._bringings.clear()
    app = open_app(Consent())
    return app.switch_page("catalogue.py").run()


@pytest.fixture
def upload(catalogue_page: AppTest) -> Callable[..., AppTest]:
    def upload(text: str, name: str = "mine.csv") -> AppTest:
        return catalogue_page.file_uploader(key="import-file").set_value([(name, text.encode(), "text/csv")]).run()

    return upload


def plain(app: AppTest) -> str:
    """All text of a page, without what keeps Markdown out of it."""
    return shown(app).replace("\\", "")


def test_columns_are_matched_and_shown_as_they_would_be_read(upload) -> None:
    app = upload(GOOD)
    assert app.selectbox(key="import-column-title-0").value == "title"
    table = app.dataframe[0].value
    assert table.iloc[0].tolist()[:2] == ["Heat", "1995"]
    assert not app.button(key="import-confirm").disabled


def test_a_wrong_row_is_named_and_stops_it_unless_it_is_left_out(upload) -> None:
    app = upload(f"{GOOD}Bad,,drama,film\n")
    assert "Row 3" in shown(app)
    assert app.button(key="import-confirm").disabled
    app.toggle(key="import-skip-0").set_value(True).run()
    assert not app.button(key="import-confirm").disabled


def test_a_column_that_is_missing_can_be_chosen(upload) -> None:
    app = upload("Werk,year,genres\nHeat,1995,crime\n")
    assert "No column says this yet: Title." in plain(app)
    app.selectbox(key="import-column-title-0").set_value("Werk").run()
    assert not app.button(key="import-confirm").disabled


def test_what_is_no_table_is_said_and_nothing_changes(upload) -> None:
    app = upload("{", "mine.jsonl")
    assert "Row 1 is no JSON object." in plain(app)
    assert resources.brought() is None


def test_a_visit_begins_with_it_and_ending_the_visit_forgets_it(upload) -> None:
    app = upload(GOOD)
    app.button(key="import-confirm").click().run()
    assert "It is ready: 2 items." in shown(app)
    brought: Bringing = resources._bringings()[next(iter(resources._bringings()))]
    app.button(key="import-use").click().run()
    assert "the catalogue you chose" in shown(app)
    app.switch_page("live.py").run()  # an AppTest goes back to the page that it was told of last
    app.button(key="look-first").click().run()
    assert len(session_of(app).catalogue) == 12
    assert session_of(app).condition.catalogue == "brought-one"
    app.button(key="reset-visitor").click().run()
    assert brought.closed
    assert not keyed(app, "import-chosen")
    app.button(key="look-first").click().run()
    assert len(session_of(app).catalogue) == 24
