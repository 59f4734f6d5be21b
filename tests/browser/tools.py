"""The two programs the browser tests need from the system: Chromium and espeak-ng."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

_ON_THE_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_ELSEWHERE = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "C:/Program Files/eSpeak NG/espeak-ng.exe",
)
_HOW = {
    "Chromium": "Debian: apt-get install chromium; macOS: brew install --cask chromium; Windows: Chrome or Edge",
    "espeak-ng": "Debian: apt-get install espeak-ng; macOS: brew install espeak-ng; Windows: its installer",
}


class ToolMissingError(Exception):
    """A program is missing; the message says how to install it."""


def _find(tool: str, names: tuple[str, ...], elsewhere: tuple[str, ...]) -> Path:
    found = next(filter(None, map(shutil.which, (*names, *elsewhere))), None)
    if found is None:
        raise ToolMissingError(f"{tool} is not installed. {_HOW[tool]}.")
    return Path(found)


def chromium() -> Path:
    """The browser's program. Raises ToolMissingError with the way to install it."""
    return _find("Chromium", _ON_THE_PATH, tuple(path for path in _ELSEWHERE if "espeak" not in path.lower()))


def espeak() -> Path:
    """The speech synthesiser's program. Raises ToolMissingError with the way to install it."""
    return _find("espeak-ng", ("espeak-ng",), tuple(path for path in _ELSEWHERE if "espeak" in path.lower()))


def main() -> None:
    """Exit with status 1, naming what is missing, unless both are there."""
    missing = []
    for find in (chromium, espeak):
        try:
            find()
        except ToolMissingError as error:
            missing.append(str(error))
    if missing:
        sys.exit("\n".join(missing))


if __name__ == "__main__":
    main()
