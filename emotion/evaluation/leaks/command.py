"""python -m emotion leaks: every check on every corpus of a folder, and on a file that a model is to be judged on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from emotion.errors import CorpusError
from emotion.evaluation.leaks import checks
from emotion.evaluation.leaks.signals import FOLDERS, Signals, read, read_all


def leaks(data: Path, test: Path | None = None, kinds: Sequence[str] = tuple(FOLDERS)) -> dict[str, Any]:
    """By corpus `near_duplicates`, `groups`, `order`, `random_split` (see checks), and with a test file `test`: the
    same of each corpus of its kind against the file. Raises CorpusError where nothing can be read.
    """
    judged = None if test is None else _any_kind(test)
    return {
        signals.name: _checked(signals)
        | ({"test": checks.against(signals, judged)} if judged is not None and judged.kind == signals.kind else {})
        for signals in read_all(data, kinds if judged is None else (judged.kind,))
    }


def said_before_training(data: Path, kinds: Sequence[str]) -> list[str]:
    """What is found in the corpora of some kinds, printed on stderr; nothing where they hold none to look at."""
    try:
        said = lines(leaks(data, kinds=kinds))
    except CorpusError:  # the training says itself what it lacks
        return []
    print("\n".join(said), file=sys.stderr)
    return said


def lines(report: dict[str, Any]) -> list[str]:
    """The report in sentences, one or more a corpus; what leaks is marked with an exclamation mark."""
    return [line for name, found in report.items() for line in _of_one(name, found)]


def _checked(signals: Signals) -> dict[str, Any]:
    return {
        "rows": len(signals),
        "near_duplicates": checks.near_duplicates(signals),
        "groups": checks.groups_in_two_splits(signals),
        "order": checks.order(signals),
        "random_split": checks.random_split(signals),
    }


def _any_kind(file: Path) -> Signals:
    if not file.is_file():
        raise CorpusError(f"{file} is missing")
    found = next((signals for kind in FOLDERS if (signals := read(kind, file)) is not None), None)
    if found is None:
        raise CorpusError(f"{file} is no labelled corpus of faces, speech or text")
    return found


def _of_one(name: str, found: dict[str, Any]) -> list[str]:
    said = [_duplicates(f"{a} and {b}", pair) for pair in found["near_duplicates"] for a, b in [pair["splits"]]]
    if found["groups"] is not None:
        groups = found["groups"]
        mark = "! " if groups["in_two_splits"] else ""
        said.append(f"{mark}{groups['in_two_splits']} of {groups['groups']} by {groups['by']} stand in two splits")
    order = found["order"]
    mark = "! " if order["tells"] else ""
    said.append(f"{mark}{order['repeats']:.0%} of rows repeat the label before, {order['by_chance']:.0%} by chance")
    if found["random_split"] is not None:
        split = found["random_split"]
        apart, mixed = split["groups_apart"], split["at_random"]
        said.append(f"UAR of a linear model {apart:.3f} with groups apart, {mixed:.3f} had rows been split at random")
    if "test" in found:
        said.append(_duplicates("this file", found["test"]))
        if found["test"]["groups_in_both"]:
            said.append(f"! {', '.join(found['test']['groups_in_both'][:5])} are in this file too")
    return [f"{name}: {sentence}" for sentence in said]


def _duplicates(where: str, found: dict[str, Any]) -> str:
    if not found["rows"]:
        return f"no near-duplicates across {where}"
    same = "" if found["same_label"] is None else f", with the same label in {found['same_label']:.0%}"
    return f"! {found['rows']} near-duplicates across {where} ({found['share']:.2%}){same}"
