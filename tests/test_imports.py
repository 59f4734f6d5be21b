"""Imports run one way, pages -> session -> recommender -> emotion, and what serves knows nothing of training."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("emotion", "recommender", "session", "pages")
"""From the bottom up: each may import itself and those before it."""

WORDS = {"pages.texts", "pages.texts.texts"}
"""What a command line may use of the top: it prints what it has to say in words."""


def imports(file: Path) -> set[str]:
    """The full names of the modules a file imports, at its top or inside a function."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative imports hide the direction"
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def files(folder: str) -> list[Path]:
    """Every Python file under a package; at least one."""
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found
    return found


@pytest.mark.parametrize("layer", LAYERS)
def test_no_layer_imports_one_above_it(layer: str) -> None:
    above = {*LAYERS[LAYERS.index(layer) + 1 :], "tests", "scripts", "app"}
    wrong = [
        (str(file.relative_to(ROOT)), name)
        for file in files(layer)
        for name in imports(file) - (WORDS if file.name == "__main__.py" else set())
    ]
    assert [(file, name) for file, name in wrong if name.split(".")[0] in above] == []


@pytest.mark.parametrize("layer", ["emotion", "recommender", "session"])
def test_only_pages_know_streamlit(layer: str) -> None:
    roots = {str(file.relative_to(ROOT)): {name.split(".")[0] for name in imports(file)} for file in files(layer)}
    assert [file for file, names in roots.items() if names & {"streamlit", "streamlit_webrtc"}] == []


def test_what_serves_imports_neither_training_nor_evaluation() -> None:
    workshop = {"training", "evaluation", "benchmark", "training.py"}
    served = [
        file
        for layer in LAYERS
        for file in files(layer)
        if not workshop & set(file.parts) and file.name != "__main__.py"  # the command line starts both
    ]
    wrong = [(file, name) for file in served for name in imports(file) if workshop & set(name.split("."))]
    assert wrong == []


def test_evaluation_and_training_do_not_go_round_in_a_circle() -> None:
    """Training judges what it made; what judges knows nothing of how it was made."""
    judges = [*files("emotion/evaluation"), *files("recommender/benchmark")]
    wrong = [(str(file), name) for file in judges for name in imports(file) if "training" in name.split(".")]
    assert wrong == []


def test_nothing_is_unpickled_and_no_html_is_let_in() -> None:
    forbidden = ("unsafe_allow_html", "pickle.load", "import pickle", "torch.load(", "joblib.load", "allow_pickle=True")
    found = [
        (str(file.relative_to(ROOT)), word)
        for file in [ROOT / "app.py", *(file for layer in LAYERS for file in files(layer))]
        for word in forbidden
        if word in file.read_text(encoding="utf-8")
    ]
    assert found == []


def test_serving_begins_without_what_the_first_list_can_do_without() -> None:
    """Each takes long to import; comments and charts come later."""
    slow = ("sklearn", "scipy.stats", "transformers", "sentence_transformers", "statsmodels", "altair", "streamlit")
    code = f"import sys, session.serve; print([name for name in {slow} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr
