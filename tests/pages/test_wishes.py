"""What a comment asks for stands above the list as chips; despair is answered before the list."""

from __future__ import annotations

from emotion.modalities import TEXT
from session.types import Consent
from tests.pages.conftest import Opener, session_of, shown

WORDS = Consent.to(TEXT)


def write(app, comment: str):
    app.chat_input(key="live-comment").set_value(comment).run()
    session_of(app).settle(3.0)
    return app.run()


def test_a_wish_is_a_chip_and_one_tap_takes_it_back(open_app: Opener) -> None:
    app = write(open_app(WORDS), "something funny, but not a film")
    chips = [button for button in app.button if button.key and button.key.startswith("wish-")]
    assert [chip.label for chip in chips] == ["no films", "more funny"]
    chips[0].click().run()
    assert [b.label for b in app.button if b.key and b.key.startswith("wish-")] == ["more funny"]
    assert "Take back" in chips[0].help


def test_despair_is_answered_with_numbers_to_call(open_app: Opener) -> None:
    app = write(open_app(WORDS), "I want to kill myself")
    assert "112" in shown(app)
    assert "988" in shown(app)


def test_who_is_safe_after_all_hides_the_numbers_until_despair_is_spoken_of_again(open_app: Opener) -> None:
    app = write(open_app(WORDS), "I want to kill myself")
    app.button(key="live-crisis-safe").click().run()
    session_of(app).settle(3.0)
    assert "112" not in shown(app.run())
    assert "112" in shown(write(app, "I want to kill myself"))


def test_a_language_that_is_not_read_is_said_so(open_app: Opener) -> None:
    app = write(open_app(WORDS), "xx qwertz asdf")
    assert "did not recognise" in shown(app)


def test_an_idiom_calls_nobody(open_app: Opener) -> None:
    app = write(open_app(WORDS), "this traffic is killing me")
    assert "112" not in shown(app)
