"""Choices told as changes and told back."""

from __future__ import annotations

from dataclasses import replace

from session.record.chosen import NOTHING_CHOSEN, applied, changes


def test_what_weighs_comes_back() -> None:
    heavy = replace(NOTHING_CHOSEN, mourns=True, consoled=True, spared=True)
    found = NOTHING_CHOSEN
    for name, value in changes(NOTHING_CHOSEN, heavy):
        found = applied(found, name, value)
    assert found == heavy


def test_what_older_records_call_otherwise_is_understood() -> None:
    assert applied(NOTHING_CHOSEN, "quiet", True).mourns
