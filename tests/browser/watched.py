"""Runs Streamlit's command line while writing down every host the process tries to reach.

    python -m tests.browser.watched FILE run app.py ...

Python's audit events see each name looked up and each address connected or sent to, from any library (PEP 578).
"""

from __future__ import annotations

import sys
from pathlib import Path

_EVENTS = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")


def watch(path: Path) -> None:
    """Append "event host" to `path` for every host this process tries to reach from now on."""
    file = path.open("a", buffering=1, encoding="utf-8")

    def note(event: str, arguments: tuple) -> None:
        if event not in _EVENTS:
            return
        target = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
        host = target[0] if isinstance(target, tuple) else target
        if isinstance(host, bytes):
            host = host.decode("utf-8", "replace")
        if host and not str(host).startswith("/"):
            file.write(f"{event} {host}\n")

    sys.addaudithook(note)


def main() -> None:
    """Watch, then hand over to Streamlit with the remaining arguments."""
    watch(Path(sys.argv[1]))
    from streamlit.web.cli import main as streamlit

    sys.argv = ["streamlit", *sys.argv[2:]]
    streamlit()


if __name__ == "__main__":
    main()
