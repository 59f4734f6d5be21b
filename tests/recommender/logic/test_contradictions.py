"""Rules that leave nothing to list are found and named beforehand."""

from __future__ import annotations

import pytest

from recommender.logic.contradictions import Contradiction, contradictions
from recommender.logic.formula import parse

PEOPLE = [frozenset(), frozenset({"sad"}), frozenset({"tired"})]
ITEMS = [frozenset(), frozenset({"short"}), frozenset({"scary"}), frozenset({"short", "scary"})]


def found(**rules: str) -> list[Contradiction]:
    return contradictions({name: parse(text) for name, text in rules.items()}, PEOPLE, ITEMS)


def test_rules_that_can_be_kept_together_are_none() -> None:
    assert found(one="sad(person) -> short(item)", two="scary(above) -> not scary(item)", three="not scary(item)") == []


def test_the_rules_at_fault_are_named_and_no_others() -> None:
    rules = {
        "harmless": "not scary(item)",
        "short": "sad(person) -> short(item)",
        "long": "not short(item)",
    }
    assert found(**rules) == [Contradiction(("short", "long"), ("sad",), ())]


def test_every_smallest_set_is_found() -> None:
    rules = {"a": "short(item)", "b": "not short(item)", "c": "tired(person) -> scary(item) and not scary(item)"}
    pairs = {one.rules: one.person for one in found(**rules)}
    assert pairs.keys() == {("a", "b"), ("c",)}
    assert pairs["c",] == ("tired",)


def test_what_stands_above_may_be_what_it_takes() -> None:
    (one,) = found(again="scary(above) -> scary(item)", never="scary(above) and short(above) -> not scary(item)")
    assert one.above == ("scary", "short")


def test_that_people_differ_counts() -> None:
    """Nobody is sad and tired at once, so rules of the one never meet rules of the other."""
    assert found(sad="sad(person) -> short(item)", tired="tired(person) -> not short(item)") == []


@pytest.mark.parametrize(("people", "items"), [([], ITEMS), (PEOPLE, [])])
def test_there_must_be_people_and_items(people: list, items: list) -> None:
    with pytest.raises(ValueError, match="some people and some items"):
        contradictions({"a": parse("short(item)")}, people, items)
