"""The notice says when another computer reads, and About how that does."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from emotion.encoder import Network
from emotion.modalities import FACE, TEXT, VOICE
from emotion.models import Models
from emotion.remote.address import Address, AddressError
from emotion.remote.network import Answered, RemoteNetwork, asked_elsewhere, states
from emotion.text.once import ReadOnce
from pages.parts.about import tier
from pages.parts.shared import resources
from pages.texts import texts
from session import serve
from tests.emotion.remote.standin import Counting
from tests.fakes import FakeModels
from tests.pages.conftest import Opener, shown


@dataclass(frozen=True, eq=False)
class AllThree(FakeModels):
    """Models with a network for each sense."""

    face: Network | None = None
    voice: Network | None = None


@pytest.mark.parametrize(
    ("said", "elsewhere"), [("", False), ("ray://localhost:8010", False), ("ray://10.0.0.7:8010", True)]
)
def test_the_notice_tells_of_another_computer_where_there_is_one(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch, said: str, elsewhere: bool
) -> None:
    monkeypatch.setenv("ATTUNE_INFERENCE", said)
    monkeypatch.setattr(serve, "load_models", AllThree)
    words = shown(open_app())
    assert ("another computer" in words) is elsewhere
    assert ("and nowhere else" in words) is not elsewhere


def test_about_tells_how_each_sense_does_that_is_read_apart(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    models = AllThree()
    network = RemoteNetwork(FACE, Address("localhost", 1), Counting(0.1), "")
    network._state = Answered(answered=7, failed=2, away="TimeoutError")
    monkeypatch.setattr(serve, "load_models", lambda: replace(models, face=network))
    app = open_app()
    resources.warm_up().done.wait(20)
    assert "answers 7, none came 2 times" in shown(app.switch_page("about.py").run())
    assert "apart" in texts("en").say(tier.apart(FACE, Answered(3, 0)))


def test_all_three_senses_are_asked_elsewhere_and_known_to_be() -> None:
    models = asked_elsewhere(Models(*(Counting(0.1) for _ in range(3)), fusion=None), Address("localhost", 1))
    assert set(states(replace(models, text=ReadOnce(models.text)))) == {FACE, VOICE, TEXT}
    assert states(Models(*(Counting(0.1) for _ in range(3)), fusion=None)) == {}


def test_the_server_does_not_start_with_an_address_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTUNE_INFERENCE", "somewhere")
    with pytest.raises(AddressError):
        serve.build(FakeModels())
