"""What of a comment was not understood stands below it, and only until the next one."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.live import Live


def test_what_was_not_understood_is_said_of_the_last_comment_alone(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    said = live.page.get_by_text("I did not understand this part of what you ask for: dogs.")
    live.say("something cheerful and nothing with dogs")
    expect(said).to_be_visible(timeout=20_000)
    live.say("oh great, the boiler died again")
    expect(said).to_have_count(0, timeout=20_000)
    live.say("dobrý den, jak se máte dnes večer")
    expect(live.page.get_by_text("did not recognise this as any of them")).to_be_visible(timeout=20_000)
