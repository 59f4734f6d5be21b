"""The page Live as a person uses it, found by the keys that stand in its CSS classes (st-key-...)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from playwright.sync_api import Locator, Page, expect

from pages.web.browser import COOKIE
from recommender.catalogue.items import load_catalogue

EMOTION_WORDS = ("Anger", "Disgust", "Fear", "Joy", "Sadness", "Surprise", "Neutral", "Not sure")
_STATE = re.compile(rf"\b({'|'.join(EMOTION_WORDS)})\b")
_NUMBER = r"\s+([+\-\u2212]\d\.\d\d)"
_TITLES = {item.title for item in load_catalogue().items}

# Remembers what a page's camera and microphone give, so that a test can end it as pulling the plug does.
_KEEP_TRACKS = """
window.__tracks = [];
const ask = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
if (ask) navigator.mediaDevices.getUserMedia = async wanted => {
    const stream = await ask(wanted);
    window.__tracks.push(...stream.getTracks());
    return stream;
};
"""

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class State:
    """What `live-state` says; pleasant and energy in [-1, 1]."""

    emotion: str
    pleasant: float
    energy: float

    @property
    def sure(self) -> bool:
        """Whether the page names an emotion at all."""
        return self.emotion != "Not sure"


@dataclass
class Live:
    """One tab on the demo, with what its browser asked of the network and complained about."""

    page: Page
    url: str
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requested.append(request.url))
        self.page.on("websocket", lambda socket: self.requested.append(socket.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.add_init_script(_KEEP_TRACKS)

    def key(self, name: str) -> Locator:
        """The container or widget with this key."""
        return self.page.locator(f".st-key-{name}")

    def open(self) -> None:
        """Go to the demo's first page, where what is read is shown in numbers, too."""
        self.page.goto(f"{self.url}/?details=1")
        expect(self.key("live-consent")).to_be_visible(timeout=20_000)

    def visit(self, name: str) -> None:
        """Go to another page through the navigation, as a click does (the stream ends, the tab stays)."""
        drawer = self.page.get_by_test_id("stExpandSidebarButton")
        if drawer.count():  # on a narrow screen, while it is closed
            drawer.click()
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.settle()

    def settle(self) -> None:
        """Wait until the script behind the page has run through."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=20_000)

    def click(self, name: str) -> None:
        """Press the button with this key."""
        self.key(name).get_by_role("button").first.click()

    def switch(self, name: str, on: bool) -> None:
        """Set the switch or checkbox with this key."""
        box = self.key(name).locator("input[type=checkbox]")
        if box.is_checked() != on:
            self.key(name).locator("label").first.click()
        expect(box).to_be_checked(checked=on)
        self.settle()

    def choose(self, name: str, option: str) -> None:
        """Pick an option of the segmented control with this key; again where the page moved under the pointer."""
        chosen = self.key(name).locator("[aria-checked=true], [data-testid$=Active]").get_by_text(option, exact=True)

        def pick() -> bool:
            self.key(name).get_by_text(option, exact=True).first.click()
            self.page.wait_for_timeout(300)
            return chosen.count() > 0

        self.until(pick, 5, f"choice of {option}")

    def slide(self, name: str, to: str) -> None:
        """Move the slider with this key to its "Home" or "End"."""
        handle = self.key(name).get_by_role("slider")
        handle.focus()
        handle.press(to)

    def correct(self, to: str) -> None:
        """Say in Correct me that one feels as far as can be to the "Home" or "End" of both scales."""
        self.choose("live-view", "Correct me")
        self.slide("correct-pleasant", to)
        self.slide("correct-energy", to)
        self.click("correct-apply")

    def agree(self, camera: bool = True, microphone: bool = True, text: bool = True, keep: bool = True) -> None:
        """Answer the consent form and go on to the pre-flight check; keep: comments are stored, where they are read."""
        for name, on in (("camera", camera), ("microphone", microphone), ("text", text), ("keep", text and keep)):
            self.switch(f"consent-{name}", on)
        self.click("consent-agree")
        # The very first visitor may have to wait here for the models.
        expect(self.key("live-list")).to_be_visible(timeout=120_000)

    def begin(self, **consent: bool) -> None:
        """Open the demo, agree, press Start where there is anything to start, and wait for the first list."""
        self.open()
        self.agree(**consent)
        if consent.get("camera", True) or consent.get("microphone", True):
            self.click("live-start")
        expect(self.key("rec-1")).to_be_visible(timeout=10_000)

    def sees_picture(self) -> bool:
        """Whether the camera's picture runs."""
        script = "() => [...document.querySelectorAll('video')].some(video => video.currentTime > 0 && !video.paused)"
        return any(frame.evaluate(script) for frame in self.page.frames)

    def say(self, comment: str) -> None:
        """Write a comment and send it."""
        box = self.key("live-comment").locator("textarea, input").first
        box.fill(comment)
        box.press("Enter")

    def unplug(self) -> None:
        """End every camera and microphone track of the page, as pulling the plug does."""
        for frame in self.page.frames:
            frame.evaluate("() => window.__tracks.forEach(track => track.stop())")

    def text(self, name: str) -> str:
        """The visible text under a key; empty while it is being redrawn."""
        found = self.key(name)
        return found.first.inner_text() if found.count() else ""

    def state(self) -> State | None:
        """What the page says of the feeling, or None while it says nothing."""
        text = self.text("live-state")
        emotion = _STATE.search(text)
        numbers = [re.search(word + _NUMBER, text, re.IGNORECASE) for word in ("pleasant", "energy")]
        if emotion is None or None in numbers:
            return None
        pleasant, energy = (float(number[1].replace("\u2212", "-")) for number in numbers)
        return State(emotion[1], pleasant, energy)

    def titles(self) -> list[str]:
        """The listed items' titles from the top; each is the catalogue's own."""
        titles = []
        while text := self.text(f"rec-{len(titles) + 1}"):
            lines = [line.strip() for line in text.splitlines()]
            titles.append(next((line for line in lines if line in _TITLES), lines[0]))
        return titles

    def secret(self) -> str:
        """The secret by which the browser's sitting is found again."""
        return next(cookie["value"] for cookie in self.page.context.cookies() if cookie["name"] == COOKIE)

    def until(self, ask: Callable[[], Answer], seconds: float, what: str) -> Answer:
        """Ask again and again until the answer is true, and return it.

        Raises AssertionError saying `what` was awaited, with what the page shows, after `seconds`.
        """
        deadline = time.monotonic() + seconds
        while not (answer := ask()):
            if time.monotonic() > deadline:
                shown = " ".join(self.page.locator("body").inner_text().split())[:4000]
                raise AssertionError(f"no {what} within {seconds:g} s; the page shows: {shown}")
            self.page.wait_for_timeout(100)
        return answer

    def sure_state(self, seconds: float = 10) -> State:
        """The first state that names an emotion."""

        def sure() -> State | None:
            state = self.state()
            return state if state and state.sure else None

        return self.until(sure, seconds, "emotion")
