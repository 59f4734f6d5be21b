"""The cells of a design, and which one the next participant belongs to."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from session.studies.design import Study


@dataclass(frozen=True)
class Assignment:
    """A cell, the conditions its people meet in order, a seed for their sittings, and what it was drawn from."""

    cell: int
    conditions: tuple[str, ...]
    seed: int
    drawn_from: dict[str, Any]


@dataclass(frozen=True)
class Counts:
    """Of each cell, how many completed it and how many are at it now; number: how many were ever assigned."""

    done: tuple[int, ...]
    active: tuple[int, ...]
    number: int


def cells(study: Study) -> tuple[tuple[str, ...], ...]:
    """The conditions of each cell in order: one each between people, all in balanced order within them."""
    names = tuple(study.conditions)
    if study.design == "between":
        return tuple((name,) for name in names)
    return tuple(tuple(names[place] for place in row) for row in williams(len(names)))


def williams(count: int) -> list[list[int]]:
    """Orders of `count` conditions in which each stands at each place, and follows each other one, equally often.

    Williams (1949), Australian Journal of Scientific Research A 2, 149-168: so many rows, twice as many for odd counts.
    """
    first = [(place + 1) // 2 if place % 2 else (count - place // 2) % count for place in range(count)]
    rows = [[(one + shift) % count for one in first] for shift in range(count)]
    return rows + [row[::-1] for row in rows] if count % 2 and count > 1 else rows


def quotas(study: Study) -> list[int]:
    """How many people are to complete each cell."""
    all_cells = len(cells(study))
    share, rest = divmod(study.people, all_cells)
    return [share + (cell < rest) for cell in range(all_cells)]


def assign(study: Study, counts: Counts) -> Assignment | None:
    """The next cell of a block, or one of those with the fewest people done or at it, by chance; None: all are full.

    The chance is all in the study's seed and in how many were assigned before, so that it can be drawn again.
    """
    taken = [done + active for done, active in zip(counts.done, counts.active, strict=True)]
    open_cells = [cell for cell, quota in enumerate(quotas(study)) if taken[cell] < quota]
    if not open_cells:
        return None
    chance = random.Random(f"{study.name} {study.seed} {counts.number}")
    drawn = _of_block(study, counts.number) if study.block else None
    cell = drawn if drawn in open_cells else chance.choice(_least(open_cells, taken))
    return Assignment(cell, cells(study)[cell], chance.randrange(2**31), asdict(counts))


def _of_block(study: Study, number: int) -> int:
    """The cell of whoever is assigned as this number, from 0, where each block holds every cell equally often."""
    block, place = divmod(number, study.block)
    every = [cell % len(cells(study)) for cell in range(study.block)]
    random.Random(f"{study.name} {study.seed} block {block}").shuffle(every)
    return every[place]


def _least(open_cells: Sequence[int], taken: Sequence[int]) -> list[int]:
    fewest = min(taken[cell] for cell in open_cells)
    return [cell for cell in open_cells if taken[cell] == fewest]
