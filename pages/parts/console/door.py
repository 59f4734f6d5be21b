"""The console's password: who knows it comes in with this browser, and without one that is set there is no console."""

from __future__ import annotations

import hmac
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import streamlit as st
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerificationError

from pages.parts.shared.language import t
from pages.web import browser

logger = logging.getLogger(__name__)

PASSWORD, PASSWORD_FILE = "ATTUNE_CONSOLE_PASSWORD", "ATTUNE_CONSOLE_PASSWORD_FILE"
"""Hold the password or its argon2 hash, or name a file that does."""

TRIES, WITHIN = 5, 60.0
"""So many wrong passwords within so many seconds; then nobody new comes in until some of them are older."""

STAYS = 8 * 3600.0
"""Seconds after which a browser has to say the password again."""


class Door:
    """Lets browsers in that gave the password. Safe to use from any thread."""

    def __init__(self, secret: str, clock: Callable[[], float] = time.monotonic) -> None:
        """secret: the password, or its argon2 hash. Raises InvalidHashError, a ValueError."""
        self._hasher = PasswordHasher()
        self._hash = secret if secret.startswith("$argon2") else self._hasher.hash(secret)
        extract_parameters(self._hash)
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: deque[float] = deque(maxlen=TRIES)
        self._inside: dict[str, float] = {}

    def wait(self) -> float:
        """Seconds until a password is looked at again; 0 while it is."""
        with self._lock:
            return self._waits()

    def enter(self, browser_secret: str, password: str) -> bool:
        """Let a browser in where the password is right. One at a time, so that guesses can't be made side by side."""
        with self._lock:
            if self._waits() > 0:
                return False
            try:
                self._hasher.verify(self._hash, password)
            except VerificationError:
                self._wrong.append(self._clock())
                return False
            now = self._clock()
            self._inside = {one: until for one, until in self._inside.items() if until > now}
            self._inside[browser_secret] = now + STAYS
            return True

    def is_open(self, browser_secret: str) -> bool:
        """Whether a browser is let in."""
        with self._lock:
            known = [until for one, until in self._inside.items() if hmac.compare_digest(one, browser_secret)]
            return any(until > self._clock() for until in known)

    def leave(self, browser_secret: str) -> None:
        """Let a browser in no more."""
        with self._lock:
            self._inside.pop(browser_secret, None)

    def _waits(self) -> float:
        full = len(self._wrong) == TRIES
        return max(0.0, self._wrong[0] + WITHIN - self._clock()) if full else 0.0


def door() -> Door | None:
    """The console's door; None where no password is set, or what is set can't be used."""
    return _door(os.environ.get(PASSWORD, ""), os.environ.get(PASSWORD_FILE, ""))


def is_open() -> bool:
    """Whether the browser whose page runs is let in."""
    there = door()
    return there is not None and there.is_open(browser.secret())


def ask() -> None:
    """Ask for the password."""
    with st.container(horizontal_alignment="center"), st.container(width=420):
        st.title(t("page-console"), anchor=False)
        with st.form("console-door", border=False):
            st.text_input(t("console-password"), type="password", key="console-password", autocomplete="off")
            entered = st.form_submit_button(f":violet[{t('console-enter')}]", key="console-enter", type="primary")
        if entered:
            _enter(st.session_state["console-password"])


def leave() -> None:
    """The callback of the button that ends it."""
    there = door()
    if there is not None:
        there.leave(browser.secret())


def _enter(password: str) -> None:
    there = door()
    if there is None:
        return
    if there.enter(browser.secret(), password):
        st.rerun()
    wait = there.wait()
    st.error(t("console-wait", seconds=int(wait) + 1) if wait else t("console-wrong"), icon=":material/lock:")


@lru_cache(maxsize=1)
def _door(password: str, file: str) -> Door | None:
    try:
        secret = password or (Path(file).read_text(encoding="utf-8").strip() if file else "")
        return Door(secret) if secret else None
    except (OSError, UnicodeDecodeError, ValueError) as error:
        logger.error("there is no console, as its password cannot be read: %s", type(error).__name__)
        return None
