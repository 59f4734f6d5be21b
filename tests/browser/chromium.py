"""Chromium with a fake camera and microphone, cut off from every host but this one."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Playwright

from tests.browser import tools

# Names resolve to nothing and no proxy is asked, so whatever a page tries to load from elsewhere fails at once.
_OFFLINE = (
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
)


def launch(
    playwright: Playwright,
    video: Path | None = None,
    sound: Path | None = None,
    *,
    refuse: bool = False,
    flags: tuple = (),
) -> Browser:
    """Start a headless Chromium whose camera plays `video` and whose microphone plays `sound`, both in a loop.

    With `refuse` the browser answers every request for a device with "denied", as a person would; `flags` are further
    arguments of its command line.
    Raises ToolMissingError without a browser.
    """
    arguments = [*_OFFLINE, "--no-sandbox", "--mute-audio", "--use-fake-device-for-media-stream"]
    arguments.append("--deny-permission-prompts" if refuse else "--use-fake-ui-for-media-stream")
    if video is not None:
        arguments.append(f"--use-file-for-fake-video-capture={video}")
    if sound is not None:
        arguments.append(f"--use-file-for-fake-audio-capture={sound}")
    return playwright.chromium.launch(executable_path=tools.chromium(), headless=True, args=[*arguments, *flags])
