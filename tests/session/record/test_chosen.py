"""Choices told as changes and told back."""

from __future__ import annotations

from dataclasses import replace

from session.record.chosen import NOTHING_CHOSEN, applied, changes


def test_mourning_comes_back() -> None:
    mourns = replace(NOTHING_CHOSEN, mourns=True)
    found = NOTHING_CHOSEN
    for name, value in changes(NOTHING_CHOSEN, mourns):
        found = applied(found, name, value)
    assert found == mourns


def test_what_older_records_call_otherwise_is_understood() -> None:
    assert applied(NOTHING_CHOSEN, "quiet", True).mourns
