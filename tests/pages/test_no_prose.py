"""Whatever a person can read stands in the tables: the pages' code holds keys, icons, ids and nothing to read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.texts import FOLDER, texts

PAGES = FOLDER.parent
FILES = [
    file
    for file in sorted(PAGES.rglob("*.py"))
    # Covers draw an item's own title; web/ answers programs.
    if not {"covers", "web", "texts"} & set(file.relative_to(PAGES).parts)
]

_PROSE = re.compile(r"[^\W\d_]{2,}[,.:;]? +[^\W\d_]{2,}|^[A-Z][a-z]+\b")
_PROGRAM = re.compile(r"datum\.|^python -m |^[A-Z][a-z]+Error$|\w=\"")
"""Expressions that charts compute, commands that are shown as they are typed, and the marks of SVG."""

NAMES = {"Attune"}
PRINTED = {"as published", "earlier films known", "nothing known", "logistic regression", "random forest"}
"""What the benchmark's commands print; the page looks it up in their files, and shows words of its own."""


def prose_of(source: str) -> list[str]:
    """The strings of a module that a person could read: no docstring, log line, error for developers or program."""
    tree = ast.parse(source)
    spared = {id(node) for part in ast.walk(tree) for node in _spared(part)}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in found if id(node) not in spared and _is_prose(node.value)]


def _is_prose(text: str) -> bool:
    told = re.sub("|".join(NAMES), "", text).strip()
    return bool(_PROSE.search(told)) and not _PROGRAM.search(told) and told not in PRINTED


def _spared(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    logs = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("logger.")
    if logs or isinstance(node, ast.Raise | ast.AnnAssign | ast.arg):
        yield from ast.walk(getattr(node, "annotation", None) or node)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PAGES)))
def test_a_page_holds_nothing_to_read(file: Path) -> None:
    assert prose_of(file.read_text(encoding="utf-8")) == []


def test_prose_is_told_from_keys_icons_and_programs() -> None:
    source = (
        '"""Doc string here."""\nst.title("For you, now")\nst.button("Start", key="live-start", icon=":material/x:")\n'
    )
    source += (
        'logger.error("it fails badly")\nraise ValueError("must be small")\nx = "datum.value == 0"\nf"by {a} by me"\n'
    )
    assert prose_of(source) == ["For you, now", "Start", " by me"]


def keys_of(source: str) -> list[str]:
    """The keys that a module names outright in t("...") and Message("...")."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("t", "Message")]
    firsts = [call.args[0] for call in named]
    return [first.value for first in firsts if isinstance(first, ast.Constant)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PAGES)))
def test_every_key_that_a_page_names_has_words(file: Path) -> None:
    assert [key for key in keys_of(file.read_text(encoding="utf-8")) if not texts("en").has(key)] == []
