"""The one line above the list: it takes up what the person says, and is quiet after word of a death."""

from __future__ import annotations

from pages.texts import texts
from tests.browser.live import Live

GLAD = "I feel so happy today, I could dance!"
GRIEF = "My father died this morning, I feel so alone and I cannot stop crying."
WELCOMES = ("Good to hear that:", "I am glad that you say so:", "How nice to hear:")
QUIET = tuple(texts("en")(f"reply-grief-{number}") for number in (1, 2, 3))


def test_one_line_takes_up_what_is_said_and_is_quiet_in_grief(live: Live) -> None:
    live.begin(camera=False, microphone=False)

    def line() -> str:
        captions = live.key("live-list").get_by_test_id("stCaptionContainer")
        assert captions.count() == 1, "one line stands above the list"
        return captions.inner_text()

    assert line() == texts("en")("why-unknown-match")
    live.say(GLAD)
    live.until(lambda: line().startswith(WELCOMES), 20, "welcome of what was said")
    assert line().count(".") == 1
    live.say(GRIEF)
    live.until(lambda: line() in QUIET, 20, "quiet line")
    live.page.wait_for_timeout(3000)
    assert line() in QUIET
