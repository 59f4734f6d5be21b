"""Rules that a researcher states in a file: hard ones that lists keep, soft ones that count in the score."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from emotion.message import Message
from recommender.catalogue.items import Catalogue
from recommender.errors import RuleError
from recommender.logic.formula import Atom, Formula, Implies, atoms, parse, truth
from recommender.ranking.predicates import CRISP, ITEM, PERSON

if TYPE_CHECKING:
    from recommender.ranking.situation import Situation

FILE = Path(__file__).resolve().parents[2] / "assets" / "rules.toml"

VARIABLES = {"item": ITEM, "above": ITEM, "person": PERSON}
"""What may be spoken of, and the predicates that are known of it."""

TRUE = 1 - 1e-6


@dataclass(frozen=True)
class StatedRule:
    """One rule of the file; weight None: it is hard. A Rule of the ranking, where it speaks of no neighbour."""

    name: str
    formula: Formula
    weight: float | None = None

    @property
    def hard(self) -> bool:
        """Whether what breaks it may not be listed."""
        return self.weight is None

    @property
    def of_neighbours(self) -> bool:
        """Whether it speaks of what stands above an item."""
        return any("above" in atom.variables for atom in atoms(self.formula))

    @property
    def why(self) -> Message:
        """Why an item that it keeps out may not be listed."""
        return Message(f"rule-{self.name}")

    @property
    def keeps(self) -> Message:
        """What it keeps, as the end of a sentence about an item."""
        return Message(f"keeps-{self.name}")

    def allows(self, situation: Situation) -> np.ndarray:
        """(R,) bool, see `Rule`; every item, of a rule that speaks of neighbours."""
        if self.of_neighbours:
            return np.ones(len(situation.rows), bool)
        found = truth(self.formula, situation.features.stated.crisp(situation, item=situation.rows))
        return np.broadcast_to(np.asarray(found) > TRUE, len(situation.rows)).copy()


Rulebook = Sequence[StatedRule]


def read_rules(file: Path = FILE) -> tuple[StatedRule, ...]:
    """The rules of a file, in its order. Raises RuleError that names the rule and what is wrong with it."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RuleError(f"{file}: cannot be read: {error}") from error
    return tuple(_rule(name, entry, file) for name, entry in table.items())


def _rule(name: str, entry: Any, file: Path) -> StatedRule:
    where = f"{file}: rule {name!r}"
    if not isinstance(entry, dict) or not isinstance(entry.get("formula"), str) or entry.keys() - {"formula", "weight"}:
        raise RuleError(f"{where}: give it a formula and, if it is soft, a weight, and nothing else")
    weight = entry.get("weight")
    if weight is not None and not (isinstance(weight, int | float) and not isinstance(weight, bool) and weight > 0):
        raise RuleError(f"{where}: its weight is {weight!r}; it must be a number above 0")
    try:
        rule = StatedRule(name, parse(entry["formula"]), weight)
    except ValueError as error:
        raise RuleError(f"{where}: {error}") from error
    for atom in atoms(rule.formula):
        known = VARIABLES.get(atom.variables[0], {}) if len(atom.variables) == 1 else {}
        if atom.predicate not in known:
            said = f"{atom.predicate}({', '.join(atom.variables)})"
            offered = "; ".join(f"of {name}: {', '.join(found)}" for name, found in VARIABLES.items())
            raise RuleError(f"{where}: nothing is known of {said}; there are, {offered}")
    if not rule.hard and rule.of_neighbours:
        raise RuleError(f"{where}: it speaks of what stands above, so it cannot be soft; leave its weight out")
    return rule


class Stated:
    """A rulebook over one catalogue; what a predicate says of the items is computed when first asked for."""

    def __init__(self, rulebook: Rulebook = (), catalogue: Catalogue | None = None) -> None:
        self.rules, self._catalogue = tuple(rulebook), catalogue
        self.hard = tuple(rule for rule in self.rules if rule.hard)
        self.soft = tuple(rule for rule in self.rules if not rule.hard)
        self._of_items: dict[str, np.ndarray] = {}

    def of_items(self, predicate: str) -> np.ndarray:
        """(N,) float32 in [0, 1]: how true it is of each item of the catalogue."""
        if predicate not in self._of_items:
            self._of_items[predicate] = ITEM[predicate](self._catalogue).astype(np.float32)
        return self._of_items[predicate]

    def real(self, situation: Situation, **rows: Any) -> Callable[[Atom], Any]:
        """The truth of atoms for a person, and for items at rows of the catalogue, by variable."""

        def found(atom: Atom) -> Any:
            (variable,) = atom.variables
            if variable == "person":
                return PERSON[atom.predicate](situation.context, situation.strategy)
            return self.of_items(atom.predicate)[rows[variable]]

        return found

    def crisp(self, situation: Situation, **rows: Any) -> Callable[[Atom], Any]:
        """The same as 0 or 1."""
        real = self.real(situation, **rows)
        return lambda atom: np.float32(1) * (real(atom) >= CRISP)

    def may_follow(self, situation: Situation, rows: np.ndarray) -> np.ndarray | None:
        """(S, S) bool: whether the item at rows[j] may stand right below that at rows[i]; None: any may."""
        rules = [rule for rule in self.hard if rule.of_neighbours]
        if not rules:
            return None
        of = self.crisp(situation, above=rows[:, None], item=rows[None, :])
        found = [np.asarray(truth(rule.formula, of)) > TRUE for rule in rules]
        return np.broadcast_to(np.logical_and.reduce(np.broadcast_arrays(*found)), (len(rows), len(rows)))

    def kept(self, situation: Situation, row: int, above: int | None = None) -> list[tuple[StatedRule, float]]:
        """Each rule that has something to say of the item at a row, below that at another, and how true it is of it."""
        found = []
        for rule in self.rules:
            if rule.of_neighbours and above is None:
                continue
            of = (self.crisp if rule.hard else self.real)(situation, item=row, above=above)
            if not isinstance(rule.formula, Implies) or truth(rule.formula.left, of) >= CRISP:
                found.append((rule, float(truth(rule.formula, of))))
        return found
