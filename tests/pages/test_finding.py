"""Where something may be found: an address that the server's operator chose, and none unless they did."""

from __future__ import annotations

import pytest

from pages.parts.live import finding
from recommender.studio.collection import STUDIO, Media, Medium
from session.types import Consent
from tests import fakes
from tests.pages.conftest import Opener

ITEM = fakes.catalogue(2).items[1]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("", None),
        ("https://example.org/s?q={title}+{creator}&k={kind}", "https://example.org/s?q=Title%201+Maker%201&k=song"),
        ("https://example.org/{year}", "https://example.org/1951"),
        ("javascript:alert({title})", None),
        ("https://{title}/", None),
        ("https://example.org/{secret}", None),
        ("https://example.org/{", None),
        ("//example.org/{title}", None),
    ],
)
def test_an_address_is_made_of_a_sound_template_alone(
    monkeypatch: pytest.MonkeyPatch, template: str, found: str | None
) -> None:
    monkeypatch.setenv(finding.TEMPLATE, template)
    assert finding.address(ITEM) == found


def links(app) -> list[str]:
    return [element.proto.url for element in app.get("link_button")]


def test_an_opened_item_offers_it_unless_it_is_here(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app(Consent())
    app.button(key="rec-1-open").click().run()
    assert links(app) == []
    monkeypatch.setenv(finding.TEMPLATE, "https://example.org/?q={title}")
    app.run()
    assert [link.split("?")[0] for link in links(app)] == ["https://example.org/"]
    monkeypatch.setattr(finding, "media_of", lambda *_: Media(Medium.PICTURE, STUDIO))
    assert links(app.run()) == []


def test_an_address_that_a_catalogue_names_becomes_a_link(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding.brought, "address", lambda _: "https://example.org/a")
    app = open_app(Consent())
    app.button(key="rec-1-open").click().run()
    assert links(app) == ["https://example.org/a"]
