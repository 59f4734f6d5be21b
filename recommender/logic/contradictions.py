"""Rules that cannot all be kept: found by answer set programming (clingo) before anybody meets them.

A contradiction is a smallest set of rules that together leave no item of a catalogue for some person, whatever stands
above. People are told apart by what is true of them, items by what predicates of the rules say of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import clingo

from recommender.logic.formula import Atom, Formula, atoms, ways

Facts = frozenset[str]
"""The predicates that are true of something."""

PROGRAM = """
{ on(R) : rule(R) }.
1 { person(S) : state(S) } 1.
1 { above(X) : item(X) } 1.
breaks(X) :- on(R), way(W, R), item(X), not unmet(W, X).
unmet(W, X) :- needs(W, V, P, yes), item(X), not true(V, P, X).
unmet(W, X) :- needs(W, V, P, no), item(X), true(V, P, X).
true(item, P, X) :- has(X, P).
true(above, P, X) :- above(Y), has(Y, P), item(X).
true(person, P, X) :- person(S), of(S, P), item(X).
:- item(X), not breaks(X).
#minimize { 1, R : on(R) }.
#show on/1.
#show person/1.
#show above/1.
"""


@dataclass(frozen=True)
class Contradiction:
    """Rules, in their order, that leave nothing for a person of whom these predicates are true, below such an item."""

    rules: tuple[str, ...]
    person: tuple[str, ...]
    above: tuple[str, ...]


def contradictions(
    rules: Mapping[str, Formula], people: Sequence[Facts], items: Sequence[Facts]
) -> list[Contradiction]:
    """All smallest sets of rules that contradict each other, by name; people and items that there can be.

    Rules speak of `item`, `above` and `person`. Raises ValueError for no people or no items.
    """
    if not people or not items:
        raise ValueError("rules can only be checked for some people and some items")
    names = list(rules)
    control = clingo.Control(["--opt-mode=opt", "--warn=none"])
    control.add("base", [], PROGRAM)
    control.add("base", [], "\n".join(_facts(rules, people, items)))
    control.ground([("base", [])])
    found: list[Contradiction] = []
    while shown := _best(control):
        on = sorted(number for kind, number in shown if kind == "on")
        (person,), (above,) = ([number for kind, number in shown if kind == name] for name in ("person", "above"))
        speaks_of_above = any("above" in atom.variables for number in on for atom in atoms(rules[names[number]]))
        found.append(
            Contradiction(
                tuple(names[number] for number in on),
                tuple(sorted(people[person])),
                tuple(sorted(items[above])) if speaks_of_above else (),
            )
        )
        part = f"without_{len(found)}"  # no set that holds this one any more
        control.add(part, [], f":- {', '.join(f'on({number})' for number in on)}.")
        control.ground([(part, [])])
    return found


def _best(control: clingo.Control) -> list[tuple[str, int]]:
    """What is shown of the best answer set, empty where there is none."""
    shown: list[tuple[str, int]] = []
    with control.solve(yield_=True) as handle:
        for model in handle:
            shown = [(one.name, one.arguments[0].number) for one in model.symbols(shown=True)]
    return shown


def _facts(rules: Mapping[str, Formula], people: Sequence[Facts], items: Sequence[Facts]) -> list[str]:
    lines = [f'of({number}, "{predicate}").' for number, own in enumerate(people) for predicate in own]
    lines += [f"state({number})." for number in range(len(people))]
    lines += [f'has({number}, "{predicate}").' for number, own in enumerate(items) for predicate in own]
    lines += [f"item({number})." for number in range(len(items))]
    way = 0
    for number, formula in enumerate(rules.values()):
        lines.append(f"rule({number}).")
        for literals in ways(formula, holds=False):
            lines.append(f"way({way}, {number}).")
            lines += [f"needs({way}, {_of(atom)}, {'yes' if holds else 'no'})." for atom, holds in literals]
            way += 1
    return lines


def _of(atom: Atom) -> str:
    return f'{atom.variables[0]}, "{atom.predicate}"'
