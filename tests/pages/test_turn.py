"""Passwords for a TURN server: each runs out, and a tab keeps its own while it is good."""

from __future__ import annotations

from pages.web import turn

SET = {turn.ADDRESS: "turn:turn.example:3478", turn.SECRET: "north"}


def test_without_address_or_secret_there_is_no_server() -> None:
    assert turn.server({}, {}) == []
    assert turn.server({}, {turn.ADDRESS: SET[turn.ADDRESS]}) == []
    assert turn.server({}, {turn.SECRET: "north"}) == []


def test_the_name_says_until_when_the_password_is_good() -> None:
    # printf 1700043200 | openssl dgst -sha1 -hmac north -binary | base64
    assert turn.server({}, SET, now=1_700_000_000.0) == [
        {"urls": "turn:turn.example:3478", "username": "1700043200", "credential": "PSvXQwCT00HksjK8g6LOQFVjgO8="}
    ]


def test_a_tab_keeps_its_password_while_that_is_good() -> None:
    kept: dict[str, dict] = {}
    first = turn.server(kept, SET, now=0.0)
    assert turn.server(kept, SET, now=turn.LASTS_S - turn.LEFT_S - 1.0) == first
    assert turn.server(kept, SET, now=turn.LASTS_S - turn.LEFT_S + 1.0) != first
