"""Formulas such as `sad(person) -> not cruel(item)`: read from text, and evaluated in real-valued logic.

The connectives are those of Logic Tensor Networks in their product configuration (Badreddine et al. 2022, Logic Tensor
Networks, Artificial Intelligence 303): not a = 1 - a, a and b = a * b, a or b = a + b - a * b, a -> b = 1 - a + a * b.
On truths of 0 and 1 alone that is classical logic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any


@dataclass(frozen=True)
class Atom:
    """A predicate of one or more variables."""

    predicate: str
    variables: tuple[str, ...]


@dataclass(frozen=True)
class Not:
    part: Formula


@dataclass(frozen=True)
class And:
    left: Formula
    right: Formula


@dataclass(frozen=True)
class Or:
    left: Formula
    right: Formula


@dataclass(frozen=True)
class Implies:
    left: Formula
    right: Formula


Formula = Atom | Not | And | Or | Implies

Literal = tuple[Atom, bool]
"""An atom, and whether it is to hold or not to."""

_TOKEN = re.compile(r"\s*(->|[(),]|[\w-]+(?<!-))")
_NAME = re.compile(r"[a-z][\w-]*")
_WORDS = frozenset({"not", "and", "or"})


def parse(text: str) -> Formula:
    """A formula from its text; `not` binds before `and`, `or` and `->`, which leans right.

    Raises ValueError that says what was expected where.
    """
    reader = _Reader(text)
    formula = reader.implication()
    if reader.next is not None:
        raise ValueError(f"{reader.next!r} stands where the formula should end: {text}")
    return formula


class _Reader:
    """Recursive descent over the tokens of a formula."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens, place = [], 0
        while text[place:].strip():
            found = _TOKEN.match(text, place)
            if not found:
                raise ValueError(f"{text[place:].strip()[0]!r} means nothing in a formula: {text}")
            self._tokens.append(found[1])
            place = found.end()

    @property
    def next(self) -> str | None:
        return self._tokens[0] if self._tokens else None

    def implication(self) -> Formula:
        left = self._chain("or", Or, lambda: self._chain("and", And, self._negation))
        return Implies(left, self.implication()) if self._takes("->") else left

    def _chain(self, word: str, kind: type[And] | type[Or], part: Callable[[], Formula]) -> Formula:
        found = part()
        while self._takes(word):
            found = kind(found, part())
        return found

    def _negation(self) -> Formula:
        if self._takes("not"):
            return Not(self._negation())
        if self._takes("("):
            inner = self.implication()
            self._expect(")")
            return inner
        predicate = self._name()
        self._expect("(")
        variables = [self._name()]
        while self._takes(","):
            variables.append(self._name())
        self._expect(")")
        return Atom(predicate, tuple(variables))

    def _takes(self, token: str) -> bool:
        if self.next != token:
            return False
        self._tokens.pop(0)
        return True

    def _expect(self, token: str) -> None:
        if not self._takes(token):
            raise ValueError(f"{token!r} is missing before {self.next or 'the end'!r}: {self.text}")

    def _name(self) -> str:
        if self.next is None or self.next in _WORDS or not _NAME.fullmatch(self.next):
            raise ValueError(f"a name is missing before {self.next or 'the end'!r}: {self.text}")
        return self._tokens.pop(0)


def truth(formula: Formula, of: Callable[[Atom], Any]) -> Any:
    """The truth of a formula, in [0, 1], given that of its atoms: numbers, or arrays that broadcast together."""
    match formula:
        case Not(part):
            return 1 - truth(part, of)
        case And(left, right):
            return truth(left, of) * truth(right, of)
        case Or(left, right):
            one, other = truth(left, of), truth(right, of)
            return one + other - one * other
        case Implies(left, right):
            one = truth(left, of)
            return 1 - one + one * truth(right, of)
        case _:
            return of(formula)


def atoms(formula: Formula) -> Iterator[Atom]:
    """All atoms of a formula, from left to right."""
    match formula:
        case Not(part):
            yield from atoms(part)
        case And(left, right) | Or(left, right) | Implies(left, right):
            yield from atoms(left)
            yield from atoms(right)
        case _:
            yield formula


def ways(formula: Formula, holds: bool) -> list[frozenset[Literal]]:
    """How a formula comes to hold, or not to: all literals of one of these sets do (disjunctive normal form)."""
    match formula:
        case Not(part):
            return ways(part, not holds)
        case Implies(left, right):
            return ways(Or(Not(left), right), holds)
        case And(left, right) | Or(left, right):
            one, other = ways(left, holds), ways(right, holds)
            if isinstance(formula, And) == holds:
                return [a | b for a, b in product(one, other) if not _clash(a | b)]
            return one + other
        case _:
            return [frozenset({(formula, holds)})]


def _clash(literals: frozenset[Literal]) -> bool:
    return any((atom, not holds) in literals for atom, holds in literals)
