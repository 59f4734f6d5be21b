"""Formulas are read as they are meant, and their truth is that of product real logic."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from recommender.logic.formula import And, Atom, Implies, Not, Or, atoms, parse, truth, ways

SAD, SHORT, FUNNY = (Atom(name, (of,)) for name, of in (("sad", "person"), ("short", "item"), ("funny", "item")))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("sad(person)", SAD),
        ("not sad(person) and short(item)", And(Not(SAD), SHORT)),
        ("sad(person) -> short(item) or funny(item)", Implies(SAD, Or(SHORT, FUNNY))),
        ("sad(person) and short(item) or funny(item)", Or(And(SAD, SHORT), FUNNY)),
        ("sad(person) -> short(item) -> funny(item)", Implies(SAD, Implies(SHORT, FUNNY))),
        ("not (sad(person) or short(item))", Not(Or(SAD, SHORT))),
        ("takes(person, genre)", Atom("takes", ("person", "genre"))),
    ],
)
def test_it_is_read_as_it_is_meant(text: str, meant: object) -> None:
    assert parse(text) == meant


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "a name is missing before 'the end'"),
        ("sad", "'\\(' is missing before 'the end'"),
        ("sad(person", "'\\)' is missing before 'the end'"),
        ("sad(person) short(item)", "'short' stands where the formula should end"),
        ("sad(person) and", "a name is missing"),
        ("sad(person) & short(item)", "'&' means nothing"),
        ("(sad(person)", "'\\)' is missing"),
        ("not -> sad(person)", "a name is missing before '->'"),
    ],
)
def test_what_means_nothing_is_refused(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        parse(text)


@pytest.mark.parametrize("text", ["a(x) -> b(x) and not c(x)", "not (a(x) or b(x)) -> c(x)", "a(x) or b(x) and c(x)"])
def test_on_what_is_true_or_false_it_is_classical_and_its_ways_are_all_there_are(text: str) -> None:
    formula = parse(text)
    for values in product((False, True), repeat=3):
        given = {atom: dict(zip("abc", values, strict=True))[atom.predicate] for atom in atoms(formula)}
        a, b, c = values
        expected = {"a(x) ->": not a or (b and not c), "not (a(": a or b or c, "a(x) or": a or (b and c)}[text[:7]]
        assert truth(formula, lambda atom, given=given: float(given[atom])) == expected
        for holds in (False, True):
            found = any(all(given[atom] == value for atom, value in way) for way in ways(formula, holds))
            assert found == (expected == holds)


def test_truths_in_between_multiply_and_arrays_broadcast() -> None:
    given = {"sad": 0.5, "short": np.array([0.0, 0.4, 1.0])}
    found = truth(parse("sad(person) -> short(item)"), lambda atom: given[atom.predicate])
    np.testing.assert_allclose(found, [0.5, 0.7, 1.0])
    assert truth(parse("sad(x) or sad(x)"), lambda atom: 0.5) == 0.75
