"""TURN servers of whoever runs the demo, with a password for each visitor that runs out (coturn's use-auth-secret)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import time
from collections.abc import Mapping, MutableMapping
from typing import Any

import streamlit as st

ADDRESS, SECRET = "ATTUNE_TURN", "ATTUNE_TURN_SECRET"
LASTS_S = 12 * 3600
"""Seconds for which a password is good: a stream that is open then goes on."""

LEFT_S = 3600
"""With so many seconds left a visitor is given another."""

_KEPT = "turn-server"


def server(
    kept: MutableMapping[Any, Any] | None = None, environment: Mapping[str, str] = os.environ, now: float | None = None
) -> list[dict[str, str]]:
    """The server that ATTUNE_TURN names with name and password as ATTUNE_TURN_SECRET gives them; none unless both do.

    A tab is told the same again while that is good, since a stream keeps what it was mounted with.
    """
    address, secret = (environment.get(name, "").strip() for name in (ADDRESS, SECRET))
    if not address or not secret:
        return []
    kept, now = st.session_state if kept is None else kept, time.time() if now is None else now
    if _KEPT not in kept or float(kept[_KEPT]["username"]) - now < LEFT_S:
        name = str(int(now) + LASTS_S)
        digest = hmac.new(secret.encode(), name.encode(), hashlib.sha1).digest()
        kept[_KEPT] = {"urls": address, "username": name, "credential": base64.b64encode(digest).decode()}
    return [kept[_KEPT]]
