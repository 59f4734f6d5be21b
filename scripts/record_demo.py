"""Makes the README's picture and recording from the running demo: assets/docs/live.png and assets/docs/demo.webp.

    make demo-media

A real browser is driven as in the browser tests, with the same fake camera and microphone.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import expect, sync_playwright

from tests.browser import chromium, media, server
from tests.browser.live import Live

DOCS = Path(__file__).resolve().parent.parent / "assets" / "docs"
VIEWPORT = {"width": 1440, "height": 900}
RECORDED_WIDTH = 900
RECORDED_HEIGHT = RECORDED_WIDTH * VIEWPORT["height"] // VIEWPORT["width"]
QUALITY = 62
"""Of the WebP frames, of 100: text stays sharp and half a minute stays under 3 MB."""


class Recorder:
    """Screenshots of a page with the time each was shown for."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._frames: list[np.ndarray] = []
        self._times: list[float] = []

    def watch(self, seconds: float) -> None:
        """Go on taking pictures for so long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            png = self._live.page.screenshot(animations="allow", caret="initial")
            self._times.append(time.monotonic())
            picture = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
            small = cv2.resize(picture, (RECORDED_WIDTH, RECORDED_HEIGHT), interpolation=cv2.INTER_AREA)
            self._frames.append(small)
            self._live.page.wait_for_timeout(120)

    def write(self, path: Path) -> None:
        """Write what was seen as a looping animation."""
        animation = cv2.Animation()
        animation.frames = self._frames
        shown = [*np.diff(self._times), 2.0]
        animation.durations = np.clip(np.array(shown) * 1000, 20, 2000).astype(np.int32)
        if not cv2.imwriteanimation(str(path), animation, [cv2.IMWRITE_WEBP_QUALITY, QUALITY]):
            raise OSError(f"{path} could not be written")


def play(live: Live, recorder: Recorder) -> None:
    """One visit: agree, be seen, say something, see the list follow, put the reading right."""
    live.page.goto(live.url)
    expect(live.key("live-consent")).to_be_visible(timeout=20_000)
    recorder.watch(1.5)
    live.agree()
    recorder.watch(2.5)
    live.click("live-start")
    recorder.watch(6)
    live.until(lambda: "cheerful" in live.text("live-state"), 60, "reading")
    live.until(lambda: "get to know you" not in live.text("rec-1"), 20, "list that follows the feeling")
    recorder.watch(4)
    live.page.screenshot(path=DOCS / "live.png")
    live.say("My best friend is moving away and I feel so lonely.")
    recorder.watch(5)
    live.choose("live-view", "Why")
    recorder.watch(3)
    live.choose("live-view", "Correct me")
    recorder.watch(1.5)
    live.slide("correct-pleasant", "End")
    live.click("correct-apply")
    recorder.watch(5)


def main() -> None:
    """Start the demo, visit it, write both files, stop it."""
    DOCS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        face, speech = media.write_face(folder / "face.mjpeg"), media.write_speech(folder / "speech.wav")
        running = server.start(folder)
        try:
            with chromium.launch(playwright, face, speech) as browser:
                live = Live(browser.new_context(viewport=VIEWPORT, color_scheme="light").new_page(), running.url)
                recorder = Recorder(live)
                play(live, recorder)
        finally:
            running.stop()
    recorder.write(DOCS / "demo.webp")
    for path in (DOCS / "live.png", DOCS / "demo.webp"):
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
