"""What one open page costs the server, measured with a real browser: nobody there, a page that only looks, one sensed.

    python -m scripts.page_cost [--seconds 20]

The second less the first is a page's own cost, for `python -m session capacity --page`: who only looks is not read.
Needs what the browser tests need.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import expect, sync_playwright

from tests.browser import chromium, media, server
from tests.browser.live import Live

WARM_S = 8.0
"""Seconds after which a page, or a server that has just started, has come to rest."""


def cores(process: int, seconds: float) -> float:
    """Processor seconds a second that a process takes over so many seconds, once it has come to rest."""
    time.sleep(WARM_S)
    before, began = sum(psutil.Process(process).cpu_times()[:2]), time.monotonic()
    time.sleep(seconds)
    return (sum(psutil.Process(process).cpu_times()[:2]) - before) / (time.monotonic() - began)


def main() -> None:
    """Start the demo, visit it twice, print the three figures."""
    parser = argparse.ArgumentParser(prog="python -m scripts.page_cost")
    parser.add_argument("--seconds", type=float, default=20.0, help="of each measurement")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        face, speech = media.write_face(folder / "face.mjpeg"), media.write_speech(folder / "speech.wav")
        running = server.start(folder)
        try:
            time.sleep(2 * WARM_S)  # until the models are warm
            idle = cores(running.process.pid, seconds)
            print(f"nobody        {idle:.3f} cores", flush=True)
            with chromium.launch(playwright, face, speech) as browser:
                live = Live(browser.new_context().new_page(), running.url)
                live.page.goto(live.url)
                live.key("look-first").wait_for(timeout=30_000)
                live.click("look-first")
                expect(live.key("live-list")).to_be_visible(timeout=60_000)
                looks = cores(running.process.pid, seconds)
                print(f"a page        {looks - idle:.3f} cores more", flush=True)
            with chromium.launch(playwright, face, speech) as browser:
                live = Live(browser.new_context().new_page(), running.url)
                live.page.goto(live.url)
                live.agree()
                live.click("live-start")
                live.until(live.sees_picture, 60, "running picture")
                sensed = cores(running.process.pid, seconds)
                print(f"one sensed    {sensed - idle:.3f} cores more, page and media and readings together")
        finally:
            running.stop()


if __name__ == "__main__":
    main()
